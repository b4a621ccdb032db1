"""What it costs the server to draw the live part of one desk again, beside the barest part that Streamlit has."""

from __future__ import annotations

import asyncio
import time
from math import inf
from typing import Any, NamedTuple

from tests.benchmarks import server as bench
from tests.benchmarks.crowd import RUNNING, all_drawn, crowd, resume
from tests.benchmarks.meter import spent
from tests.benchmarks.serving import Served, serving
from tests.benchmarks.streamlit_client import Tab

REDRAWS = 100
BATCHES = 5
QUIET = 5.0


def fragment(redraws: int = REDRAWS) -> dict[str, Any]:
    """Everything is counted; what the script's thread needs of it is said apart. Turn by turn, the best of batches."""
    return asyncio.run(_fragment(redraws))


async def _fragment(redraws: int) -> dict[str, Any]:
    async with (
        crowd(1, 0, 0) as one,
        serving("tests.benchmarks.bare") as bare,
        Tab(bare.host, bare.cookies[bench.name(0, 0)], bare.exercise) as plain,
    ):
        await one.open(1)
        await asyncio.to_thread(resume, one.server)
        await all_drawn(one.tabs, RUNNING)
        pairs = ((one.tabs[0], one.server), (plain, bare))
        await one.calm()
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
    began, clock = server.cpu(), time.time()
    for _ in range(redraws):
        await tab.redraw()
    took = time.time() - clock
    total = server.cpu() - began - quiet * took
    runs, threads = await asyncio.to_thread(spent, server.host)
    return Cost(total / redraws, (threads - needed) / (runs - ran), took / redraws)


async def _quiet(server: Served) -> float:
    """The part of a core that the server needs while it draws nothing."""
    began, clock = server.cpu(), time.time()
    await asyncio.sleep(QUIET)
    return (server.cpu() - began) / (time.time() - clock)
