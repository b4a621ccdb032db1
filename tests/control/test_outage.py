"""Nobody served for a while: exercise time stands still since, nothing bursts, nothing is skipped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from exercise.control import Receipt
from exercise.core.acts import Decide, Pause, Resume
from exercise.core.facts import InjectDelivered
from exercise.core.scenario import MINUTE
from tests.control.conftest import Room


def _delivered(room: Room) -> int:
    return sum(isinstance(fact, InjectDelivered) for fact in room.control.run(room.exercise).facts)


def test_pause_at_the_last_sign_of_life(room: Room) -> None:
    """After an outage the exercise stands paused where somebody last served it."""
    room.start()
    room.minute(9)
    room.minute(300, serving=False)
    room.control = room.desk()
    run = room.control.run(room.exercise)
    assert (run.clock.state, run.clock.outage, _delivered(room)) == ("paused", True, 0)
    assert run.at == 9 * MINUTE
    assert "Nobody served the exercise" in run.clock.reason


def test_resume_goes_on_where_it_stood(room: Room) -> None:
    """The controller resumes and the next inject comes in its own time."""
    room.start()
    room.minute(9)
    room.minute(300, serving=False)
    room.control = room.desk()
    room.file("excon", Resume())
    assert _delivered(room) == 0
    room.minute(303)
    assert _delivered(room) == 2


def test_an_answer_after_the_outage(room: Room) -> None:
    """Somebody who files before anybody looked finds the clock paused, and his window still open."""
    room.start()
    room.minute(12)
    room.minute(300, serving=False)
    receipt = room.file("a", Decide("I1", ("x",)), control=room.desk())
    assert isinstance(receipt, Receipt)
    assert receipt.at == 12 * MINUTE
    kinds = [row.entry.act.kind for row in room.store.since(room.exercise, 0)]
    assert kinds == ["StartEx", "Pause", "Decide"]


def test_one_pause_however_many_come_back(room: Room) -> None:
    """Several processes that start at once file one pause."""
    room.start()
    room.minute(9)
    room.minute(300, serving=False)
    desks = [room.desk() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(lambda desk: desk.run(room.exercise).clock.state, desks))
    assert states == ["paused"] * 4
    assert [row.entry.act.kind for row in room.store.since(room.exercise, 0)] == ["StartEx", "Pause"]


def test_a_short_gap_is_none(room: Room) -> None:
    """A restart within seconds pauses nothing."""
    room.start()
    room.minute(9)
    room.minute(9.15, serving=False)
    assert room.desk().run(room.exercise).clock.running


def test_a_paused_exercise_has_no_outage(room: Room) -> None:
    """Nobody needs to serve an exercise that stands."""
    room.start()
    room.file("excon", Pause("night"))
    room.minute(900, serving=False)
    run = room.desk().run(room.exercise)
    assert (run.clock.state, run.clock.reason) == ("paused", "night")


def test_negative_control(room: Room) -> None:
    """Without the outage rule the burst does appear: the tests above can fail."""
    room.start()
    room.minute(9)
    room.minute(300, serving=False)
    room.control = room.desk(outage=None)
    assert _delivered(room) == 4
