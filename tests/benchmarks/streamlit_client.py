"""A browser tab without a browser: Streamlit's WebSocket, the live signal, and what is drawn when.

Streamlit's protocol is private to a version; this speaks the one that is pinned.
"""

from __future__ import annotations

import asyncio
import json
import re
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

SIGNAL = "whitecell_signal"
SERVED_BY = "whitecell_at"


class Part(NamedTuple):
    """The live part of a page: the id of its fragment, and of the signal's component in it where there is one."""

    fragment: str
    signal: str


class Wanted(NamedTuple):
    """What somebody waits to see drawn, after which moment (epoch s), and whom to tell."""

    text: re.Pattern[bytes]
    after: float
    seen: asyncio.Future[tuple[float, bytes]]


NOWHERE = Part("", "")
DONE = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


@dataclass
class Tab:
    """One tab of one seat. ``elements`` is what stands on the page by place, and since when (epoch s).

    ``page`` and ``query`` are the address it is opened at; without a page it is the seat's first one. ``pages``
    are the hashes of the pages that the server said it draws, run by run; ``runs`` counts those that ended,
    ``drawn_whole`` those of a whole page. ``broken`` are the places that were drawn
    before the place in front of them: a real browser shows an empty page then. ``hear`` is given every frame that
    the server sends, as it came. With ``trust`` in a certificate the server is met by HTTPS, and a browser that was
    told by nginx which process served it comes back to that one.
    """

    host: str
    cookie: str
    exercise: str
    page: str = ""
    query: str = ""
    hear: Callable[[bytes], None] | None = None
    trust: ssl.SSLContext | None = None
    at: str = ""
    elements: dict[tuple[int, ...], tuple[float, bytes]] = field(default_factory=dict)
    redraws: int = 0
    runs: int = 0
    drawn_whole: int = 0
    live: Part = NOWHERE
    pages: list[str] = field(default_factory=list)
    broken: list[tuple[int, ...]] = field(default_factory=list)
    _lengths: dict[tuple[int, ...], int] = field(default_factory=dict)
    _wanted: list[Wanted] = field(default_factory=list)
    _began: float = 0.0
    _running: set[str] = field(default_factory=set)
    _parts: dict[tuple[int, ...], str] = field(default_factory=dict)
    _news: dict[str, int] = field(default_factory=dict)
    _holds: list[WidgetState] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _failed: Exception | None = None
    _stream: ClientConnection | None = None
    _live: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Open the page, and the live signal as the page's script would."""
        await self._call()
        await self._rerun()
        while not (self.live.fragment and self.runs):
            await self._change()
        await self._keep_up()
        return self

    @property
    def _headers(self) -> dict[str, str]:
        name = "__Host-whitecell" if self.trust else "whitecell"
        return {"Cookie": f"{name}={self.cookie}" + (f"; {SERVED_BY}={self.at}" if self.at else "")}

    def _address(self, scheme: str) -> str:
        return f"{scheme}{'s' if self.trust else ''}://{self.host}"

    async def _keep_up(self) -> None:
        """Do what keeps this page up to date: here, listen to the live signal."""
        self._live = await connect(
            f"{self._address('ws')}/live?exercise={self.exercise}",
            additional_headers=self._headers,
            ssl=self.trust,
            open_timeout=120,
        )
        self._tasks.append(asyncio.create_task(self._listen(self._live)))

    async def _call(self) -> None:
        self._stream = await connect(
            f"{self._address('ws')}/_stcore/stream",
            additional_headers=self._headers,
            ssl=self.trust,
            origin=Origin(self._address("http")),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("placeholder")],
            max_size=None,
            open_timeout=120,
        )
        assert self._stream.response is not None
        told = SimpleCookie(self._stream.response.headers.get("Set-Cookie", ""))
        self.at = told[SERVED_BY].value if SERVED_BY in told else ""
        self._tasks.append(asyncio.create_task(self._draw(self._stream)))

    async def __aexit__(self, *_: object) -> None:
        """Close the tab."""
        # Whoever still reads hears the other side say goodbye.
        for connection in (self._live, self._stream):
            if connection is not None:
                await connection.close()
        for task in self._tasks:
            task.cancel()

    async def drawn(self, text: str, after: float = 0.0, timeout: float = 60) -> float:
        """Wait until the text stands on the page, drawn ``after`` (epoch s); return since when."""
        return (await self.matched(re.escape(text), after, timeout))[0]

    async def matched(self, pattern: str, after: float = 0.0, timeout: float = 60) -> tuple[float, bytes]:
        """Wait until something drawn ``after`` (epoch s) fits the pattern; return since when, and what fits."""
        text = re.compile(pattern.encode())
        shown = [(at, content) for at, content in self.elements.values() if at > after]
        found = [(at, fits[0]) for at, content in shown if (fits := text.search(content))]
        if found:
            return min(found)
        wanted = Wanted(text, after, asyncio.get_running_loop().create_future())
        self._wanted.append(wanted)
        try:
            async with asyncio.timeout(timeout):
                return await wanted.seen
        finally:
            self._wanted.remove(wanted)

    async def run(self) -> set[tuple[int, ...]]:
        """Have the whole page drawn; return the places that were, when it is done."""
        began, drawn = time.time(), self.drawn_whole
        await self.ask()
        # The end of a redraw that was under way is not the end of the page.
        while self.drawn_whole == drawn:
            await self._change()
        return {place for place, (at, _) in self.elements.items() if at > began}

    async def whole(self, places: set[tuple[int, ...]], after: float, timeout: float = 20) -> None:
        """Wait until something was drawn ``after`` (epoch s) at each of these places.

        Raises:
            TimeoutError: some place kept what was there before.
        """
        async with asyncio.timeout(timeout):
            while any(place not in self.elements or self.elements[place][0] < after for place in places):
                await self._change()

    async def redraw(self) -> None:
        """Have the live part drawn again, as a signal would; return when it is done."""
        async with self.another_run():
            await self.ask_again()

    @asynccontextmanager
    async def another_run(self) -> AsyncIterator[None]:
        """Whatever is asked for inside, leave when the next run is done."""
        ran = self.runs
        yield
        while self.runs == ran:
            await self._change()

    async def ask(self, page: str = "") -> None:
        """Ask for the page, or for another one by its name, and do not wait for it."""
        await self._rerun(page=page)

    async def ask_again(self, part: Part | None = None) -> None:
        """Ask for the live part (or for that of another page), as a signal would, and do not wait for it."""
        part = part or self.live
        await self._rerun(part.fragment, [self._changed_to(self._news, part)] if part.signal else [])

    async def answer(self, fragment: str = "", option: int = 0) -> float:
        """Choose an option of the inject that lies open and send it; return when (epoch s) that was.

        Where a signal came in the same breath, a browser names a ``fragment`` to redraw.
        """
        elements = self.shown
        radio = next(element.radio for element in elements if element.radio.form_id)
        button = next(element.button for element in elements if element.button.form_id == radio.form_id)
        chosen = WidgetState(id=radio.id, string_value=radio.options[option])
        self._holds = [chosen]
        began = time.time()
        await self._rerun(fragment, [WidgetState(id=button.id, trigger_value=True)])
        return began

    async def say(self, *widgets: WidgetState) -> None:
        """Have the page drawn with these widgets in these states, whether it offered them or not."""
        await self._rerun(widgets=widgets)

    @property
    def shown(self) -> list[Element]:
        """Every element that stands on the page."""
        return [delta.new_element for delta in self._deltas()]

    async def click(self, label: str) -> float:
        """Press the button that is labelled so; return when (epoch s) that was.

        Raises:
            LookupError: there is no such button, or it cannot be pressed.
        """
        for delta in self._deltas():
            button = delta.new_element.button
            if button.label == label and not button.disabled:
                return await self._say(delta, WidgetState(id=button.id, trigger_value=True))
        raise LookupError(f"There is no button {label!r} to press.")

    async def choose(self, label: str, option: str) -> float:
        """Choose what begins like this in the box that is labelled so; return when (epoch s) that was."""
        delta = next(delta for delta in self._deltas() if delta.new_element.selectbox.label == label)
        box = delta.new_element.selectbox
        chosen = next(found for found in box.options if found.startswith(option))
        return await self._say(delta, WidgetState(id=box.id, string_value=chosen))

    async def turn(self, section: str) -> None:
        """Open one of the tabs of a page that draws only what is open; return when it is drawn."""
        delta = next(delta for delta in self._deltas() if delta.add_block.tab_container.id)
        async with self.another_run():
            await self._say(delta, WidgetState(id=delta.add_block.tab_container.id, string_value=section))

    async def _say(self, delta: Delta, widget: WidgetState) -> float:
        """Say what was done with an element, as part of the fragment that it stands in."""
        began = time.time()
        await self._rerun(delta.fragment_id, [widget])
        return began

    async def turn_to(self, query: str) -> None:
        """Go to another address of the same page; return when it is drawn."""
        self.query = query
        await self.run()

    def _deltas(self) -> Iterator[Delta]:
        return (Delta.FromString(content) for _, content in self.elements.values())

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()
        if self._failed:
            raise self._failed

    def _changed_to(self, news: dict[str, int], part: Part) -> WidgetState:
        """What the signal's component says when it wants to be drawn again."""
        trigger = json.dumps([{"event": "changed", "value": news}])
        return WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{part.signal}__events", json_trigger_value=trigger)

    async def _rerun(self, fragment: str = "", widgets: Iterable[WidgetState] = (), page: str = "") -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        # A browser names the page by its path until it has been told the page's hash.
        state.page_script_hash = "" if page else self.pages[-1] if self.pages else ""
        state.page_name = page or ("" if self.pages else self.page)
        state.fragment_id = fragment
        state.context_info.timezone = "UTC"
        state.context_info.locale = "en"
        state.widget_states.widgets.extend([*self._holds, *widgets])
        assert self._stream is not None
        await self._stream.send(message.SerializeToString())

    async def _draw(self, stream: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in stream:
                content = frame if isinstance(frame, bytes) else frame.encode()
                if self.hear:
                    self.hear(content)
                try:
                    self._take(ForwardMsg.FromString(content))
                except Exception as error:
                    # Whoever waits for this page would wait for ever.
                    self._failed = error
                    self._changed.set()
                    raise

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self._began, self._running = time.time(), set(message.metadata.run.fragment_ids)
                self._turn_to(message.new_session.page_script_hash)
            case "navigation":
                self.pages.append(message.navigation.page_script_hash)
            case "script_finished":
                if message.script_finished in DONE:
                    self._clear_away()
                self.runs += 1
                self.drawn_whole += message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            case "delta":
                self._place(tuple(message.metadata.delta_path), message.delta)
        self._changed.set()

    def _turn_to(self, page: str) -> None:
        """A browser clears everything when it is told of another page."""
        if self.pages and page != self.pages[-1]:
            self.elements.clear()
            self._lengths.clear()
        self.pages.append(page)

    def _clear_away(self) -> None:
        """What a run of the page, or of parts of it, has not drawn again is gone."""
        for place, (at, _) in tuple(self.elements.items()):
            if at < self._began and (not self._running or self._parts[place] in self._running):
                del self.elements[place]

    def _place(self, path: tuple[int, ...], delta: Delta) -> None:
        *row, place = path
        if place > (length := self._lengths.get(tuple(row), 0)):
            self.broken.append(path)
        self._lengths[tuple(row)] = max(length, place + 1)
        self._parts[path] = delta.fragment_id
        at, content = self.elements[path] = time.time(), delta.SerializeToString()
        for wanted in self._wanted:
            if at > wanted.after and not wanted.seen.done() and (fits := wanted.text.search(content)):
                wanted.seen.set_result((at, fits[0]))
        if delta.fragment_id and not self.live.fragment:
            self.live = Part(delta.fragment_id, "")
        component = delta.new_element.bidi_component
        if component.component_name == SIGNAL:
            self.live = Part(delta.fragment_id, component.id)
            shown = json.loads(component.bytes)
            self._news = shown["news"]

    async def _listen(self, live: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for frame in live:
                if self.hear:
                    self.hear(frame if isinstance(frame, bytes) else frame.encode())
                news = json.loads(frame)["news"]
                if any(news.get(run, -1) > known for run, known in self._news.items()):
                    self._news = {**self._news, **news}
                    self.redraws += 1
                    await self._rerun(self.live.fragment, [self._changed_to(news, self.live)])
