"""The real desks with many seats connected: how soon an inject is drawn, and what the server pays for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from statistics import quantiles
from typing import Any, NamedTuple

import psutil

from exercise.control import Control, Receipt
from exercise.core.acts import Resume
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.meter import spent
from tests.benchmarks.streamlit_client import Served, Tab, serving

OPENING_AT_ONCE = 10
REDRAWS = 100
BATCHES = 5
ANSWERS = 10
PATIENCE = 10.0
CALM = 2.0
QUIET = 5.0
RUNNING = '"state":"running"'


@dataclass
class Crowd:
    """Everybody who is connected, team by team, and the server's process."""

    server: Served
    process: psutil.Process
    teams: list[list[Tab]] = field(default_factory=list)

    @property
    def tabs(self) -> list[Tab]:
        """All tabs."""
        return [tab for team in self.teams for tab in team]

    def rss(self) -> float:
        """The server's memory (MB)."""
        return float(self.process.memory_info().rss) / 2**20

    @property
    def redraws(self) -> int:
        """How often a signal had a tab drawn again."""
        return sum(tab.redraws for tab in self.tabs)


def connected(seats: int, rounds: int = 12, idle: float = 20.0) -> dict[str, Any]:
    """So many seats at their desks: inject after inject for one team, and the quiet before."""
    return asyncio.run(_connected(seats, rounds, idle))


async def _connected(seats: int, rounds: int, idle: float) -> dict[str, Any]:
    teams = seats // bench.SEATS
    lead = 15 + seats / 8 + idle
    async with _crowd(teams, rounds, round(lead * 1000)) as crowd:
        small = crowd.rss()
        began = time.time()
        await _open(crowd, teams)
        figures: dict[str, Any] = {"seats": seats, "open_all_s": round(time.time() - began, 1)}
        figures["rss_kb_per_seat"] = round((crowd.rss() - small) * 1024 / seats)
        resumed = await asyncio.to_thread(resume, crowd.server)
        figures["everybody_redrawn_ms"] = _spread(resumed, await _all_drawn(crowd.tabs, RUNNING))
        figures["idle_cpu_percent"] = await _idle(crowd, idle)
        first = resumed.timestamp() + lead
        if time.time() > first:
            raise RuntimeError("The machine is too busy: the injects came before everything was quiet.")
        figures |= await _rounds(crowd, rounds, first)
        return figures | await _answers(crowd)


def fragment(redraws: int = REDRAWS) -> dict[str, Any]:
    """What it costs the server to draw the live part of one desk again, beside the barest part that Streamlit has.

    Everything is counted; what the script's thread needs of it is said apart. Turn by turn, the best of batches.
    """
    return asyncio.run(_fragment(redraws))


async def _fragment(redraws: int) -> dict[str, Any]:
    async with (
        _crowd(1, 0, 0) as crowd,
        serving("tests.benchmarks.bare") as bare,
        Tab(bare.host, bare.cookies[bench.name(0, 0)], bare.exercise) as plain,
    ):
        await _open(crowd, 1)
        await asyncio.to_thread(resume, crowd.server)
        await _all_drawn(crowd.tabs, RUNNING)
        pairs = ((crowd.tabs[0], crowd.server), (plain, bare))
        await _calm(crowd)
        for tab, _ in pairs:
            for _ in range(redraws // 5):
                await tab.redraw()
        quiet = await asyncio.gather(*(_quiet(server) for _, server in pairs))
        best = [WORST, WORST]
        for _ in range(BATCHES):
            for turn, (tab, server) in enumerate(pairs):
                cost = await _cost(tab, server, redraws, quiet[turn])
                best[turn] = Cost(*map(min, cost, best[turn]))
        ours, theirs = best
        return {
            "redraws": BATCHES * redraws,
            **ours.figures(),
            "bare": theirs.figures(),
            "times_bare": round(ours.cpu / theirs.cpu, 2),
        }


class Cost(NamedTuple):
    """What one redraw costs: the server's CPU, its script thread's part of that, and the time it takes (s)."""

    cpu: float
    script: float
    wall: float

    def figures(self) -> dict[str, float]:
        """The same as it is printed (ms)."""
        ms = (round(1000 * seconds, 2) for seconds in self)
        return dict(zip(("cpu_ms", "script_cpu_ms", "ms"), ms, strict=True))


WORST = Cost(inf, inf, inf)


async def _cost(tab: Tab, server: Served, redraws: int, quiet: float) -> Cost:
    ran, needed = await asyncio.to_thread(spent, server.host)
    began, clock = cpu(server), time.time()
    for _ in range(redraws):
        await tab.redraw()
    took = time.time() - clock
    total = cpu(server) - began - quiet * took
    runs, threads = await asyncio.to_thread(spent, server.host)
    return Cost(total / redraws, (threads - needed) / (runs - ran), took / redraws)


async def _quiet(server: Served) -> float:
    """The part of a core that the server needs while it draws nothing."""
    began, clock = cpu(server), time.time()
    await asyncio.sleep(QUIET)
    return (cpu(server) - began) / (time.time() - clock)


def cpu(server: Served) -> float:
    """The CPU time (s) that a server has spent so far."""
    needed = psutil.Process(server.process.pid).cpu_times()
    return float(needed.user + needed.system)


@asynccontextmanager
async def _crowd(teams: int, rounds: int, lead: int) -> AsyncIterator[Crowd]:
    async with serving("tests.benchmarks.server", teams, rounds, lead) as server, AsyncExitStack() as stack:
        crowd = Crowd(server, psutil.Process(server.process.pid))
        # The first page that is ever drawn loads half the product; it is nobody's memory.
        async with _tab(server, bench.name(bench.TEAMS - 1, 0)):
            pass
        stack.push_async_callback(_close, crowd)
        yield crowd


def _tab(server: Served, seat: str, query: str = "") -> Tab:
    return Tab(server.host, server.cookies[seat], server.exercise, "desk", query)


async def _open(crowd: Crowd, teams: int) -> None:
    """Open the desks of some teams, a few at a time."""
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def opened(team: int, seat: int) -> Tab:
        async with gate:
            return await _tab(crowd.server, bench.name(team, seat)).__aenter__()

    for team in range(teams):
        crowd.teams.append(await asyncio.gather(*(opened(team, seat) for seat in range(bench.SEATS))))


async def _close(crowd: Crowd) -> None:
    await asyncio.gather(*(tab.__aexit__() for tab in crowd.tabs))


def resume(server: Served) -> datetime:
    """Let the clock run on, from this process; return since when it does."""
    control = Control(open_store(server.url))
    receipt = control.file(server.exercise, bench.EXCON, Resume(), "resume")
    control.store.close()
    assert isinstance(receipt, Receipt), receipt
    return receipt.wall


async def _calm(crowd: Crowd) -> None:
    """Wait until the server has had nothing to draw for a while."""
    drawn = -1
    while drawn != (drawn := sum(tab.runs for tab in crowd.tabs)):
        await asyncio.sleep(CALM)


async def _idle(crowd: Crowd, seconds: float) -> float:
    """How much of one core (%) the server needs while nothing is due."""
    await _calm(crowd)
    began, clock = cpu(crowd.server), time.time()
    await asyncio.sleep(seconds)
    return round(100 * (cpu(crowd.server) - began) / (time.time() - clock), 1)


async def _rounds(crowd: Crowd, rounds: int, first: float) -> dict[str, Any]:
    """An inject for one team after the other: when it is drawn there, and that nothing is drawn elsewhere."""
    late: list[float] = []
    drawn = crowd.redraws
    for number in range(rounds):
        due = first + number * bench.GAP / 1000
        team = crowd.teams[number % len(crowd.teams)]
        late += (at - due for at in await _all_drawn(team, f"Round {number}."))
    due = first + rounds * bench.GAP / 1000
    await asyncio.sleep(due - time.time() - bench.GAP / 4000)
    foreign = crowd.redraws - drawn - rounds * bench.SEATS
    broadcast = [at - due for at in await _all_drawn(crowd.tabs, bench.EVERYBODY)]
    await _calm(crowd)
    return {
        "rounds": rounds,
        "due_to_drawn_ms": _quantiles(late),
        "foreign_redraws": foreign,
        "broadcast_drawn_ms": _quantiles(broadcast),
    }


async def _answers(crowd: Crowd) -> dict[str, Any]:
    """How long it takes from sending an answer until its receipt stands on the page, a tab at a time."""
    took: list[float] = []
    without = 0
    for seat in range(min(ANSWERS, bench.SEATS)):
        async with _tab(crowd.server, bench.name(0, seat), "inject=R0") as tab:
            sent = await tab.answer()
            try:
                took.append(await tab.drawn(" · receipt ", after=sent, timeout=PATIENCE) - sent)
            except TimeoutError:
                without += 1
    return {"answer_to_receipt_ms": _quantiles(took), "answers_without_receipt": without}


async def _all_drawn(tabs: Iterable[Tab], text: str) -> list[float]:
    return await asyncio.gather(*(tab.drawn(text) for tab in tabs))


def _spread(since: datetime, drawn: Iterable[float]) -> dict[str, int]:
    return _quantiles(at - since.timestamp() for at in drawn)


def _quantiles(seconds: Iterable[float]) -> dict[str, int]:
    ms = sorted(1000 * second for second in seconds)
    cuts = quantiles(ms, n=20, method="inclusive")
    return {"p50": round(cuts[9]), "p95": round(cuts[18]), "most": round(ms[-1])}
