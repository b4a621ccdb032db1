"""A controller's whole day in real browsers: set up from an empty database, run, jump, end, try again, clear away."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exercise.control import Control
from exercise.demo import Crew
from exercise.store import open_store
from tests.browser.server import WHITECELL, Server
from tests.browser.test_drill import SCENARIO, choose, join, sign_in

pytestmark = pytest.mark.browser

TITLE = "Course 7, two syndicates"
ROSTER = """name;team;syndicate
Ada Lovelace;force;A
Amir Haddad;force;A
Bea Okoro;Police;B
Cyd Marsh;jmac;B
"""
ACTS = {
    "StartEx", "Pause", "Resume", "SetRate", "Jump", "EndEx", "Release", "Hold", "Skip", "Reschedule", "Amend",
    "Improvise", "SetMeasure", "Void", "Note", "Send",
}  # fmt: skip


def set_up(page: Page, folder: Path) -> None:
    """Two syndicates from a roster."""
    expect(page.get_by_role("heading", name="Create your first exercise")).to_be_visible()
    choose(page, "Rate", "×8")
    page.get_by_label("Title").fill(TITLE)
    groups = page.get_by_role("spinbutton", name="Syndicates")
    groups.fill("2")
    groups.press("Enter")
    page.get_by_text("Roster from CSV").click()
    sheet = folder / "roster.csv"
    police = SCENARIO.agency["police"].short or SCENARIO.agency["police"].name
    wrong = ROSTER.replace("Police", "Polizei")
    sheet.write_text(wrong, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_text(re.compile("Line 4: there is no team “Polizei”"))).to_be_visible()
    expect(page.get_by_role("button", name="Create the exercise")).to_be_disabled()
    sheet = folder / "roster-mended.csv"
    sheet.write_text(ROSTER.replace("Police", police), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_text("4 people in 3 teams.")).to_be_visible()


def codes(page: Page) -> dict[str, str]:
    """The join code of every named person, from the CSV; the cards have a QR picture each."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Cards with QR codes (print)").click()
    cards = Path(download.value.path()).read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Codes as CSV").click()
    with Path(download.value.path()).open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    assert cards.count("<svg") == len(rows) == 15
    return {f"{row['team']} {row['syndicate']}": row["code"] for row in rows}


def look_at(page: Page, inject: str) -> None:
    """Open an inject beside the board."""
    page.get_by_role("combobox", name="Inject", exact=True).click()
    page.get_by_role("combobox", name="Inject", exact=True).fill(f"{inject} ")
    page.get_by_role("option", name=re.compile(f"^{inject} ·")).click()
    expect(page.get_by_role("heading", name=SCENARIO.inject[inject].title)).to_be_visible()


def filed(page: Page, words: str) -> None:
    """What was done is said in passing, with its entry and receipt."""
    expect(page.get_by_text(re.compile(rf"{words}.*(entry|entries) \d+.*receipt [0-9A-F]{{4}}")).first).to_be_visible()


def part(page: Page, name: str) -> None:
    """Open a part of the page."""
    tab = page.get_by_role("tab", name=name)
    expect(tab).to_have_count(1)
    tab.click()


def pick(page: Page) -> None:
    """Choose the first row of a grid, which is a canvas."""
    grid = page.locator("[data-testid=stDataFrame]").first
    grid.wait_for()
    page.wait_for_timeout(1_000)
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 60, box["y"] + 52)


def test_controller(server: Server, sit: Callable[..., Page], picture: Callable[[Page, str], None]) -> None:
    """Every act once, two trainees and simulated ones, a second controller whose board stays true."""
    first = sit()
    sign_in(first, server)
    set_up(first, server.folder)
    picture(first, "controller-create")
    first.get_by_role("button", name="Create the exercise").click()
    found = codes(first)
    picture(first, "controller-seats")

    # A second controller is appointed for this exercise and sees the same board.
    first.get_by_role("link", name="Library").click()
    part(first, "Staff")
    first.get_by_role("textbox", name="Name").fill("second")
    first.get_by_role("button", name="Make the account").click()
    password = first.locator("[data-testid=stAlert] code").inner_text()
    second = sit()
    second.goto(f"{server.address}/login")
    second.get_by_label("Name").fill("second")
    second.get_by_label("Password").fill(password)
    second.get_by_role("button", name="Sign in").click()
    expect(second.get_by_text(TITLE).first).to_be_visible()
    first.get_by_role("link", name="Control").click()

    force, police = sit(), sit()
    join(force, server, found[f"{SCENARIO.name('force')} A"], "Ada Lovelace")
    join(police, server, found[f"{SCENARIO.name('police')} B"], "Bea Okoro")
    expect(first.get_by_text("joined, 2 ready")).to_be_visible()
    store = open_store(f"sqlite:///{server.database}")
    crew = Crew(Control(store, outage=None), store.exercises()[0].id)
    first.get_by_role("button", name="StartEx").click()
    crew.start()

    # Orders to all syndicates at once; the second controller reads them without a reload.
    part(first, "MSEL")
    part(second, "MSEL")
    for page in (first, second):
        look_at(page, "I20")
    first.get_by_role("button", name="Hold", exact=False).first.click()
    filed(first, "I20 is held in A, B")
    expect(second.get_by_text("Held by the controller")).to_be_visible()
    second.get_by_role("button", name="Release").first.click()
    expect(first.get_by_text(re.compile("Released by the controller at")).first).to_be_visible()
    picture(first, "controller-all")

    # One syndicate: move, amend, take back, skip.
    first.get_by_role("radio", name="B").or_(first.get_by_role("button", name="B", exact=True)).first.click()
    look_at(first, "I25")
    first.get_by_role("button", name="Move", exact=True).click()
    first.get_by_label("It comes at").fill("2:20")
    first.get_by_label("It comes at").press("Enter")
    first.get_by_role("button", name="Move I25").click()
    filed(first, "I25 is moved")
    first.get_by_role("button", name="Amend", exact=True).click()
    first.get_by_label("From", exact=True).fill("Somebody else")
    picture(first, "controller-amend")
    first.get_by_role("button", name="Amend I25").click()
    filed(first, "I25 is amended")
    first.get_by_role("button", name="Undo the amendment").click()
    filed(first, "I25 waits as before")
    look_at(first, "I26")
    first.get_by_role("button", name="Skip", exact=True).click()
    first.get_by_label("Why is it left out?").fill("Too much at once")
    first.get_by_label("Why is it left out?").press("Enter")
    first.get_by_role("button", name="Skip I26").click()
    filed(first, "I26 is skipped")

    # An inject on the spot, by keyboard, from a template.
    first.keyboard.press("Alt+w")
    first.get_by_text("Press call").click()
    first.get_by_role("combobox", name="To", exact=True).click()
    first.get_by_role("option", name=SCENARIO.name("police"), exact=True).click()
    first.keyboard.press("Escape")
    first.get_by_label("Title").fill("The press is at the gate")
    picture(first, "controller-write")
    first.get_by_role("button", name="Deliver").click()
    filed(first, "The inject is written")
    police.get_by_role("button", name="Go to your desk").click()
    expect(police.get_by_role("option").filter(has_text="The press is at the gate")).to_be_visible()

    # A figure by hand, a note, a letter, what lies ahead.
    first.get_by_role("button", name="Set a measure").click()
    first.get_by_label("Why?").fill("The room knows better")
    first.get_by_role("button", name="Set it").click()
    filed(first, "The measure is set")
    part(first, "SimCell")
    first.get_by_role("combobox", name="To", exact=True).click()
    first.get_by_role("option", name=SCENARIO.name("police"), exact=True).click()
    first.get_by_label("Text").first.fill("Call me when you can.")
    first.get_by_role("button", name="Send").click()
    filed(first, "Sent")
    part(first, "Notes")
    first.get_by_label("Note", exact=True).last.fill("They split the room in two")
    first.get_by_role("button", name="Note", exact=True).last.click()
    filed(first, "Noted")
    part(first, "Ahead")
    expect(first.get_by_text("What if I …")).to_be_visible()
    picture(first, "controller-ahead")

    # The clock: rate, pause, resume, jump; the room's clock follows.
    room = sit()
    room.context.add_cookies(first.context.cookies())
    room.goto(f"{server.address}/clock")
    expect(room.get_by_text("RUNNING")).to_be_visible()
    part(first, "MSEL")
    first.get_by_role("button", name=re.compile("^Rate")).click()
    first.get_by_role("button", name="Set the rate").click()
    filed(first, "New rate")
    first.keyboard.press("Escape")
    first.keyboard.press("Alt+p")
    expect(room.get_by_text("PAUSED")).to_be_visible()
    expect(second.get_by_role("button", name="Resume")).to_be_visible()
    picture(room, "controller-clock")
    second.get_by_role("button", name="Resume").click()
    first.get_by_role("button", name="Jump").click()
    first.get_by_label("Set the clock forward to").fill("2:00")
    first.get_by_label("Set the clock forward to").press("Enter")
    first.get_by_text("Tell it in a summary").click()
    expect(first.get_by_text(re.compile("Until H.2:00 lies"))).to_be_visible()
    picture(first, "controller-jump")
    first.get_by_role("button", name="Set the clock forward").click()
    expect(police.get_by_role("option").filter(has_text="What has happened until H+2:00")).to_be_visible()
    expect(room.get_by_text(re.compile(r"H\+2:0\d"))).to_be_visible()
    first.get_by_role("button", name=re.compile("^Drawer")).click()
    picture(first, "controller-drawer")
    first.keyboard.press("Escape")

    first.get_by_role("button", name="EndEx").click()
    first.get_by_role("button", name="End the exercise").click()
    expect(police.get_by_text("The exercise has ended.").first).to_be_visible()
    crew.stop()
    store.close()

    # Try again from a moment: the same people sit there, paused; then the copy is cleared away.
    first.get_by_role("link", name="Library").click()
    pick(first)
    first.locator("summary").filter(has_text="Try again").click()
    picture(first, "controller-library")
    first.get_by_role("button", name="Set it up").click()
    expect(first.get_by_text(re.compile("stands paused at H"))).to_be_visible()
    police.goto(server.address)
    expect(police.get_by_text(re.compile("paused", re.I)).first).to_be_visible()
    again = f"{TITLE}, again from"
    first.get_by_role("button", name="Copy").click()
    expect(first.get_by_text(re.compile("is set up once more as"))).to_be_visible()
    first.locator("summary").filter(has_text="Delete").click()
    box = first.get_by_label(re.compile("^Type the title"))
    box.fill("something else")
    box.press("Enter")
    first.get_by_role("button", name="Delete for good").click()
    expect(first.get_by_text(re.compile("Nothing was deleted"))).to_be_visible()
    server.stop()

    with sqlite3.connect(server.database) as database:
        rows = database.execute("SELECT id, title, parent FROM exercise ORDER BY created_wall").fetchall()
        entries = database.execute("SELECT DISTINCT kind FROM entry WHERE exercise_id = ?", rows[0][:1])
        assert {kind for (kind,) in entries} >= ACTS
    assert [title for _, title, _ in rows][1].startswith(again)
    assert rows[1][2] == rows[0][0]
    for exercise, _, _ in rows[:2]:
        replayed = subprocess.run(
            [WHITECELL, "replay", exercise, "--json"], cwd=server.folder, capture_output=True, text=True, check=True
        )
        assert json.loads(replayed.stdout)["agree"] is True
