"""Exercises set up once more, tried again from a moment, deleted; and the staff who may open them."""

from __future__ import annotations

import pytest

from exercise import seating, shelf, staff
from exercise.codes import matches, plain_code
from exercise.control import NoSuchExercise, Receipt
from exercise.core.acts import Decide, EndEx, Note, Pause, Release, Resume, Role, Seat
from exercise.core.scenario import MINUTE
from exercise.roster import Person
from exercise.store import StoreError
from tests.control.conftest import Room


def played(room: Room) -> None:
    """Twenty minutes: an answer at 11, another at 16, an inject released at 18."""
    room.start()
    room.minute(11)
    room.file("a", Decide("I1", ("x",)))
    room.minute(16)
    room.file("b", Decide("I1", ("y",)))
    room.minute(18)
    room.file("excon", Release("I3"))
    room.minute(20)


def test_retry_stands_paused_at_its_moment(room: Room) -> None:
    """What had happened until then has happened; what came later has not; the parent is named and untouched."""
    played(room)
    before = room.store.since(room.exercise, 0)
    id = shelf.retry(room.control, room.exercise, 12 * MINUTE, bring=False)
    run, info = room.control.run(id), room.store.exercise(id)
    assert info is not None
    assert (info.parent, info.parent_at) == (room.exercise, 12 * MINUTE)
    assert (run.clock.state, run.at) == ("paused", 12 * MINUTE)
    assert [run.situation.decided("I1", team=team) for team in "ab"] == [True, False]
    assert run.situation.delivered_at("I3") is None
    assert room.store.since(room.exercise, 0) == before
    assert room.control.diverges(id) is None
    assert room.store.verify_chain(id) is None


def test_retry_goes_on(room: Room) -> None:
    """After Resume the other team decides otherwise than it did."""
    played(room)
    id = shelf.retry(room.control, room.exercise, 12 * MINUTE, bring=False)
    seat = next(seat for seat in room.store.seats(id) if seat.team == "b")
    for who, act in ((room.excon, Resume()), (Seat(seat.id, Role.TRAINEE, "b", "A"), Decide("I1", ("x",)))):
        assert isinstance(room.control.file(id, who, act, act.kind), Receipt)
    assert room.control.run(id).situation.decided("I1", "x", "b")
    assert room.control.run(room.exercise).situation.decided("I1", "y", "b")


def test_retry_of_an_ended_exercise_takes_the_end_back(room: Room) -> None:
    """From its last moment an ended exercise stands paused, with the notes taken after EndEx."""
    played(room)
    room.file("excon", EndEx())
    room.file("excon", Note("The hot wash begins"))
    id = shelf.retry(room.control, room.exercise, 20 * MINUTE, bring=False)
    acts = [row.entry.act for row in room.store.since(id, 0)]
    assert room.control.clock(id).state == "paused"
    assert not any(isinstance(act, EndEx) for act in acts)
    assert acts[-2:] == [Note("The hot wash begins"), Pause("Tried again from H+0:20.")]


def test_people_come_along(room: Room) -> None:
    """Who sat there sits in the retry; whose code it was, still has it."""
    code = seating.add(room.control, room.exercise, "a", "A", "Ada")
    room.store.mark_joined(code.seat.id, room.wall)
    room.store.add_login("sha", seat_id=code.seat.id, created=room.wall, expires=room.wall.replace(year=2032))
    played(room)
    id = shelf.retry(room.control, room.exercise, 12 * MINUTE)
    sits = room.store.seat_by_login("sha", room.wall)
    opens = room.store.seat_by_code_key(plain_code(code.code)[:4])  # type: ignore[index]
    assert sits is not None
    assert opens is not None
    assert (sits.exercise_id, sits.name, sits.id) == (id, "Ada", opens.id)


@pytest.mark.parametrize("minute", [-1, 21])
def test_retry_needs_a_moment_that_was(room: Room, minute: int) -> None:
    """Before StartEx and in the future there is nothing to go back to."""
    played(room)
    with pytest.raises(ValueError, match=r"between H\+0:00 and H\+0:20"):
        shelf.retry(room.control, room.exercise, minute * MINUTE)
    assert len(room.store.exercises()) == 1


def test_retry_before_startex_is_a_copy(room: Room) -> None:
    """What has not begun cannot be tried again."""
    with pytest.raises(ValueError, match="copy it instead"):
        shelf.retry(room.control, room.exercise, 0)


def test_copy_has_the_same_seats_and_other_codes(room: Room) -> None:
    """A copy begins before StartEx, with nobody's names and with codes that open it."""
    played(room)
    id, issued = shelf.copy(room.control, room.exercise)
    seats = room.store.seats(id)
    assert [(seat.team, seat.syndicate) for seat in seats] == [("a", "A"), ("b", "A"), ("c", "A")]
    assert not any(seat.name for seat in seats)
    assert room.control.clock(id).state == "ready"
    assert all(matches(seat.code_hash, plain_code(found.code) or "")
               for seat, found in zip(seats, issued, strict=True))  # fmt: skip
    with pytest.raises(NoSuchExercise):
        shelf.copy(room.control, "zz")


def test_deleted_exercise_is_gone_for_everybody(room: Room) -> None:
    """Neither this process nor another finds it, and nothing can be filed any more."""
    played(room)
    other = room.desk()
    other.run(room.exercise)
    title = room.store.exercise(room.exercise).title  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="The exercise runs"):
        shelf.delete(room.control, room.exercise, title)
    room.file("excon", Pause())
    shelf.delete(room.control, room.exercise, title)
    with pytest.raises(NoSuchExercise):
        room.control.run(room.exercise)
    with pytest.raises((LookupError, StoreError)):
        other.file(room.exercise, room.excon, Note("Anybody here?"), "late")


@pytest.mark.parametrize("typed", ["", "script", "Something else"])
def test_deleting_wants_the_title_typed(room: Room, typed: str) -> None:
    """A slip of the mouse deletes nothing."""
    with pytest.raises(ValueError, match="Type the title"):
        shelf.delete(room.control, room.exercise, typed)
    assert room.store.exercise(room.exercise) is not None


def test_lessons_hold_an_exercise(room: Room) -> None:
    """What a lesson rests on is put away, not deleted."""
    title = room.store.exercise(room.exercise).title  # type: ignore[union-attr]
    room.store.add_lesson(room.exercise, "The gate stayed open.", created=room.wall)
    with pytest.raises(ValueError, match="1 lesson"):
        shelf.delete(room.control, room.exercise, title)
    assert room.store.exercise(room.exercise) is not None


def test_roster_seats_everybody_and_leaves_no_team_empty(room: Room) -> None:
    """A team has its people; a team nobody is named for has one free seat, in every syndicate."""
    people = [Person("Ada", "a", "A"), Person("Amir", "a", "A"), Person("Bea", "b", "B")]
    id, issued = seating.set_up(room.control, room.scene, syndicates=("A", "B"), people=people)
    assert [(seat.syndicate, seat.team, seat.name) for seat in room.store.seats(id)] == [
        ("A", "a", "Ada"), ("A", "a", "Amir"), ("A", "b", ""), ("A", "c", ""),
        ("B", "a", ""), ("B", "b", "Bea"), ("B", "c", ""),
    ]  # fmt: skip
    assert len(issued) == 7


def test_code_issued_again_opens_the_seat_and_the_old_one_nothing(room: Room) -> None:
    """A lost card is no open door."""
    first = seating.add(room.control, room.exercise, "a", "A")
    (second,) = seating.again(room.control, [first.seat])
    hash = room.store.seat(first.seat.id).code_hash  # type: ignore[union-attr]
    assert matches(hash, plain_code(second.code) or "")
    assert not matches(hash, plain_code(first.code) or "")


def test_staff_are_appointed_per_exercise(room: Room) -> None:
    """An account with exercises named may open those; one without may open all."""
    password = staff.appoint(room.control, "eva", Role.EVALUATOR, (room.exercise,))
    eva = room.store.account_by_name("eva")
    assert eva is not None
    assert matches(eva.password_hash, password)
    assert (eva.role, eva.everywhere, room.store.postings(eva.id)) == (Role.EVALUATOR, False, {room.exercise})
    staff.appoint(room.control, "chief")
    assert list(staff.listed(room.control)) == [
        "chief: controller, every exercise", f"eva: evaluator, {room.exercise}"
    ]  # fmt: skip
    with pytest.raises(LookupError, match="no exercise zz"):
        staff.appoint(room.control, "nobody", exercises=("zz",))
    assert room.store.account_by_name("nobody") is None


def test_a_new_password_changes_nothing_else(room: Room) -> None:
    """Appointing again without more keeps role and postings; a role given is taken on."""
    staff.appoint(room.control, "eva", Role.EVALUATOR, (room.exercise,))
    staff.appoint(room.control, "eva")
    assert "eva: evaluator" in next(staff.listed(room.control))
    staff.appoint(room.control, "eva", Role.INSTRUCTOR, everywhere=True)
    assert next(staff.listed(room.control)) == "eva: instructor, every exercise"
    staff.shut_out(room.control, "eva")
    assert next(staff.listed(room.control)).endswith(", shut out")
    with pytest.raises(LookupError, match="no account nobody"):
        staff.shut_out(room.control, "nobody")
