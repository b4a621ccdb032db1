"""An instructor who did not run the drill opens its debrief, writes lessons and hands out the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from exercise.control import Control
from exercise.core.acts import Rate, Role, Seat
from exercise.course import hold
from exercise.shipped import folder
from exercise.store import open_store
from exercise.web.login import link_to
from tests.browser.server import Server

pytestmark = pytest.mark.browser

LESSONS = (
    ("The plate never reached the gate", "Chief of the joint operations centre"),
    ("Two headquarters answered the same call", "Deputy chief of staff"),
    ("The marking was read after the report had gone", "Information manager"),
)


class Course:
    """One exercise of the demonstration's course, held in the server's own database, and its staff."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.store = open_store(f"sqlite:///{server.database}")
        self.control = Control(self.store, outage=None)
        now = datetime.now(UTC)
        roles = {"eva": Role.EVALUATOR, "evo": Role.EVALUATOR, "ines": Role.INSTRUCTOR}
        self.staff = {name: self.store.add_account(name, role, "x", now).id for name, role in roles.items()}
        raters = [Seat(self.staff[name], role) for name, role in roles.items()]
        (self.exercise,) = hold(self.control, [folder("injects") / "harmattan-link"], raters, now)

    def enter(self, page: Page, name: str, on: str) -> None:
        """Come in through a link, on a page."""
        page.goto(self.server.address + link_to(self.control, account_id=self.staff[name], page=on))


@pytest.fixture
def course(server: Server) -> Iterator[Course]:
    """The course at the server."""
    made = Course(server)
    yield made
    made.store.close()


def test_debrief_to_report(
    course: Course, sit: Callable[..., Page], picture: Callable[..., None], tmp_path: Path
) -> None:
    """The moment that decided stands first, one click shows the alternative, three lessons go into the report."""
    page = sit()
    course.enter(page, "ines", "debrief")
    expect(page.get_by_text("held fixed").first).to_be_visible(timeout=120_000)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    picture(page, "debrief")
    card = page.locator(".st-key-moment-first")
    expect(card).to_contain_text("points of the outcome to be gained")
    decided, followed = card.locator(".wd-said").all_inner_texts()
    card.get_by_role("button", name="Try it").click()
    expect(page.get_by_role("tab", name="What if")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text(followed.rstrip("."))).to_have_count(2)
    expect(page.get_by_text("As it went, and what if").first).to_be_visible()
    page.get_by_role("tab", name="Lessons").click()
    for number, (seen, owner) in enumerate(LESSONS, 1):
        page.get_by_label("What was seen").last.fill(seen)
        page.get_by_label("Owner").last.fill(owner)
        page.get_by_role("button", name="Write it down").click()
        expect(page.get_by_text(f"{owner}").first).to_be_visible()
        expect(page.get_by_label("What was seen").last).to_have_value("")
        assert len(course.store.lessons(course.exercise)) == number
    page.get_by_role("tab", name="Report").click()
    with page.expect_download() as word:
        page.get_by_role("button", name="Report to go on writing in (Word)").click()
    report = Document(str(word.value.path()))
    told = [cell.text for table in report.tables if len(table.columns) == 4 for cell in table.columns[2].cells]
    assert any(f"{decided} {followed}" in text for text in told), told
    text = "\n".join("\n".join(cell.text for cell in row.cells) for table in report.tables
                     for row in table.rows if len(table.columns) == 6)  # fmt: skip
    assert all(seen in text and owner in text for seen, owner in LESSONS)
    with page.expect_download() as html:
        page.get_by_role("button", name="Report to read and print (HTML)").click()
    html.value.save_as(tmp_path / "aar.html")
    paper = sit()
    paper.goto((tmp_path / "aar.html").as_uri())
    expect(paper.get_by_role("heading", name="Areas for improvement")).to_be_visible()
    assert paper.locator("img").evaluate_all("pictures => pictures.every(one => one.naturalWidth > 0)")
    paper.get_by_role("heading", name="Areas for improvement").evaluate("heading => heading.scrollIntoView()")
    picture(paper, "report", here=True)


def test_rating_on_a_tablet(course: Course, sit: Callable[..., Page], picture: Callable[..., None]) -> None:
    """An evaluator rates a task nobody has rated, with a finger; the page says at once what was filed."""
    page = sit()
    page.set_viewport_size({"width": 1024, "height": 768})
    course.enter(page, "ines", "evaluate")
    expect(page.get_by_text("What happened").first).to_be_visible()
    expect(page.get_by_text("other raters have rated this", exact=False).first).to_be_visible()
    picture(page, "evaluate")
    page.get_by_text("Performed with major challenges").first.click()
    page.get_by_label("Why").first.fill("The file was opened for the insurer and went to no gate")
    page.get_by_role("button", name="Rate", exact=True).first.click()
    expect(page.get_by_role("button", name="Rate again").first).to_be_visible()
    filed = [row.entry for row in course.store.since(course.exercise, 0)]
    mine = [entry.act for entry in filed if entry.seat.id == course.staff["ines"]]
    assert Rate("T1", "M", "The file was opened for the insurer and went to no gate") in mine
