"""A browser tab without a browser: Streamlit's WebSocket, the live signal, and what is drawn when.

Streamlit's protocol is private to a version; this speaks the one that is pinned.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any, Self
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from exercise.control import Control, Receipt
from exercise.core.entries import Seat, StartEx
from exercise.store import open_store

ROOT = Path(__file__).parents[2]
SIGNAL = "whitecell_signal"
OPENING_AT_ONCE = 10


@dataclass
class Tab:
    """One tab of one seat. ``elements`` is what stands on the page by place, and since when (epoch s).

    ``page`` and ``query`` are the address it is opened at; without a page it is the seat's first one.
    """

    host: str
    cookie: str
    exercise: str
    page: str = ""
    query: str = ""
    elements: dict[tuple[int, ...], tuple[float, bytes]] = field(default_factory=dict)
    redraws: int = 0
    runs: int = 0
    _page: str = ""
    _signal_id: str = ""
    _fragment: str = ""
    _news: dict[str, int] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _stream: ClientConnection | None = None
    _live: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Open the page, and the live signal as the page's script would."""
        headers = {"Cookie": f"whitecell={self.cookie}"}
        self._stream = await connect(
            f"ws://{self.host}/_stcore/stream",
            additional_headers=headers,
            origin=Origin(f"http://{self.host}"),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("placeholder")],
            max_size=None,
            open_timeout=120,
        )
        self._tasks.append(asyncio.create_task(self._draw(self._stream)))
        await self._rerun()
        while not self._signal_id:
            await self._change()
        self._live = await connect(
            f"ws://{self.host}/live?exercise={self.exercise}", additional_headers=headers, open_timeout=120
        )
        self._tasks.append(asyncio.create_task(self._listen(self._live)))
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        for task in self._tasks:
            task.cancel()
        for connection in (self._live, self._stream):
            if connection is not None:
                await connection.close()

    def since(self, text: str) -> float | None:
        """Since when (epoch s) the text stands on the page, or None."""
        wanted = text.encode()
        return min((at for at, element in self.elements.values() if wanted in element), default=None)

    async def drawn(self, text: str, timeout: float = 60) -> float:
        """Wait until the text stands on the page; return since when (epoch s)."""
        async with asyncio.timeout(timeout):
            while (at := self.since(text)) is None:
                await self._change()
        return at

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _rerun(self, fragment: str = "", trigger: dict[str, Any] | None = None) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self._page
        state.fragment_id = fragment
        state.context_info.timezone = "UTC"
        state.context_info.locale = "en"
        if trigger is not None:
            widget = state.widget_states.widgets.add()
            widget.id = f"$$STREAMLIT_INTERNAL_KEY_{self._signal_id}__events"
            widget.json_trigger_value = json.dumps([{"event": "changed", "value": trigger}])
        assert self._stream is not None
        await self._stream.send(message.SerializeToString())

    async def _draw(self, stream: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in stream:
                message = ForwardMsg()
                message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "new_session":
            self._page = message.new_session.page_script_hash
        if message.WhichOneof("type") != "delta":
            return
        delta = message.delta
        self.elements[tuple(message.metadata.delta_path)] = time.time(), delta.SerializeToString()
        component = delta.new_element.bidi_component
        if component.component_name == SIGNAL:
            self._signal_id, self._fragment = component.id, delta.fragment_id
            shown = json.loads(component.mixed.json if component.HasField("mixed") else component.json)
            self._news = shown["news"]
        self._changed.set()

    async def _listen(self, live: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in live:
                news = json.loads(frame)["news"]
                if any(news.get(run, -1) > known for run, known in self._news.items()):
                    self._news = {**self._news, **news}
                    self.redraws += 1
                    await self._rerun(self._fragment, news)


@dataclass(frozen=True)
class Served:
    """A server in a process of its own, over a database that this process can open too."""

    host: str
    url: str
    exercise: str
    cookies: dict[str, str]
    process: subprocess.Popen[str]


@asynccontextmanager
async def served(trainees: int, url: str = "") -> AsyncIterator[Served]:
    """Serve the test exercise with so many trainees in each of three teams; by default over a new database."""
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        url = url or f"sqlite:///{folder}/bench.db"
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.serve", url, str(port), str(trainees)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            told = json.loads(await asyncio.to_thread(process.stdout.readline))
            await asyncio.to_thread(_wait_for, f"http://127.0.0.1:{port}/ready")
            yield Served(f"127.0.0.1:{port}", url, told["exercise"], told["cookies"], process)
        finally:
            process.terminate()
            process.communicate(timeout=20)


async def due_to_drawn(tabs: int, rate: float = 20.0) -> dict[str, Any]:
    """How long after an inject falls due it stands on the desks of its team, with so many tabs open."""
    trainees = max(1, -(-tabs // 3))
    async with served(trainees) as server:
        names = [f"{team}{number}" for number in range(1, trainees + 1) for team in "abc"][:tabs]
        gate = asyncio.Semaphore(OPENING_AT_ONCE)

        async def opened(name: str) -> Tab:
            async with gate:
                return await Tab(server.host, server.cookies[name], server.exercise).__aenter__()

        began = time.time()
        open_tabs = dict(zip(names, await asyncio.gather(*map(opened, names)), strict=True))
        opening = time.time() - began
        try:
            receipt = await asyncio.to_thread(_start, server, rate)
            started = await _all_drawn(open_tabs, "a", "Injects: 1")
            due = receipt.wall.timestamp() + 120 / rate
            drawn = await _all_drawn(open_tabs, "a", "Injects: 2")
        finally:
            await asyncio.gather(*(tab.__aexit__() for tab in open_tabs.values()))
        return {
            "tabs": tabs,
            "team": len(drawn),
            "open all (s)": round(opening, 2),
            "start to drawn, other process (ms)": _spread(at - receipt.wall.timestamp() for at in started),
            "due to drawn (ms)": _spread(at - due for at in drawn),
            "redraws": sum(tab.redraws for tab in open_tabs.values()),
        }


def _start(server: Served, rate: float) -> Receipt:
    control = Control(open_store(server.url))
    info = next(info for info in control.store.seats(server.exercise) if info.name == "excon")
    receipt = control.file(server.exercise, Seat(info.id, info.role), StartEx(rate), "start")
    assert isinstance(receipt, Receipt)
    control.store.close()
    return receipt


async def _all_drawn(tabs: dict[str, Tab], team: str, text: str) -> list[float]:
    return await asyncio.gather(*(tab.drawn(text) for name, tab in tabs.items() if name.startswith(team)))


def _spread(seconds: Iterable[float]) -> dict[str, int]:
    ms = sorted(1000 * second for second in seconds)
    cuts = quantiles(ms, n=20) if len(ms) > 1 else ms * 19
    return {"p50": round(cuts[9]), "p95": round(cuts[18]), "most": round(ms[-1])}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(150):
        with suppress(OSError), urlopen(url):
            return
        time.sleep(0.2)
    raise TimeoutError(url)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tabs", type=int, default=30)
    parser.add_argument("--rate", type=float, default=20.0)
    options = parser.parse_args()
    print(json.dumps(asyncio.run(due_to_drawn(options.tabs, options.rate)), indent=2))
