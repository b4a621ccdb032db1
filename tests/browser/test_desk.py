"""Nobody loses a word at the desk: news, the end of a window, a refresh and a double click leave typing alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from exercise.core.acts import Decide, Improvise, Send, SetRate, Share
from tests.browser.others import Others, choose

pytestmark = pytest.mark.browser

WORDS = "We confirm a pick-up at the gate"


def test_typing_is_left_alone(desk: Page, others: Others) -> None:
    """A message redraws the page round words and cursor; a refresh, or a walk to the lobby, brings the words back."""
    choose(desk, "The press calls")
    box = desk.get_by_label("Write the line to take.")
    box.press_sequentially(WORDS, delay=5)
    others.file("controller", SetRate(60))
    others.file("police", Send("force", "Look at your gate."))
    expect(desk.get_by_role("tab", name=re.compile("^Messages"))).to_have_text("Messages")
    desk.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stTab"]')]
                 .some((tab) => getComputedStyle(tab, "::after").content.includes("1 new"))"""
    )
    others.file("controller", SetRate(1))
    box.press_sequentially(", no more.", delay=5)
    expect(box).to_have_value(f"{WORDS}, no more.")
    expect(box).to_be_focused()
    expect(desk.get_by_text(re.compile(r"Draft saved \d\d:\d\d:\d\d")).first).to_be_visible()
    desk.reload()
    expect(box).to_have_value(f"{WORDS}, no more.")
    desk.get_by_role("link", name="Lobby").click()
    desk.get_by_role("button", name="Go to your desk").click()
    choose(desk, "The press calls")
    expect(box).to_have_value(f"{WORDS}, no more.")


def test_the_time_ends_while_one_types(desk: Page, others: Others) -> None:
    """The form keeps words and choice and can no longer be sent; they are there after a refresh as well."""
    choose(desk, "A pick-up at the gate")
    why = desk.get_by_label("Why? (required)")
    why.press_sequentially(WORDS, delay=5)
    desk.get_by_text("Order the alert").click()
    others.file("controller", SetRate(120))
    expect(desk.get_by_text("The time ended at H+0:20").first).to_be_visible()
    others.file("controller", SetRate(1))
    expect(desk.get_by_role("button", name="Send", exact=True).first).to_be_disabled()
    expect(why).to_have_value(WORDS)
    expect(desk.get_by_role("radio", name="Order the alert")).to_be_checked()
    desk.reload()
    expect(desk.get_by_text("The time ended at H+0:20; your draft is kept.").first).to_be_visible()
    expect(why).to_have_value(WORDS)
    assert others.log(Decide) == []


def test_a_double_click_sends_once(desk: Page, others: Others) -> None:
    """Two clicks are one entry and one receipt, and the page stays whole."""
    choose(desk, "A pick-up at the gate")
    desk.get_by_text("Order the alert").click()
    desk.get_by_label("Why? (required)").fill(WORDS)
    desk.locator(".st-key-answer-I01-send button").dblclick()
    expect(desk.get_by_text(re.compile(r"Sent \d\d:\d\d:\d\d · receipt [0-9A-F]{4}")).first).to_be_visible()
    expect(desk.get_by_role("button", name="Send revision")).to_be_visible()
    expect(desk.get_by_role("listbox", name="Inbox")).to_have_count(1)
    assert others.log(Decide) == [Decide("I01", ("alert",), rationale=WORDS, confidence=50)]


def test_the_share_dialog_stays_open(desk: Page, others: Others) -> None:
    """News redraws the page behind an open dialog and takes nothing out of it."""
    desk.get_by_role("tab", name="Reports").click()
    desk.get_by_role("button", name="Share").first.click()
    dialog = desk.get_by_role("dialog")
    dialog.get_by_role("button", name="Police").click()
    note = dialog.get_by_label("Note (optional)")
    note.press_sequentially(WORDS, delay=5)
    others.file("controller", SetRate(60))
    others.file("police", Send("force", "Look at your gate."))
    expect(desk).to_have_title(re.compile(r"^\(5\)"))
    others.file("controller", SetRate(1))
    expect(note).to_have_value(WORDS)
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(dialog).to_have_count(0)
    assert others.log(Share) == [Share("dry-run", ("police",), "radio", WORDS)]


def test_a_click_chooses_the_row_it_was_made_on(desk: Page, others: Others) -> None:
    """A list longer than the screen stays where it was scrolled to when it is clicked for the first time."""
    desk.set_viewport_size({"width": 1280, "height": 360})
    for number in range(8):
        others.file("controller", Improvise(f"Routine call {number}", "Nothing to report.", ("force",)))
    expect(desk.get_by_role("option").filter(has_text="Routine call")).to_have_count(8)
    choose(desk, "The press calls")


def test_what_was_pressed_opens_whatever_came_meanwhile(desk: Page, others: Others) -> None:
    """News that pushes the rows down between press and release does not put another one under the finger."""
    row = desk.get_by_role("option").filter(has_text="The press calls")
    box = row.bounding_box()
    assert box is not None
    desk.mouse.move(box["x"] + 20, box["y"] + 10)
    desk.mouse.down()
    others.file("controller", Improvise("Routine call", "Nothing to report.", ("force",)))
    expect(desk.get_by_role("option").filter(has_text="Routine call")).to_be_visible()
    moved = row.bounding_box()
    assert moved is not None
    assert moved["y"] > box["y"]
    desk.mouse.up()
    expect(desk.get_by_role("heading", name="The press calls")).to_be_visible()
