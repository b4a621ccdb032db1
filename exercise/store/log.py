"""The log: entries appended under the lock of the exercise's row, and read again from any number on.

`seq` has no gaps and is committed in order, so a reader who asks for what follows the last number it has
seen misses nothing. Each row's hash covers its content and the hash before it; the chain hangs from the
scenario's digest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from exercise.core.acts import Act, Role, Seat
from exercise.core.entries import Entry, decode, encode
from exercise.core.facts import Fact
from exercise.store import drafts, record, tables
from exercise.store.drafts import DraftInfo
from exercise.store.elsewhere import tell
from exercise.store.faults import crash_point
from exercise.store.part import Part
from exercise.store.record import RunContext

_EXERCISE = tables.table(tables.Exercise)
_ENTRY = tables.table(tables.Entry)

_THIS = _EXERCISE.c.id == bindparam("exercise")
_OF_THIS = _ENTRY.c.exercise_id == bindparam("exercise")
_ALIVE = select(_EXERCISE.c.alive_wall).where(_THIS)
_HEAD = select(_EXERCISE.c.last_seq, _EXERCISE.c.head_hash, _EXERCISE.c.alive_wall, _EXERCISE.c.scenario_sha).where(
    _THIS
)
_LOCK = _HEAD.with_for_update()
_ADVANCE = (
    update(_EXERCISE)
    .where(_THIS)
    .values(last_seq=bindparam("seq"), head_hash=bindparam("hash"), alive_wall=bindparam("alive"))
)
_INSERT = insert(_ENTRY).inline()
_SINCE = select(_ENTRY).where(_OF_THIS, _ENTRY.c.seq > bindparam("seq")).order_by(_ENTRY.c.seq)
_BY_KEY = select(_ENTRY).where(_OF_THIS, _ENTRY.c.key == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as stored: the receipt of whoever filed it."""

    entry: Entry
    key: str
    mark: str
    prev_hash: str
    hash: str


class Page:
    """The open page of one log: nobody else appends until it is closed.

    Everything on it is committed together when the `appending` block ends, or not at all. What the
    database refuses leaves the block as a `StoreError`.
    """

    def __init__(self, connection: Connection, exercise_id: str) -> None:
        head = connection.execute(_LOCK, {"exercise": exercise_id}).one_or_none()
        if head is None:
            raise LookupError(f"There is no exercise {exercise_id!r}.")
        self.last_seq: int = head.last_seq
        self.alive_wall: datetime | None = head.alive_wall
        self._head_hash: str = head.head_hash
        self._exercise_id = exercise_id
        self._connection = connection

    def now(self) -> datetime | None:
        """The database's own clock, which all servers share; None where the caller's is the only one."""
        if self._connection.dialect.name != "postgresql":
            return None
        now: datetime = self._connection.execute(select(func.clock_timestamp())).scalar_one()
        return now.astimezone(UTC)

    def by_key(self, key: str) -> Row | None:
        """What was filed under that key, or None."""
        return _by_key(self._connection, self._exercise_id, key)

    def since(self, seq: int) -> tuple[Row, ...]:
        """The rows after that number, in order."""
        return _since(self._connection, self._exercise_id, seq)

    def append(self, entry: Entry, key: str, mark: str) -> Row:
        """Write the next entry.

        Raises:
            ValueError: the entry is not the next one.
        """
        if entry.seq != self.last_seq + 1:
            raise ValueError(f"Entry {entry.seq} cannot follow entry {self.last_seq}: the log has no gaps.")
        content = _content(self._exercise_id, entry, key, mark)
        row = Row(entry, key, mark, self._head_hash, _chained(self._head_hash, content))
        self._connection.execute(_INSERT, content | {"prev_hash": row.prev_hash, "hash": row.hash})
        self.last_seq, self._head_hash = entry.seq, row.hash
        self.alive_wall = max(self.alive_wall or entry.wall, entry.wall)
        head = {"seq": entry.seq, "hash": row.hash, "alive": self.alive_wall}
        self._connection.execute(_ADVANCE, head | {"exercise": self._exercise_id})
        tell(self._connection, self._exercise_id)
        return row

    def record(self, syndicate: str, first_fact: int, facts: Sequence[Fact], run: RunContext) -> None:
        """Put facts on record; the first has the ordinal ``first_fact`` in the syndicate's run.

        Facts that are on record already are left as they are.
        """
        record.write(self._connection, self._exercise_id, syndicate, first_fact, facts, run)

    def rebuild(self, syndicate: str, facts: Sequence[Fact], run: RunContext) -> None:
        """Write a syndicate's record anew, from all the facts of its run."""
        record.clear(self._connection, self._exercise_id, syndicate)
        self.record(syndicate, 0, facts, run)

    def drafts(self) -> tuple[DraftInfo, ...]:
        """What was typed in this exercise and not sent."""
        return drafts.of_exercise(self._connection, self._exercise_id)

    def drop_draft(self, seat_id: str, about: str) -> None:
        """Forget a draft, because it was filed."""
        drafts.drop(self._connection, seat_id, about)


class Log(Part):
    """The part of the store that holds the entries."""

    @contextmanager
    def appending(self, exercise_id: str) -> Iterator[Page]:
        """Hold the exercise's log; commit at the end of the block, roll back on any exception.

        Raises:
            LookupError: there is no such exercise.
            StoreBusy: somebody else holds it too long; nothing was saved.
            StoreConflict: a key was taken; nothing was saved.
            StoreError: the database failed; nothing was saved.
        """
        with self._database.writing() as connection:
            yield Page(connection, exercise_id)
            crash_point("after_insert_before_commit")
        crash_point("after_commit")

    def head(self, exercise_id: str) -> int:
        """The number of the last entry; 0 while there is none, or no such exercise."""
        with self._database.reading() as connection:
            return connection.execute(_HEAD, {"exercise": exercise_id}).scalar() or 0

    def since(self, exercise_id: str, seq: int) -> tuple[Row, ...]:
        """The rows after that number, in order."""
        with self._database.reading() as connection:
            return _since(connection, exercise_id, seq)

    def row_by_key(self, exercise_id: str, key: str) -> Row | None:
        """What was filed under that key, or None."""
        with self._database.reading() as connection:
            return _by_key(connection, exercise_id, key)

    def acts_of(self, exercise_id: str, seat_id: str, kind: type[Act]) -> tuple[Act, ...]:
        """What a seat has filed of one kind, latest first."""
        wanted = select(_ENTRY).where(
            _ENTRY.c.exercise_id == exercise_id, _ENTRY.c.seat_id == seat_id, _ENTRY.c.kind == kind.__name__
        )
        with self._database.reading() as connection:
            return tuple(_row(row).entry.act for row in connection.execute(wanted.order_by(_ENTRY.c.seq.desc())))

    def entries_of(self, exercise_id: str, kinds: Iterable[type[Act]]) -> tuple[Entry, ...]:
        """The entries of some kinds, in order, without reading the others."""
        names = sorted(kind.__name__ for kind in kinds)
        wanted = select(_ENTRY).where(_ENTRY.c.exercise_id == exercise_id, _ENTRY.c.kind.in_(names))
        with self._database.reading() as connection:
            return tuple(_row(row).entry for row in connection.execute(wanted.order_by(_ENTRY.c.seq)))

    def alive(self, exercise_id: str) -> datetime | None:
        """When somebody last served the exercise; None before anybody did."""
        with self._database.reading() as connection:
            return connection.execute(_ALIVE, {"exercise": exercise_id}).scalar()

    def touch(self, exercise_id: str, wall: datetime) -> None:
        """Say that the exercise is being served. A process that woke up late cannot turn this back."""
        earlier = or_(_EXERCISE.c.alive_wall.is_(None), _EXERCISE.c.alive_wall < wall)
        with self._database.writing() as connection:
            connection.execute(update(_EXERCISE).where(_EXERCISE.c.id == exercise_id, earlier).values(alive_wall=wall))

    def recorded(self, exercise_id: str) -> dict[str, tuple[dict[str, Any], ...]]:
        """The record: for each of its tables the rows, in the order of the facts."""
        with self._database.reading() as connection:
            return record.read(connection, exercise_id)

    def verify_chain(self, exercise_id: str) -> str | None:
        """Name the first entry that was altered, moved or taken out; None when all is as it was filed.

        Raises:
            LookupError: there is no such exercise.
        """
        with self._database.reading() as connection:
            # The head first: an entry that is appended meanwhile then only makes the log longer than it says.
            head = connection.execute(_HEAD, {"exercise": exercise_id}).one_or_none()
            if head is None:
                raise LookupError(f"There is no exercise {exercise_id!r}.")
            rows = connection.execute(_SINCE, {"exercise": exercise_id, "seq": 0})
            return _first_break(head.last_seq, head.head_hash, head.scenario_sha, rows)


def _since(connection: Connection, exercise_id: str, seq: int) -> tuple[Row, ...]:
    return tuple(map(_row, connection.execute(_SINCE, {"exercise": exercise_id, "seq": seq})))


def _by_key(connection: Connection, exercise_id: str, key: str) -> Row | None:
    found = connection.execute(_BY_KEY, {"exercise": exercise_id, "key": key}).one_or_none()
    return None if found is None else _row(found)


def _content(exercise_id: str, entry: Entry, key: str, mark: str) -> dict[str, Any]:
    """The columns of an entry, without its place in the chain."""
    return {
        "exercise_id": exercise_id,
        "seq": entry.seq,
        "at": entry.at,
        "wall": entry.wall,
        "seat_id": entry.seat.id,
        "role": entry.seat.role.value,
        "team": entry.seat.team,
        "seat_syndicate": entry.seat.syndicate,
        "syndicate": entry.syndicate,
        "kind": entry.act.kind,
        "version": entry.act.version,
        "data": json.dumps(encode(entry.act), sort_keys=True, separators=(",", ":"), allow_nan=False),
        "key": key,
        "mark": mark,
    }


def _row(stored: Any) -> Row:
    seat = Seat(stored.seat_id, Role(stored.role), stored.team, stored.seat_syndicate)
    act = decode(stored.kind, json.loads(stored.data), stored.version)
    entry = Entry(stored.seq, stored.at, stored.wall, seat, act, stored.syndicate)
    return Row(entry, stored.key, stored.mark, stored.prev_hash, stored.hash)


def _chained(prev_hash: str, content: dict[str, Any]) -> str:
    wall = content["wall"].astimezone(UTC).isoformat()
    canonical = json.dumps(content | {"wall": wall}, sort_keys=True, separators=(",", ":"))
    return sha256(f"{prev_hash}{canonical}".encode()).hexdigest()


def _first_break(head_seq: int, head_hash: str, link: str, rows: Iterable[Any]) -> str | None:
    last = 0
    for row in rows:
        content = dict(row._mapping)
        prev_hash, digest = content.pop("prev_hash"), content.pop("hash")
        if row.seq != last + 1:
            return f"Entry {last + 1} is missing: entry {row.seq} comes in its place."
        if digest != _chained(prev_hash, content):
            return f"Entry {row.seq} was altered: its content does not fit its hash."
        if prev_hash != link:
            return f"Entry {row.seq} does not follow from what is before it."
        if row.seq == head_seq and digest != head_hash:
            return f"Entry {row.seq} is not the one that was filed last."
        last, link = row.seq, digest
    if last < head_seq:
        return f"Entry {last + 1} is missing: {head_seq} were filed."
    return None
