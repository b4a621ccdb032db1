"""What EXCON does in the browser, act by act: each function ends when its effect can be seen."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Server
from tests.browser.test_drill import SCENARIO, choose

TITLE = "Course 7, two syndicates"
ROSTER = """name;team;syndicate
Ada Lovelace;force;A
Amir Haddad;force;A
Bea Okoro;Police;B
Cyd Marsh;jmac;B
"""
# Every kind of act by which EXCON runs an exercise.
ACTS = frozenset({
    "StartEx", "Pause", "Resume", "SetRate", "Jump", "EndEx", "Release", "Hold", "Skip", "Reschedule", "Amend",
    "Improvise", "SetMeasure", "Void", "Note", "Send", "Answer",
})  # fmt: skip


def set_up(page: Page, folder: Path) -> None:
    """The form for two syndicates from a roster, which is mended on the way."""
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
    expect(page.get_by_text(re.compile("Line 4: there is no team “Polizei”")).first).to_be_visible()
    expect(page.get_by_role("button", name="Create the exercise")).to_be_disabled()
    sheet = folder / "roster-mended.csv"
    sheet.write_text(ROSTER.replace("Police", police), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(sheet)
    expect(page.get_by_text("4 people in 3 teams.").first).to_be_visible()


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


def appoint(page: Page, name: str) -> str:
    """Make an account for a second controller; return its password."""
    page.get_by_role("link", name="Library").click()
    part(page, "Staff")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Make the account").click()
    return page.locator("[data-testid=stAlert] code").inner_text()


def sign_in_as(page: Page, server: Server, name: str, password: str) -> None:
    """A member of the staff signs in."""
    page.goto(f"{server.address}/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(TITLE).first).to_be_visible()


def settled(page: Page) -> None:
    """The page is drawn to its end, and nothing of an earlier drawing is left: for a moment both stand there."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale=true]")).to_have_count(0)


def part(page: Page, name: str) -> None:
    """Open a part of the page."""
    tab = page.get_by_role("tab", name=name)
    expect(tab).to_have_count(1)
    tab.click()


def syndicate(page: Page, name: str) -> None:
    """Choose the syndicate that is looked at, or all."""
    found = page.get_by_role("radio", name=name, exact=True)
    found.or_(page.get_by_role("button", name=name, exact=True)).first.click()
    settled(page)


def look_at(page: Page, inject: str) -> None:
    """Open an inject beside the board, once and for good: news that comes in meanwhile closes no list."""
    settled(page)
    box = page.get_by_role("combobox", name="Inject", exact=True)
    box.click()
    box.fill(f"{inject} ")
    page.get_by_role("option", name=re.compile(f"^{inject} ·")).click()
    expect(page.get_by_role("heading", name=SCENARIO.inject[inject].title)).to_be_visible()
    settled(page)


def filed(page: Page, words: str) -> None:
    """What was done is said in passing, with its entry and receipt."""
    expect(page.get_by_text(re.compile(rf"{words}.*(entry|entries) \d+.*receipt [0-9A-F]{{4}}")).first).to_be_visible()


def press(page: Page, label: str, said: str) -> None:
    """Press a button and see what was done."""
    settled(page)
    page.get_by_role("button", name=label).first.click()
    filed(page, said)
    settled(page)


def move(page: Page, inject: str, to: str) -> None:
    """Give the open inject another moment."""
    page.get_by_role("button", name="Move", exact=True).click()
    page.get_by_label("It comes at").fill(to)
    page.get_by_label("It comes at").press("Enter")
    press(page, f"Move {inject}", f"{inject} is moved")


def amend(page: Page, inject: str, sender: str) -> None:
    """Have the open inject come from somebody else; the form stays open for the press."""
    page.get_by_role("button", name="Amend", exact=True).click()
    page.get_by_label("From", exact=True).fill(sender)
    press(page, f"Amend {inject}", f"{inject} is amended")
    expect(page.get_by_role("dialog")).to_have_count(0)


def skip(page: Page, inject: str, reason: str) -> None:
    """Leave the open inject out."""
    page.get_by_role("button", name="Skip", exact=True).click()
    page.get_by_label("Why is it left out?").fill(reason)
    page.get_by_label("Why is it left out?").press("Enter")
    press(page, f"Skip {inject}", f"{inject} is skipped")


def write(page: Page, team: str, title: str) -> None:
    """Fill in the form for an inject on the spot, opened by its key, from a template."""
    form = _form(page)
    form.get_by_text("Press call").click()
    expect(form.get_by_label("Title")).to_have_value("A journalist asks for a statement")
    _address(page, form, team)
    form.get_by_label("Title").fill(title)


def write_from_scratch(page: Page, team: str, title: str, question: str) -> None:
    """Fill in the form for an inject on the spot, opened by its key, word by word."""
    form = _form(page)
    form.get_by_label("Title").fill(title)
    _address(page, form, team)
    form.get_by_label("Text").fill("It is read out at your desk.")
    form.get_by_label("Question").fill(question)


def _form(page: Page) -> Locator:
    page.keyboard.press("Alt+w")
    return page.get_by_role("dialog", name="Write an inject")


def _address(page: Page, form: Locator, team: str) -> None:
    form.get_by_role("combobox", name="To", exact=True).click()
    page.get_by_role("option", name=SCENARIO.name(team), exact=True).click()
    page.keyboard.press("Escape")


def deliver(page: Page) -> None:
    """Send the inject of the form off."""
    page.get_by_role("dialog", name="Write an inject").get_by_role("button", name="Deliver").click()
    filed(page, "The inject is written")


def clone(page: Page, inject: str, title: str) -> None:
    """Write another inject like the open one."""
    page.get_by_role("button", name="Clone").click()
    expect(page.get_by_text(f"Like {inject}: its options, reports and effects come along.").first).to_be_visible()
    page.get_by_label("Title").fill(title)
    deliver(page)


def set_measure(page: Page) -> None:
    """Set a measure by hand."""
    page.get_by_role("button", name="Set a measure").click()
    page.get_by_label("Why?").fill("The room knows better")
    page.get_by_role("button", name="Set it").click()
    filed(page, "The measure is set")


def write_letter(page: Page, team: str, whom: str) -> None:
    """Write to a team as somebody the SimCell plays."""
    part(page, "SimCell")
    form = page.get_by_role("combobox", name="To", exact=True)
    opener = page.locator("summary").filter(has_text="Write to a team")
    expect(opener).to_be_visible()
    if not form.is_visible():
        opener.click()
    choose(page, "Write as", SCENARIO.name(whom))
    form.click()
    page.get_by_role("option", name=SCENARIO.name(team), exact=True).click()
    page.get_by_label("Text").last.fill("Call me when you can.")
    page.get_by_role("button", name="Send").click()
    filed(page, "Sent")


def answer_letter(page: Page, whom: str, text: str, answer: str) -> None:
    """Answer the letter that says this, in the name of the one it was written to."""
    part(page, "SimCell")
    letter = page.get_by_test_id("stForm").filter(has=page.get_by_placeholder(f"As {whom}")).first
    expect(page.get_by_text(text).first).to_be_visible()
    letter.get_by_label("Answer").fill(answer)
    letter.get_by_role("button", name="Answer").click()
    filed(page, f"{whom} has answered")


def rule(page: Page, team: str) -> None:
    """Grant what a team asks of a superior whom nobody plays."""
    part(page, "SimCell")
    expect(page.get_by_text(re.compile(f"{re.escape(SCENARIO.name(team))} asks")).first).to_be_visible()
    page.get_by_role("button", name="Grant").first.click()
    filed(page, "Granted")


def take_note(page: Page, text: str) -> None:
    """Write down an observation."""
    part(page, "Notes")
    page.get_by_label("Note", exact=True).last.fill(text)
    page.get_by_role("button", name="Note", exact=True).last.click()
    filed(page, "Noted")


def what_if(page: Page, inject: str) -> None:
    """Try an order out on a copy."""
    part(page, "Ahead")
    expect(page.get_by_text("What if I …").first).to_be_visible()
    box = page.get_by_role("combobox", name="Inject", exact=True).last
    box.click()
    box.fill(f"{inject} ")
    page.get_by_role("option", name=re.compile(f"^{inject} ·")).click()
    expect(page.get_by_text("Tried out on a copy")).to_have_count(0)


def set_rate(page: Page, rate: str = "") -> None:
    """Set the rate, where one is given to another."""
    page.get_by_role("button", name=re.compile("^Rate")).click()
    if rate:
        choose(page, "Exercise minutes per real minute", rate)
    page.get_by_role("button", name="Set the rate").click()
    filed(page, "New rate")
    page.keyboard.press("Escape")


def jump_to(page: Page, to: str, between: str) -> None:
    """Fill in the form that sets the clock forward, and read what lies between."""
    settled(page)
    page.get_by_role("button", name="Jump").click()
    page.get_by_label("Set the clock forward to").fill(to)
    page.get_by_label("Set the clock forward to").press("Enter")
    page.get_by_text(between).click()
    expect(page.get_by_text(re.compile(r"Until H.\d:\d\d lies")).first).to_be_visible()


def jump(page: Page) -> None:
    """Set the clock forward, as the form says."""
    page.get_by_role("button", name="Set the clock forward").click()
    filed(page, "The clock is set forward")
    expect(page.get_by_label("Set the clock forward to")).to_have_count(0)


def end(page: Page) -> None:
    """EndEx."""
    page.get_by_role("button", name="EndEx").click()
    page.get_by_role("button", name="End the exercise").click()


def dry_run(page: Page) -> None:
    """Try the whole exercise and one inject out, to oneself."""
    page.get_by_role("link", name="Library").click()
    part(page, "Scenarios")
    page.get_by_text("Experts").click()
    expect(page.get_by_text(re.compile(r"\d+ deliveries, \d+ answered")).first).to_be_visible()
    page.get_by_text("One inject").click()
    expect(page.get_by_text(re.compile("^(Time to answer|As much time to answer|It asks for no answer)")).first
           ).to_be_visible()  # fmt: skip


def delete(page: Page) -> None:
    """Delete the exercise that is picked in the library; first with a wrong title, which deletes nothing."""
    page.locator("summary").filter(has_text="Delete").click()
    box = page.get_by_label("Type the title")
    title = box.get_attribute("placeholder") or ""
    for typed, said in (("something else", "Nothing was deleted"), (title, "is deleted")):
        box.fill(typed)
        box.press("Enter")
        settled(page)
        page.get_by_role("button", name="Delete for good").click()
        expect(page.get_by_text(re.compile(said)).first).to_be_visible()


def come_back(page: Page, server: Server, after: float) -> None:
    """The server, whose plug was pulled, is there again after so many seconds, and says why the clock stands."""
    page.wait_for_timeout(after * 1000)
    server.start()
    expect(stopped(page)).to_be_visible(timeout=60_000)


def stopped(page: Page) -> Locator:
    """The banner that says why the clock stands."""
    return page.get_by_text(re.compile("The clock was stopped by an outage"))
