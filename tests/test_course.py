"""The demonstration's course: ended exercises of every shipped scenario, evaluated, with lessons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from exercise.control import Control
from exercise.core.acts import Role, Seat
from exercise.core.evaluation.agreement import agreement
from exercise.core.evaluation.attainment import attainment
from exercise.core.evaluation.guide import words
from exercise.core.evaluation.ratings import ORDER, blind
from exercise.core.evaluation.survey import surveys
from exercise.core.facts import EntryIgnored
from exercise.core.scoring import outcome
from exercise.course import WEEK, hold
from exercise.report import compose, gather
from exercise.shipped import folder
from exercise.store import open_store

TODAY = datetime(2031, 4, 14, 12, tzinfo=UTC)
SCENARIOS = sorted(path.parent for path in folder("injects").glob("*/scenario.yaml"))


@pytest.fixture(scope="module")
def course() -> tuple[Control, list[str]]:
    """The course, held once for all these tests."""
    control = Control(open_store("sqlite://"), now=lambda: TODAY, outage=None)
    roles = (Role.EVALUATOR, Role.EVALUATOR, Role.INSTRUCTOR)
    accounts = [control.store.add_account(f"staff {n}", role, "x", TODAY) for n, role in enumerate(roles)]
    return control, hold(control, SCENARIOS, [Seat(account.id, account.role) for account in accounts], TODAY)


def test_every_scenario_was_played_to_its_end(course: tuple[Control, list[str]]) -> None:
    """A week lies between one exercise and the next, all have ended, and nothing in their logs was ignored."""
    control, held = course
    infos = [info for id in held if (info := control.store.exercise(id))]
    assert len(infos) == len(SCENARIOS) == 4
    assert [TODAY - info.created_wall for info in infos] == [WEEK * n for n in (4, 3, 2, 1)]
    for id in held:
        run = control.run(id)
        assert run.clock.state == "ended"
        assert not [fact for fact in run.facts if isinstance(fact, EntryIgnored)]
        assert control.diverges(id) is None


def test_each_is_evaluated(course: tuple[Control, list[str]]) -> None:
    """Tasks are rated by two who do not always agree, words are graded, everybody answered the survey."""
    control, held = course
    for id in held:
        run = control.run(id)
        ratings = [task.rating for record in attainment(run) for task in record.tasks if task.asked]
        assert all(ratings)
        assert len(set(ratings)) > 1
        found = agreement(blind(run.facts), ORDER)
        assert found.raters == 2
        assert found.alike is not None
        assert 0 < found.alike < 1
        rater = next(iter(next(iter(blind(run.facts).values()))))
        assert all(row.mine for row in words(run, Seat(rater, Role.EVALUATOR)))
        assert len(surveys(run.facts)) == len(run.scenario.agencies)


def test_the_teams_learn(course: tuple[Control, list[str]]) -> None:
    """The situation ends better in the second half of the course than in the first."""
    control, held = course
    gains = []
    for id in held:
        run = control.run(id)
        gains.append(
            outcome(run) - run.scenario.outcome({measure.id: measure.start for measure in run.scenario.measures})
        )
    assert sum(gains[2:]) > sum(gains[:2])


def test_lessons_are_at_every_stage(course: tuple[Control, list[str]]) -> None:
    """Some lessons are done and tested again in the next exercise, some in hand, some open; each rests on evidence."""
    control, held = course
    lessons = control.store.lessons()
    assert {lesson.status for lesson in lessons} == {"done", "in hand", "open"}
    assert {lesson.retested_in for lesson in lessons if lesson.status == "done"} == {held[1]}
    assert all(lesson.owner and lesson.due and lesson.recommendation for lesson in lessons)
    assert all(lesson.created_wall - timedelta(hours=4) < TODAY for lesson in lessons)


def test_a_report_can_be_handed_out(course: tuple[Control, list[str]]) -> None:
    """The report of each exercise can be composed, with its plan."""
    control, held = course
    for id in held:
        assert len(compose(gather(control, id)).sections) == 15
