"""The hash chain: whoever changes the log behind the store's back is found out."""

from __future__ import annotations

import pytest

from exercise.store import Store
from tests.store.build import alter, file, new_exercise

FORGED = (
    "INSERT INTO entry SELECT exercise_id, 6, at, wall, seat_id, role, team, seat_syndicate, syndicate, "
    "kind, version, data, 'forged', mark, prev_hash, hash FROM entry WHERE seq = 5"
)


@pytest.fixture
def exercise(store: Store) -> str:
    """An exercise with five entries."""
    exercise = new_exercise(store)
    for number in range(5):
        file(store, exercise, f"k{number}")
    return exercise


def test_an_honest_log_is_whole(store: Store, exercise: str) -> None:
    """Nothing is reported where nothing was done, not even in an empty log."""
    assert store.verify_chain(exercise) is None
    assert store.verify_chain(new_exercise(store)) is None
    with pytest.raises(LookupError, match="no exercise 'zz'"):
        store.verify_chain("zz")


@pytest.mark.parametrize(
    "change",
    [
        'data = \'{"text":"Note 9"}\'',
        "data = data || ' '",
        "at = at - 1",
        "wall = (SELECT created_wall FROM exercise)",
        "seat_id = 'police-1'",
        "role = 'trainee'",
        "team = 'police'",
        "syndicate = 'B'",
        "seat_syndicate = 'B'",
        "kind = 'Ready'",
        "version = 2",
        "key = 'another'",
        "mark = 'another'",
        "prev_hash = 'another'",
        "hash = 'another'",
    ],
)
def test_an_altered_entry_is_named(store: Store, exercise: str, change: str) -> None:
    """No column of an entry can be changed unnoticed."""
    alter(store, f"UPDATE entry SET {change} WHERE seq = 3")
    assert store.verify_chain(exercise) == "Entry 3 was altered: its content does not fit its hash."


def test_a_missing_entry_is_named(store: Store, exercise: str) -> None:
    """An entry taken out of the middle leaves a hole."""
    alter(store, "DELETE FROM entry WHERE seq = 2")
    assert store.verify_chain(exercise) == "Entry 2 is missing: entry 3 comes in its place."


def test_a_missing_end_is_named(store: Store, exercise: str) -> None:
    """Entries taken off the end are missed too, because the exercise remembers its last one."""
    alter(store, "DELETE FROM entry WHERE seq >= 4")
    assert store.verify_chain(exercise) == "Entry 4 is missing: 5 were filed."


def test_exchanged_entries_are_named(store: Store, exercise: str) -> None:
    """Two entries that changed places no longer fit their hashes."""
    swap = ("UPDATE entry SET seq = {} WHERE seq = {}".format(*pair) for pair in ((99, 2), (2, 3), (3, 99)))
    alter(store, *swap)
    assert store.verify_chain(exercise) == "Entry 2 was altered: its content does not fit its hash."


def test_a_forged_entry_is_named(store: Store, exercise: str) -> None:
    """An entry put in without the store does not fit the chain."""
    alter(store, FORGED)
    assert store.verify_chain(exercise) == "Entry 6 was altered: its content does not fit its hash."


def test_a_rewritten_end_is_named(store: Store, exercise: str) -> None:
    """An end written anew with good hashes still differs from the one that was acknowledged."""
    alter(store, "DELETE FROM entry WHERE seq = 5", "UPDATE exercise SET last_seq = 4")
    alter_head = "UPDATE exercise SET head_hash = (SELECT hash FROM entry WHERE seq = 4)"
    sealed = store.exercise(exercise)
    assert sealed is not None
    with store._database.writing() as connection:
        connection.exec_driver_sql(alter_head)
    file(store, exercise, "another story")
    with store._database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE exercise SET head_hash = '{sealed.head_hash}'")
    assert store.verify_chain(exercise) == "Entry 5 is not the one that was filed last."
