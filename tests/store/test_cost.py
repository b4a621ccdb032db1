"""What an append costs."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from exercise.core.entries import Decide
from exercise.store import open_store
from tests.store.build import FORCE, entry, new_exercise
from tests.store.test_record import FACTS, RUN

ROUNDS = 60
SYNCED_MS = 0.4


def test_an_append_costs_at_most_three_bare_inserts(tmp_path: Path) -> None:
    """Key, lock, chain, entry and record together: three times one synced insert into the same file."""
    store = open_store(f"sqlite:///{tmp_path}/whitecell.db")
    exercise = new_exercise(store)
    bare = sqlite3.connect(tmp_path / "whitecell.db", isolation_level=None)
    for statement in (
        "PRAGMA journal_mode = truncate",
        "PRAGMA synchronous = full",
        "CREATE TABLE bare AS SELECT * FROM entry",
    ):
        bare.execute(statement)
    ours, theirs = [], []
    for number in range(1, ROUNDS + 1):
        act = Decide("I1", ("stay",), "We stay where we are. " * 10, "It is safer.")
        start = perf_counter()
        with store.appending(exercise) as page:
            assert page.by_key(f"k{number}") is None
            page.append(entry(number, act, FORCE), f"k{number}", "m")
            page.record("A", 10 * number, FACTS[5:9], RUN)
        ours.append(perf_counter() - start)
        row = bare.execute("SELECT * FROM entry WHERE seq = ?", (number,)).fetchone()
        start = perf_counter()
        bare.execute("BEGIN IMMEDIATE")
        bare.execute(f"INSERT INTO bare VALUES ({', '.join('?' * len(row))})", row)
        bare.execute("COMMIT")
        theirs.append(perf_counter() - start)
    bare.close()
    store.close()
    append_ms, insert_ms = (1000 * median(times) for times in (ours, theirs))
    if insert_ms < SYNCED_MS:
        pytest.skip(f"this disk does not sync: a bare insert takes {insert_ms:.2f} ms, an append {append_ms:.2f} ms")
    assert append_ms <= 3 * insert_ms
