"""What a browser may say that no page offered: values off the list, buttons of other seats, too much of everything."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine

import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from exercise.core.acts import Decide
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.crowd import resume
from tests.benchmarks.serving import Served, serving
from tests.benchmarks.streamlit_client import Tab

Forgery = Callable[[Tab, Tab], Coroutine[None, None, None]]


def form(tab: Tab) -> tuple[Element, Element]:
    """The radio and the button of the answer form that a tab shows."""
    radio = next(element for element in tab.shown if element.radio.form_id)
    return radio, next(element for element in tab.shown if element.button.form_id == radio.radio.form_id)


async def an_option_that_is_not_offered(mine: Tab, _: Tab) -> None:
    """The radio holds what it never offered."""
    radio, button = form(mine)
    chosen = WidgetState(id=radio.radio.id, string_value="Order the moon")
    await mine.say(chosen, WidgetState(id=button.button.id, trigger_value=True))


async def a_value_of_another_kind(mine: Tab, _: Tab) -> None:
    """The radio holds a number."""
    radio, button = form(mine)
    chosen = WidgetState(id=radio.radio.id, int_value=2**40)
    await mine.say(chosen, WidgetState(id=button.button.id, trigger_value=True))


async def the_form_of_another_team(mine: Tab, theirs: Tab) -> None:
    """A seat presses the button that another team was shown."""
    radio, button = form(theirs)
    chosen = WidgetState(id=radio.radio.id, string_value=radio.radio.options[0])
    await mine.say(chosen, WidgetState(id=button.button.id, trigger_value=True))


async def a_widget_that_nobody_has(mine: Tab, _: Tab) -> None:
    """An id that no page ever drew."""
    await mine.say(WidgetState(id="$$ID-0-None", trigger_value=True))


@pytest.mark.parametrize(
    "forge",
    [
        an_option_that_is_not_offered,
        a_value_of_another_kind,
        the_form_of_another_team,
        a_widget_that_nobody_has,
    ],
)
def test_what_no_page_offered_files_nothing(forge: Forgery) -> None:
    """Nothing is filed, the page goes on, and what it does offer is filed as ever."""

    async def scene() -> None:
        async with serving("tests.benchmarks.server", 2, 2, 0) as server:
            resume(server)
            async with at_desk(server, 0) as mine, at_desk(server, 1) as theirs:
                await mine.drawn("Round 0.")
                await theirs.drawn("Round 1.")
                await theirs.run()
                places = await mine.run()
                began = time.time()
                await forge(mine, theirs)
                await mine.ask()
                await mine.whole(places, began)
                assert answered(server) == []
                sent = await mine.answer()
                await mine.drawn(" · receipt ", after=sent)
                assert answered(server) == ["R0"]

    asyncio.run(scene())


def at_desk(server: Served, team: int) -> Tab:
    """The desk of a team's first seat, with its inject open."""
    return Tab(server.host, server.cookies[bench.name(team, 0)], server.exercise, "desk", f"inject=R{team}")


def answered(server: Served) -> list[str]:
    """The injects of the bench that were answered, in order."""
    store = open_store(server.url)
    try:
        acts = [row.entry.act for row in store.since(server.exercise, 0)]
        return [act.inject for act in acts if isinstance(act, Decide) and act.inject.startswith("R")]
    finally:
        store.close()
