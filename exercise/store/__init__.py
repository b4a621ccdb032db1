"""The store: the only package that knows SQL. Plain frozen records go in and come out."""

from __future__ import annotations

from exercise.store.attendance import Attendance
from exercise.store.connect import open_database
from exercise.store.drafts import DraftInfo, Drafts
from exercise.store.elsewhere import Elsewhere
from exercise.store.errors import StoreBusy, StoreConflict, StoreError
from exercise.store.exercises import ExerciseInfo, Exercises, NewSeat, SeatInfo
from exercise.store.lessons import STATUSES, LessonInfo, Lessons, LessonStatus
from exercise.store.log import Log, Page, Row
from exercise.store.migrations import upgrade
from exercise.store.people import AccountInfo, LoginInfo, People
from exercise.store.record import RunContext

__all__ = [
    "STATUSES",
    "AccountInfo",
    "DraftInfo",
    "ExerciseInfo",
    "LessonInfo",
    "LessonStatus",
    "LoginInfo",
    "NewSeat",
    "Page",
    "Row",
    "RunContext",
    "SeatInfo",
    "Store",
    "StoreBusy",
    "StoreConflict",
    "StoreError",
    "open_store",
]


class Store(Exercises, People, Drafts, Lessons, Log, Elsewhere, Attendance):
    """Everything that is kept, in one database. Safe to share between threads."""

    def close(self) -> None:
        """Give all connections back; the memory store forgets everything."""
        self._database.engine.dispose()


def open_store(url: str) -> Store:
    """Open the store at an address and bring its tables up to date.

    ``sqlite:///var/whitecell.db`` is a file, ``postgresql://…`` a server, ``sqlite://`` a store in memory.

    Raises:
        StoreError: the address is not understood, or the database does not keep its promises.
    """
    database = open_database(url)
    store = Store(database)
    try:
        with database.writing() as connection:
            upgrade(connection)
    except Exception:
        store.close()
        raise
    return store
