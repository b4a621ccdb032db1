"""Exercises and seats."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from exercise.core.acts import Role
from exercise.store import ExerciseInfo, NewSeat, Store, StoreConflict, StoreError
from tests.store.build import WALL, at_once, file, later, new_exercise


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


def test_a_code_issued_again_replaces_the_old_one(store: Store) -> None:
    """The old code leads nowhere; who sits there stays, unless the seat is freed."""
    exercise = new_exercise(store)
    seat = store.add_seat(exercise, NewSeat(Role.TRAINEE, "force", "A", "Ada", "0LD0", "old")).id
    store.mark_joined(seat, WALL)
    store.add_login("sha", seat_id=seat, created=WALL, expires=later(60))
    store.reissue(seat, "NEW0", "new")
    assert store.seat_by_code_key("0LD0") is None
    again = store.seat_by_code_key("NEW0")
    assert again is not None
    assert (again.code_hash, again.name, again.joined_wall) == ("new", "Ada", WALL)
    assert store.login("sha", WALL) is not None
    store.reissue(seat, "NEW1", "newer", free=True)
    freed = store.seat(seat)
    assert freed is not None
    assert (freed.name, freed.joined_wall) == ("", None)
    assert store.login("sha", WALL) is None
    with pytest.raises(LookupError, match="no seat 'zz'"):
        store.reissue("zz", "NEW2", "hash")


def test_a_code_issued_again_may_be_taken(store: Store) -> None:
    """A key that another seat has is refused, and the old code goes on to count."""
    exercise = new_exercise(store)
    seats = [store.add_seat(exercise, NewSeat(Role.TRAINEE, "force", "A", "", key, "h")).id for key in ("AAAA", "BBBB")]
    with pytest.raises(StoreConflict):
        store.reissue(seats[0], "BBBB", "hash")
    found = store.seat_by_code_key("AAAA")
    assert found is not None
    assert found.id == seats[0]


def test_people_move_with_code_and_login(store: Store) -> None:
    """Who sat in the old seat sits in the new one, without joining again."""
    old, new = new_exercise(store), new_exercise(store)
    left = store.add_seat(old, NewSeat(Role.TRAINEE, "force", "A", "Ada", "C0DE", "hash")).id
    right = store.add_seat(new, NewSeat(Role.TRAINEE, "force", "A", "Ada")).id
    store.mark_joined(left, WALL)
    store.add_login("sha", seat_id=left, created=WALL, expires=later(60))
    store.move_people([(left, right)])
    sits, opens = store.seat_by_login("sha", WALL), store.seat_by_code_key("C0DE")
    assert sits is not None
    assert opens is not None
    assert (sits.id, opens.id, sits.joined_wall) == (right, right, WALL)


def test_a_deleted_exercise_leaves_nothing(store: Store) -> None:
    """Log, seats, drafts and logins go with it; another exercise and a retry of this one stay."""
    gone, kept = new_exercise(store), new_exercise(store)
    retry = new_exercise(store, parent=gone)
    for exercise in (gone, kept):
        seat = store.seats(exercise)[0].id
        store.add_login(f"sha {exercise}", seat_id=seat, created=WALL, expires=later(60))
        store.save_draft(seat, "I1", {"text": "half"}, WALL)
        file(store, exercise, "k")
    store.delete_exercise(gone)
    assert store.exercise(gone) is None
    assert store.since(gone, 0) == ()
    assert store.seats(gone) == ()
    assert store.login(f"sha {gone}", WALL) is None
    assert len(store.since(kept, 0)) == 1
    assert len(store.drafts(kept)) == 1
    branch = store.exercise(retry)
    assert branch is not None
    assert branch.parent is None
    with pytest.raises(LookupError, match="no exercise"):
        store.delete_exercise(gone)


def test_only_a_whole_exercise_can_be_deleted(store: Store) -> None:
    """Taking an entry out of a log is refused by the database itself, before and after another was deleted."""
    gone, kept = new_exercise(store), new_exercise(store)
    file(store, kept, "k")
    store.delete_exercise(gone)
    with pytest.raises(StoreError, match="append-only"), store._database.writing() as connection:
        connection.exec_driver_sql(f"DELETE FROM entry WHERE exercise_id = '{kept}'")
    assert len(store.since(kept, 0)) == 1
