"""Exercises and seats."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from exercise.core.acts import Role
from exercise.store import ExerciseInfo, NewSeat, Store, StoreConflict
from tests.store.build import WALL, at_once, later, new_exercise


def test_an_exercise_is_kept_as_it_was_set_up(store: Store) -> None:
    """Everything given comes back, and the log is empty."""
    exercise = new_exercise(store)
    assert store.exercise(exercise) == ExerciseInfo(
        exercise, "Morning drill", "5ca1ab1e", "0.1", 2**40, ("A", "B"), 0, "5ca1ab1e", None, WALL, None, None, False
    )
    assert store.scenario_json(exercise) == '{"id": "drill"}'
    assert store.exercise("zz") is None
    with pytest.raises(LookupError, match="no exercise 'zz'"):
        store.scenario_json("zz")


def test_ids_can_be_said_on_the_radio(store: Store) -> None:
    """An id is short, pairs of a letter and a digit, and nobody else's."""
    ids = [new_exercise(store) for _ in range(30)]
    assert len(set(ids)) == 30
    assert all(len(id) in (4, 6) and id[::2].isalpha() and id[1::2].isdigit() for id in ids)


def test_a_branch_names_its_parent(store: Store) -> None:
    """A rewound exercise says where it left its parent; a parent must exist."""
    parent = new_exercise(store)
    branch = store.exercise(new_exercise(store, parent=parent))
    assert branch is not None
    assert (branch.parent, branch.parent_at) == (parent, 60_000)
    with pytest.raises(StoreConflict):
        new_exercise(store, parent="zz")
    assert len(store.exercises()) == 2


def test_exercises_come_newest_first(store: Store) -> None:
    """The one that was set up last stands on top; put away, it is still there."""
    old = new_exercise(store, "Old")
    new = new_exercise(store, "New", created=later(60))
    assert [found.id for found in store.exercises()] == [new, old]
    store.archive(new)
    assert [found.archived for found in store.exercises()] == [True, False]
    store.archive(new, archived=False)
    assert not any(found.archived for found in store.exercises())
    with pytest.raises(LookupError, match="no exercise 'zz'"):
        store.archive("zz")


def test_seats_keep_their_order(store: Store) -> None:
    """Seats come back in the order they were set up, the tenth after the ninth."""
    exercise = new_exercise(store)
    added = at_once([partial(store.add_seat, exercise, NewSeat(Role.EVALUATOR))] * 9)
    seats = store.seats(exercise)
    assert [seat.id for seat in seats] == [f"{exercise}-{number}" for number in range(1, 13)]
    assert set(added) == set(seats[3:])
    assert [(seat.role, seat.team, seat.syndicate) for seat in seats[:3]] == [
        (Role.CONTROLLER, None, None),
        (Role.TRAINEE, "force", "A"),
        (Role.TRAINEE, "police", "A"),
    ]
    with pytest.raises(LookupError, match="no exercise 'zz'"):
        store.add_seat("zz", NewSeat(Role.EVALUATOR))


def test_a_join_code_finds_one_seat(store: Store) -> None:
    """A code leads to its seat, across exercises, and cannot be given twice."""
    seat = store.add_seat(new_exercise(store), NewSeat(Role.TRAINEE, "force", "A", "", "k7m2", "hash"))
    assert store.seat_by_code_key("k7m2") == store.seat(seat.id) == seat
    assert store.seat_by_code_key("none") is store.seat("none") is None
    with pytest.raises(StoreConflict):
        store.add_seat(new_exercise(store), NewSeat(Role.TRAINEE, code_key="k7m2"))


def test_a_name_can_be_erased(store: Store) -> None:
    """The name on a seat can be written and erased; the log knows only the seat."""
    seat = store.seats(new_exercise(store))[1]
    store.rename_seat(seat.id, "Ada")
    assert store.seat(seat.id) == replace(seat, name="Ada")
    store.rename_seat(seat.id, "")
    assert store.seat(seat.id) == seat
    with pytest.raises(LookupError, match="no seat 'nobody'"):
        store.rename_seat("nobody", "Ada")


def test_the_first_time_at_the_table_counts(store: Store) -> None:
    """A seat says when somebody first sat there."""
    seat = store.seats(new_exercise(store))[1]
    store.mark_joined(seat.id, later(5))
    store.mark_joined(seat.id, later(9))
    assert store.seat(seat.id) == replace(seat, joined_wall=later(5))
    with pytest.raises(LookupError, match="no seat 'nobody'"):
        store.mark_joined("nobody", later(5))
