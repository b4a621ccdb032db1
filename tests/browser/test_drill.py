"""A drill from StartEx to EndEx, in real browsers against the real server on a fresh database."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from exercise.content import load
from exercise.shipped import folder
from tests.browser.server import WHITECELL, Server

pytestmark = pytest.mark.browser

SCENARIO = load(folder("injects") / "harmattan-link")
RATE = "×8"
WHY = "Two UN vehicles are missing; if they come back, they come through this gate. «Ça suffit» 🚧"
HALF = "We tell the association what we may: the market stays open, the road by the wall does n"
SHARED = "stolen-pickups"


def sign_in(page: Page, server: Server) -> None:
    """The controller signs in with the password that the first start printed."""
    page.goto(f"{server.address}/login")
    page.get_by_label("Name").fill("controller")
    page.get_by_label("Password").fill(server.password())
    page.get_by_role("button", name="Sign in").click()


def create(page: Page) -> dict[str, str]:
    """Create the exercise; return a join code for every team, from the CSV."""
    expect(page.get_by_role("heading", name="Create your first exercise")).to_be_visible()
    choose(page, "Rate", RATE)
    page.get_by_role("button", name="Create the exercise").click()
    page.get_by_role("tab", name="Seats").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Codes as CSV").click()
    with Path(download.value.path()).open(encoding="utf-8") as sheet:
        rows = list(csv.DictReader(sheet))
    return {agency.id: next(row["code"] for row in rows if row["team"] == SCENARIO.name(agency.id))
            for agency in SCENARIO.agencies}  # fmt: skip


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a select box."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def join(page: Page, server: Server, code: str, name: str) -> None:
    """A trainee joins with the code of the card."""
    page.goto(f"{server.address}/join")
    page.get_by_label("Join code").fill(code.lower())
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Ready", exact=True).click()
    expect(page.get_by_text("You are ready.").first).to_be_visible()
    # A reload would lose this mark.
    page.evaluate("window.unbroken = true")


def to_desk(page: Page) -> None:
    """From the lobby to the desk, by the way that opens at StartEx."""
    page.get_by_role("button", name="Go to your desk").click()
    expect(page.get_by_role("listbox")).to_be_visible()


def inbox(page: Page, inject: str) -> Locator:
    """The inject's row in the inbox."""
    return page.get_by_role("option").filter(has_text=SCENARIO.inject[inject].title)


def open_inject(page: Page, inject: str) -> None:
    """Wait until the inject comes by itself, and open it."""
    row = inbox(page, inject)
    row.wait_for(timeout=240_000)
    row.click()
    expect(page.get_by_role("heading", name=SCENARIO.inject[inject].title)).to_be_visible()


def option(page: Page, inject: str, id: str) -> Locator:
    """The radio of an option."""
    ask = SCENARIO.inject[inject].ask
    found = ask.option(id) if ask else None
    assert found
    return page.locator(f".st-key-answer-{inject}-options label").filter(has_text=found.text[:40])


def send(page: Page, button: str = "Send") -> None:
    """Send the answer and see the receipt."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(re.compile(r"Sent \d\d:\d\d:\d\d.* receipt [0-9A-F]{4}")).first).to_be_visible()


def section(page: Page, name: str) -> None:
    """Open a section of the desk."""
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def clocks(page: Page, inject: str) -> tuple[str, str]:
    """Exercise time and the countdown of an inject, as the page shows them."""
    elapsed = page.get_by_title("Exercise time since StartEx").inner_text()
    return elapsed, inbox(page, inject).locator(".left").inner_text()


def test_drill(server: Server, sit: Callable[..., Page], picture: Callable[..., None]) -> None:
    """A controller and three trainees play HARMATTAN LINK; every word is in the database, and every mark replays."""
    controller = sit()
    sign_in(controller, server)
    codes = create(controller)
    picture(controller, "control-ready")

    force, police, jmac = sit(), sit(), sit(phone=True)
    for page, team, name in ((force, "force", "Ada"), (police, "police", "Bea"), (jmac, "jmac", "Cyd")):
        join(page, server, codes[team], name)
    picture(jmac, "lobby-phone")

    expect(controller.get_by_text("joined, 3 ready").first).to_be_visible()
    controller.get_by_role("button", name="StartEx").click()
    expect(controller.get_by_role("button", name="PauseEx")).to_be_visible()
    for page in (force, police, jmac):
        to_desk(page)

    # Police share what only they know; JMAC get it after the radio's minute, Force do not.
    title = SCENARIO.report[SHARED].title
    section(police, "Reports")
    police.locator(f".st-key-share-{SHARED} button").click()
    police.get_by_role("dialog").get_by_role("button", name=SCENARIO.name("jmac"), exact=True).click()
    picture(police, "desk-share")
    police.get_by_role("dialog").get_by_role("button", name="Send", exact=True).click()
    section(jmac, "Reports")
    expect(jmac.get_by_role("heading", name=title)).to_be_visible()
    section(force, "Reports")
    expect(force.get_by_role("heading", name=title)).to_have_count(0)
    section(force, "Inject")

    # Force answer, then think better of it.
    open_inject(force, "I03")
    picture(force, "desk")
    best, other = sorted(SCENARIO.inject["I03"].ask.options, key=lambda found: -found.grade)[:2]  # type: ignore[union-attr]
    option(force, "I03", other.id).click()
    force.get_by_label(re.compile("^Why")).fill(WHY)
    send(force)
    option(force, "I03", best.id).click()
    send(force, "Send revision")

    # PauseEx stops every clock and countdown, Resume lets them go on.
    open_inject(police, "I04")
    choose(controller, "Inject", f"I04 · {SCENARIO.inject['I04'].title}")
    expect(controller.get_by_text("Came at H+0:05 as planned").first).to_be_visible()
    controller.get_by_role("button", name="PauseEx").click()
    expect(police.get_by_text("The clock is paused.").first).to_be_visible()
    stood = clocks(police, "I04")
    police.wait_for_timeout(9_000)
    assert clocks(police, "I04") == stood
    picture(controller, "control")
    controller.get_by_role("button", name="Resume").click()
    expect(police.get_by_text("The clock is paused.")).to_have_count(0)
    police.wait_for_timeout(9_000)
    assert all(now != then for now, then in zip(clocks(police, "I04"), stood, strict=True))

    # Police are interrupted in mid-sentence: a refresh keeps login, page and words.
    police.get_by_label(re.compile("^Why")).press_sequentially(HALF, delay=5)
    expect(police.get_by_text(re.compile(r"saved \d\d:\d\d:\d\d", re.I)).first).to_be_visible()
    police.reload()
    expect(police.get_by_label(re.compile("^Why"))).to_have_value(HALF)
    police.get_by_label(re.compile("^Why")).fill(HALF + "ot.")
    option(police, "I04", SCENARIO.inject["I04"].ask.options[0].id).click()  # type: ignore[union-attr]
    send(police)

    # JMAC rank on the phone.
    section(jmac, "Inject")
    open_inject(jmac, "I09")
    ranking = [found.id for found in sorted(SCENARIO.inject["I09"].ask.options, key=lambda found: -found.grade)]  # type: ignore[union-attr]
    for place, id in enumerate(ranking, 1):
        jmac.locator(f".st-key-answer-I09-options-{id} label").filter(has_text=re.compile(rf"^{place}$")).click()
    why = jmac.get_by_label(re.compile("^Why"))
    if why.count():
        why.fill(WHY)
    picture(jmac, "desk-phone", here=True)
    send(jmac)

    # The scoreboard has moved.
    controller.get_by_role("link", name="Scoreboard").click()
    expect(controller.get_by_text("How the teams do it").first).to_be_visible()
    expect(controller.get_by_text(re.compile(r"rests on \d+ records")).first).to_be_visible()
    picture(controller, "scoreboard")

    assert [page.evaluate("window.unbroken") for page in (force, jmac)] == [True, True]
    controller.get_by_role("link", name="Control").click()
    controller.get_by_role("button", name="EndEx").click()
    controller.get_by_role("button", name="End the exercise").click()
    for page in (force, police, jmac):
        expect(page.get_by_text("The exercise has ended.").first).to_be_visible()
    server.stop()

    with sqlite3.connect(server.database) as database:
        (exercise,) = database.execute("SELECT id FROM exercise").fetchone()
        decisions = database.execute(
            'SELECT inject, team, revision, "options", rationale FROM decision ORDER BY seq'
        ).fetchall()
        shares = database.execute("SELECT report, sender, to_team, received_ms - sent_ms FROM share").fetchall()
    assert decisions == [
        ("I03", "force", 0, other.id, WHY),
        ("I03", "force", 1, best.id, WHY),
        ("I04", "police", 0, SCENARIO.inject["I04"].ask.options[0].id, HALF + "ot."),  # type: ignore[union-attr]
        ("I09", "jmac", 0, ", ".join(ranking), WHY if SCENARIO.inject["I09"].ask.rationale != "none" else ""),  # type: ignore[union-attr]
    ]
    assert (SHARED, "police", "jmac", 60_000) in shares
    replayed = subprocess.run(
        [WHITECELL, "replay", exercise, "--json"], cwd=server.folder, capture_output=True, text=True, check=True
    )
    assert json.loads(replayed.stdout)["agree"] is True
