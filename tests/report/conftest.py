"""Exercises to report on: one played and evaluated, one never started, one with a single answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from exercise.control import Control, Receipt
from exercise.core.acts import Act, Decide, EndEx, Grade, Note, Observe, Rate, Role, Seat, Share, StartEx, Survey
from exercise.core.evaluation.survey import CLU
from exercise.core.scenario import Scenario
from exercise.store import NewSeat, Store, open_store
from tests.script import scenario

START = datetime(2031, 4, 14, 12, tzinfo=UTC)
SCENE = """
report r from a needed b 0:20 c 0:25
objective O1 T1 T2
I1 -> a b | at 0:10 | window 10m | ask x:m+5 y:m-5 | objective O1 | task T1 | expects Close-the-gate
I2 -> a | at 0:15 | window 30m | text | objective O1 | task T2 | expects Name-the-time
I3 -> b | at 0:30
"""
# What people type that a spreadsheet, a template, a browser or XML would take for something else.
WORDS = "=cmd() {{ 7*7 }} {% raw %} <script>alert(1)</script> & \x0b\x00 ]]>"


@dataclass
class Room:
    """A control desk with one exercise, whose wall clock the test turns."""

    store: Store
    scene: Scenario = field(default_factory=lambda: scenario(SCENE))
    syndicates: tuple[str, ...] = ("A",)

    def __post_init__(self) -> None:
        self.wall = START
        self._keys = count(1)
        self.control = Control(self.store, now=lambda: self.wall, outage=None)
        trainees = [
            NewSeat(Role.TRAINEE, team, name, f"{team}{name} Ångström") for name in self.syndicates for team in "abc"
        ]
        staff = [NewSeat(Role.EVALUATOR, name="Eva"), NewSeat(Role.EVALUATOR, name="Evo"), NewSeat(Role.INSTRUCTOR)]
        self.exercise = self.control.create(
            self.scene, [*trainees, *staff], title="Morning drill", syndicates=self.syndicates
        )
        self.seats = {
            info.name[:2] if info.team else info.name or "ines": Seat(info.id, info.role, info.team, info.syndicate)
            for info in self.store.seats(self.exercise)
        } | {"excon": Seat("excon", Role.CONTROLLER)}

    def at(self, minutes: float, who: str, act: Act, syndicate: str | None = None) -> Receipt:
        """File an act at a minute of the exercise."""
        self.wall = START + timedelta(minutes=minutes)
        done = self.control.file(self.exercise, self.seats[who], act, f"k{next(self._keys)}", syndicate)
        assert isinstance(done, Receipt), done
        return done


@pytest.fixture
def room() -> Iterator[Room]:
    """An exercise that has not started."""
    store = open_store("sqlite://")
    yield Room(store)
    store.close()


@pytest.fixture
def played(room: Room) -> Room:
    """An exercise played to its end and evaluated, with words in it that want to be more than words."""
    room.at(0, "excon", StartEx())
    room.at(5, "aA", Share("r", ("b",)))
    room.at(12, "aA", Decide("I1", ("y",), rationale=WORDS))
    written = room.at(17, "aA", Decide("I2", text=f"We close it at noon. {WORDS}"))
    room.at(40, "excon", Note(WORDS, "I1"))
    room.at(50, "excon", EndEx())
    room.at(51, "Eva", Grade(written.seq, 90, "time named"))
    room.at(52, "Eva", Rate("T1", "M", WORDS))
    room.at(53, "Evo", Rate("T1", "S"))
    room.at(54, "Eva", Observe(WORDS, "improvement", "T2", "", "a", written.seq))
    room.at(55, "bA", Survey(CLU, (5,) * 12, "The maps", WORDS))
    room.store.add_lesson(
        room.exercise, WORDS, analysis="Nobody owned the list", recommendation="Read it out", owner="Olga Owner",
        author="Ines Author", evidence=(3, 4), created=room.wall,
    )  # fmt: skip
    return room
