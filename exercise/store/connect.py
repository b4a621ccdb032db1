"""Connections: which database it is, how it is made durable, and whose turn it is to write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from exercise.store.errors import StoreBusy, StoreError, in_words

BUSY_MS = 10_000
LOCK_TIMEOUT = "3s"
# A process that hangs must not keep the lock from the others; they show life before an outage is told.
HANG_TIMEOUT = "5s"

_TURNS: dict[str, RLock] = {}


class Database:
    """An open database: short reads from any thread, writes one after the other.

    SQLite's own queue for writers is an unfair sleeper, so the threads of a process wait for their
    ``turn`` first. PostgreSQL needs none. A ``single`` connection (the memory store) is shared by all,
    so there reads take turns as well, and a read inside a transaction joins it.
    """

    def __init__(self, engine: Engine, turn: RLock | None = None, single: bool = False) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writing=True)
        self._turn = turn
        self._single = single
        self._open: Connection | None = None

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read transaction; keep it short, on SQLite it holds up whoever commits.

        Raises:
            StoreError: the database does not answer.
        """
        with in_words(), self._my_turn() if self._single else nullcontext():
            if self._open is not None:
                yield self._open
                return
            with self.engine.connect() as connection, self._shared(connection):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction: committed at the end, rolled back by any exception.

        Raises:
            StoreBusy: somebody else writes for too long.
            StoreError: nothing was saved.
        """
        with in_words(), self._my_turn():
            if self._open is not None:
                raise StoreBusy("A write cannot begin inside another transaction; nothing of it was saved.")
            with self._writer.begin() as connection, self._shared(connection):
                yield connection

    @contextmanager
    def _shared(self, connection: Connection) -> Iterator[None]:
        self._open = connection if self._single else None
        try:
            yield
        finally:
            self._open = None

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=BUSY_MS / 1000):
            raise StoreBusy("Somebody else is writing; nothing was saved. Try again.")
        try:
            yield
        finally:
            self._turn.release()


def open_database(url: str) -> Database:
    """Open the database at an address such as ``sqlite:///var/whitecell.db`` or ``postgresql://…``.

    ``sqlite://`` is a database in memory.

    Raises:
        StoreError: the address is not understood, or the database does not answer.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise StoreError("That is not the address of a database; one looks like sqlite:///var/whitecell.db.") from None
    match address.drivername:
        case "sqlite":
            return _open_sqlite(address)
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return _open_postgres(address.set(drivername="postgresql+psycopg"))
    raise StoreError(f"An address begins with sqlite: or postgresql:, not with {address.drivername}:.")


def _open_postgres(address: URL) -> Database:
    # A pooler may hand each transaction another server, which knows nothing of statements prepared earlier.
    arguments = {"connect_timeout": 10, "application_name": "whitecell", "prepare_threshold": None}
    engine = create_engine(
        address,
        isolation_level="READ COMMITTED",
        pool_size=10,
        max_overflow=20,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args=arguments,
    )
    event.listen(engine, "begin", _begin_postgres)
    return Database(engine)


def _open_sqlite(address: URL) -> Database:
    # Left to itself, the driver would begin some transactions and not others.
    arguments: dict[str, Any] = {"isolation_level": None, "check_same_thread": False}
    if address.database in (None, "", ":memory:"):
        engine = create_engine(address, poolclass=StaticPool, connect_args=arguments)
        database = Database(engine, RLock(), single=True)
        pragmas = _SAFE
    else:
        path = str(Path(address.database or "").resolve())
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            address.set(database=path), pool_size=8, max_overflow=24, pool_timeout=10, connect_args=arguments
        )
        database = Database(engine, _TURNS.setdefault(path, RLock()))
        pragmas = _SAFE | _durable(sqlite3.sqlite_version_info)
    event.listen(engine, "connect", partial(_hold_to, pragmas))
    event.listen(engine, "begin", _begin_sqlite)
    return database


_SAFE: dict[str, str | int] = {"busy_timeout": BUSY_MS, "foreign_keys": 1, "trusted_schema": 0}


def _durable(version: tuple[int, ...]) -> dict[str, str | int]:
    """What makes a commit survive a power cut on this version of SQLite.

    WAL only where the WAL-reset bug is mended: it can lose commits when two connections checkpoint at
    once. With the rollback journal TRUNCATE and not DELETE, which may roll the last commit back.
    """
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return {"journal_mode": "wal" if mended else "truncate", "synchronous": 2, "mmap_size": 0}


def _hold_to(pragmas: dict[str, str | int], connection: sqlite3.Connection, _: object) -> None:
    """Set what we rely on and read it back; SQLite ignores in silence what it cannot do."""
    for name, wanted in pragmas.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone() or (None,)
        if found != wanted:
            raise StoreError(
                f"SQLite does not honour {name} = {wanted} (it says {found}), so an answer could be lost. "
                "Is another program using the database file?"
            )


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that may write says so first: one that finds out later is refused without waiting."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(connection: Connection) -> None:
    """A write waits a while for the exercise's row, then gives up in words; one that goes no further is undone."""
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = '{HANG_TIMEOUT}'")
