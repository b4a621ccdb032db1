"""A served exercise for tests: a scenario in lines, seats with join codes, and a placeholder page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from exercise.codes import new_code
from exercise.control import OUTAGE, Control, Receipt
from exercise.core.acts import Act, Role, Seat, StartEx
from exercise.store import NewSeat, SeatInfo, open_store
from tests import script

PAGE = Path(__file__).with_name("page.py")
DRILL = """
    I1 -> a | at 0:00 | window 10m | ask x: y:
    I2 -> b | at 0:01 | window 10m | ask x: y:
    I3 -> a | at 0:02 | window 10m | ask x: y:
"""


@dataclass
class Stage:
    """A control desk over a database file, with one exercise and the codes of its seats."""

    control: Control
    exercise: str
    seats: dict[str, SeatInfo]
    codes: dict[str, str]

    def seat(self, name: str) -> Seat:
        """The seat of that name, as acts are filed from it."""
        info = self.seats[name]
        return Seat(info.id, info.role, info.team, info.syndicate)

    def file(self, name: str, act: Act, key: str = "") -> Receipt:
        """File an act from a seat."""
        receipt = self.control.file(self.exercise, self.seat(name), act, key or f"{name}/{act}")
        assert isinstance(receipt, Receipt), receipt
        return receipt

    def start(self, rate: float = 1.0) -> Receipt:
        """StartEx."""
        return self.file("excon", StartEx(rate))


def stage(
    url: str = "sqlite://",
    drill: str = DRILL,
    trainees: int = 1,
    teams: str = "abc",
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    outage: timedelta | None = OUTAGE,
) -> Stage:
    """Set up an exercise: a controller ``excon``, and trainees ``a1``, ``a2`` … in each team."""
    control = Control(open_store(url), now=now, outage=outage)
    names: dict[str, tuple[Role, str | None]] = {"excon": (Role.CONTROLLER, None), "eval": (Role.EVALUATOR, None)}
    names |= {f"{team}{number}": (Role.TRAINEE, team) for team in teams for number in range(1, trainees + 1)}
    codes = {name: new_code() for name in names}
    seats = [
        NewSeat(role, team, "A" if team else None, name, codes[name][1], codes[name][2])
        for name, (role, team) in names.items()
    ]
    exercise = control.create(script.scenario(drill), seats)
    infos = {info.name: info for info in control.store.seats(exercise)}
    return Stage(control, exercise, infos, {name: code for name, (code, _, _) in codes.items()})
