"""Noticing at once that another process has committed something: a hint, so that nobody has to ask all the time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from threading import Event
from typing import Any

import structlog
from sqlalchemy import Connection, func, select

from exercise.store.part import Part

CHANNEL = "whitecell"
GLANCE = 0.05
BREATH = 1.0
LAST_RETRY = 30.0

log = structlog.get_logger()


class Elsewhere(Part):
    """The part of the store that listens to what others do."""

    def overhear(self, hear: Callable[[], None], over: Event) -> None:
        """Call ``hear`` whenever somebody may have appended, until ``over`` is set; it blocks, so give it a thread.

        It may be called for nothing (this process' own commits are heard on SQLite), and a pooler between us and
        PostgreSQL may swallow every word: whoever relies on it looks once in a while all the same. A store in
        memory has nobody elsewhere.
        """
        if self._database.dialect == "postgresql":
            self._listen(hear, over)
        elif self._database.engine.url.database not in (None, "", ":memory:"):
            self._glance(hear, over)

    def _glance(self, hear: Callable[[], None], over: Event) -> None:
        """SQLite counts the commits of all other connections; to read the count takes some microseconds."""
        path = self._database.engine.url.database or ""
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            seen = None
            while not over.wait(GLANCE):
                # Somebody is just committing: the next glance will see it.
                with suppress(sqlite3.OperationalError):
                    (now,) = connection.execute("PRAGMA data_version").fetchone()
                    if now != seen:
                        seen = now
                        hear()

    def _listen(self, hear: Callable[[], None], over: Event) -> None:
        """PostgreSQL tells; after each new beginning something may have been missed."""
        pause = BREATH
        while not over.is_set():
            try:
                with closing(self._line()) as line:
                    hear()
                    while not over.is_set():
                        for _ in line.notifies(timeout=BREATH, stop_after=1):
                            hear()
                        pause = BREATH
            except Exception as error:
                log.warning("listening stopped", error=str(error), again_in=pause)
                over.wait(pause)
                pause = min(LAST_RETRY, 2 * pause)

    def _line(self) -> Any:
        """A connection of our own that PostgreSQL talks to."""
        taken = self._database.engine.raw_connection()
        line: Any = taken.driver_connection
        taken.detach()
        line.rollback()
        line.autocommit = True
        line.execute(f"LISTEN {CHANNEL}")
        return line


def tell(connection: Connection, exercise_id: str) -> None:
    """Let everybody who listens know when this transaction is committed, and not when it is rolled back."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(CHANNEL, exercise_id)))
