"""Small exercises for the tests of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from exercise.core.acts import Act, Note, Role, Seat
from exercise.core.entries import Entry
from exercise.store import NewSeat, Row, Store

T = TypeVar("T")

WALL = datetime(2026, 3, 1, 8, 0, 0, 123456, tzinfo=UTC)
EXCON = Seat("excon", Role.CONTROLLER)
FORCE = Seat("force-1", Role.TRAINEE, "force", "A")
TEAMS = ("force", "police")


def later(seconds: float) -> datetime:
    """Wall time that many seconds into the test."""
    return WALL + timedelta(seconds=seconds)


def new_exercise(
    store: Store, title: str = "Morning drill", parent: str | None = None, created: datetime = WALL
) -> str:
    """An exercise with a controller and one seat for each team."""
    seats = [NewSeat(Role.CONTROLLER), *(NewSeat(Role.TRAINEE, team, "A") for team in TEAMS)]
    return store.create_exercise(
        title=title,
        scenario_json='{"id": "drill"}',
        scenario_sha="5ca1ab1e",
        engine_version="0.1",
        seed=2**40,
        syndicates=("A", "B"),
        seats=seats,
        created=created,
        parent=parent,
        parent_at=60_000 if parent else None,
    )


def entry(seq: int, act: Act | None = None, seat: Seat = EXCON) -> Entry:
    """An entry filed ``seq`` seconds into the exercise."""
    return Entry(seq, seq * 1000, later(seq), seat, act or Note(f"Note {seq}"), seat.syndicate)


def file(store: Store, exercise: str, key: str, act: Act | None = None, seat: Seat = EXCON) -> Row:
    """File an act the way the control desk does: under the lock, once per key."""
    with store.appending(exercise) as page:
        return page.by_key(key) or page.append(entry(page.last_seq + 1, act, seat), key, f"mark of {key}")


def at_once(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Make all calls at the same time, each in a thread of its own."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def alter(store: Store, *statements: str) -> None:
    """Change the database behind the store's back, triggers or not."""
    with store._database.writing() as connection:
        if store._database.dialect == "postgresql":
            connection.exec_driver_sql("ALTER TABLE entry DISABLE TRIGGER USER")
        else:
            for act in ("update", "delete", "replace"):
                connection.exec_driver_sql(f"DROP TRIGGER entry_no_{act}")
        for statement in statements:
            connection.exec_driver_sql(statement)
