"""The debrief of a finished exercise in a real browser: from the decisive moment to a lesson that somebody owns."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import WHITECELL, Server
from tests.browser.test_drill import sign_in

pytestmark = pytest.mark.browser

LESSON = "The stolen-vehicle file stayed in the claims office"
OWNER = "Police Commissioner"


@pytest.fixture
def played(server: Server) -> str:
    """An exercise that simulated trainees have played to EndEx, in the server's database."""
    done = subprocess.run(
        [WHITECELL, "play", "harmattan-link", "--save", "--json"],
        env=os.environ | {"WHITECELL_DATABASE_URL": f"sqlite:///{server.database}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return str(json.loads(done.stdout)["exercise"])


def test_from_the_decisive_moment_to_a_lesson(
    server: Server, played: str, sit: Callable[..., Page], picture: Callable[..., None]
) -> None:
    """The ways are tried out in processes of the real server; a moment is shown, tried and made a lesson."""
    page = sit()
    sign_in(page, server)
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{server.address}/debrief?exercise={played}")
    expect(page.get_by_text("What would have changed most").first).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Ground truth").first).to_be_visible()
    picture(page, "debrief")

    # The page is drawn once more when the last way has been tried, which would shut an open list.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    moment = page.locator(".wd-now")
    before = moment.inner_text()
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(moment).not_to_have_text(before)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    stood = moment.inner_text()
    page.get_by_role("slider").press("ArrowRight")
    expect(moment).not_to_have_text(stood)

    page.get_by_role("button", name="Try it").first.click()
    expect(page.get_by_role("tab", name="What if")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("As it went, and what if").first).to_be_visible()
    picture(page, "whatif")

    page.get_by_role("tab", name="Lessons").click()
    page.get_by_label("What was seen").fill(LESSON)
    page.get_by_label("Owner").fill(OWNER)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("paragraph").filter(has_text=LESSON)).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="Lessons").click()
    expect(page.get_by_text(OWNER).first).to_be_visible()


def test_the_debrief_fits_a_phone(server: Server, played: str, sit: Callable[..., Page]) -> None:
    """No section is wider than a phone in the hand."""
    page = sit(phone=True)
    sign_in(page, server)
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{server.address}/debrief?exercise={played}")
    expect(page.get_by_text("What would have changed most").first).to_be_visible(timeout=120_000)
    for section in ("Information flow", "Decisions", "Load", "Situation", "What if"):
        page.get_by_role("tab", name=section).click()
        expect(page.get_by_role("tab", name=section)).to_have_attribute("aria-selected", "true")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), section
