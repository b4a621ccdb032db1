"""Several processes behind nginx: people on different ones play the same exercise, and outlive the one that dies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from exercise import seating
from exercise.core.acts import Decide, Improvise
from tests.browser.others import Others, choose
from tests.browser.server import Server
from tests.nginx import Site, or_say_so, site
from tests.postgres import NotInstalled

pytestmark = [pytest.mark.browser, pytest.mark.postgres]

WORDS = "The gate is shut; we say so at noon"
RECEIPT = re.compile(r"Sent \d\d:\d\d:\d\d · receipt [0-9A-F]{4}")


@pytest.fixture
def behind() -> Iterator[Site]:
    """Two processes on PostgreSQL, with nginx in front."""
    try:
        with site(2) as made:
            yield made
    except NotInstalled as missing:
        or_say_so(missing)


@pytest.fixture
def others(behind: Site) -> Iterator[Others]:
    """An exercise in its tenth minute."""
    made = Others(behind.servers[0])
    yield made
    made.store.close()


def join(page: Page, address: str, others: Others, name: str) -> None:
    """Come with a code, as far as the desk."""
    (card,) = seating.again(others.control, [others.seats[name]])
    page.goto(f"{address}/join?code={card.code}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("listbox", name="Inbox")).to_be_visible()


def joined(page: Page, behind: Site, others: Others, name: str, server: Server) -> Page:
    """Somebody who joins with a code, through nginx, and is served by that process."""
    page.context.add_cookies([{"name": "whitecell_at", "value": str(server.port), "url": behind.address}])
    join(page, behind.address, others, name)
    page.evaluate("window.unbroken = true")
    assert served_by(page, behind) is server
    return page


def served_by(page: Page, behind: Site) -> Server:
    """The process that a browser is with."""
    kept = {cookie.get("name"): cookie.get("value") for cookie in page.context.cookies()}
    return behind.serving(str(kept["whitecell_at"]))


def inbox(page: Page, title: str) -> Locator:
    """A row of the inbox."""
    return page.get_by_role("option").filter(has_text=title)


def test_people_outlive_their_process(behind: Site, others: Others, sit: Callable[..., Page]) -> None:
    """What is filed through one process is drawn by the other; who loses a process keeps login, page and words."""
    one, other = behind.servers
    ada = joined(sit(), behind, others, "Ada", one)
    amir = joined(sit(), behind, others, "Amir", other)

    choose(amir, "A pick-up at the gate")
    amir.get_by_text("Order the alert").click()
    amir.get_by_label("Why? (required)").fill(WORDS)
    amir.get_by_role("button", name="Send", exact=True).first.click()
    expect(amir.get_by_text(RECEIPT).first).to_be_visible()
    expect(inbox(ada, "A pick-up at the gate")).to_contain_text("Answered")

    choose(ada, "The press calls")
    box = ada.get_by_label("Write the line to take.")
    box.press_sequentially(WORDS, delay=5)
    expect(ada.get_by_text(re.compile(r"Draft saved \d\d:\d\d:\d\d")).first).to_be_visible()
    one.kill()
    expect(ada.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
    others.file("controller", Improvise("A second pick-up", "It waits.", ("force",), "Camp security", "radio"))
    expect(inbox(ada, "A second pick-up")).to_be_visible()
    expect(ada.get_by_text("Connection lost")).to_have_count(0)
    expect(box).to_have_value(WORDS)
    box.press_sequentially(", no more.", delay=5)
    expect(box).to_have_value(f"{WORDS}, no more.")
    ada.get_by_role("button", name="Send", exact=True).first.click()
    expect(ada.get_by_text(RECEIPT).first).to_be_visible()
    assert served_by(ada, behind) is other
    assert ada.evaluate("window.unbroken")
    sent = [act.rationale or act.text for act in others.log(Decide) if isinstance(act, Decide)]
    assert sent == [WORDS, f"{WORDS}, no more."]

    # Who has moved stays, because what the page needs is in the memory of that process now.
    one.start()
    ada.reload()
    choose(ada, "The press calls")
    expect(ada.get_by_text(RECEIPT).first).to_be_visible()
    assert served_by(ada, behind) is other


def test_people_outlive_a_process_that_hangs(behind: Site, others: Others, sit: Callable[..., Page]) -> None:
    """Who is with it is taken to another within half a minute and sends again what got no answer; when it wakes, with
    the first click still before it, nothing is filed twice."""
    one, other = behind.servers
    ada = joined(sit(), behind, others, "Ada", one)
    choose(ada, "The press calls")
    box = ada.get_by_label("Write the line to take.")
    send = ada.locator(".st-key-answer-I04-send button")
    box.press_sequentially(WORDS, delay=5)
    expect(ada.get_by_text(re.compile(r"Draft saved \d\d:\d\d:\d\d")).first).to_be_visible()
    one.freeze()
    send.click()
    others.file("controller", Improvise("A second pick-up", "It waits.", ("force",), "Camp security", "radio"))
    expect(ada.get_by_text("Still sending. Your words are kept in this browser.")).to_be_visible()
    expect(inbox(ada, "A second pick-up")).to_be_visible(timeout=60_000)
    assert served_by(ada, behind) is other
    expect(ada.get_by_text("Your answer did not get through. Your words are kept: send it again.")).to_be_visible()
    expect(box).to_have_value(WORDS)
    send.click()
    expect(ada.get_by_text(RECEIPT).first).to_be_visible()
    assert ada.evaluate("window.unbroken")

    one.thaw()
    # What waited before it is done before anybody else is served. nginx would not ask it for some seconds yet.
    join(sit(), one.address, others, "Amir")
    assert [act.text for act in others.log(Decide) if isinstance(act, Decide)] == [WORDS]
    ada.reload()
    choose(ada, "The press calls")
    expect(ada.get_by_text(RECEIPT).first).to_be_visible()
