"""Who is connected, told from process to process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from exercise.store import Store, StoreConflict
from tests.store.build import new_exercise

NOW = datetime(2031, 4, 14, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(seconds=20)


def test_the_others_are_added_up(store: Store) -> None:
    """A process hears of all the others and not of itself; what one said last counts."""
    exercise = new_exercise(store)
    store.attend(exercise, "one", {"ada": 1, "bea": 2}, NOW)
    store.attend(exercise, "two", {"cyd": 1}, NOW)
    store.attend(exercise, "two", {"bea": 1}, NOW)
    assert store.attending(exercise, "one", EARLIER) == {"bea": 1}
    assert store.attending(exercise, "two", EARLIER) == {"ada": 1, "bea": 2}
    assert store.attending(exercise, "three", EARLIER) == {"ada": 1, "bea": 3}
    assert store.attending(new_exercise(store), "three", EARLIER) == {}


def test_a_process_that_fell_silent_has_nobody(store: Store) -> None:
    """What was said too long ago counts no more; a process with nobody leaves no line."""
    exercise = new_exercise(store)
    store.attend(exercise, "one", {"ada": 1}, EARLIER)
    store.attend(exercise, "two", {"bea": 1}, NOW)
    assert store.attending(exercise, "three", EARLIER) == {"bea": 1}
    store.attend(exercise, "two", {}, NOW)
    assert store.attending(exercise, "three", EARLIER - timedelta(days=1)) == {"ada": 1}


def test_it_goes_with_its_exercise(store: Store) -> None:
    """An exercise is deleted with what was said of it, and then nothing can be said of it."""
    exercise = new_exercise(store)
    store.attend(exercise, "one", {"ada": 1}, NOW)
    store.delete_exercise(exercise)
    assert store.attending(exercise, "two", EARLIER) == {}
    with pytest.raises(StoreConflict):
        store.attend(exercise, "one", {"ada": 1}, NOW)
