"""Several processes on one log: no gaps, nothing acknowledged is lost, and the lock is what does it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from itertools import chain, islice
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Barrier, BrokenBarrierError

import pytest

from exercise.store import Store, StoreBusy, StoreConflict, log, open_store
from exercise.store.connect import Database
from tests.conftest import POSTGRES
from tests.store.build import at_once, entry, file, new_exercise

pytestmark = pytest.mark.parametrize("url", ["file", POSTGRES], indirect=True)

Start = Callable[..., "Popen[str]"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    """A way to start writers, which are gone when the test is over."""
    started: list[Popen[str]] = []

    def start(exercise: str, name: str, count: int, crash_at: str = "", testing: str = "1") -> Popen[str]:
        command = [sys.executable, "-m", "tests.store.writer", url, exercise, name, str(count), crash_at]
        started.append(
            Popen(command, cwd=ROOT, env=os.environ | {"WHITECELL_TESTING": testing}, stdout=PIPE, text=True)
        )
        return started[-1]

    yield start
    for process in started:
        with process:
            process.kill()


def receipts(said: str) -> dict[int, str]:
    """Number and key of each receipt that a writer said."""
    return {int(seq): key for seq, key in (line.split() for line in said.splitlines())}


def in_log(store: Store, exercise: str) -> dict[int, str]:
    """Number and key of each entry in the log, which must be whole."""
    rows = store.since(exercise, 0)
    assert [row.entry.seq for row in rows] == list(range(1, len(rows) + 1))
    assert store.verify_chain(exercise) is None
    return {row.entry.seq: row.key for row in rows}


def test_processes_number_without_gaps(store: Store, start: Start) -> None:
    """Four processes with 25 acts each leave the numbers 1 to 100, each acknowledged once."""
    exercise = new_exercise(store)
    writers = [start(exercise, str(number), 25) for number in range(4)]
    said = [receipts(writer.communicate()[0]) for writer in writers]
    assert in_log(store, exercise) == dict(chain.from_iterable(one.items() for one in said))
    assert store.head(exercise) == sum(map(len, said)) == 100


def test_two_stores_in_one_process_take_turns(store: Store, url: str) -> None:
    """Stores opened twice on one database share its lock."""
    exercise, second = new_exercise(store), open_store(url)
    calls = [partial(file, (store, second)[n % 2], exercise, f"k{n}") for n in range(40)]
    assert sorted(row.entry.seq for row in at_once(calls)) == list(range(1, 41))
    second.close()


def test_nothing_acknowledged_is_lost_when_killed(store: Store, start: Start) -> None:
    """Writers killed in the middle of their work: every receipt they said is in the log, which is whole."""
    exercise = new_exercise(store)
    for kill in range(3):
        writers = [start(exercise, f"{kill}/{number}", 10_000) for number in range(2)]
        said = ["".join(islice(writer.stdout or (), 4 + kill)) for writer in writers]
        for writer in writers:
            writer.kill()
        said += [writer.communicate()[0].rpartition("\n")[0] for writer in writers]
        kept = in_log(store, exercise)
        assert all(receipt in kept.items() for one in said for receipt in receipts(one).items())
    assert file(store, exercise, "after").entry.seq == len(kept) + 1


@pytest.mark.parametrize(("crash_at", "kept"), [("after_insert_before_commit", 4), ("after_commit", 5)])
def test_a_crash_keeps_whole_entries(store: Store, start: Start, crash_at: str, kept: int) -> None:
    """Dead before the commit, the entry never was; dead after it, it is whole, and asking again finds it."""
    exercise = new_exercise(store)
    writer = start(exercise, "w", 5, crash_at)
    said = receipts(writer.communicate()[0])
    assert writer.returncode == 137
    assert len(said) == 4
    assert in_log(store, exercise) == {number + 1: f"w/{number}" for number in range(kept)}
    assert file(store, exercise, "w/4").entry.seq == 5
    assert len(in_log(store, exercise)) == 5


def test_crash_points_are_for_tests_only(store: Store, start: Start) -> None:
    """Outside a test nobody can make the program die by an environment variable."""
    writer = start(new_exercise(store), "w", 2, "after_commit", testing="")
    assert len(receipts(writer.communicate()[0])) == 2
    assert writer.returncode == 0


def race(store: Store, exercise: str) -> list[Exception | int]:
    """Two threads that both want to be on the page before either writes; what became of each."""
    both_there = Barrier(2, timeout=1)

    def write(key: str) -> Exception | int:
        try:
            with store.appending(exercise) as page:
                both_there.wait()
                return page.append(entry(page.last_seq + 1), key, "m").entry.seq
        except (BrokenBarrierError, StoreBusy, StoreConflict) as error:
            return error

    return at_once([partial(write, "a"), partial(write, "b")])


def test_one_at_a_time(store: Store) -> None:
    """While somebody holds the page, nobody else gets on it."""
    exercise = new_exercise(store)
    assert [type(outcome) for outcome in race(store, exercise)] == [BrokenBarrierError] * 2
    assert store.head(exercise) == 0


def test_without_the_lock_the_race_is_lost(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with the lock taken away two do get on the page, and one of them is refused."""
    exercise = new_exercise(store)
    monkeypatch.setattr(log, "_LOCK", log._HEAD)
    monkeypatch.setattr(Database, "_my_turn", lambda _: nullcontext())
    monkeypatch.setattr(store._database, "_writer", store._database.engine)
    outcomes = sorted(race(store, exercise), key=str)
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], (StoreBusy, StoreConflict))
    assert len(in_log(store, exercise)) == 1
