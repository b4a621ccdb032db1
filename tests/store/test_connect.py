"""Addresses, pragmas and what happens when the database cannot be had."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from exercise.core.acts import Note
from exercise.store import Store, StoreBusy, StoreError, connect, open_store
from exercise.store.connect import open_database
from tests.store.build import WALL, entry, file, new_exercise


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than a moment for a lock."""
    monkeypatch.setattr(connect, "BUSY_MS", 50)
    monkeypatch.setattr(connect, "_SAFE", connect._SAFE | {"busy_timeout": 50})


def test_every_connection_is_durable(tmp_path: Path) -> None:
    """What makes a commit survive a power cut is in force on each connection of the pool."""
    store = open_store(f"sqlite:///{tmp_path}/whitecell.db")
    wanted: dict[str, Any] = {
        "journal_mode": connect._durable(sqlite3.sqlite_version_info)["journal_mode"],
        "synchronous": 2,
        "busy_timeout": 10_000,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "mmap_size": 0,
    }
    with store._database.reading() as first, store._database.reading() as second:
        for connection in (first, second):
            assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
    store.close()


def test_a_promise_that_is_not_kept_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite ignores in silence what it cannot do; we do not open such a database."""
    monkeypatch.setattr(connect, "_SAFE", {"journal_mode": "wal"})
    with pytest.raises(StoreError, match=r"does not honour journal_mode = wal \(it says memory\)"):
        open_store("sqlite://")


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "truncate"),
        ((3, 44, 5), "truncate"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "truncate"),
        ((3, 50, 6), "truncate"),
        ((3, 50, 7), "wal"),
        ((3, 51, 0), "truncate"),
        ((3, 51, 2), "truncate"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_no_wal_where_it_may_lose_commits(version: tuple[int, int, int], mode: str) -> None:
    """The write-ahead log is used only where the WAL-reset bug is mended; commits are always synced."""
    assert connect._durable(version) == {"journal_mode": mode, "synchronous": 2, "mmap_size": 0}


def test_the_folder_is_made_and_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path counts from where the program was started, also for connections made later."""
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///var/new/whitecell.db")
    monkeypatch.chdir("/")
    with store._database.reading():
        exercise = new_exercise(store)
    assert store.exercise(exercise) is not None
    assert (tmp_path / "var/new/whitecell.db").stat().st_size
    store.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_all_common_addresses_of_postgresql_are_understood(scheme: str) -> None:
    """Hosting services write the address in several ways; all mean psycopg 3."""
    url = open_database(f"{scheme}://ada:secret@db.example:5433/drill").engine.url
    assert (url.drivername, url.host, url.port, url.database) == ("postgresql+psycopg", "db.example", 5433, "drill")


@pytest.mark.parametrize("url", ["whitecell.db", "mysql://ada:secret@db.example/drill", ""])
def test_an_address_that_is_none_is_refused_in_words(url: str) -> None:
    """The sentence says what an address looks like, and does not repeat a password."""
    with pytest.raises(StoreError, match="sqlite:") as refusal:
        open_store(url)
    assert "secret" not in str(refusal.value)


def test_a_server_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    """An unreachable database is a `StoreError`, not a riddle from a library."""
    with pytest.raises(StoreError, match="did not confirm"):
        open_store(f"postgresql://postgres@/drill?host={tmp_path}")


@pytest.mark.postgres
def test_whoever_hangs_keeps_the_page_from_nobody(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that hangs in the middle of a write is undone by PostgreSQL; when it wakes it saves nothing of it."""
    monkeypatch.setattr(connect, "HANG_TIMEOUT", "2s")
    hanging, store = open_store(postgres_url), open_store(postgres_url)
    exercise = new_exercise(store)

    def hang() -> None:
        with hanging.appending(exercise) as page:
            page.append(entry(1), "k", "m")
            file(store, exercise, "other")

    with pytest.raises(StoreError, match="did not confirm"):
        hang()
    assert [row.key for row in store.since(exercise, 0)] == ["other"]
    assert file(hanging, exercise, "k").entry.seq == 2
    hanging.close()
    store.close()


@pytest.mark.usefixtures("impatient")
def test_a_locked_file_is_said_in_words(tmp_path: Path) -> None:
    """Another program holds the file: nothing is saved, we are told so, and the same key works afterwards."""
    store = open_store(f"sqlite:///{tmp_path}/whitecell.db")
    exercise = new_exercise(store)
    other = sqlite3.connect(tmp_path / "whitecell.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="nothing was saved"):
        file(store, exercise, "k")
    other.execute("ROLLBACK")
    other.close()
    assert file(store, exercise, "k").entry.seq == 1
    store.close()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("url", ["memory", "file"], indirect=True)
def test_a_write_inside_a_write_is_refused(store: Store) -> None:
    """It could only wait for itself; the outer one goes on and keeps what it wrote."""
    exercise = new_exercise(store)
    with store.appending(exercise) as page:
        row = page.append(entry(1), "k", "m")
        with pytest.raises(StoreBusy):
            store.touch(exercise, WALL)
    assert store.since(exercise, 0) == (row,)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("url", ["memory", "file"], indirect=True)
def test_a_turn_that_does_not_come_is_said_in_words(store: Store) -> None:
    """Who waits too long behind another thread is told that nothing was saved."""
    exercise = new_exercise(store)
    with store.appending(exercise), ThreadPoolExecutor(1) as other:
        waiting = other.submit(file, store, exercise, "k")
        assert isinstance(waiting.exception(), StoreBusy)
    assert store.head(exercise) == 0


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    """No room left: nothing is saved, the log stays whole, and with room the same key works."""
    store = open_store(f"sqlite:///{tmp_path}/whitecell.db")
    exercise = new_exercise(store)
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long = Note("word " * 10_000)
    with pytest.raises(StoreError, match="disk is full"):
        file(store, exercise, "k", long)
    assert store.since(exercise, 0) == ()
    with store._database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert file(store, exercise, "k", long).entry.act == long
    assert store.verify_chain(exercise) is None
    store.close()
