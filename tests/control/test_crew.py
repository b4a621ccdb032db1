"""Simulated trainees at a live exercise: they plan before StartEx, act when it is time, and leave people their team."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exercise.core.facts import PlanFiled, ReportSent, RequestSent
from exercise.demo import Crew
from exercise.store import Store
from tests.control.conftest import START, Room
from tests.script import scenario

SCENE = """
report r from a needed b 0:50
report s from c needed b 0:50 only unclassified c
"""


@pytest.fixture
def room(store: Store) -> Room:
    """An exercise in which one team needs what two others have."""
    return Room(store, scenario(SCENE))


def test_they_plan_once_and_act_when_it_is_time(room: Room) -> None:
    """Plans stand before StartEx and are filed once; what is needed is sent, or its release asked for, in its time."""
    crew = Crew(room.control, room.exercise, "expert")
    for _ in range(3):
        assert not crew.act()
    plans = [fact for fact in room.control.run(room.exercise, "A").facts if isinstance(fact, PlanFiled)]
    assert [fact.team for fact in plans] == ["a", "b", "c"]
    room.start()
    for minute in range(1, 40):
        room.minute(minute)
        crew.act()
    facts = room.control.run(room.exercise, "A").facts
    assert [(fact.report, fact.sender, fact.to) for fact in facts if isinstance(fact, ReportSent)] == [
        ("r", "a", "b"),
        ("s", "c", "b"),
    ]
    assert [(fact.what, fact.about, fact.sender) for fact in facts if isinstance(fact, RequestSent)] == [
        ("release", "s", "b")
    ]


def test_a_team_that_people_joined_is_theirs(room: Room) -> None:
    """Where somebody sits no bot acts, neither before StartEx nor after."""
    for info in room.store.seats(room.exercise):
        room.store.mark_joined(info.id, START - timedelta(minutes=1))
    crew = Crew(room.control, room.exercise, "expert")
    crew.act()
    room.start()
    for minute in (10, 20, 30, 40):
        room.minute(minute)
        crew.act()
    log = [row.entry.act for row in room.store.since(room.exercise, 0)]
    assert [act.kind for act in log if act.kind != "Pause"] == ["StartEx"]
