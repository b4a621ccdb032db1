"""The real desks with many seats connected: how soon people see what concerns them, and what the server pays for it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.benchmarks import server as bench
from tests.benchmarks.answers import answering
from tests.benchmarks.canary import counted
from tests.benchmarks.crowd import RUNNING, Crowd, all_drawn, crowd, resume, spread
from tests.benchmarks.growth import mb_per_hour, sampled
from tests.benchmarks.plain import polling
from tests.benchmarks.steering import steering
from tests.benchmarks.steps import step
from tests.benchmarks.witness import Witness, witnesses

RUSH = 10
SECTIONS = ("Messages", "Reports", "Timeline")


def connected(seats: int, rounds: int = 12, idle: float = 20.0, seconds: float = 15.0) -> dict[str, Any]:
    """So many seats at their desks, from the first who comes to an exercise in full swing."""
    return asyncio.run(_connected(seats, rounds, idle, seconds))


async def _connected(seats: int, rounds: int, idle: float, seconds: float) -> dict[str, Any]:
    teams = seats // bench.SEATS
    lead = 15 + seats / 20 + idle
    async with crowd(teams, rounds, round(lead * 1000)) as everybody:
        small = everybody.server.rss()
        figures: dict[str, Any] = {"seats": seats}
        step(f"{min(RUSH, teams) * bench.SEATS} people arrive within a second")
        figures["open_ms"] = spread(await everybody.arrive(min(RUSH, teams), within=1.0))
        step("the others follow")
        await everybody.open(teams)
        figures["rss_kb_per_seat"] = round((everybody.server.rss() - small) * 1024 / seats)
        step("three real browsers and EXCON come")
        async with everybody.excon("inject=S0") as excon, witnesses(everybody) as eyes:
            step("the clock runs, and nothing is due")
            resumed = (await asyncio.to_thread(resume, everybody.server)).timestamp()
            drawn = await all_drawn(everybody.tabs, RUNNING)
            figures["everybody_redrawn_ms"] = spread(at - resumed for at in drawn)
            figures["idle_cpu_percent"] = await everybody.idle(idle)
            if time.time() > resumed + lead:
                raise RuntimeError("The machine is too busy: the injects came before everything was quiet.")
            step(f"{rounds} injects for one team each, and one for everybody")
            async with sampled(everybody.server) as samples:
                figures |= await _rounds(everybody, rounds, resumed + lead)
            figures["rss_mb_per_hour"] = mb_per_hour(samples)
            step("one of each team looks round")
            await _look_round(everybody)
            step("everybody opens an inject, then answers come")
            figures |= await answering(everybody, f"R{rounds}", seconds)
            step("EXCON acts")
            figures |= await steering(everybody, excon)
            figures |= await _witnessed(eyes, teams, rounds, resumed + lead)
        figures["canaries"] = counted(everybody.heard)
    step("the same at a plain page that polls")
    return figures | {"plain": await asyncio.to_thread(polling, seats)}


async def _rounds(everybody: Crowd, rounds: int, first: float) -> dict[str, Any]:
    """An inject for one team after the other: when it is drawn there, and that nothing is drawn elsewhere."""
    late: list[float] = []
    drawn = everybody.redraws
    for number in range(rounds):
        due = first + number * bench.GAP / 1000
        team = everybody.teams[number % len(everybody.teams)]
        late += [at - due for at in await all_drawn(team, f"Round {number}.")]
    due = first + rounds * bench.GAP / 1000
    await asyncio.sleep(due - time.time() - bench.GAP / 4000)
    foreign = everybody.redraws - drawn - rounds * bench.SEATS
    broadcast = [at - due for at in await all_drawn(everybody.tabs, bench.EVERYBODY)]
    await everybody.calm()
    return {
        "rounds": rounds,
        "due_to_drawn_ms": spread(late),
        "foreign_redraws": foreign,
        "broadcast_drawn_ms": spread(broadcast),
    }


async def _witnessed(eyes: list[Witness], teams: int, rounds: int, first: float) -> dict[str, Any]:
    """From due to seen in the real browsers, over what came to their teams and to everybody."""
    dues = [(f"Round {number}.", number % teams, first + number * bench.GAP / 1000) for number in range(rounds)]
    dues += [(bench.EVERYBODY, eye.team, first + rounds * bench.GAP / 1000) for eye in eyes]
    waits = [
        (due, await eye.saw(text)) for eye in eyes for text, team, due in dict.fromkeys(dues) if team == eye.team
    ]  # fmt: skip
    seen = [at - due for due, at in waits if at is not None]
    return {
        "witnesses": len(eyes),
        "witnessed_ms": spread(seen) if len(seen) > 1 else None,
        "witnessed_nothing": len(waits) - len(seen),
    }


async def _look_round(everybody: Crowd) -> None:
    """One of each team looks into every section of the desk, where leaks could hide."""
    for team in everybody.teams:
        for section in SECTIONS:
            await team[0].turn(section)
        await team[0].turn("Inject")
