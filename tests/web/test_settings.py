"""The look and the settings that the product depends on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.cursor import RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.web import bootstrap

from exercise.ui import components
from exercise.ui.theme import settings
from exercise.web import app, once
from exercise.web.app import SettingsNotApplied, apply_settings
from tests.web.visitor import Visitor


def test_settings_hold_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable in the environment does not switch off what the product depends on."""
    monkeypatch.setenv("STREAMLIT_SERVER_FILE_WATCHER_TYPE", "poll")
    monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
    apply_settings()
    assert {name: config.get_option(name) for name in settings()} == settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("server.fileWatcherType", "none"),
        ("server.headless", True),
        ("browser.gatherUsageStats", False),
        ("client.toolbarMode", "viewer"),
        ("client.showErrorDetails", "none"),
    ],
)
def test_the_settings_of_the_architecture(name: str, value: object) -> None:
    """Each of these is part of the design."""
    assert settings()[name] == value


def test_a_setting_that_does_not_arrive_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade of Streamlit nobody serves without noticing that an option is gone."""
    monkeypatch.setattr(bootstrap, "load_config_options", lambda wanted: None)
    monkeypatch.setattr(app, "settings", lambda: {"runner.postScriptGC": "gone"})
    with pytest.raises(SettingsNotApplied, match=r"runner\.postScriptGC"):
        apply_settings()


def test_the_theme_is_worked_out_once_and_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser is told of the look is the same with our copy as without; every section of it."""
    apply_settings()
    sections = ["theme", *(f"theme.{category.value}" for category in config.CustomThemeCategories)]
    told = {section: CustomThemeConfig() for section in sections}
    monkeypatch.setattr(app_session, "_populate_theme_msg", once._work_out)
    for section, message in told.items():
        app_session._populate_theme_msg(message, section)
    once.theme_once()
    for section, message in told.items():
        again = CustomThemeConfig()
        app_session._populate_theme_msg(again, section)
        assert again == message, section
    assert any(message.ByteSize() for message in told.values())


def test_a_place_on_a_page_is_copied_whole_and_apart() -> None:
    """A copy stands where the original stands, inside copies of the same containers, and moves on by itself."""
    once.places_once()
    desk = DeltaGenerator(RootContainer.MAIN, RunningCursor(RootContainer.MAIN, (1,)), None, "vertical")
    inbox = DeltaGenerator(RootContainer.MAIN, RunningCursor(RootContainer.MAIN, (1, 2)), desk, "column")
    inbox._cursor.lock_element()
    there, around = deepcopy((inbox, desk))
    assert (there._cursor.delta_path, there._block_type) == (inbox._cursor.delta_path, "column")
    assert there._parent is around is not desk
    there._cursor.lock_element()
    around._cursor.lock_element()
    assert there._cursor.index == inbox._cursor.index + 1 == 2
    assert around._cursor.index == desk._cursor.index + 1 == 1


def test_the_loop_is_woken_once_for_what_was_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run draws before the loop looks comes in one call, in order; one that fails takes no other with it."""
    monkeypatch.setattr(AppSession, "_call_soon_on_event_loop", AppSession._call_soon_on_event_loop)
    once.wake_once()
    drawn: list[int | str] = []

    async def scene() -> None:
        loop, woken = asyncio.get_running_loop(), 0
        wake = loop.call_soon_threadsafe

        def counted(*args: Any) -> asyncio.Handle:
            nonlocal woken
            woken += 1
            return wake(*args)

        monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
        loop.set_exception_handler(lambda _loop, told: drawn.append(str(told["exception"])))
        session: Any = SimpleNamespace(_event_loop=loop)

        def say(callback: Callable[[], None]) -> None:
            AppSession._call_soon_on_event_loop(session, callback)

        def fail() -> None:
            raise ValueError("cannot be drawn")

        for number in range(3):
            say(partial(drawn.append, number))
        say(fail)
        say(partial(drawn.append, 3))
        over = asyncio.Event()
        wake(over.set)
        await over.wait()
        assert (drawn, woken) == ([0, 1, 2, "cannot be drawn", 3], 1)
        say(partial(drawn.append, 4))
        await asyncio.sleep(0)
        assert (drawn[-1], woken) == (4, 2)

    asyncio.run(scene())


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read(mode: str) -> None:
    """Every text colour stands out from both grounds by 4.5 to 1, and white from a primary button."""
    theme = {name.rpartition(".")[2]: value for name, value in settings().items() if name.startswith(f"theme.{mode}.")}
    grounds = [settings()[f"theme.{mode}.{ground}"] for ground in ("backgroundColor", "secondaryBackgroundColor")]
    texts = [value for name, value in theme.items() if name in {"textColor", "linkColor"} or name.endswith("TextColor")]
    assert min(contrast(text, ground) for text in texts for ground in grounds) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], grounds[0]) >= 3


def test_the_look_needs_no_network() -> None:
    """No font, script or style comes from an address elsewhere."""
    assert not any("://" in str(value) for value in settings().values())
    files = components.assets()
    assert {"live.js", "signal.js", "worklist.js", "keeper.js"} <= files.keys()
    assert not any(re.search(rb"https?://(?!www\.w3\.org/)", content) for content in files.values())


def test_no_component_reads_text_as_markup() -> None:
    """Hostile text stays text."""
    for name, content in components.assets().items():
        assert not re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", content), name


def test_assets_are_kept_for_ever_under_their_digest(visit: Visitor) -> None:
    """A file may stay in a browser's cache, because another state has another address."""
    visitor = visit()  # type: ignore[operator]
    current = visitor.get(f"/assets/{components.digest()}/live.js")
    assert (current.status, "immutable" in current.headers["cache-control"]) == (200, True)
    assert visitor.get("/assets/old/live.js").headers["cache-control"] == "no-store"
    assert visitor.get("/assets/old/..%2fsession.py").status == 404
    assert visitor.get("/assets/old/nothing.js").status == 404
