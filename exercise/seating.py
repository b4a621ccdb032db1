"""Who sits where: the seats of an exercise, each with the join code that leads to it.

Codes are kept hashed, so a plain code is seen once, by whoever sets up the seat.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from string import ascii_uppercase
from typing import NamedTuple, TypeVar

from exercise.codes import new_code
from exercise.control import Control
from exercise.core.acts import Role
from exercise.core.scenario import Scenario
from exercise.store import NewSeat, SeatInfo, StoreConflict

T = TypeVar("T")

MOST_PER_TEAM = 4
MOST_SYNDICATES = 8
_TRIES = 8


class Place(NamedTuple):
    """A seat to set up, and its plain join code."""

    seat: NewSeat
    code: str


class Issued(NamedTuple):
    """A seat that was set up, and its plain join code: hand it out."""

    seat: SeatInfo
    code: str


def syndicates(count: int) -> tuple[str, ...]:
    """The names of so many syndicates: A, B, C."""
    return tuple(ascii_uppercase[:count])


def plan(scenario: Scenario, per_team: int = 1, syndicates: tuple[str, ...] = ("A",)) -> list[Place]:
    """So many seats for every team in every syndicate, in the scenario's order, no two with one code key."""
    used: set[str] = set()
    return [
        _place(agency.id, syndicate, used)
        for syndicate in syndicates
        for agency in scenario.agencies
        for _ in range(per_team)
    ]


def set_up(
    control: Control, scenario: Scenario, *, per_team: int = 1, syndicates: tuple[str, ...] = ("A",), title: str = ""
) -> tuple[str, tuple[Issued, ...]]:
    """Create an exercise with its seats; return its id and the codes to hand out."""

    def attempt() -> tuple[str, tuple[Issued, ...]]:
        places = plan(scenario, per_team, syndicates)
        id = control.create(scenario, [place.seat for place in places], title=title, syndicates=syndicates)
        seats = control.store.seats(id)
        return id, tuple(Issued(seat, place.code) for seat, place in zip(seats, places, strict=True))

    return _until_keys_are_free(attempt)


def add(control: Control, exercise: str, team: str, syndicate: str) -> Issued:
    """Set up one more seat for a team."""

    def attempt() -> Issued:
        place = _place(team, syndicate, set())
        return Issued(control.store.add_seat(exercise, place.seat), place.code)

    return _until_keys_are_free(attempt)


def _until_keys_are_free(attempt: Callable[[], T]) -> T:
    """Another exercise may own one of the code keys; the next attempt makes other codes."""
    for _ in range(_TRIES):
        with suppress(StoreConflict):
            return attempt()
    return attempt()


def _place(team: str, syndicate: str, used: set[str]) -> Place:
    code, key, hash = new_code()
    while key in used:
        code, key, hash = new_code()
    used.add(key)
    return Place(NewSeat(Role.TRAINEE, team, syndicate, code_key=key, code_hash=hash), code)
