"""The after-action report: the order of HSEEP, evidence behind every statement, nobody's words taken for more."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document as read_docx

from exercise.control import NoSuchExercise
from exercise.core.acts import Decide, EndEx, Note, Pause, Rate, Resume, Role, Seat, StartEx
from exercise.core.debrief.moments import judge
from exercise.core.debrief.whatif import summary
from exercise.core.entries import Entry
from exercise.report import compose, gather, hindsights, write, written
from exercise.report.document import Cite, Document, Evidence, Paragraph, Picture, Prose, Section, Table, cited
from exercise.report.word import HEIGHT, WIDTH
from exercise.store import open_store
from tests.report.conftest import WORDS, Room
from tests.script import scenario

ORDER = [
    "Exercise overview",
    "Objectives and ratings",
    "What happened",
    "Decisive moments",
    "Strengths",
    "Areas for improvement",
    "Improvement plan",
    "Participants",
    "Appendix A: Scores and charts",
    "Appendix B: Decisions",
    "Appendix C: Who knew what, when",
    "Appendix D: Rules, rulings and means",
    "Appendix E: Observations and notes",
    "Appendix F: Survey and hot wash",
    "Appendix G: Evidence",
]


def composed(room: Room, names: bool = True) -> Document:
    tried = {name: judge(found.run.scenario, log(room, name), found.run.at, summary(found.run), found.changes)
             for name, found in hindsights(room.control, room.exercise).items()}  # fmt: skip
    return compose(
        gather(room.control, room.exercise, names=names, tried={n: tuple(rows) for n, rows in tried.items()})
    )


def log(room: Room, syndicate: str) -> list[Entry]:
    rows = room.store.since(room.exercise, 0)
    return [row.entry for row in rows if row.entry.syndicate in (None, syndicate)]


def proses(section: Section) -> list[Prose]:
    """All prose of a section and its parts."""
    found: list[Prose] = []
    for block in section.blocks:
        match block:
            case Paragraph():
                found.append(block.prose)
            case Table():
                found += [cell for row in block.rows for cell in row]
            case _ if hasattr(block, "items"):
                found += block.items
    return found + [prose for part in section.parts for prose in proses(part)]


def said(section: Section) -> str:
    return "\n".join("".join(getattr(part, "text", str(part)) for part in prose) for prose in proses(section))


def section(document: Document, title: str) -> Section:
    return next(one for one in document.sections if one.title.endswith(title))


def words_of(docx: bytes) -> str:
    """Every word in a DOCX, in its order."""
    document = zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    return "".join(re.findall(r"<w:t[ >][^<]*|<w:br/>|</w:p>", document)).replace('<w:t xml:space="preserve">', "")


def test_order(played: Room) -> None:
    """The sections stand in the order of HSEEP, and both renderings have all of them."""
    document = composed(played)
    assert [one.title for one in document.sections] == ORDER
    html = written(document, ".html").decode()
    places = [html.index(f">{title}</h2>") for title in ORDER]
    assert places == sorted(places)
    headings = [line.text for line in read_docx(BytesIO(written(document, ".docx"))).paragraphs
                if (line.style and line.style.name) == "Heading 1"]  # fmt: skip
    assert headings == ["Contents", *ORDER]


def test_objectives_carry_ratings_and_agreement(played: Room) -> None:
    """A task shows the rating that counts, both raters' letters, and what they said."""
    rows = next(block for block in section(composed(played), "ratings").blocks if isinstance(block, Table)).rows
    (task,) = (row for row in rows if row[0] == ("T1",))
    assert task[3][0].text == "M (M S)"  # type: ignore[union-attr]
    assert "2 raters rated 1 of these independently" in said(section(composed(played), "ratings"))
    unrated = next(row for row in rows if row[0] == ("T2",))
    assert unrated[3:] == (("not rated",), ("Measured: 1 of 1 answers given, median 2 min",))


def test_every_citation_leads_to_its_record(played: Room) -> None:
    """Every [E…] in the report is a row of the evidence, and every row is cited or stands for a cited span."""
    document = composed(played)
    *others, last = document.sections
    rows = next(block for block in last.blocks if isinstance(block, Table))
    cites = {number for one in others for prose in proses(one) for part in prose if isinstance(part, Cite)
             for number in range(part.number, max(part.number, part.last) + 1)}  # fmt: skip
    assert cites == set(range(1, len(rows.rows) + 1))
    html = written(document, ".html").decode()
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets <= set(re.findall(r'id="([^"]+)"', html))
    docx = zipfile.ZipFile(BytesIO(written(document, ".docx"))).read("word/document.xml").decode()
    assert set(re.findall(r'w:anchor="([^"]+)"', docx)) <= set(
        re.findall(r'<w:bookmarkStart[^>]* w:name="([^"]+)"', docx)
    )


def test_same_record_same_number() -> None:
    """A record cited twice has one number; neighbours are drawn together."""
    evidence = Evidence()
    cites = [evidence.cite("", "H+0:01", "", text) for text in "abcae"]
    assert [cite.number for cite in cites] == [1, 2, 3, 1, 4]
    assert "".join(map(str, cited([Cite(1), Cite(2), Cite(3), Cite(5), Cite(2)]))) == " E1–E3 E5"


def test_findings_are_told_with_analysis(played: Room) -> None:
    """A weak answer is an area for improvement with the experts' reason, words graded well are a strength."""
    weak, good = said(section(composed(played), "improvement")), said(section(composed(played), "Strengths"))
    assert "The experts preferred “Text x”: why" in weak
    assert "Agency B let the window of 10 min on I1 “Title I1” pass." in weak
    assert "Agency C needed it by H+0:25 and never got it" in weak
    assert "answered I2 “Title I2” after 2 min" in good


def test_words_stay_words(played: Room) -> None:
    """What people typed is shown as they typed it: never run, never worked out, never a template."""
    document = composed(played)
    html, docx = written(document, ".html").decode(), written(document, ".docx")
    assert "<script>" not in html
    assert "{{ 7*7 }} {% raw %} &lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html
    assert "{{ 7*7 }} {% raw %} &lt;script&gt;alert(1)&lt;/script&gt; &amp; \ufffd\ufffd ]]&gt;" in words_of(docx)
    ElementTree.fromstring(zipfile.ZipFile(BytesIO(docx)).read("word/document.xml"))


def test_html_needs_nothing_from_outside(played: Room) -> None:
    """The file carries its pictures and styles: nothing is fetched when it is opened."""
    html = written(composed(played), ".html").decode()
    assert re.findall(r'(?:src|href)="(?!#|data:image/svg\+xml)[^"]*', html) == []
    assert "url(" not in html
    assert "<script" not in html


def test_without_names(played: Room) -> None:
    """Without names nobody's name is in the report, in either rendering; with them they are."""
    for names in (True, False):
        document = composed(played, names)
        for shown in (written(document, ".html").decode(), words_of(written(document, ".docx"))):
            assert ("Ångström" in shown) is names
            assert ("Eva" in re.sub("Evaluat", "", shown)) is names
            assert ("Olga Owner" in shown) is names
    assert "Names are left out." in said(section(composed(played, names=False), "overview"))


def test_improvement_plan(played: Room) -> None:
    """Lessons stand in the plan with their action and owner; a dropped one does not."""
    again = played.control.create(played.scene, [], title="Evening drill")
    lesson = played.store.lessons(played.exercise)[0]
    played.store.change_lesson(lesson.id, played.wall, status="done", retested_in=again)
    plan = said(section(composed(played), "plan"))
    assert "Nobody owned the list" in plan
    assert "Read it out\nOlga Owner" in plan
    assert "done\nEvening drill" in plan
    played.store.change_lesson(lesson.id, played.wall, status="dropped")
    assert "Olga Owner" not in said(section(composed(played), "plan"))


def test_a_plan_to_be_filled_in(played: Room) -> None:
    """Without lessons the heaviest areas for improvement wait in the plan for an action and an owner."""
    for lesson in played.store.lessons(played.exercise):
        played.store.change_lesson(lesson.id, played.wall, status="dropped")
    plan = section(composed(played), "plan")
    assert "No lessons have been written down yet." in said(plan)
    assert "Agency B let the window" in said(plan)


def test_survey_and_notes(played: Room) -> None:
    """The hot wash is told without who said what; observations and notes with their time."""
    survey = said(section(composed(played), "hot wash"))
    assert "Collaboration\nplayers\n5.0\n1" in survey
    assert "The maps" in survey
    assert "Ångström" not in survey
    notes = said(section(composed(played), "notes"))
    assert "H+0:50" in notes
    assert "T2, Agency A, to improve" in notes
    assert "\nEXCON" in notes
    assert "\nEvaluator (Eva)" in notes


def test_staff_with_accounts(played: Room) -> None:
    """Staff who work under an account are named in the notes and among the participants, if they filed anything."""
    ida = played.store.add_account("Ida", Role.INSTRUCTOR, "hash", played.wall)
    played.store.add_account("Idle", Role.INSTRUCTOR, "hash", played.wall)
    played.control.file(played.exercise, Seat(ida.id, ida.role), Note("Well done"), "note")
    document = composed(played)
    assert "Well done\nInstructor (Ida)" in said(section(document, "notes"))
    assert "Ida" in said(section(document, "Participants"))
    assert "Idle" not in said(section(document, "Participants"))


def test_pictures_fit_their_page() -> None:
    """A chart with a row for each of many needs is made smaller rather than cut off."""
    reports = [f"report r{n} from a needed b 0:20 c 0:25" for n in range(40)]
    room = Room(open_store("sqlite://"), scenario("\n".join([*reports, "I1 -> a | at 0:10"])))
    room.at(0, "excon", StartEx())
    room.at(40, "excon", EndEx())
    document = read_docx(BytesIO(written(composed(room), ".docx")))
    assert document.inline_shapes
    assert all(shape.width <= WIDTH and shape.height <= HEIGHT for shape in document.inline_shapes)
    assert any(shape.height == HEIGHT and shape.width < WIDTH for shape in document.inline_shapes)


def test_never_started(room: Room) -> None:
    """A report of an exercise that never started says so in every section, and can be written all the same."""
    document = composed(room)
    assert [one.title for one in document.sections] == ORDER
    assert "StartEx was not given" in said(section(document, "happened"))
    assert "No task has been rated yet" in said(section(document, "ratings"))
    assert "Nobody has answered the survey." in said(section(document, "hot wash"))
    assert "Nothing was cited." in said(section(document, "Evidence"))
    assert b"not started" in written(document, ".html")
    assert written(document, ".docx")


def test_a_single_answer(room: Room) -> None:
    """One answer and nothing else is enough for a report, before EndEx too."""
    room.at(0, "excon", StartEx())
    room.at(12, "aA", Decide("I1", ("x",)))
    document = composed(room)
    assert "The exercise is not over; this is how it stood at H+0:12." in said(section(document, "happened"))
    assert "Agency A answered I1" in said(section(document, "Strengths"))
    assert "Nothing in the record stands out as an area" in said(section(document, "improvement"))
    assert written(document, ".html")
    assert written(document, ".docx")


def test_no_objectives() -> None:
    """A scenario without objectives, measures that stand still and nobody in a team make a report too."""
    room = Room(open_store("sqlite://"), scenario("I1 -> a | at 0:10"))
    room.at(0, "excon", StartEx())
    room.at(20, "excon", EndEx())
    document = composed(room)
    assert "The scenario names no objectives." in said(section(document, "ratings"))
    assert written(document, ".docx")


def test_syndicates_stand_apart() -> None:
    """With two syndicates every part says whose it is, and evidence names the run."""
    room = Room(open_store("sqlite://"), syndicates=("A", "B"))
    room.at(0, "excon", StartEx())
    room.at(12, "aA", Decide("I1", ("x",)))
    room.at(13, "aB", Decide("I1", ("y",)))
    room.at(40, "excon", EndEx())
    room.at(41, "Eva", Rate("T1", "U", "nobody did it"), "B")
    document = composed(room)
    parts = [part.title for part in section(document, "improvement").parts]
    assert {title.split(":")[0] for title in parts} == {"Syndicate A", "Syndicate B"}
    assert [part.title for part in section(document, "ratings").parts] == ["Syndicate A", "Syndicate B"]
    assert "nobody did it" not in said(section(document, "ratings").parts[0])
    assert "nobody did it" in said(section(document, "ratings").parts[1])
    rows = next(block for block in section(document, "Evidence").blocks if isinstance(block, Table))
    assert rows.head[3] == "Syndicate"
    assert written(document, ".docx")


def test_three_hundred_decisions(tmp_path: Path) -> None:
    """A report of 300 decisions has a row for each, and opens."""
    lines = [f"J{n} -> a b c | at 0:01 | window 50m | ask x y | objective O1 | task T1" for n in range(100)]
    room = Room(open_store("sqlite://"), scenario("\n".join(["objective O1 T1", *lines])))
    room.at(0, "excon", StartEx())
    for n in range(100):
        for team in ("aA", "bA", "cA"):
            room.at(2, team, Decide(f"J{n}", ("y" if n % 3 else "x",), rationale="Because"))
    room.at(55, "excon", EndEx())
    to = tmp_path / "aar.docx"
    write(composed(room), to)
    document = read_docx(str(to))
    answers = [row for table in document.tables if len(table.columns) == 5 for row in table._tbl.tr_lst]
    assert len([row for row in answers if "Reason: Because" in "".join(row.itertext())]) == 300


def test_parts_of_the_docx_are_in_order(played: Room) -> None:
    """Bookmark ids are unique, tables have as many cells in a row as columns, pictures say what they show."""
    document = read_docx(BytesIO(written(composed(played), ".docx")))
    xml = document.element.xml
    ids = re.findall(r'<w:bookmarkStart[^>]*w:id="(\d+)"', xml)
    assert len(ids) == len(set(ids))
    assert all(len(row.tc_lst) == len(table.columns) for table in document.tables for row in table._tbl.tr_lst)
    assert all(re.search(r'descr="[^"]+"', picture) for picture in re.findall(r"<wp:docPr[^>]*>", xml))
    assert document.core_properties.title == "After-action report: Morning drill"


def test_wrong_words(room: Room, tmp_path: Path) -> None:
    """An unknown ending and an unknown exercise are answered with a sentence; nothing is written."""
    with pytest.raises(ValueError, match=r"A report is written as \.html or \.docx, not as \.pdf"):
        write(composed(room), tmp_path / "aar.pdf")
    with pytest.raises(NoSuchExercise, match="There is no exercise zz"):
        gather(room.control, "zz")
    assert list(tmp_path.iterdir()) == []


def test_words_are_those_of_the_fixture() -> None:
    """The words that want to be more are in the fixture; without them these tests could not fail."""
    assert all(part in WORDS for part in ("=cmd()", "{{", "{%", "<script>", "&", "\x00"))


def test_the_decisive_moments_stand_before_strengths(played: Room) -> None:
    """The choice that cost most, told with what would have followed, in points, and led back to the entry it was."""
    found = section(composed(played), "Decisive moments")
    better = next(block for block in found.blocks if isinstance(block, Table))
    told = "".join(map(str, better.rows[0][2]))
    assert "Agency A chose “Text y”" in told
    assert "with “Text x”" in told
    assert better.rows[0][3] == ("+10.0",)
    (cite,) = (part for part in better.rows[0][2] if isinstance(part, Cite))
    row = next(block for block in section(composed(played), "Evidence").blocks if isinstance(block, Table)).rows
    assert row[cite.number - 1][2] == ("3",)
    assert any(isinstance(block, Picture) for block in found.blocks)
    assert "holds fixed" in said(found)


def test_what_was_not_tried_out_is_said(played: Room) -> None:
    """A report without the replays says so in place of the moments."""
    document = compose(gather(played.control, played.exercise))
    assert "has not been tried out" in said(section(document, "Decisive moments"))


def test_a_running_exercise_has_nothing_to_try_out_yet(room: Room) -> None:
    """Moments are tried out after EndEx."""
    room.at(0, "excon", StartEx())
    assert hindsights(room.control, room.exercise) == {}
    with pytest.raises(NoSuchExercise):
        hindsights(room.control, "zz")


def test_an_exercise_that_lost_its_network(room: Room) -> None:
    """An outage stands among the moments with its reason, and the report is whole."""
    room.at(0, "excon", StartEx())
    room.at(12, "aA", Decide("I1", ("y",)))
    room.at(14, "excon", Pause("Nobody served the exercise for 90 s.", outage=True))
    room.at(16, "excon", Resume())
    room.at(40, "excon", EndEx())
    document = composed(room)
    assert "Nobody served the exercise for 90 s." in said(section(document, "What happened"))
    assert [one.title for one in document.sections] == ORDER
    assert written(document, ".docx").startswith(b"PK")
