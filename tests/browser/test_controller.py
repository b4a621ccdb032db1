"""A controller's whole day in real browsers: set up from an empty database, run, jump, end, try again, clear away."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exercise.control import Control
from exercise.demo import Crew
from exercise.store import open_store
from tests.browser import excon
from tests.browser.excon import TITLE, look_at, part, syndicate
from tests.browser.server import WHITECELL, Server
from tests.browser.test_drill import SCENARIO, inbox, join, open_inject, option, section, send, sign_in

pytestmark = pytest.mark.browser

ABOVE, LEFT_OUT = SCENARIO.inject["I40"], SCENARIO.inject["I38"]


def test_controller(server: Server, sit: Callable[..., Page], picture: Callable[..., None]) -> None:
    """Every act once, two trainees and simulated ones, a second controller whose board stays true."""
    first = sit()
    sign_in(first, server)
    excon.set_up(first, server.folder)
    picture(first, "controller-create")
    first.get_by_role("button", name="Create the exercise").click()
    found = excon.codes(first)
    picture(first, "controller-seats")

    # A second controller is appointed for this exercise and sees the same board.
    second = sit()
    excon.sign_in_as(second, server, "second", excon.appoint(first, "second"))
    first.get_by_role("link", name="Control").click()

    force, police = sit(), sit()
    join(force, server, found[f"{SCENARIO.name('force')} A"], "Ada Lovelace")
    join(police, server, found[f"{SCENARIO.name('police')} B"], "Bea Okoro")
    expect(first.get_by_text("joined, 2 ready").first).to_be_visible()
    store = open_store(f"sqlite:///{server.database}")
    control, exercise = Control(store, outage=None), store.exercises()[0].id
    crew = Crew(control, exercise)
    first.get_by_role("button", name="StartEx").click()
    crew.start()

    # Orders to all syndicates at once; the second controller reads them without a reload.
    part(first, "MSEL")
    part(second, "MSEL")
    for page in (first, second):
        look_at(page, "I20")
    excon.press(first, "Hold", "I20 is held in A, B")
    expect(second.get_by_text("Held by the controller").first).to_be_visible()
    excon.press(first, "Lift the hold", "I20 waits as before in A, B")
    expect(second.get_by_text("Held by the controller")).to_have_count(0)
    second.keyboard.press("Alt+g")
    expect(first.get_by_text(re.compile("Released by the controller at")).first).to_be_visible()
    picture(first, "controller-all")

    # One syndicate: move, amend, take back, skip.
    syndicate(first, "B")
    look_at(first, "I25")
    excon.move(first, "I25", "2:20")
    first.get_by_role("button", name="Amend", exact=True).click()
    first.get_by_label("From", exact=True).fill("Somebody else")
    picture(first, "controller-amend")
    excon.press(first, "Amend I25", "I25 is amended")
    excon.press(first, "Undo the amendment", "I25 waits as before")
    look_at(first, "I26")
    excon.skip(first, "I26", "Too much at once")

    # An inject on the spot, by keyboard, from a template; and one like another.
    excon.write(first, "police", "The press is at the gate")
    picture(first, "controller-write")
    excon.deliver(first)
    police.get_by_role("button", name="Go to your desk").click()
    expect(police.get_by_role("option").filter(has_text="The press is at the gate")).to_be_visible()
    excon.clone(first, "I26", "Once more, with feeling")

    # What is above a team is asked of a superior whom nobody plays; EXCON rules in their name.
    look_at(first, ABOVE.id)
    excon.press(first, "Release", f"{ABOVE.id} is released")
    open_inject(police, ABOVE.id)
    option(police, ABOVE.id, "ask-ground-tell-srsg").click()
    police.get_by_label(re.compile("^Why")).fill("It is not ours to decide.")
    send(police)
    excon.rule(first, "police")
    part(first, "MSEL")

    # A figure by hand, a note, a letter and the answer to one, what lies ahead and what an order would change.
    excon.set_measure(first)
    section(police, "Messages")
    police.get_by_role("combobox", name="To", exact=True).click()
    police.get_by_role("option", name="The press", exact=True).click()
    police.get_by_role("textbox", name="Message", exact=True).fill("No comment before noon.")
    police.get_by_role("button", name="Send", exact=True).click()
    excon.answer_letter(first, "The press", "No comment before noon.", "We print that.")
    expect(police.get_by_text("We print that.").first).to_be_visible()
    excon.write_letter(first, "police", "unhq")
    excon.take_note(first, "They split the room in two")
    excon.what_if(first, "I25")
    picture(first, "controller-ahead")

    # The clock: rate, pause, resume, jump; the room's clock follows.
    room = sit()
    room.context.add_cookies(first.context.cookies())
    room.goto(f"{server.address}/clock")
    expect(room.get_by_text("RUNNING").first).to_be_visible()
    part(first, "MSEL")
    excon.set_rate(first)
    first.keyboard.press("Alt+p")
    expect(room.get_by_text("PAUSED").first).to_be_visible()
    expect(second.get_by_role("button", name="Resume")).to_be_visible()
    picture(room, "controller-clock")
    second.get_by_role("button", name="Resume").click()

    # Setting it forward: what lies between comes at once, is left out, or is told.
    section(police, "Inject")
    excon.jump_to(first, "0:50", "Deliver it on arrival")
    excon.jump(first)
    expect(inbox(police, "I12")).to_be_visible()
    excon.jump_to(first, "1:25", "Skip it")
    excon.jump(first)
    look_at(first, LEFT_OUT.id)
    expect(first.get_by_text("Skipped: the clock was set forward to").first).to_be_visible()
    expect(inbox(police, LEFT_OUT.id)).to_have_count(0)
    excon.jump_to(first, "2:00", "Tell it in a summary")
    picture(first, "controller-jump")
    excon.jump(first)
    expect(police.get_by_role("option").filter(has_text="What has happened until H+2:00")).to_be_visible()
    expect(room.get_by_text(re.compile(r"H\+2:0\d")).first).to_be_visible()
    first.get_by_role("button", name=re.compile("^Drawer")).click()
    picture(first, "controller-drawer")
    first.keyboard.press("Escape")

    # Nobody serves the exercise for a while: the clock waits where it stood, everybody is told, somebody resumes.
    crew.stop()
    server.kill()
    stood = control.clock(exercise).now(control.now())
    excon.come_back(first, server, after=11)
    expect(excon.stopped(second)).to_be_visible()
    expect(room.get_by_text("PAUSED").first).to_be_visible()
    expect(police.get_by_text("The clock is paused.").first).to_be_visible()
    assert control.clock(exercise).at <= stood
    picture(second, "controller-outage")
    second.get_by_role("button", name="Resume").click()
    expect(excon.stopped(first)).to_have_count(0)
    expect(room.get_by_text("RUNNING").first).to_be_visible()

    excon.end(first)
    expect(police.get_by_text("The exercise has ended.").first).to_be_visible()
    store.close()

    # Try again from a moment: the same people sit there, paused; then the copy is cleared away.
    first.get_by_role("link", name="Library").click()
    first.locator("summary").filter(has_text="Try again").click()
    picture(first, "controller-library")
    first.get_by_role("button", name="Set it up").click()
    expect(first.get_by_text(re.compile("stands paused at H")).first).to_be_visible()
    police.goto(server.address)
    expect(police.get_by_text(re.compile("paused", re.I)).first).to_be_visible()
    again = f"{TITLE}, again from"
    first.get_by_role("button", name="Copy").click()
    expect(first.get_by_text(re.compile("is set up once more as")).first).to_be_visible()
    excon.delete(first)
    server.stop()

    with sqlite3.connect(server.database) as database:
        rows = database.execute("SELECT id, title, parent FROM exercise ORDER BY created_wall").fetchall()
        entries = database.execute("SELECT DISTINCT kind FROM entry WHERE exercise_id = ?", rows[0][:1])
        assert {kind for (kind,) in entries} >= excon.ACTS
    assert [title for _, title, _ in rows][1].startswith(again)
    assert rows[1][2] == rows[0][0]
    for exercise, _, _ in rows[:2]:
        replayed = subprocess.run(
            [WHITECELL, "replay", exercise, "--json"], cwd=server.folder, capture_output=True, text=True, check=True
        )
        assert json.loads(replayed.stdout)["agree"] is True
