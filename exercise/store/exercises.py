"""Exercises and their seats: what was planned, frozen, and who may sit where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import choice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, literal, select, update

from exercise.core.acts import Role
from exercise.store import tables
from exercise.store.part import Part, columns
from exercise.store.people import COUNTS, HOLDS

_EXERCISE = tables.table(tables.Exercise)
_SCENARIO = tables.table(tables.Scenario)
_SEAT = tables.table(tables.Seat)
_LOGIN = tables.table(tables.Login)

# No letter or digit that sounds or looks like another over a bad line.
_LETTERS, _DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"


@dataclass(frozen=True, slots=True)
class ExerciseInfo:
    """An exercise without its scenario. Whoever has seen ``head_hash`` can prove a change of the log."""

    id: str
    title: str
    scenario_sha: str
    engine_version: str
    seed: int
    syndicates: tuple[str, ...]
    last_seq: int
    head_hash: str
    alive_wall: datetime | None
    created_wall: datetime
    parent: str | None
    parent_at: int | None
    archived: bool


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A seat to be set up. ``code_key`` is the part of the join code by which it is found."""

    role: Role
    team: str | None = None
    syndicate: str | None = None
    name: str = ""
    code_key: str | None = None
    code_hash: str | None = None


@dataclass(frozen=True, slots=True)
class SeatInfo:
    """A seat of an exercise."""

    id: str
    exercise_id: str
    role: Role
    team: str | None
    syndicate: str | None
    name: str
    code_key: str | None
    code_hash: str | None
    joined_wall: datetime | None


class Exercises(Part):
    """The part of the store that holds exercises and seats."""

    def create_exercise(
        self,
        *,
        title: str,
        scenario_json: str,
        scenario_sha: str,
        engine_version: str,
        seed: int,
        syndicates: tuple[str, ...],
        seats: Sequence[NewSeat],
        created: datetime,
        parent: str | None = None,
        parent_at: int | None = None,
    ) -> str:
        """Set up an exercise with its seats, and return its id, short enough to say on the radio.

        Raises:
            StoreConflict: a join code is taken, or there is no such parent.
        """
        with self._database.writing() as connection:
            id = _free_id(connection)
            connection.execute(
                insert(_EXERCISE).values(
                    id=id,
                    title=title,
                    scenario_sha=scenario_sha,
                    engine_version=engine_version,
                    seed=seed,
                    syndicates=list(syndicates),
                    last_seq=0,
                    head_hash=scenario_sha,
                    created_wall=created,
                    parent=parent,
                    parent_at=parent_at,
                    archived=False,
                )
            )
            connection.execute(insert(_SCENARIO).values(exercise_id=id, json_text=scenario_json))
            for number, seat in enumerate(seats, 1):
                _set_up(connection, id, number, seat)
        return id

    def exercise(self, id: str) -> ExerciseInfo | None:
        """The exercise of that id, or None."""
        return self._one(_exercise, _BY_ID, id=id)

    def exercises(self) -> tuple[ExerciseInfo, ...]:
        """All exercises, newest first."""
        return self._all(
            _exercise, select(*_EXERCISE_COLUMNS).order_by(_EXERCISE.c.created_wall.desc(), _EXERCISE.c.id)
        )

    def scenario_json(self, id: str) -> str:
        """The frozen scenario.

        Raises:
            LookupError: there is no such exercise.
        """
        found = self._one(str, select(_SCENARIO.c.json_text).where(_SCENARIO.c.exercise_id == id))
        if found is None:
            raise LookupError(f"There is no exercise {id!r}.")
        return found

    def archive(self, id: str, archived: bool = True) -> None:
        """Put an exercise away, or take it out again; nothing of it is lost.

        Raises:
            LookupError: there is no such exercise.
        """
        statement = update(_EXERCISE).where(_EXERCISE.c.id == id).values(archived=archived)
        self._change(statement, f"There is no exercise {id!r}.")

    def seats(self, exercise_id: str) -> tuple[SeatInfo, ...]:
        """The seats of an exercise, in the order they were set up."""
        found = _seats(_SEAT.c.exercise_id == exercise_id)
        return self._all(_seat, found.order_by(func.length(_SEAT.c.id), _SEAT.c.id))

    def seat(self, seat_id: str) -> SeatInfo | None:
        """The seat of that id, or None."""
        return self._one(_seat, _seats(_SEAT.c.id == seat_id))

    def seat_by_login(self, token_sha: str, now: datetime) -> SeatInfo | None:
        """The seat that a login is for; None if it is unknown, expired, revoked or an account's.

        It is asked at every run of a page, so that a revoked login ends at once.
        """
        return self._one(_seat, _LOGGED_IN, token_sha=token_sha, now=now)

    def seats_by_logins(self, token_shas: Collection[str], now: datetime) -> dict[str, SeatInfo]:
        """The seats these logins are for, by login and in one question; those that are for no seat are missing."""
        found = self._all(lambda sha, *seat: (sha, _seat(*seat)), _ALL_LOGGED_IN, token_shas=[*token_shas], now=now)
        return dict(found)

    def seat_by_code_key(self, key: str) -> SeatInfo | None:
        """The seat that a join code is for, or None; whether the code is right is for the caller to check."""
        return self._one(_seat, _seats(_SEAT.c.code_key == key))

    def add_seat(self, exercise_id: str, seat: NewSeat) -> SeatInfo:
        """Set up one more seat.

        Raises:
            LookupError: there is no such exercise.
            StoreConflict: the join code is taken.
        """
        with self._database.writing() as connection:
            locked = select(_EXERCISE.c.id).where(_EXERCISE.c.id == exercise_id).with_for_update()
            if connection.execute(locked).one_or_none() is None:
                raise LookupError(f"There is no exercise {exercise_id!r}.")
            count = select(func.count()).where(_SEAT.c.exercise_id == exercise_id)
            id = _set_up(connection, exercise_id, connection.execute(count).scalar_one() + 1, seat)
            return _seat(*connection.execute(_seats(_SEAT.c.id == id)).one())

    def rename_seat(self, seat_id: str, name: str) -> None:
        """Write another name on a seat, or erase it with an empty one.

        Raises:
            LookupError: there is no such seat.
        """
        self._change_seat(seat_id, name=name)

    def reissue(self, seat_id: str, code_key: str, code_hash: str, *, free: bool = False) -> None:
        """Give a seat another join code; the old one opens nothing any more.

        ``free`` also signs out whoever sits there and takes their name off the seat.

        Raises:
            LookupError: there is no such seat.
            StoreConflict: the join code is taken.
        """
        code: dict[str, Any] = {"code_key": code_key, "code_hash": code_hash}
        emptied: dict[str, Any] = {"name": "", "joined_wall": None} if free else {}
        with self._database.writing() as connection:
            changed = connection.execute(update(_SEAT).where(_SEAT.c.id == seat_id).values(code | emptied))
            if changed.rowcount == 0:
                raise LookupError(f"There is no seat {seat_id!r}.")
            if free:
                connection.execute(update(_LOGIN).where(_LOGIN.c.seat_id == seat_id).values(revoked=True))

    def move_people(self, seats: Sequence[tuple[str, str]]) -> None:
        """Let whoever sits, or has a join code, in the first seat of each pair sit in the second instead."""
        with self._database.writing() as connection:
            for old, new in seats:
                row = connection.execute(_seats(_SEAT.c.id == old)).one()
                connection.execute(update(_SEAT).where(_SEAT.c.id == old).values(code_key=None, code_hash=None))
                connection.execute(
                    update(_SEAT)
                    .where(_SEAT.c.id == new)
                    .values(code_key=row.code_key, code_hash=row.code_hash, joined_wall=row.joined_wall)
                )
                connection.execute(update(_LOGIN).where(_LOGIN.c.seat_id == old).values(seat_id=new))

    def delete_exercise(self, id: str) -> None:
        """Delete an exercise with everything that belongs to it. Its retries stay, without a parent.

        Raises:
            LookupError: there is no such exercise.
        """
        its_seats = select(_SEAT.c.id).where(_SEAT.c.exercise_id == id)
        with self._database.writing() as connection:
            # The log lets its entries go only while their exercise says that it is being deleted.
            marked = connection.execute(update(_EXERCISE).where(_EXERCISE.c.id == id).values(deleting=True))
            if marked.rowcount == 0:
                raise LookupError(f"There is no exercise {id!r}.")
            # From the leaves to the root, so that a table added later goes as well.
            for table in reversed(tables.METADATA.sorted_tables):
                for column in table.c:
                    if column.nullable and any(key.column is _EXERCISE.c.id for key in column.foreign_keys):
                        connection.execute(update(table).where(column == id).values({column: None}))
                if "exercise_id" in table.c:
                    connection.execute(delete(table).where(table.c.exercise_id == id))
                elif "seat_id" in table.c:
                    connection.execute(delete(table).where(table.c.seat_id.in_(its_seats)))
            connection.execute(delete(_EXERCISE).where(_EXERCISE.c.id == id))

    def mark_joined(self, seat_id: str, wall: datetime) -> None:
        """Somebody sat down; the first time counts.

        Raises:
            LookupError: there is no such seat.
        """
        first = func.coalesce(_SEAT.c.joined_wall, literal(wall, _SEAT.c.joined_wall.type))
        self._change_seat(seat_id, joined_wall=first)

    def _change_seat(self, seat_id: str, **values: Any) -> None:
        self._change(update(_SEAT).where(_SEAT.c.id == seat_id).values(values), f"There is no seat {seat_id!r}.")


_EXERCISE_COLUMNS = columns(ExerciseInfo, _EXERCISE)
_SEAT_COLUMNS = columns(SeatInfo, _SEAT)
# Every page asks for it, so it is put together once.
_BY_ID = select(*_EXERCISE_COLUMNS).where(_EXERCISE.c.id == bindparam("id"))


def _exercise(*row: Any) -> ExerciseInfo:
    id, title, scenario_sha, engine_version, seed, syndicates, *rest = row
    return ExerciseInfo(id, title, scenario_sha, engine_version, seed, tuple(syndicates), *rest)


def _seats(which: ColumnElement[bool]) -> Select[Any]:
    return select(*_SEAT_COLUMNS).where(which)


_LOGGED_IN = _seats(HOLDS).join(_LOGIN, _LOGIN.c.seat_id == _SEAT.c.id)
_ALL_LOGGED_IN = (
    select(_LOGIN.c.token_sha, *_SEAT_COLUMNS)
    .join(_SEAT, _LOGIN.c.seat_id == _SEAT.c.id)
    .where(COUNTS, _LOGIN.c.token_sha.in_(bindparam("token_shas", expanding=True)))
)


def _seat(id: str, exercise_id: str, role: str, *rest: Any) -> SeatInfo:
    return SeatInfo(id, exercise_id, Role(role), *rest)


def _set_up(connection: Connection, exercise_id: str, number: int, seat: NewSeat) -> str:
    id = f"{exercise_id}-{number}"
    values = asdict(seat) | {"id": id, "exercise_id": exercise_id, "role": seat.role.value}
    connection.execute(insert(_SEAT).values(values))
    return id


def _free_id(connection: Connection) -> str:
    """An id nobody has: four characters, and two more each time chance is out of luck."""
    id = ""
    while len(id) < 4 or connection.execute(select(_EXERCISE.c.id).where(_EXERCISE.c.id == id)).first():
        id += choice(_LETTERS) + choice(_DIGITS)
    return id
