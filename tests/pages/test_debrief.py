"""The debrief: the decisive moment first, every section opens, and what it changes lands where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Decide, Disclose, EndEx, Plan, Rate, Role, Share, Survey
from exercise.core.debrief.whatif import Rechosen
from exercise.core.evaluation.survey import AFTER, BEFORE, CLU
from exercise.core.scenario import MINUTE
from exercise.store import LessonInfo
from exercise.ui.debriefing import paper, room
from tests.pages.conftest import START, Stage, texts

SECTIONS = [
    "Timeline", "Information flow", "Decisions", "Load", "Awareness", "Situation", "Objectives", "Hot wash", "What if",
    "Try again", "Lessons", "Report",
]  # fmt: skip


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What was tried out on one test's run is not kept for the next."""
    yield
    for hindsight in room._tried.values():
        hindsight.cancel()
        hindsight.wait()
    room._tried.clear()


@pytest.fixture
def played(stage: Stage) -> Stage:
    """Force HQ chose the worse option, police answered nothing, a report was shared late; then EndEx."""
    stage.start(6)
    stage.file("force", Decide("I01", ("nothing",), rationale="<b>Quiet</b> so far"))
    stage.tick(20 * MINUTE)
    stage.file("police", Share("pickups", ("force",)))
    stage.tick(10 * MINUTE)
    stage.file("controller", EndEx())
    return stage


def opened(stage: Stage, place: str = "instructor", section: str = "") -> AppTest:
    """The page after everything has been tried out, at a section."""
    app = stage.page("debrief", stage.seats[place][0])
    for hindsight in room._tried.values():
        hindsight.wait()
    if section:
        app.session_state[room.SECTION] = section
    return app.run()


def test_nothing_to_debrief_before_startex(stage: Stage) -> None:
    """The page says that the exercise has not started, and stops there."""
    app = stage.page("debrief", stage.seats["instructor"][0])
    assert "has not started" in texts(app)
    assert not app.exception


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens(played: Stage, section: str) -> None:
    """No section fails, whatever there is to show."""
    app = opened(played, section=section)
    assert not app.exception


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_on_an_exercise_nobody_played(stage: Stage, section: str) -> None:
    """An exercise with not a single answer, ended at once, has empty sections and no error."""
    stage.start()
    stage.file("controller", EndEx())
    app = opened(stage, section=section)
    assert not app.exception
    assert "there is no moment to weigh yet" in texts(app)


def test_the_decisive_moment_comes_first(played: Stage) -> None:
    """The cards stand before everything else, each with what was done and what would have followed."""
    said = texts(opened(played))
    assert said.index("What would have changed most") < said.index("Exercise time") if "Exercise time" in said else True
    assert "Force HQ" in said
    assert "held fixed" in said


def test_progress_is_shown_and_can_be_stopped(played: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the ways are tried the page says how far it is; stopped, it offers to go on."""
    monkeypatch.setattr("exercise.hindsight.Hindsight.working", True)
    app = played.page("debrief", played.seats["instructor"][0])
    assert [button.label for button in app.button if button.key == "debrief/stop"] == ["Stop"]
    monkeypatch.undo()


def test_a_running_exercise_is_tried_on_request(stage: Stage) -> None:
    """During play nothing is tried until somebody asks; then it is, up to now."""
    stage.start(6)
    stage.file("force", Decide("I01", ("nothing",), rationale="Quiet"))
    app = stage.page("debrief", stage.seats["instructor"][0])
    assert "goes on" in texts(app)
    (start,) = [button for button in app.button if button.key == "debrief/start"]
    start.click()
    app.run()
    (hindsight,) = room._tried.values()
    hindsight.wait()
    assert hindsight.finished


def test_the_slider_shows_a_moment(played: Stage) -> None:
    """At a moment a team has what it had then, beside ground truth; what came later is not there."""
    app = opened(played)
    app.session_state[room.AT] = 5 * MINUTE
    said = texts(app.run())
    assert "H+0:05" in said
    assert "I01 A pick-up at the gate" in said
    assert "I05 Weather" not in said
    assert "Ground truth" in said


def test_play_moves_the_moment(played: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Played at ×60, a real second is an exercise minute; at the end it stops."""
    now = 100.0
    monkeypatch.setattr("exercise.ui.debriefing.timeline.monotonic", lambda: now)
    app = opened(played)
    app.session_state[room.AT] = 5 * MINUTE
    app.segmented_control(key="debrief/rate").set_value(60)
    app.run()
    app.button(key="debrief/play").click()
    app.run()
    now = 103.0
    app.run()
    assert app.session_state[room.AT] == 8 * MINUTE
    now = 1000.0
    app.run()
    assert app.session_state[room.AT] == 36 * MINUTE
    assert app.button(key="debrief/play").label == "Play"


def test_what_people_wrote_is_shown_as_they_wrote_it(played: Stage) -> None:
    """Markup in somebody's reason is text."""
    said = texts(opened(played, section="Decisions"))
    assert "&lt;b&gt;Quiet&lt;/b&gt;" in said
    assert "grade 20" in said
    assert "why nothing" in said


def test_what_if_shows_both_runs(played: Stage) -> None:
    """A change from a card is tried at once: sentence, chart, and what is held fixed."""
    app = opened(played)
    (entry,) = played.log(Decide)
    app.session_state[room.CHANGES] = (Rechosen(entry.seq, ("alert",)),)
    app.session_state[room.SECTION] = "What if"
    app.run()
    said = texts(app)
    assert not app.exception
    assert "holds fixed" in said
    assert len(app.get("vega_lite_chart")) >= 1


def test_a_change_can_be_added_and_taken_back(played: Stage) -> None:
    """The form puts a change on the list, the cross takes it off."""
    app = opened(played, section="What if")
    app.button(key="debrief/add").click()
    app.run()
    assert len(app.session_state[room.CHANGES]) == 1
    app.button(key="debrief/drop/0").click()
    app.run()
    assert app.session_state[room.CHANGES] == ()


@pytest.mark.parametrize("kind", ["A report shared earlier", "An inject left out"])
def test_every_kind_of_change_has_its_form(played: Stage, kind: str) -> None:
    """A share and an inject can be chosen and tried like a decision."""
    app = opened(played, section="What if")
    app.session_state["debrief/kind"] = kind
    app.run()
    if kind == "A report shared earlier":
        app.multiselect[0].set_value(["force"])
        app.run()
    app.button(key="debrief/add").click()
    app.run()
    assert not app.exception
    assert len(app.session_state[room.CHANGES]) == 1


def test_try_again_makes_a_paused_exercise(played: Stage) -> None:
    """Rewound to a moment, a new exercise stands paused there and names its parent."""
    app = opened(played)
    app.session_state[room.AT] = 5 * MINUTE
    app.session_state[room.SECTION] = "Try again"
    app.run()
    app.button(key="debrief/again").click()
    app.run()
    assert not app.exception
    (made,) = [info for info in played.store.exercises() if info.parent == played.exercise]
    assert made.parent_at == 5 * MINUTE
    assert played.control.clock(made.id).state == "paused"


def test_a_lesson_is_written_and_changed(played: Stage) -> None:
    """A lesson needs an observation; it goes into the register with its moment, and its status can change."""
    app = opened(played, section="Lessons")
    (write,) = [button for button in app.button if button.label == "Write it down"]
    write.click()
    app.run()
    assert "Write what was observed" in texts(app).replace("\\", "")
    app.text_area(key="debrief/lesson/0/seen").set_value("The gate log stayed at the gate")
    app.text_input(key="debrief/lesson/0/who").set_value("Chief of Staff")
    (write,) = [button for button in app.button if button.label == "Write it down"]
    write.click()
    app.run()
    lesson: LessonInfo
    (lesson,) = played.store.lessons(played.exercise)
    assert (lesson.observation, lesson.owner, lesson.status) == (
        "The gate log stayed at the gate", "Chief of Staff", "open"
    )  # fmt: skip
    assert "The gate log stayed at the gate" in texts(app)


def test_a_lesson_is_tested_again_in_a_later_exercise(played: Stage) -> None:
    """Whoever may open other exercises says in which of them the lesson was tested; its line tells so."""
    later = played.control.create(played.control.run(played.exercise).scenario, [], title="The next drill")
    ines = played.store.add_account("Ines", Role.INSTRUCTOR, "", START)
    played.store.add_login(
        sha256(b"ines").hexdigest(), account_id=ines.id, created=START, expires=START.replace(year=2032)
    )
    lesson = played.store.add_lesson(played.exercise, "The log stayed at the gate", created=START)
    played._sit("ines")
    app = played.page("debrief", exercise=played.exercise)
    for hindsight in room._tried.values():
        hindsight.wait()
    app.session_state[room.SECTION] = "Lessons"
    app.run()
    (again,) = [box for box in app.selectbox if box.label == "Tested again in"]
    again.set_value(later)
    next(button for button in app.button if button.label == "Save").click()
    app.run()
    assert [found.retested_in for found in played.store.lessons(played.exercise)] == [later]
    assert "tested again in The next drill" in str([caption.value for caption in app.caption])
    assert lesson.retested_in is None


def test_trainees_come_in_when_the_controller_opens_it(played: Stage) -> None:
    """Until then they are told so; inside there is no register and no new exercise to be made."""
    assert "when the controller opens it" in texts(played.page("debrief", played.seats["force"][0]))
    played.file("controller", Disclose(debrief=True))
    app = opened(played, "force")
    assert not app.exception
    assert [tab.label for tab in app.tabs] == SECTIONS[:-3]


def test_the_controller_opens_the_door(played: Stage) -> None:
    """The button files the controller's word and leaves the scores as they were."""
    played.file("controller", Disclose("own"))
    app = opened(played, "controller")
    (door,) = [button for button in app.button if button.label == "Open it to trainees"]
    door.click()
    app.run()
    assert played.log(Disclose)[-1].act == Disclose("own", debrief=True)


def test_hot_wash(played: Stage) -> None:
    """What people wrote stands without their names, players and staff apart, also for trainees let in."""
    played.file("force", Survey(CLU, (5,) * 12, "Liaison officers", "<b>Radios</b>"))
    played.file("instructor", Survey(CLU, (3,) * 12))
    played.file("controller", Disclose("nothing", False, True))
    for place in ("instructor", "force"):
        app = opened(played, place, "Hot wash")
        assert "Liaison officers" in texts(app)
        assert "&lt;b&gt;Radios&lt;/b&gt;" in texts(app)
        assert "Ada" not in texts(app)
        (figures,) = [frame.value for frame in app.dataframe if "Dimension" in frame.value]
        assert figures["Players (1)"].tolist() == [5.0, 5.0, 5.0]
        assert figures["Staff (1)"].tolist() == [3.0, 3.0, 3.0]


def test_report_is_handed_out(played: Stage) -> None:
    """The staff get the report and the record, with names or without; trainees have no such section."""
    app = opened(played, section="Report")
    offered = [button.proto.label for button in app.get("download_button")]
    assert offered[0] == "Report to go on writing in (Word)"
    assert len(offered) == 5
    assert paper._report(played.exercise, ".docx", True, {}).startswith(b"PK")
    assert b"Names are left out." in paper._report(played.exercise, ".html", False, {})
    played.file("controller", Disclose("nothing", False, True))
    assert not opened(played, "force").get("download_button")


def test_an_evaluator_who_has_yet_to_rate_gets_no_report(played: Stage) -> None:
    """The report shows every rating, so it waits until the evaluator has rated what others have."""
    assert opened(played, "evaluator", "Report").get("download_button")
    played.file("instructor", Rate("T1", "P"))
    app = opened(played, "evaluator", "Report")
    assert "Rate what they have rated first" in texts(app)
    assert not app.get("download_button")
    played.file("evaluator", Rate("T1", "S"))
    assert opened(played, "evaluator", "Report").get("download_button")


def test_plans_and_confidence_beside_what_happened(stage: Stage) -> None:
    """What a team planned stands beside what it did, and how sure people were before beside how sure they are now."""
    stage.file("force", Plan("Hold the <b>gate</b>", "Police lead", ("police",), 15 * MINUTE))
    stage.file("force", Survey(BEFORE, (2,) * 5))
    stage.start(31)
    stage.file("controller", EndEx())
    stage.file("force", Survey(AFTER, (0,) * 12 + (4,) * 5))
    said = texts(opened(stage, section="Objectives"))
    assert "1 team filed a plan before StartEx. Reports promised were sent in 0 of 2 spans." in said
    assert "Hold the &lt;b&gt;gate&lt;/b&gt;" in said
    said = texts(opened(stage, section="Hot wash"))
    assert "2.0 of 5 before StartEx (1), 4.0 after EndEx." in said
    assert "changed by +2.0 in the mean" in said
