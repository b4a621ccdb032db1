"""Drafts: what a trainee has typed and not sent. No word is ever lost to another window."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import randbelow
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from exercise.store import tables
from exercise.store.part import Part, columns

_DRAFT = tables.table(tables.Draft)
_SEAT = tables.table(tables.Seat)


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft. ``about`` says what it was typed for, ``data["conflict"]`` lists texts that another window wrote
    meanwhile, oldest first.
    """

    seat_id: str
    about: str
    data: dict[str, Any]
    wall: datetime
    version: int


_COLUMNS = columns(DraftInfo, _DRAFT)
# Every desk with an inject open asks for it, so it is put together once.
_OF_SEAT = select(*_COLUMNS).where(_DRAFT.c.seat_id == bindparam("seat"), _DRAFT.c.about == bindparam("about"))


class Drafts(Part):
    """The part of the store that holds the drafts."""

    def save_draft(
        self, seat_id: str, about: str, data: dict[str, Any], wall: datetime, base_version: int | None = None
    ) -> DraftInfo:
        """Keep what was typed, and say under which version.

        ``base_version`` is the version the writer saw (0: none). If somebody has written since, the older
        text moves into ``data["conflict"]``; None means that the writer does not care. A conflict stays
        until it is saved with a ``conflict`` of one's own, such as an empty list.

        Raises:
            LookupError: there is no such seat.
        """
        with self._database.writing() as connection:
            # The seat's row is the lock: a first draft has no row of its own yet.
            locked = select(_SEAT.c.id).where(_SEAT.c.id == seat_id).with_for_update()
            if connection.execute(locked).one_or_none() is None:
                raise LookupError(f"There is no seat {seat_id!r}.")
            older = _find(connection, seat_id, about)
            if older is None:
                # Versions begin anywhere, so that one of a draft that was sent fits no later draft.
                draft = DraftInfo(seat_id, about, data, wall, randbelow(1 << 30) + 1)
                connection.execute(insert(_DRAFT).values(asdict(draft)))
                return draft
            stale = base_version is not None and base_version != older.version
            draft = DraftInfo(seat_id, about, _merged(older.data, data, stale), wall, older.version + 1)
            connection.execute(
                update(_DRAFT)
                .where(_DRAFT.c.seat_id == seat_id, _DRAFT.c.about == about)
                .values(data=draft.data, wall=wall, version=draft.version)
            )
            return draft

    def draft(self, seat_id: str, about: str) -> DraftInfo | None:
        """What the seat has typed there, or None."""
        with self._database.reading() as connection:
            return _find(connection, seat_id, about)

    def drafts(self, exercise_id: str) -> tuple[DraftInfo, ...]:
        """All drafts of an exercise."""
        with self._database.reading() as connection:
            return of_exercise(connection, exercise_id)

    def drop_draft(self, seat_id: str, about: str) -> None:
        """Forget a draft, if there is one."""
        with self._database.writing() as connection:
            drop(connection, seat_id, about)


def of_exercise(connection: Connection, exercise_id: str) -> tuple[DraftInfo, ...]:
    """All drafts of an exercise, by seat and what they are about."""
    statement = (
        select(*_COLUMNS)
        .join(_SEAT, _SEAT.c.id == _DRAFT.c.seat_id)
        .where(_SEAT.c.exercise_id == exercise_id)
        .order_by(_DRAFT.c.seat_id, _DRAFT.c.about)
    )
    return tuple(DraftInfo(*row) for row in connection.execute(statement))


def drop(connection: Connection, seat_id: str, about: str) -> None:
    """Forget a draft, if there is one."""
    connection.execute(delete(_DRAFT).where(_DRAFT.c.seat_id == seat_id, _DRAFT.c.about == about))


def _find(connection: Connection, seat_id: str, about: str) -> DraftInfo | None:
    row = connection.execute(_OF_SEAT, {"seat": seat_id, "about": about}).one_or_none()
    return None if row is None else DraftInfo(*row)


def _merged(older: dict[str, Any], newer: dict[str, Any], stale: bool) -> dict[str, Any]:
    """The newer text, and beside it every older one that its writer has not seen, each once."""
    words = _words(newer)
    if stale:
        beside = [*older.get("conflict", ()), *newer.get("conflict", ()), _words(older)]
    else:
        beside = [*newer.get("conflict", older.get("conflict", ()))]
    kept = [text for place, text in enumerate(beside) if text != words and text not in beside[:place]]
    return words | ({"conflict": kept} if kept else {})


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "conflict"}
