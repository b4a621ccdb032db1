"""The scoreboard that trainees are shown keeps up with every team, not with their own alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exercise.core.acts import Decide, Disclose, SetRate
from tests.browser.others import TOKEN, Others
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_a_trainee_sees_what_another_team_has_just_scored(
    server: Server, others: Others, sit: Callable[..., Page]
) -> None:
    """With all teams shown, a decision of police changes the board that somebody at Force HQ has open."""
    # So slowly that nothing of Force HQ's own comes while the test looks, which would redraw the board as well.
    others.file("controller", SetRate(0.1))
    others.file("controller", Disclose("all", False, False))
    page = sit()
    page.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": server.address}])
    # Once the live socket has spoken, only what concerns Force HQ makes it speak of news again.
    with page.expect_websocket(lambda socket: "/live" in socket.url) as live:
        page.goto(f"{server.address}/scoreboard")
    live.value.wait_for_event("framereceived")
    quality = page.locator(".wd-scores tr", has_text="Police").locator("td").first
    expect(quality).to_have_text("–")
    others.file("police", Decide("I06", ("search",)))
    expect(quality).to_contain_text("(1)")
