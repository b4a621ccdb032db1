"""What becomes of an exercise as a whole: set up once more, or tried again from one of its moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exercise import seating
from exercise.control import CONTROL, Control, NoSuchExercise
from exercise.core.acts import Pause
from exercise.core.clock import clock
from exercise.core.entries import Entry
from exercise.core.refusals import moment
from exercise.core.replay import rewind
from exercise.roster import Person
from exercise.seating import Issued
from exercise.store import ExerciseInfo, NewSeat, SeatInfo


def copy(control: Control, exercise: str, title: str = "") -> tuple[str, tuple[Issued, ...]]:
    """Set an exercise up once more, from StartEx on: the same scenario, syndicates and seats, nobody's names.

    Raises:
        NoSuchExercise: the id is unknown.
    """
    info = _info(control, exercise)
    scenario = control.scenario(exercise)
    seats = [seat for seat in control.store.seats(exercise) if seat.team]
    people = [Person("", seat.team or "", seat.syndicate or info.syndicates[0]) for seat in seats]
    places = seating.with_codes(people)
    id = control.create(
        scenario, [place.seat for place in places], title=title or f"{info.title} (copy)", syndicates=info.syndicates
    )
    return id, seating.issued(control, id, places)


def retry(control: Control, exercise: str, until: int, title: str = "", *, bring: bool = True) -> str:
    """Try again from exercise time ``until`` (ms): a new exercise that names its parent and stands paused there.

    Its seats are the same. With ``bring`` whoever sits in one, and whoever has its code, comes along; otherwise
    the seats are free and their codes are to be issued again.

    Raises:
        NoSuchExercise: the id is unknown.
        ValueError: the exercise has not come to that moment.
    """
    info = _info(control, exercise)
    clock = control.clock(exercise)
    if clock.state == "ready":
        raise ValueError("The exercise has not started yet; copy it instead.")
    came = clock.now(control.now())
    if not 0 <= until <= came:
        raise ValueError(f"Choose a moment between H+0:00 and {moment(came)}; that is how far the exercise came.")
    old = control.store.seats(exercise)
    id = control.create(
        control.scenario(exercise),
        [NewSeat(seat.role, seat.team, seat.syndicate, seat.name) for seat in old],
        title=title or f"{info.title}, again from {moment(until)}",
        syndicates=info.syndicates,
        parent=exercise,
        parent_at=until,
    )
    new = control.store.seats(id)
    log = [row.entry for row in control.store.since(exercise, 0)]
    control.keep(id, _reseated(_paused(control, rewind(log, until), until), old, new))
    if bring:
        control.store.move_people([(before.id, after.id) for before, after in zip(old, new, strict=True)])
    return id


def _info(control: Control, exercise: str) -> ExerciseInfo:
    info = control.store.exercise(exercise)
    if info is None:
        raise NoSuchExercise(f"There is no exercise {exercise}.")
    return info


def _paused(control: Control, log: Sequence[Entry], until: int) -> Iterator[Entry]:
    """The log, with the clock standing at its end. An EndEx at that very moment is what is to be tried again."""
    kept = [entry for entry in log if entry.act.kind != "EndEx"]
    kept = [replace(entry, seq=seq) for seq, entry in enumerate(kept, 1)]
    yield from kept
    if clock(kept).running:
        yield Entry(len(kept) + 1, until, control.now(), CONTROL, Pause(f"Tried again from {moment(until)}."))


def _reseated(log: Iterator[Entry], old: Sequence[SeatInfo], new: Sequence[SeatInfo]) -> Iterator[Entry]:
    """The log with every trainee in their new seat; the staff's accounts are the same everywhere."""
    seats = {before.id: after.id for before, after in zip(old, new, strict=True)}
    for entry in log:
        yield replace(entry, seat=replace(entry.seat, id=seats.get(entry.seat.id, entry.seat.id)))


def delete(control: Control, exercise: str, typed: str) -> None:
    """Delete an exercise for good, once its title was ``typed`` in.

    Raises:
        NoSuchExercise: the id is unknown.
        ValueError: the title is another one, it is being played, or lessons rest on it.
    """
    info = _info(control, exercise)
    if typed.strip() != info.title.strip():
        raise ValueError(f"Type the title, “{info.title}”, to delete it. Nothing was deleted.")
    if control.clock(exercise).running:
        raise ValueError("The exercise runs. Pause or end it first; nothing was deleted.")
    lessons = len(control.store.lessons(exercise))
    if lessons:
        raise ValueError(
            f"{lessons} {'lesson rests' if lessons == 1 else 'lessons rest'} on this exercise. Archive it instead: "
            "it leaves the list and stays on record."
        )
    control.delete(exercise)
