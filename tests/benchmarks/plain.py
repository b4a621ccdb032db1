"""The same crowd at a plain polling page with Streamlit's own settings: what ours is to be compared with.

``run_every`` is the browser's clock: it asks again every two seconds, whether or not the answer has come. With many
seats the server falls behind for good, so whatever does not come in time counts as having taken that long.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.crowd import spread
from tests.benchmarks.serving import Served, free_port, wait_for
from tests.benchmarks.steps import step
from tests.benchmarks.streamlit_client import Tab

PAGE = Path(__file__).with_name("plain_page.py")
EVERY = 2.0
PAST = 7
OPENING = 40.0
PATIENCE = 20.0
ANSWERS = 20
TEAM = 10


class PlainTab(Tab):
    """A tab whose browser asks again and again."""

    async def _keep_up(self) -> None:
        self._tasks.append(asyncio.create_task(self._poll()))

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.ask_again()


def polling(seats: int) -> dict[str, Any]:
    """So many seats, opened for a while, one inject for a team, one for everybody, and some answers."""
    return asyncio.run(_polling(seats))


async def _polling(seats: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "plain.db"
        _prepare(database, seats // TEAM)
        # A server that is far behind would hear each goodbye after ten seconds; it is gone before its people are.
        async with AsyncExitStack() as stack, _served(database) as server:
            async with _tab(server, 0):
                pass
            small = server.rss()
            step(f"{min(100, seats)} people come to the plain page, then the others")
            came = await _arrive(server, min(100, seats), stack)
            rest = await _follow(server, range(min(100, seats), seats), stack)
            tabs = [tab for tab, _ in came if tab] + rest
            figures: dict[str, Any] = {
                "seats_open": len(tabs),
                "open_ms": spread(took for _, took in came),
                "rss_kb_per_seat": round((server.rss() - small) * 1024 / max(1, len(tabs))),
            }
            began, clock = server.cpu(), time.time()
            await asyncio.sleep(5)
            figures["idle_cpu_percent"] = round(100 * (server.cpu() - began) / (time.time() - clock), 1)
            step("injects for the plain page")
            figures["due_to_drawn_ms"] = spread(await _injected(database, tabs[:TEAM], "For one team.", "t0"))
            figures["broadcast_drawn_ms"] = spread(await _injected(database, tabs, "For all of them.", "*"))
            figures["answer_to_receipt_ms"] = spread(await asyncio.gather(*map(_answered, tabs[:ANSWERS])))
            return figures


def _prepare(database: Path, teams: int) -> None:
    with sqlite3.connect(database) as made:
        made.execute("CREATE TABLE inject (id TEXT, title TEXT, team TEXT, due REAL)")
        made.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, team TEXT, inject TEXT, option TEXT, at REAL)")
        rows = [(f"past{n}", f"Inject {n}", f"t{team}", 0.0) for team in range(max(1, teams)) for n in range(PAST)]
        made.executemany("INSERT INTO inject VALUES (?, ?, ?, ?)", rows)


@asynccontextmanager
async def _served(database: Path) -> AsyncIterator[Served]:
    """`streamlit run` as it comes, but for the port and that it opens no browser and tells nobody."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(PAGE), "--server.port", str(port), "--server.headless", "true",
         "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"],
        cwd=database.parent, env={**os.environ, "PLAIN_DATABASE": str(database)}, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await asyncio.to_thread(wait_for, f"http://127.0.0.1:{port}/_stcore/health")
        yield Served(f"127.0.0.1:{port}", "", "", {}, (process.pid,))
    finally:
        process.kill()
        process.wait()


def _tab(server: Served, seat: int) -> PlainTab:
    return PlainTab(server.host, "", "", query=f"team=t{seat // TEAM}&seat={seat}")


async def _arrive(server: Served, people: int, stack: AsyncExitStack) -> list[tuple[PlainTab | None, float]]:
    """Open so many within a second; how long (s) each waited, as far as they had the patience."""
    began = time.time()

    async def one(number: int) -> tuple[PlainTab | None, float]:
        comes = began + number / people
        await asyncio.sleep(comes - time.time())
        tab = _tab(server, number)
        try:
            async with asyncio.timeout(OPENING):
                await tab.__aenter__()
        except TimeoutError:
            await tab.__aexit__()
            return None, OPENING
        stack.push_async_exit(tab)
        return tab, time.time() - comes

    return list(await asyncio.gather(*map(one, range(people))))


async def _follow(server: Served, seats: Iterable[int], stack: AsyncExitStack) -> list[PlainTab]:
    """Open the others a few at a time, as many as come in a while."""
    until, gate, opened = time.time() + OPENING, asyncio.Semaphore(10), list[PlainTab]()

    async def one(seat: int) -> None:
        async with gate:
            tab = _tab(server, seat)
            try:
                async with asyncio.timeout(until - time.time()):
                    await tab.__aenter__()
            except TimeoutError:
                await tab.__aexit__()
                return
            stack.push_async_exit(tab)
            opened.append(tab)

    await asyncio.gather(*map(one, seats))
    return opened


async def _injected(database: Path, tabs: list[PlainTab], title: str, team: str) -> list[float]:
    """Have an inject come due; how long (s) until it is drawn at each."""
    due = time.time()
    with sqlite3.connect(database) as written:
        written.execute("INSERT INTO inject VALUES (?, ?, ?, ?)", (title[:7], title, team, due))

    async def one(tab: PlainTab) -> float:
        try:
            return await tab.drawn(title, timeout=PATIENCE) - due
        except TimeoutError:
            return PATIENCE

    return await asyncio.gather(*map(one, tabs))


async def _answered(tab: PlainTab) -> float:
    sent = await tab.answer()
    try:
        return await tab.drawn("Sent, receipt", after=sent, timeout=PATIENCE) - sent
    except TimeoutError:
        return PATIENCE
