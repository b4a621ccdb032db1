"""Messages, requests, replies, rulings, orders and the note of a share are as safe as an answer while one types."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from playwright.sync_api import Locator, Page, expect

from exercise.core.acts import Approve, Commit, Decide, Forecast, Probe, Reply, Request, Send, Share
from exercise.core.scenario import Scenario
from tests.browser.line import Line
from tests.browser.others import TOKEN, Others
from tests.browser.server import Server
from tests.pages.joint import JOINT

pytestmark = pytest.mark.browser

WORDS = "Who holds the bridge? <b>«Ça suffit»</b> 🚧"
MORE = ", and since when?"
KEPT = re.compile(r"Draft saved \d\d:\d\d:\d\d")
EMPTY = "What you type is saved by itself."
WATCHED = re.compile(r"^(What you type is saved|Draft saved|Saved) ")
AWAY = re.compile("^Not connected. Go on writing")
BACK = 60_000
BOXES = {
    "Messages": "Message",
    "Requests": "What you need, and what for",
    "Reply": "Your answer",
    "Approvals": "Your words to them",
    "Resources": "Task",
}


@pytest.fixture
def scenario() -> Scenario:
    """Teams that need each other."""
    return JOINT


@pytest.fixture
def desk(line: Line, others: Others, sit: Callable[..., Page]) -> Page:
    """Ada's desk at the other end of the line, where Police want an answer, and her word on an arrest."""
    others.control.now = lambda: datetime.now(UTC) - timedelta(seconds=100)
    others.file("force", Probe("P1", 0))
    others.file("force", Forecast("P2", 50))
    others.file("police", Request("force", "Who holds the bridge?"))
    others.file("police", Decide("J04", ("arrest",), rationale="He may run."))
    others.control.now = lambda: datetime.now(UTC)
    page = sit()
    page.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": line.address}])
    page.goto(f"{line.address}/desk")
    return page


def place(page: Page, name: str) -> Locator:
    """Open a place to write at, and the box to write in."""
    page.get_by_role("tab", name=re.compile("^Requests" if name == "Reply" else f"^{name}")).click()
    box = page.get_by_label(BOXES[name], exact=True)
    expect(panel(page).get_by_text(WATCHED).first).to_be_visible()
    return box


def note(page: Page, report: str = "rumour") -> Locator:
    """Open the dialogue that shares a report, and the box for the note."""
    page.get_by_role("tab", name=re.compile("^Reports")).click()
    page.locator(f".st-key-share-{report} button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(WATCHED).first).to_be_visible()
    return dialog.get_by_label("Note (optional)")


def panel(page: Page) -> Locator:
    """The section that is open."""
    return page.locator("[role=tabpanel]:visible")


def pick(page: Page, box: str, option: str) -> None:
    """Choose from a select box."""
    panel(page).get_by_role("combobox", name=box, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(panel(page).get_by_role("combobox", name=box, exact=True)).to_have_value(option)


def send(page: Page, button: str) -> None:
    """Send what the open section holds, and see the receipt."""
    panel(page).get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(re.compile("receipt [0-9A-F]{4}")).last).to_be_visible()


def texts(others: Others, kind: type[Send | Request | Reply]) -> list[str]:
    """The words that were filed."""
    return [act.text for act in others.log(kind) if isinstance(act, kind)]


def test_a_refresh_keeps_all_that_was_typed_and_sending_clears_it(
    desk: Page, line: Line, others: Others, sit: Callable[..., Page]
) -> None:
    """Words and choices come back in every form, on this desk only; each is filed once, and its form is empty."""
    for name in BOXES:
        place(desk, name).fill(WORDS)
        if name == "Messages":
            pick(desk, "To", "Police")
        if name == "Requests":
            pick(desk, "Whom", "The press")
            pick(desk, "Needed within", "15 min")
        if name == "Resources":
            pick(desk, "Where, or for what", "Police")
        expect(panel(desk).get_by_text(KEPT).first).to_be_visible()
    note(desk).fill(WORDS)
    desk.get_by_role("dialog").get_by_role("button", name="Civil Affairs").click()
    expect(desk.get_by_role("dialog").get_by_text(KEPT)).to_be_visible()

    colleague = sit()
    now = datetime.now(UTC)
    amir = others.seats["Amir"].id
    others.store.add_login(sha256(b"amir").hexdigest(), seat_id=amir, created=now, expires=now + timedelta(hours=1))
    colleague.context.add_cookies([{"name": "whitecell", "value": "amir", "url": line.address}])
    colleague.goto(f"{line.address}/desk")
    colleague.get_by_role("button", name="Later").click()
    for name in BOXES:
        expect(place(colleague, name)).to_have_value("")
    expect(colleague.get_by_text("«Ça suffit»")).to_have_count(0)
    colleague.context.close()

    desk.reload()
    for name in BOXES:
        expect(place(desk, name)).to_have_value(WORDS)
    expect(note(desk)).to_have_value(WORDS)
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Civil Affairs")).to_have_attribute("aria-pressed", "true")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(dialog).to_have_count(0)
    for name, button in (
        ("Messages", "Send"),
        ("Resources", "Commit"),
        ("Approvals", "Grant"),
        ("Reply", "Answer"),
        ("Requests", "Ask"),
    ):
        place(desk, name)
        send(desk, button)
    expect(desk.get_by_text("What your team asked for")).to_be_visible()

    desk.reload()
    for name in ("Messages", "Requests", "Resources"):
        expect(place(desk, name)).to_have_value("")
        expect(panel(desk).get_by_text(EMPTY).first).to_be_visible()
    expect(note(desk)).to_have_value("")
    assert others.store.drafts(others.exercise) == ()
    (asked,) = others.log(Request)[1:]
    assert others.log(Send) == [Send("police", WORDS, "radio")]
    assert asked == Request("press", WORDS, within=15 * 60_000, channel="radio")
    assert texts(others, Reply) == [WORDS]
    assert [act.reason for act in others.log(Approve) if isinstance(act, Approve)] == [WORDS]
    assert [(act.to, act.purpose) for act in others.log(Commit) if isinstance(act, Commit)] == [("police", WORDS)]
    assert others.log(Share) == [Share("rumour", ("civil",), "radio", WORDS)]


def test_the_server_is_killed_while_one_writes(desk: Page, server: Server, others: Others) -> None:
    """A message and a request outlive it, what was typed meanwhile too, and are sent once."""
    request = place(desk, "Requests")
    request.fill(WORDS)
    expect(panel(desk).get_by_text(KEPT).first).to_be_visible()
    message = place(desk, "Messages")
    message.press_sequentially(WORDS, delay=5)
    server.kill()
    expect(panel(desk).get_by_text(AWAY).first).to_be_visible()
    desk.keyboard.type(MORE)
    server.start()
    expect(desk.locator("[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]")).to_be_attached(
        timeout=BACK
    )
    expect(place(desk, "Messages")).to_have_value(WORDS + MORE)
    expect(panel(desk).get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    desk.reload()
    expect(place(desk, "Requests")).to_have_value(WORDS)
    expect(place(desk, "Messages")).to_have_value(WORDS + MORE)
    pick(desk, "To", "Police")
    send(desk, "Send")
    expect(place(desk, "Messages")).to_have_value("")
    assert texts(others, Send) == [WORDS + MORE]


def test_wifi_gone_and_a_closed_lid(desk: Page, line: Line, others: Others) -> None:
    """A reply is written on while the line is cut and the page asleep, and is sent once when both are back."""
    box = place(desk, "Reply")
    box.press_sequentially(WORDS, delay=5)
    chrome = desk.context.new_cdp_session(desk)
    line.cut()
    expect(panel(desk).get_by_text(AWAY).first).to_be_visible()
    desk.keyboard.type(MORE)
    chrome.send("Page.setWebLifecycleState", {"state": "frozen"})
    line.mend()
    chrome.send("Page.setWebLifecycleState", {"state": "active"})
    expect(panel(desk).get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    expect(desk.locator("[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]")).to_be_attached(
        timeout=BACK
    )
    expect(box).to_have_value(WORDS + MORE)
    send(desk, "Answer")
    assert texts(others, Reply) == [WORDS + MORE]


def test_a_message_sent_into_a_dead_line(desk: Page, line: Line, others: Others) -> None:
    """It is not there, the person is told so, and sent again it is there once."""
    box = place(desk, "Messages")
    box.fill(WORDS)
    pick(desk, "To", "Police")
    expect(panel(desk).get_by_text(KEPT).first).to_be_visible()
    line.fall_silent()
    panel(desk).get_by_role("button", name="Send", exact=True).click()
    expect(panel(desk).get_by_text("Still sending. Your words are kept in this browser.").first).to_be_visible()
    line.mend()
    expect(panel(desk).get_by_text("Your message did not get through.").first).to_be_visible(timeout=BACK)
    expect(box).to_have_value(WORDS)
    assert texts(others, Send) == []
    send(desk, "Send")
    expect(place(desk, "Messages")).to_have_value("")
    assert texts(others, Send) == [WORDS]


def test_two_windows_keep_both_notes(desk: Page, line: Line) -> None:
    """Whoever writes over words of another window is told, also after a refresh; both are to be had."""
    second = desk.context.new_page()
    second.goto(f"{line.address}/desk")
    one, other = note(desk), note(second)
    one.fill("From the first window")
    expect(desk.get_by_role("dialog").get_by_text(KEPT)).to_be_visible()
    other.fill("From the second window")
    warning = second.get_by_text("Other words were typed in another window; both are kept.")
    expect(warning).to_be_visible()
    second.reload()
    expect(note(second)).to_have_value("From the second window")
    second.get_by_role("button", name="Take the others").click()
    expect(second.get_by_label("Note (optional)")).to_have_value("From the first window")
    expect(second.get_by_role("dialog").get_by_text(KEPT)).to_be_visible()
