"""Everything a report is written from, gathered once: the runs, who sat where, the lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from exercise.control import Control, NoSuchExercise
from exercise.core.clock import Clock
from exercise.core.debrief.whatif import Comparison
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.refusals import moment
from exercise.core.scenario import Scenario
from exercise.hindsight import Hindsight
from exercise.store import AccountInfo, ExerciseInfo, LessonInfo, SeatInfo


class Stop(NamedTuple):
    """The clock stood still from entry ``seq`` at ``at`` (ms) on, for ``lasted`` of real time (None: it still does)."""

    seq: int
    at: int
    since: datetime
    lasted: timedelta | None
    reason: str
    outage: bool


@dataclass(frozen=True)
class Dossier:
    """An exercise as it stands. ``staff`` are the accounts that filed something in it.

    ``titles`` are those of the exercises its lessons were tested in again; ``tried`` is, by syndicate, what would have
    followed had one thing been done otherwise, empty where that was not tried out.
    """

    info: ExerciseInfo
    scenario: Scenario
    runs: Mapping[str, Run]
    seats: tuple[SeatInfo, ...]
    staff: tuple[AccountInfo, ...]
    lessons: tuple[LessonInfo, ...]
    titles: Mapping[str, str]
    names: bool
    written: datetime
    tried: Mapping[str, tuple[Comparison, ...]]
    stops: tuple[Stop, ...]

    @property
    def run(self) -> Run:
        """The first syndicate's run; the clock is the same in all."""
        return next(iter(self.runs.values()))

    @property
    def started(self) -> bool:
        """Whether anything can have happened."""
        return self.run.situation.started

    @property
    def several(self) -> bool:
        """Whether several syndicates played."""
        return len(self.runs) > 1

    def place(self, seat: str) -> str:
        """Who sits there, in words: a team, or a role of the staff; with the name where names are wanted."""
        known = next((info for info in self.seats if info.id == seat), None)
        found = known or next((account for account in self.staff if account.id == seat), None)
        if found is None:
            return "EXCON"
        team = known.team if known else None
        what = self.scenario.name(team) if team else str(found.role).capitalize()
        return f"{what} ({found.name})" if self.names and found.name else what


def hindsights(control: Control, exercise: str) -> dict[str, Hindsight]:
    """For every syndicate of an exercise that has ended, what is to be tried out for its decisive moments.

    Raises:
        NoSuchExercise: there is no such exercise.
    """
    info = control.store.exercise(exercise)
    if info is None:
        raise NoSuchExercise(f"There is no exercise {exercise}.")
    log = [row.entry for row in control.store.since(exercise, 0)]
    runs = {name: control.run(exercise, name) for name in info.syndicates}
    return {
        name: Hindsight(run, [entry for entry in log if entry.syndicate in (None, name)])
        for name, run in runs.items()
        if run.situation.ended is not None
    }


def gather(
    control: Control, exercise: str, *, names: bool = True, tried: Mapping[str, tuple[Comparison, ...]] | None = None
) -> Dossier:
    """Gather what a report is written from.

    Raises:
        NoSuchExercise: there is no such exercise.
    """
    store = control.store
    info = store.exercise(exercise)
    if info is None:
        raise NoSuchExercise(f"There is no exercise {exercise}.")
    runs = {name: control.run(exercise, name) for name in info.syndicates}
    lessons = store.lessons(exercise)
    again = {lesson.retested_in for lesson in lessons if lesson.retested_in}
    titles = {id: found.title for id in again if (found := store.exercise(id))}
    scenario = next(iter(runs.values())).scenario
    log = [row.entry for row in store.since(exercise, 0)]
    acted = {entry.seat.id for entry in log}
    staff = tuple(account for account in store.accounts() if account.id in acted)
    return Dossier(
        info, scenario, runs, store.seats(exercise), staff, lessons, titles, names, control.now(), tried or {},
        tuple(_stops(log)),
    )  # fmt: skip


def _stops(log: Iterable[Entry]) -> Iterator[Stop]:
    clock, stop = Clock(), None
    for entry in log:
        before, clock = clock, clock.after(entry)
        if stop and before.state == "paused" != clock.state:
            yield stop._replace(lasted=entry.wall - stop.since)
            stop = None
        elif before.state == "running" and clock.state == "paused":
            stop = Stop(entry.seq, entry.at, entry.wall, None, clock.reason, clock.outage)
    if stop:
        yield stop


def both(run: Run, at: int) -> str:
    """Exercise time and, where somebody looked at the clock, real time in UTC."""
    wall = run.clock.wall_of(at)
    return f"{moment(at)} ({wall:%H:%M} UTC)" if wall else moment(at)
