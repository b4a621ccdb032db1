"""The scoreboard that trainees are shown keeps up with every team, not with their own alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exercise.core.acts import Decide, Disclose
from tests.browser.others import TOKEN, Others
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_a_trainee_sees_what_another_team_has_just_scored(
    server: Server, others: Others, sit: Callable[..., Page]
) -> None:
    """With all teams shown, a decision of police changes the board that somebody at Force HQ has open."""
    others.file("controller", Disclose("all", False, False))
    page = sit()
    page.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": server.address}])
    page.goto(f"{server.address}/scoreboard")
    quality = page.locator(".wd-scores tr", has_text="Police").locator("td").first
    expect(quality).to_have_text("–")
    others.file("police", Decide("I06", ("search",)))
    expect(quality).to_contain_text("(1)")
