"""Who sits where: the seats of an exercise, each with the join code that leads to it.

Codes are kept hashed, so a plain code is seen once, by whoever sets up the seat or issues another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from string import ascii_uppercase
from typing import NamedTuple, TypeVar

from exercise.codes import new_code
from exercise.control import Control
from exercise.core.acts import Role
from exercise.core.scenario import Scenario
from exercise.roster import Person
from exercise.store import NewSeat, SeatInfo, StoreConflict

T = TypeVar("T")

MOST_PER_TEAM = 6
MOST_SYNDICATES = 12
_TRIES = 8
_HASHES_AT_ONCE = 4


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


def plan(
    scenario: Scenario,
    per_team: int = 1,
    syndicates: tuple[str, ...] = ("A",),
    people: Sequence[Person] = (),
) -> list[Person]:
    """Whom every team of every syndicate seats, in the scenario's order: its people, then free seats.

    With a roster a team gets a seat for each of its people, and one free seat where it has none.
    """
    return [
        person
        for syndicate in syndicates
        for agency in scenario.agencies
        for person in _of_team(agency.id, syndicate, people, per_team)
    ]


def _of_team(team: str, syndicate: str, people: Sequence[Person], per_team: int) -> list[Person]:
    own = [person for person in people if (person.team, person.syndicate) == (team, syndicate)]
    return own or [Person("", team, syndicate)] * (1 if people else per_team)


def set_up(
    control: Control,
    scenario: Scenario,
    *,
    per_team: int = 1,
    syndicates: tuple[str, ...] = ("A",),
    title: str = "",
    people: Sequence[Person] = (),
    follows: str = "",
) -> tuple[str, tuple[Issued, ...]]:
    """Create an exercise with its seats; return its id and the codes to hand out.

    ``follows`` is the exercise that left the measures with which this one begins, in a campaign.
    """
    wanted = plan(scenario, per_team, syndicates, people)

    def attempt() -> tuple[str, tuple[Issued, ...]]:
        places = with_codes(wanted)
        seats = [place.seat for place in places]
        id = control.create(scenario, seats, title=title, syndicates=syndicates, parent=follows or None)
        return id, issued(control, id, places)

    return _until_keys_are_free(attempt)


def add(control: Control, exercise: str, team: str, syndicate: str, name: str = "") -> Issued:
    """Set up one more seat for a team."""

    def attempt() -> Issued:
        (place,) = with_codes([Person(name, team, syndicate)])
        return Issued(control.store.add_seat(exercise, place.seat), place.code)

    return _until_keys_are_free(attempt)


def again(control: Control, seats: Sequence[SeatInfo], *, free: bool = False) -> tuple[Issued, ...]:
    """Issue the codes of seats again; the old ones open nothing any more. ``free`` also signs people out.

    Raises:
        LookupError: there is no such seat.
    """

    def one(seat: SeatInfo) -> Issued:
        def attempt() -> Issued:
            code, key, hash = new_code()
            control.store.reissue(seat.id, key, hash, free=free)
            return Issued(control.store.seat(seat.id) or seat, code)

        return _until_keys_are_free(attempt)

    with ThreadPoolExecutor(_HASHES_AT_ONCE) as pool:
        return tuple(pool.map(one, seats))


def with_codes(people: Iterable[Person]) -> list[Place]:
    """A seat for each, every one with a code of its own, no two with one code key."""
    people, used = list(people), set[str]()

    def fresh(_: object) -> tuple[str, str, str]:
        return new_code()

    with ThreadPoolExecutor(_HASHES_AT_ONCE) as pool:
        codes = list(pool.map(fresh, people))
    places = []
    for (name, team, syndicate), found in zip(people, codes, strict=True):
        code, key, hash = found
        while key in used:
            code, key, hash = new_code()
        used.add(key)
        places.append(Place(NewSeat(Role.TRAINEE, team, syndicate, name, key, hash), code))
    return places


def issued(control: Control, exercise: str, places: Sequence[Place]) -> tuple[Issued, ...]:
    """The seats of a new exercise with their codes; ``places`` are all its seats, in order."""
    seats = control.store.seats(exercise)
    return tuple(Issued(seat, place.code) for seat, place in zip(seats, places, strict=True))


def _until_keys_are_free(attempt: Callable[[], T]) -> T:
    """Another exercise may own one of the code keys; the next attempt makes other codes."""
    for _ in range(_TRIES):
        with suppress(StoreConflict):
            return attempt()
    return attempt()
