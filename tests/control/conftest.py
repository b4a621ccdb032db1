"""An exercise at a control desk whose wall clock the test turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from exercise.control import Control, Receipt, Refusal
from exercise.core.acts import Act, Role, Seat, StartEx
from exercise.core.scenario import Scenario
from exercise.store import NewSeat, Store
from tests.script import scenario

OUTAGE = timedelta(minutes=2)
START = datetime(2031, 4, 14, 12, tzinfo=UTC)
SCENE = """
report r from a needed b 0:20
I1 -> a b | at 0:10 | window 10m | ask x:m+5 y:m-5
I2 -> a | at 0:15 | window 30m | text
I3 -> b | at 0:30
"""


@dataclass
class Room:
    """A control desk, an exercise of teams a, b and c, and a wall clock."""

    store: Store
    scene: Scenario

    def __post_init__(self) -> None:
        self.wall = START
        self._keys = count(1)
        self.control = self.desk()
        seats = [NewSeat(Role.TRAINEE, team, "A", f"{team}!") for team in "abc"]
        self.exercise = self.control.create(self.scene, seats)
        self.seats = {
            info.team: Seat(info.id, Role.TRAINEE, info.team, "A") for info in self.store.seats(self.exercise)
        }
        self.excon = Seat("excon", Role.CONTROLLER)

    def desk(self, **options: object) -> Control:
        """Another process at the same database; two minutes without a sign of life are an outage."""
        return Control(self.store, now=lambda: self.wall, **({"outage": OUTAGE} | options))  # type: ignore[arg-type]

    def minute(self, minutes: float, serving: bool = True) -> None:
        """Let the wall clock reach a minute after the start; somebody serves meanwhile, or nobody."""
        goal = START + timedelta(minutes=minutes)
        while serving and goal - self.wall > OUTAGE:
            self.wall += OUTAGE
            self.control.heartbeat(self.exercise)
        self.wall = goal
        if serving:
            self.control.heartbeat(self.exercise)

    def file(self, who: str, act: Act, key: str = "", control: Control | None = None) -> Receipt | Refusal:
        """File an act for a team or for excon."""
        seat = self.excon if who == "excon" else self.seats[who]
        return (control or self.control).file(self.exercise, seat, act, key or f"key-{next(self._keys)}")

    def start(self) -> None:
        """StartEx at minute 0, one exercise minute a minute."""
        self.file("excon", StartEx(1))


@pytest.fixture
def room(store: Store) -> Room:
    """The exercise, on each kind of database."""
    return Room(store, scenario(SCENE))
