"""Nobody loses a word: not to a closed lid, a line that breaks, a killed server, a second tab or a login that ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from playwright.sync_api import Locator, Page, expect
from websockets.sync.client import connect as stream
from websockets.typing import Subprotocol

from exercise.codes import new_code
from exercise.core.acts import Decide
from tests.browser.line import Line
from tests.browser.others import TOKEN, Others, choose
from tests.browser.server import Server

pytestmark = pytest.mark.browser

WORDS = "We confirm a pick-up at the gate"
MORE = ", and nobody was hurt."
KEPT = re.compile(r"Draft saved \d\d:\d\d:\d\d")
SENT = re.compile(r"Sent \d\d:\d\d:\d\d · receipt [0-9A-F]{4}")
AWAY = re.compile("^Not connected. Go on writing")
BACK = 60_000
REMEMBERED = 128


@pytest.fixture
def desk(line: Line, others: Others, sit: Callable[..., Page]) -> Page:
    """Ada's desk, at the other end of the line, with the press on the telephone."""
    page = sit()
    page.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": line.address}])
    page.goto(f"{line.address}/desk")
    choose(page, "The press calls")
    return page


def box(page: Page) -> Locator:
    """Where the line to take is written."""
    return page.get_by_label("Write the line to take.")


def send(page: Page) -> Locator:
    """The button that sends it."""
    return page.locator(".st-key-answer-I04-send button")


def connected(page: Page) -> None:
    """Wait until Streamlit has its line again."""
    state = page.locator("[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]")
    expect(state).to_be_attached(timeout=BACK)


def filed(others: Others) -> list[str]:
    """What was answered to the press."""
    return [act.text for act in others.log(Decide) if isinstance(act, Decide)]


def test_the_first_letters_are_kept(desk: Page) -> None:
    """What is typed in the very moment the form appears is drafted as well."""
    choose(desk, "A pick-up at the gate")
    choose(desk, "The press calls")
    box(desk).fill(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    desk.reload()
    expect(box(desk)).to_have_value(WORDS)


def test_wifi_gone_for_a_minute(desk: Page, line: Line, others: Others) -> None:
    """Whoever types goes on typing and is told where the words are; back on the line they are sent, once."""
    box(desk).press_sequentially(WORDS, delay=5)
    line.cut()
    expect(desk.get_by_text(AWAY).first).to_be_visible()
    expect(box(desk)).to_be_focused()
    desk.keyboard.type(MORE)
    expect(box(desk)).to_have_value(WORDS + MORE)
    expect(send(desk)).to_be_disabled()
    line.mend()
    expect(desk.get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    connected(desk)
    expect(box(desk)).to_have_value(WORDS + MORE)
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS + MORE]


def test_an_answer_sent_into_a_dead_line(desk: Page, line: Line, others: Others) -> None:
    """It is not there, the person is told so, and sent again it is there once."""
    box(desk).fill(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    connected(desk)
    line.fall_silent()
    send(desk).click()
    expect(desk.get_by_text("Still sending. Your words are kept in this browser.").first).to_be_visible()
    line.mend()
    expect(desk.get_by_text("Your answer did not get through.").first).to_be_visible(timeout=BACK)
    expect(box(desk)).to_have_value(WORDS)
    assert filed(others) == []
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS]


def test_a_closed_lid(desk: Page, line: Line, others: Others) -> None:
    """A page that was frozen while its line died wakes up with every word, and sends."""
    box(desk).press_sequentially(WORDS, delay=5)
    chrome = desk.context.new_cdp_session(desk)
    chrome.send("Page.setWebLifecycleState", {"state": "frozen"})
    line.cut()
    line.mend()
    chrome.send("Page.setWebLifecycleState", {"state": "active"})
    expect(box(desk)).to_have_value(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    connected(desk)
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS]


def test_the_server_is_killed_while_one_types(desk: Page, server: Server, others: Others) -> None:
    """Login and words outlive it, those too that were typed while nobody listened, and the answer is sent once."""
    box(desk).press_sequentially(WORDS, delay=5)
    server.kill()
    expect(desk.get_by_text(AWAY).first).to_be_visible()
    desk.keyboard.type(MORE)
    server.start()
    connected(desk)
    expect(box(desk)).to_have_value(WORDS + MORE)
    expect(desk.get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    desk.reload()
    expect(box(desk)).to_have_value(WORDS + MORE)
    connected(desk)
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS + MORE]


def test_the_server_is_killed_while_an_answer_is_sent(desk: Page, server: Server, others: Others) -> None:
    """Either the receipt comes back with the page, or the person is told; never both, and never twice."""
    box(desk).fill(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    connected(desk)
    send(desk).click(no_wait_after=True)
    server.kill()
    server.start()
    connected(desk)
    receipt, told = desk.get_by_text(SENT), desk.get_by_text("Your answer did not get through.")
    expect(receipt.or_(told)).to_be_visible(timeout=BACK)
    assert filed(others) == ([WORDS] if receipt.is_visible() else [])
    if not receipt.is_visible():
        expect(box(desk)).to_have_value(WORDS)
        send(desk).click()
        expect(receipt).to_be_visible()
    desk.reload()
    expect(receipt).to_be_visible()
    assert filed(others) == [WORDS]


def test_a_session_that_was_evicted(desk: Page, line: Line, server: Server, others: Others) -> None:
    """Streamlit remembers 128 who are away: whoever was pushed out comes back to a page that works, with every word."""
    box(desk).press_sequentially(WORDS, delay=5)
    line.cut()
    expect(desk.get_by_text(AWAY).first).to_be_visible()
    desk.keyboard.type(MORE)
    for _ in range(REMEMBERED + 1):
        with stream(f"ws://localhost:{server.port}/_stcore/stream", additional_headers={"Cookie": f"whitecell={TOKEN}"},
                    subprotocols=[Subprotocol("streamlit"), Subprotocol("placeholder")]):  # fmt: skip
            pass
    line.mend()
    expect(desk.get_by_text(KEPT).first).to_be_visible(timeout=BACK)
    connected(desk)
    expect(box(desk)).to_have_value(WORDS + MORE)
    choose(desk, "A pick-up at the gate")
    choose(desk, "The press calls")
    expect(box(desk)).to_have_value(WORDS + MORE)
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS + MORE]


def test_two_tabs_keep_both(desk: Page, line: Line) -> None:
    """Whoever writes over words of another tab is told, also after a refresh; both are to be had."""
    second = desk.context.new_page()
    second.goto(f"{line.address}/desk?inject=I04")
    expect(second.get_by_text("What you type is saved by itself.").first).to_be_visible()
    box(desk).fill("From the first tab")
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    box(second).fill("From the second tab")
    warning = second.get_by_text("Other words were typed in another window; both are kept.")
    expect(warning).to_be_visible()
    second.reload()
    expect(warning).to_be_visible()
    expect(box(second)).to_have_value("From the second tab")
    second.get_by_role("button", name="Take the others").click()
    expect(box(second)).to_have_value("From the first tab")
    expect(second.get_by_text(KEPT).first).to_be_visible()


def test_the_back_button(desk: Page) -> None:
    """Back to the inject before, forward again, and out of the desk and back: the words stay with their inject."""
    expect(desk.get_by_text("What you type is saved by itself.").first).to_be_visible()
    box(desk).fill(WORDS)
    choose(desk, "A pick-up at the gate")
    desk.get_by_label("Why? (required)").fill("It turned at the barrier.")
    desk.go_back()
    expect(box(desk)).to_have_value(WORDS)
    desk.go_forward()
    expect(desk.get_by_label("Why? (required)")).to_have_value("It turned at the barrier.")
    desk.get_by_role("link", name="Lobby").click()
    expect(desk.get_by_role("button", name="Go to your desk")).to_be_visible()
    desk.go_back()
    expect(desk.get_by_label("Why? (required)")).to_have_value("It turned at the barrier.")


def test_a_login_that_ended(desk: Page, line: Line, others: Others) -> None:
    """The words are kept in the browser, and are there again when the person has joined with the code."""
    code, key, hash = new_code()
    others.store.reissue(others.seats["force"].id, key, hash)
    box(desk).fill(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    others.store.revoke(sha256(TOKEN.encode()).hexdigest())
    box(desk).fill(WORDS + MORE)
    expect(
        desk.get_by_text("You are signed out. Join again; your words are kept in this browser.").first
    ).to_be_visible()
    desk.reload()
    desk.get_by_label("Join code").fill(code)
    desk.get_by_role("button", name="Join").click()
    desk.goto(f"{line.address}/desk?inject=I04")
    expect(box(desk)).to_have_value(WORDS + MORE)
    expect(desk.get_by_text(KEPT).first).to_be_visible()


def test_somebody_elses_link(desk: Page, line: Line, others: Others) -> None:
    """Another team's inject is not on this desk, whatever the address says; another exercise is not either."""
    for address in ("/desk?inject=I06", "/desk?exercise=other&inject=I06", "/desk?inject=%3Cscript%3E"):
        desk.goto(f"{line.address}{address}")
        expect(desk.get_by_text("That inject is not on your desk. Choose one from your inbox.").first).to_be_visible()
        expect(desk.get_by_text("Plate unknown.")).to_have_count(0)
    desk.goto(f"{line.address}/desk?exercise=other&inject=I04")
    expect(desk.get_by_role("heading", name="The press calls")).to_be_visible()


def test_a_megabyte_is_refused_and_stays(desk: Page, others: Others) -> None:
    """Pasted whole, it is said how much fits; it stays in the box and after a refresh, and shortened it is sent."""
    box(desk).fill("x" * 1_000_000)
    expect(desk.get_by_text("This is too long to be sent or saved: 20,000 characters fit.").first).to_be_visible()
    send(desk).click()
    expect(desk.get_by_text("The text is 1,000,000 characters long; at most 20,000 can be sent.").first).to_be_visible()
    desk.reload()
    desk.wait_for_function("() => document.querySelector('textarea')?.value.length === 1_000_000")
    box(desk).fill(WORDS)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [WORDS]


HOSTILE = (
    "🚨 Tor gesperrt — أُغلِقَ البابُ الشَّمالِيّ \u202eabc\u202c 👩🏽‍🚒\n"
    "<script>document.title = 'broken in'</script><img src=x onerror=\"document.title='broken in'\">\n"
    "![seen](https://evil.example/seen.png) [click](javascript:alert(1)) **bold** :red[red] $x^2$ `code`"
)


def test_hostile_text_stays_text(desk: Page, line: Line, others: Others, sit: Callable[..., Page]) -> None:
    """Emoji, right to left, script and Markdown are words: kept, filed and shown letter by letter, and load nothing."""
    asked: list[str] = []
    colleague = sit()
    for page in (desk, colleague):
        page.on("request", lambda request: asked.append(request.url))
    box(desk).fill(HOSTILE)
    expect(desk.get_by_text(KEPT).first).to_be_visible()
    desk.reload()
    expect(box(desk)).to_have_value(HOSTILE)
    connected(desk)
    send(desk).click()
    expect(desk.get_by_text(SENT).first).to_be_visible()
    assert filed(others) == [HOSTILE]
    now = datetime.now(UTC)
    others.store.add_login(
        sha256(b"amir").hexdigest(), seat_id=others.seats["Amir"].id, created=now, expires=now + timedelta(hours=1)
    )
    colleague.context.add_cookies([{"name": "whitecell", "value": "amir", "url": line.address}])
    colleague.goto(f"{line.address}/desk?inject=I04")
    expect(colleague.locator(".wc-verbatim").first).to_contain_text("![seen](https://evil.example/seen.png)")
    assert "أُغلِقَ البابُ الشَّمالِيّ" in (colleague.locator(".wc-verbatim").first.text_content() or "")
    for page in (desk, colleague):
        expect(page).not_to_have_title("broken in")
        expect(page.locator("img[src*='evil'], a[href^='javascript']")).to_have_count(0)
    assert all(url.startswith((line.address, "data:", "blob:")) for url in asked)
