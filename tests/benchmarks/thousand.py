"""A thousand seats on PostgreSQL: ten syndicates at their desks, at three processes behind nginx."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psutil

from exercise.control import Control, Receipt
from exercise.core.acts import Release
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.answers import answering
from tests.benchmarks.canary import counted
from tests.benchmarks.crowd import RUNNING, Crowd, all_drawn, resume, spread
from tests.benchmarks.plain import polling
from tests.benchmarks.serving import Served, spent
from tests.benchmarks.steps import step
from tests.nginx import Site, site
from tests.web.serve import let_in

PROCESSES = 3
TEAMS = 10
SYNDICATES = 10
# A plain page lets in half of so many; the others would only wait.
PLAIN = 300


def spread_out(
    syndicates: int = SYNDICATES, rounds: int = 12, idle: float = 20.0, seconds: float = 5.0
) -> dict[str, Any]:
    """So many syndicates of a hundred seats each, at three processes.

    Raises:
        NotInstalled: PostgreSQL or nginx is not installed; the message says which.
    """
    lead = 15 + syndicates * TEAMS * bench.SEATS / 20 + idle
    with site(PROCESSES, durable=True) as behind:
        step("the exercise is set up")
        msel = bench.coming(TEAMS, rounds, round(lead * 1000))
        stage = bench.made(behind.url, msel, TEAMS, syndicates)
        server = Served(
            f"localhost:{behind.port}",
            behind.url,
            stage.exercise,
            let_in(stage),
            tuple(server.pid for server in behind.servers),
            behind.trust,
        )
        stage.control.store.close()
        figures = asyncio.run(_connected(server, behind, syndicates * TEAMS, rounds, idle, lead, seconds))
    step("the same at a plain page that polls")
    return figures | {"plain": polling(min(PLAIN, figures["seats"]))}


async def _connected(
    server: Served, behind: Site, teams: int, rounds: int, idle: float, lead: float, seconds: float
) -> dict[str, Any]:
    async with AsyncExitStack() as stack:
        everybody = Crowd(server, each=TEAMS)
        stack.push_async_callback(everybody.leave)
        for _ in range(2 * PROCESSES):
            # The first page that a process draws loads half the product; newcomers come to one after the other.
            async with everybody.tab(teams - 1, 0):
                pass
        small = server.rss()
        step(f"{teams * bench.SEATS} people come")
        await everybody.open(teams)
        figures: dict[str, Any] = {
            "seats": len(everybody.tabs),
            "processes": PROCESSES,
            "seats_by_process": [sum(tab.at == str(one.port) for tab in everybody.tabs) for one in behind.servers],
            "teams_at_all_processes": sum(len({tab.at for tab in team}) == PROCESSES for team in everybody.teams),
            "rss_kb_per_seat": round((server.rss() - small) * 1024 / len(everybody.tabs)),
        }
        step("the clock runs, and nothing is due")
        resumed = (await asyncio.to_thread(resume, server)).timestamp()
        drawn = await all_drawn(everybody.tabs, RUNNING)
        figures["everybody_redrawn_ms"] = spread(at - resumed for at in drawn)
        figures |= await _idle(everybody, behind, idle)
        if time.time() > resumed + lead:
            raise RuntimeError("The machine is too busy: the injects came before everything was quiet.")
        step(f"{rounds} injects for one team in every syndicate, and one for everybody")
        figures |= await _timed(everybody, rounds, resumed + lead)
        step("injects for one team of one syndicate")
        released = await _released(everybody)
        figures |= released | {"foreign_redraws": figures["foreign_redraws"] + released["foreign_redraws"]}
        step("everybody opens an inject, then answers come")
        figures |= await answering(everybody, f"R{rounds}", seconds)
        figures["canaries"] = counted(everybody.heard)
    return figures


async def _idle(everybody: Crowd, behind: Site, seconds: float) -> dict[str, Any]:
    """What all processes need together (% of a core) while nothing is due, and what lies before and behind them."""
    await everybody.calm()
    others = [
        *_family(behind.folder / "nginx.pid"),
        *_family(Path(behind.url.rpartition("host=")[2]) / "data/postmaster.pid"),
    ]
    before = sum(map(spent, others))
    clock = time.time()
    percent = await everybody.idle(seconds)
    rest = sum(spent(process) for process in others if process.is_running()) - before
    return {"idle_cpu_percent": percent, "idle_cpu_percent_beside": round(100 * rest / (time.time() - clock), 1)}


def _family(file: Path) -> list[psutil.Process]:
    """The process that wrote its number down there, and its children."""
    parent = psutil.Process(int(file.read_text().split()[0]))
    return [parent, *parent.children(recursive=True)]


async def _timed(everybody: Crowd, rounds: int, first: float) -> dict[str, Any]:
    """An inject for the same team in every syndicate, one team after the other, and a last one for everybody."""
    late: list[float] = []
    drawn, expected = everybody.redraws, 0
    for number in range(rounds):
        due = first + number * bench.GAP / 1000
        tabs = [tab for team in everybody.teams[number % TEAMS :: TEAMS] for tab in team]
        expected += len(tabs)
        late += [at - due for at in await all_drawn(tabs, f"Round {number}.")]
    due = first + rounds * bench.GAP / 1000
    await asyncio.sleep(due - time.time() - bench.GAP / 4000)
    foreign = everybody.redraws - drawn - expected
    cpu = time.process_time()
    broadcast = [at - due for at in await all_drawn(everybody.tabs, bench.EVERYBODY)]
    cpu = time.process_time() - cpu
    await everybody.calm()
    return {
        "rounds": rounds,
        "same_team_everywhere_ms": spread(late),
        "foreign_redraws": foreign,
        "broadcast_drawn_ms": spread(broadcast),
        "broadcast_client_cpu_ms": round(1000 * cpu),
    }


async def _released(everybody: Crowd) -> dict[str, Any]:
    """EXCON, at yet another process, releases injects for one team of one syndicate, and then of another."""
    control = Control(open_store(everybody.server.url))
    late: list[float] = []
    drawn = everybody.redraws
    await asyncio.to_thread(control.refresh, everybody.server.exercise)
    for number in range(bench.SPARES):
        syndicate = number % (len(everybody.teams) // TEAMS)
        where = bench.SYNDICATES[syndicate]
        receipt = await asyncio.to_thread(
            control.file, everybody.server.exercise, bench.EXCON, Release(f"S{number}"), f"release {number}", where
        )
        assert isinstance(receipt, Receipt), receipt
        team = everybody.teams[syndicate * TEAMS + number % TEAMS]
        late += [at - receipt.wall.timestamp() for at in await all_drawn(team, bench.title(number))]
    await everybody.calm()
    control.store.close()
    foreign = everybody.redraws - drawn - bench.SPARES * bench.SEATS
    return {"due_to_drawn_ms": spread(late), "foreign_redraws": foreign}
