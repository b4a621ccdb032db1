"""What another process commits is heard at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Event, Thread

import pytest

from exercise.store import Store, open_store
from tests.store.build import file, new_exercise

PATIENCE = 20


@contextmanager
def listening(store: Store) -> Iterator[Queue[str]]:
    """Somebody who listens, and what was heard after the first word, which only says that they do."""
    heard: Queue[str] = Queue()
    over = Event()
    ear = Thread(target=store.overhear, args=(lambda: heard.put("something"), over))
    ear.start()
    try:
        heard.get(timeout=PATIENCE)
        yield heard
    finally:
        over.set()
        ear.join(PATIENCE)
        assert not ear.is_alive()


@pytest.mark.parametrize("url", ["file", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_what_is_appended_elsewhere_is_heard(url: str, store: Store) -> None:
    """By a process that shares nothing with the one that appended but the database."""
    other = open_store(url)
    exercise = new_exercise(other)
    with listening(store) as heard:
        while not heard.empty():
            heard.get()
        file(other, exercise, "note")
        assert heard.get(timeout=PATIENCE)
    other.close()


@pytest.mark.postgres
@pytest.mark.parametrize("url", ["postgres"], indirect=True)
def test_listening_survives_a_broken_line(url: str, store: Store) -> None:
    """When PostgreSQL hangs up, the listener calls again, and takes it that something was missed."""
    other = open_store(url)
    with listening(store) as heard, other._database.writing() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN whitecell'"
        )
        assert heard.get(timeout=PATIENCE)
    other.close()


def test_a_store_in_memory_has_nobody_elsewhere() -> None:
    """There is nothing to wait for."""
    open_store("sqlite://").overhear(lambda: pytest.fail("nobody is there"), Event())
