"""A page ends whole, whatever redraws meet it while it is drawn: the real pages behind Streamlit's real socket."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.runtime.state import SessionState

from exercise.core.acts import Decide
from exercise.store import open_store
from exercise.web import whole
from exercise.web.whole import Runner, Session
from tests.benchmarks import server as bench
from tests.benchmarks.crowd import RUNNING, resume
from tests.benchmarks.serving import Served, serving
from tests.benchmarks.streamlit_client import Tab

TABS = 8
ROUNDS = 12
REDRAWS = 8
# Redraws come before, during and after a page run of some ten to a hundred ms.
SPREAD = 0.06


@asynccontextmanager
async def desks(tabs: int) -> AsyncIterator[list[Tab]]:
    """Open desks at one exercise."""
    async with serving("tests.benchmarks.server", 1, 0, 0) as server, AsyncExitStack() as stack:
        names = [bench.name(0, seat) for seat in range(tabs)]
        yield [
            await stack.enter_async_context(Tab(server.host, server.cookies[name], server.exercise, "desk"))
            for name in names
        ]


def test_a_page_met_by_redraws_is_drawn_to_its_end() -> None:
    """However many redraws come in the middle of a page, every place on it is drawn.

    Streamlit's own runner leaves about one page in five without its end here.
    """

    async def storm(tab: Tab, places: set[tuple[int, ...]], rng: Random) -> None:
        for _ in range(ROUNDS):
            began = time.time()
            await tab.ask()
            for _ in range(REDRAWS):
                await asyncio.sleep(rng.uniform(0, SPREAD))
                await tab.ask_again()
            await tab.whole(places, began)

    async def scene() -> None:
        async with desks(TABS) as tabs:
            places = [await tab.run() for tab in tabs]
            await asyncio.gather(
                *(storm(tab, known, Random(seed)) for seed, (tab, known) in enumerate(zip(tabs, places, strict=True)))
            )

    asyncio.run(scene())


def test_walking_from_page_to_page_among_redraws_leaves_none_empty() -> None:
    """Whatever part of whichever page is asked for meanwhile, a page is drawn in order, and to its end."""

    async def walk(tab: Tab, rng: Random) -> None:
        known = {}
        for page in ("lobby", "desk"):
            async with tab.another_run():
                await tab.ask(page=page)
            known[page] = await tab.run(), tab.live
        for _ in range(ROUNDS):
            for page, (places, _) in known.items():
                began = time.time()
                await tab.ask(page=page)
                for _ in range(REDRAWS // 2):
                    await tab.ask_again(rng.choice([part for _, part in known.values()]))
                    await asyncio.sleep(rng.uniform(0, SPREAD / 4))
                await tab.whole(places, began)
        assert tab.broken == []

    async def scene() -> None:
        async with desks(TABS) as tabs:
            await asyncio.gather(*(walk(tab, Random(seed)) for seed, tab in enumerate(tabs)))

    asyncio.run(scene())


def test_a_redraw_of_a_page_that_was_left_is_not_made() -> None:
    """A redraw asked for on the desk, while the lobby is drawn, does not bring the browser back to the desk."""

    async def scene() -> None:
        async with desks(1) as (tab,):
            await tab.run()
            desk, told = tab.pages[-1], len(tab.pages)
            async with tab.another_run():
                await tab.ask(page="lobby")
                await tab.ask_again()
            await tab.drawn("Go to your desk")
            await tab.redraw()
            assert desk not in tab.pages[told:]

    asyncio.run(scene())


def test_pause_and_resume_redraw_the_live_part_and_nothing_else() -> None:
    """The page around it is left alone: three hundred desks hear of a pause at once."""

    async def scene() -> None:
        async with (
            serving("tests.benchmarks.server", 1, 0, 0) as server,
            Tab(server.host, server.cookies[bench.name(0, 0)], server.exercise, "desk") as tab,
        ):
            page = await tab.run()
            began = time.time()
            await asyncio.to_thread(resume, server)
            await tab.drawn(RUNNING)
            # What the resume itself set going is done before these are.
            for _ in range(3):
                await tab.redraw()
            drawn = {place for place, (at, _) in tab.elements.items() if at > began}
            around = min(drawn, key=len)
            assert drawn < page
            assert all(place[: len(around)] == around for place in drawn)

    asyncio.run(scene())


def test_a_redraw_does_not_turn_a_walk_back() -> None:
    """Asked for before the walk to another page has begun, it becomes part of it and leaves it its page."""

    async def scene() -> None:
        runner = at_work(RerunData(page_name="lobby", query_string="to=lobby"))
        runner.request_rerun(RerunData(page_script_hash="desk", query_string="inject=I1", fragment_id="inbox"))
        asked = runner._requests.on_scriptrunner_ready().rerun_data
        assert (asked.page_name, asked.page_script_hash, asked.query_string) == ("lobby", "", "to=lobby")
        assert asked.fragment_id_queue == []

    asyncio.run(scene())


def test_a_click_in_the_same_breath_as_a_redraw_is_answered() -> None:
    """A browser sends both in one message that names the redraw, here of a page that was left; the answer counts."""

    async def scene() -> None:
        async with serving("tests.benchmarks.server", 1, 1, 0) as server:
            name = bench.name(0, 0)
            resume(server)
            async with Tab(server.host, server.cookies[name], server.exercise, "desk", "inject=R0") as tab:
                await tab.drawn("Round 0.")
                await tab.run()
                sent = await tab.answer(fragment="of-a-page-that-was-left")
                await tab.drawn(" · receipt ", after=sent)

    asyncio.run(scene())


class Moved(Tab):
    """A tab that another process has served so far: all it asks for is to redraw a part that was drawn there."""

    async def _rerun(self, fragment: str = "", widgets: Iterable[WidgetState] = (), page: str = "") -> None:
        await super()._rerun(fragment or "of-a-process-that-is-gone", widgets, page)


def test_who_comes_from_another_process_is_given_the_page() -> None:
    """News is drawn for them as well, though they neither click nor reload."""

    async def scene() -> None:
        async with serving("tests.benchmarks.server", 1, 1, 0) as server, asyncio.timeout(60):
            name = bench.name(0, 0)
            async with Moved(server.host, server.cookies[name], server.exercise, "desk") as tab:
                assert tab.broken == []
                resume(server)
                await tab.drawn("Round 0.")

    asyncio.run(scene())


def test_a_click_is_done_whatever_is_asked_for_behind_it() -> None:
    """A call to draw the page that comes before the click's own run has begun does not take its place."""

    async def click(tab: Tab) -> None:
        await tab.drawn("Round 0.")
        await tab.run()
        await tab.ask()
        await tab.answer()
        for _ in range(REDRAWS):
            await tab.ask()

    async def scene() -> None:
        async with at_one_inject() as (server, tabs):
            await asyncio.gather(*map(click, tabs))
            await all_filed(server, len(tabs))

    asyncio.run(scene())


def test_a_click_is_done_though_the_browser_hangs_up() -> None:
    """The run that is to answer it begins all the same."""

    async def scene() -> None:
        clicked = WidgetStates(widgets=[WidgetState(id="send", trigger_value=True)])
        runner = at_work(RerunData(widget_states=clicked))
        Session.request_script_stop(cast(Any, SimpleNamespace(_scriptrunner=runner)))
        asked = runner._requests.on_scriptrunner_ready()
        assert asked.type is ScriptRequestType.RERUN
        assert asked.rerun_data.widget_states == clicked

    asyncio.run(scene())


@dataclass
class Line:
    """A browser's line that takes so many messages and then breaks, and the runtime that knows it."""

    takes: int = 1000
    sent: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def carry(self, monkeypatch: pytest.MonkeyPatch, drawn: int) -> Any:
        """A session with so many messages to be sent over it."""
        info = SimpleNamespace(client=self)
        runtime = SimpleNamespace(
            _session_mgr=SimpleNamespace(get_active_session_info={"me": info}.get),
            _send_message=lambda _info, message: self.take(message),
            _enqueued_some_message=lambda: self.calls.append("again"),
            disconnect_session=lambda _id, client: self.calls.append("gone"),
        )
        monkeypatch.setattr(whole, "get_instance", lambda: runtime)
        waiting = [list(range(drawn))]
        queue = SimpleNamespace(flush=lambda: waiting.pop() if waiting else [])
        return SimpleNamespace(id="me", _unsent=[], _browser_queue=queue)

    def take(self, message: int) -> None:
        """Send one."""
        if len(self.sent) == self.takes:
            raise SessionClientDisconnectedError
        self.sent.append(message)


def test_a_page_is_sent_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, none twice, nothing left for Streamlit; a very long one in parts, so that its line is not dropped."""
    line = Line()
    session = line.carry(monkeypatch, drawn=250)
    assert Session.flush_browser_queue(session) == []
    assert (line.sent, line.calls) == (list(range(whole.AT_ONCE)), ["again"])
    while session._unsent:
        assert Session.flush_browser_queue(session) == []
    assert line.sent == list(range(250))
    Session.flush_browser_queue(session)
    assert (len(line.sent), line.calls) == (250, ["again", "again"])


def test_a_line_that_breaks_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not sent over it is not sent over the next, which begins with a page of its own."""
    line = Line(takes=30)
    session = line.carry(monkeypatch, drawn=250)
    assert Session.flush_browser_queue(session) == []
    assert (line.sent, line.calls, session._unsent) == (list(range(30)), ["gone"], [])


def test_what_is_drawn_for_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a browser is away its messages stay where they are."""
    line = Line()
    session = line.carry(monkeypatch, drawn=5)
    session.id = "somebody who is away"
    assert Session.flush_browser_queue(session) == []
    session.id = "me"
    Session.flush_browser_queue(session)
    assert line.sent == list(range(5))


def at_work(asked: RerunData) -> Runner:
    """A runner that was asked for this and has not begun."""
    files = MemoryUploadedFileManager("/media")
    return Runner(
        "session", "main.py", SessionState(), files, ScriptCache(), asked, {}, MemoryFragmentStorage(),
        PagesManager("main.py"), asyncio.get_running_loop(),
    )  # fmt: skip


@asynccontextmanager
async def at_one_inject() -> AsyncIterator[tuple[Served, list[Tab]]]:
    """The desks of a team that has the same inject open."""
    async with serving("tests.benchmarks.server", 1, 1, 0) as server, AsyncExitStack() as stack:
        resume(server)
        names = [bench.name(0, seat) for seat in range(TABS)]
        yield (
            server,
            [
                await stack.enter_async_context(
                    Tab(server.host, server.cookies[name], server.exercise, "desk", "inject=R0")
                )
                for name in names
            ],
        )


async def all_filed(server: Served, count: int) -> None:
    """Wait until the log holds so many answers to the inject that the bench sends first."""
    store = open_store(server.url)
    try:
        async with asyncio.timeout(60):
            while (
                sum(
                    isinstance(row.entry.act, Decide) and row.entry.act.inject == "R0"
                    for row in store.since(server.exercise, 0)
                )
                < count
            ):
                await asyncio.sleep(0.1)
    finally:
        store.close()
