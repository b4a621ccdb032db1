"""Everybody at a desk, in one process beside the server's: hundreds of tabs without a browser, and EXCON's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles

from exercise.control import Control, Receipt
from exercise.core.acts import Resume
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.canary import Canaries
from tests.benchmarks.serving import Served, serving
from tests.benchmarks.streamlit_client import Tab

OPENING_AT_ONCE = 10
CALM = 2.0
INBOX = "whitecell_worklist"
RUNNING = '"state":"running"'
EXCON = "excon"


@dataclass
class Crowd:
    """Everybody who is connected, team by team, what their tabs heard, and the server.

    Teams are counted on from syndicate to syndicate, of which every one has ``each``.
    """

    server: Served
    teams: list[list[Tab]] = field(default_factory=list)
    heard: list[Canaries] = field(default_factory=list)
    each: int = bench.TEAMS

    @property
    def tabs(self) -> list[Tab]:
        """All tabs of trainees."""
        return [tab for team in self.teams for tab in team]

    @property
    def redraws(self) -> int:
        """How often a signal had a tab drawn again."""
        return sum(tab.redraws for tab in self.tabs)

    def tab(self, team: int, seat: int, query: str = "") -> Tab:
        """A tab for a seat's desk, with somebody who listens for canaries."""
        syndicate, within = divmod(team, self.each)
        ears = Canaries(f"t{within}", bench.SYNDICATES[syndicate])
        self.heard.append(ears)
        return Tab(
            self.server.host,
            self.server.cookies[bench.name(team, seat)],
            self.server.exercise,
            "desk",
            query,
            ears.hear,
            self.server.trust,
        )

    def excon(self, query: str = "") -> Tab:
        """A tab for the control page."""
        return Tab(self.server.host, self.server.cookies[EXCON], self.server.exercise, "control", query)

    async def open(self, teams: int, at_once: int = OPENING_AT_ONCE) -> None:
        """Open the desks of some teams that nobody sits at yet, a few at a time."""
        gate = asyncio.Semaphore(at_once)

        async def opened(team: int, seat: int) -> Tab:
            async with gate:
                return await self.tab(team, seat).__aenter__()

        for team in range(len(self.teams), teams):
            self.teams.append(await asyncio.gather(*(opened(team, seat) for seat in range(bench.SEATS))))

    async def arrive(self, teams: int, within: float) -> list[float]:
        """Open the desks of the first teams within so many seconds, evenly; return how long (s) each waited for it."""
        people = [(team, seat) for team in range(teams) for seat in range(bench.SEATS)]
        began = time.time()

        async def arrived(number: int, team: int, seat: int) -> tuple[Tab, float]:
            comes = began + within * number / len(people)
            await asyncio.sleep(comes - time.time())
            tab = await self.tab(team, seat).__aenter__()
            return tab, await tab.drawn(INBOX) - comes

        came = await asyncio.gather(*(arrived(number, *who) for number, who in enumerate(people)))
        tabs = iter(came)
        self.teams += [[next(tabs)[0] for _ in range(bench.SEATS)] for _ in range(teams)]
        return [took for _, took in came]

    async def leave(self) -> None:
        """Send everybody home."""
        await asyncio.gather(*(tab.__aexit__() for tab in self.tabs))

    async def calm(self) -> None:
        """Wait until the server has had nothing to draw for a while."""
        drawn = -1
        while drawn != (drawn := sum(tab.runs for tab in self.tabs)):
            await asyncio.sleep(CALM)

    async def idle(self, seconds: float) -> float:
        """How much of one core (%) the server needs while nothing is due."""
        await self.calm()
        began, clock = self.server.cpu(), time.time()
        await asyncio.sleep(seconds)
        return round(100 * (self.server.cpu() - began) / (time.time() - clock), 1)


@asynccontextmanager
async def crowd(teams: int, rounds: int, lead: int) -> AsyncIterator[Crowd]:
    """A server with nobody connected yet; whoever is at the end is sent home."""
    async with serving("tests.benchmarks.server", teams, rounds, lead) as server, AsyncExitStack() as stack:
        made = Crowd(server)
        # The first page that is ever drawn loads half the product; it is nobody's memory, and nobody's wait.
        for first in (made.tab(bench.TEAMS - 1, 0), made.excon()):
            async with first:
                pass

        stack.push_async_callback(made.leave)
        yield made


def resume(server: Served) -> datetime:
    """Let the clock run on, from this process; return since when it does."""
    control = Control(open_store(server.url))
    receipt = control.file(server.exercise, bench.EXCON, Resume(), "resume")
    control.store.close()
    assert isinstance(receipt, Receipt), receipt
    return receipt.wall


async def all_drawn(tabs: Iterable[Tab], text: str, after: float = 0.0) -> list[float]:
    """When (epoch s) the text came to stand on each of these pages."""
    return await asyncio.gather(*(tab.drawn(text, after) for tab in tabs))


def spread(seconds: Iterable[float]) -> dict[str, int]:
    """Waits as they are told (ms): the middle, the 95th percentile, the longest."""
    ms = sorted(1000 * second for second in seconds)
    cuts = quantiles(ms, n=20, method="inclusive")
    return {"p50": round(cuts[9]), "p95": round(cuts[18]), "most": round(ms[-1]), "of": len(ms)}
