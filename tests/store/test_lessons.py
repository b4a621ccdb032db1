"""The lessons register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exercise.store import LessonInfo, Store, StoreConflict
from tests.store.build import WALL, later, new_exercise

GATE: dict[str, Any] = {
    "syndicate": "A",
    "analysis": "Nobody owned the list.",
    "recommendation": "The watch reads the list to both gates.",
    "owner": "Chief JOC",
    "due": date(2031, 6, 1),
    "task": "T1",
    "at_ms": 2**40,
    "evidence": (14, 17),
    "author": "Ines",
}


def written(store: Store) -> LessonInfo:
    """A lesson with everything in it."""
    return store.add_lesson(new_exercise(store), "The plate never reached the gate.", **GATE, created=WALL)


def test_a_lesson_is_kept_as_it_was_written(store: Store) -> None:
    """Everything given comes back; a new lesson is open and tested nowhere."""
    lesson = written(store)
    assert store.lesson(lesson.id) == lesson
    assert (lesson.status, lesson.retested_in, lesson.created_wall, lesson.changed_wall) == ("open", None, WALL, WALL)
    assert {name: getattr(lesson, name) for name in GATE} == GATE
    assert store.lesson("none") is None


def test_a_lesson_may_be_a_sentence(store: Store) -> None:
    """Only the observation is needed: the rest is found out later."""
    lesson = store.add_lesson(new_exercise(store), "Two voices on the net.", created=WALL)
    assert (lesson.owner, lesson.due, lesson.evidence) == ("", None, ())
    assert store.lesson(lesson.id) == lesson


def test_a_lesson_moves_on(store: Store) -> None:
    """Owner, status and the exercise that tested it again are filled in later; the rest stays."""
    lesson, again = written(store), new_exercise(store)
    store.change_lesson(lesson.id, later(60), owner="Camp commandant", status="done", retested_in=again)
    expected = replace(lesson, owner="Camp commandant", status="done", retested_in=again, changed_wall=later(60))
    assert store.lesson(lesson.id) == expected
    store.change_lesson(lesson.id, later(90), evidence=(3,), due=None)
    assert store.lesson(lesson.id) == replace(expected, evidence=(3,), due=None, changed_wall=later(90))


def test_lessons_stand_in_the_order_they_were_written(store: Store) -> None:
    """The register holds every exercise's lessons; one exercise can be looked at alone."""
    second = store.add_lesson(new_exercise(store), "Second", created=later(2))
    first = store.add_lesson(new_exercise(store), "First", created=later(1))
    assert store.lessons() == (first, second)
    assert store.lessons(second.exercise_id) == (second,)
    assert store.lessons("zz") == ()


def test_what_no_lesson_can_be_is_refused(store: Store) -> None:
    """Nothing observed, no such exercise, no such status, no such lesson: refused, and nothing is changed."""
    lesson = written(store)
    with pytest.raises(ValueError, match="Write what was observed"):
        store.add_lesson(lesson.exercise_id, "  ", created=WALL)
    with pytest.raises(StoreConflict):
        store.add_lesson("zz", "Something", created=WALL)
    with pytest.raises(ValueError, match="Write what was observed"):
        store.change_lesson(lesson.id, later(1), observation="")
    with pytest.raises(ValueError, match="choose open, in hand, done, dropped"):
        store.change_lesson(lesson.id, later(1), status="forgotten")
    with pytest.raises(StoreConflict):
        store.change_lesson(lesson.id, later(1), retested_in="zz")
    with pytest.raises(LookupError, match="no lesson 'none'"):
        store.change_lesson("none", later(1), owner="Ada")
    assert store.lessons() == (lesson,)


def test_what_no_database_keeps_is_replaced(store: Store) -> None:
    """NUL and half characters in somebody's words cost neither the lesson nor the rest of the words."""
    lesson = store.add_lesson(new_exercise(store), "Plate \0 seen \ud800", owner="\0", created=WALL)
    assert (lesson.observation, lesson.owner) == ("Plate ? seen ?", "?")
    assert store.lesson(lesson.id) == lesson
