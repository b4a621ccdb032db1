"""The control desk: the one service through which people act and pages look.

`Control.file` judges an act, numbers it, writes it and only then says so; `Control.run` replays or
advances a warm engine to now. Engines are disposable: in doubt they are dropped and rebuilt from the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic

import structlog

from exercise import __version__, drafts
from exercise.content import digest, from_json, to_json
from exercise.core.acts import CLOCK_ACTS, Act, EndEx, Pause, Role, Seat
from exercise.core.clock import Clock
from exercise.core.clock import clock as clockwork
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.replay import Divergence
from exercise.core.scenario import Scenario
from exercise.engines import Engines, replayed
from exercise.store import NewSeat, Page, Row, Store

OUTAGE = timedelta(seconds=10)
LOOK_AGAIN = 0.25
CONTROL = Seat("control", Role.CONTROLLER)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act is in the log: its number, exercise time (ms), UTC wall time and hash."""

    seq: int
    at: int
    wall: datetime
    hash: str

    @property
    def code(self) -> str:
        """The receipt as people read it out: four characters."""
        return self.hash[:4].upper()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act was not filed, and why, in a sentence."""

    reason: str


class NoSuchExercise(LookupError):
    """There is no exercise of that id."""


class Control:
    """The application service. Wall time enters the product here and nowhere else."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime] | None = None,
        outage: timedelta | None = OUTAGE,
    ) -> None:
        self.store = store
        self._given = now
        self._skew = timedelta()
        self.watchers: list[Callable[[str], None]] = []
        self._outage = outage
        self._warm: dict[str, Engines] = {}
        self._opening = Lock()

    def now(self) -> datetime:
        """UTC wall time: this machine's, or the database server's where several machines share one."""
        return self._given() if self._given else datetime.now(UTC) + self._skew

    def _wall(self, page: Page) -> datetime:
        if self._given is None and (shared := page.now()) is not None:
            self._skew = shared - datetime.now(UTC)
        return self.now()

    def create(
        self,
        scenario: Scenario,
        seats: Iterable[NewSeat],
        *,
        title: str = "",
        syndicates: tuple[str, ...] = ("A",),
        parent: str | None = None,
        parent_at: int | None = None,
    ) -> str:
        """Store a new exercise with its frozen scenario and seats; return its id."""
        frozen = to_json(scenario)
        return self.store.create_exercise(
            title=title or scenario.title,
            scenario_json=frozen,
            scenario_sha=digest(frozen),
            engine_version=__version__,
            seed=scenario.seed,
            syndicates=syndicates,
            seats=tuple(seats),
            created=self.now(),
            parent=parent,
            parent_at=parent_at,
        )

    def file(self, exercise: str, seat: Seat, act: Act, key: str, syndicate: str | None = None) -> Receipt | Refusal:
        """File an act under a client key; the same key twice is one entry and the same receipt.

        Staff act on all syndicates unless ``syndicate`` names one; trainees act in their own. The clock is one.
        """
        where = None if type(act) in CLOCK_ACTS else seat.syndicate or syndicate
        return self._file(exercise, seat, {key: (act, where)})[key]

    def file_each(self, exercise: str, seat: Seat, acts: Mapping[str, Act], key: str) -> dict[str, Receipt | Refusal]:
        """File an act of the staff in each of these syndicates in one transaction: where it can be, it is, and the
        others say why not."""
        keys = {name: f"{key}/{name}" for name in acts}
        filed = self._file(exercise, seat, {key: (acts[name], name) for name, key in keys.items()})
        return {name: filed[key] for name, key in keys.items()}

    def _file(
        self, exercise: str, seat: Seat, acts: Mapping[str, tuple[Act, str | None]]
    ) -> dict[str, Receipt | Refusal]:
        """File an act for every key, in the syndicate it stands for (None: all)."""
        warm = self._engines(exercise)
        with warm.lock:
            try:
                with self.store.appending(exercise) as page:
                    known = {key: row for key in acts if (row := page.by_key(key)) is not None}
                    if len(known) == len(acts):
                        return {key: _receipt(row) for key, row in known.items()}
                    warm.catch_up(page.since(warm.seq), lambda: page.since(0))
                    wall = self._wall(page)
                    self._mend_outage(warm, page, wall)
                    filed = {
                        key: known.get(key) or self._append(warm, page, seat, act, key, wall, syndicate)
                        for key, (act, syndicate) in acts.items()
                    }
            except BaseException:
                # Whatever the engines took in may not be in the log: they are not to be trusted any more.
                warm.reset()
                raise
            if all(isinstance(found, Refusal) for found in filed.values()):
                return {key: found for key, found in filed.items() if isinstance(found, Refusal)}
            warm.alive = wall
        self._tell(exercise)
        return {key: found if isinstance(found, Refusal) else _receipt(found) for key, found in filed.items()}

    def _append(
        self, warm: Engines, page: Page, seat: Seat, act: Act, key: str, wall: datetime, syndicate: str | None
    ) -> Row | Refusal:
        at = max(warm.clock.now(wall), warm.at)
        warm.stand_at(at, lambda: page.since(0))
        reason = warm.refusal(seat, act, syndicate)
        if reason:
            return Refusal(reason)
        if isinstance(act, EndEx):
            self._file_drafts(warm, page, at, wall)
        row = self._write(warm, page, Entry(warm.seq + 1, at, wall, seat, act, syndicate), key)
        if about := drafts.about(act):
            page.drop_draft(seat.id, about)
        return row

    def _write(self, warm: Engines, page: Page, entry: Entry, key: str) -> Row:
        """Try the entry on the engines, then append it with its mark and what it caused."""
        before = dict(warm.recorded)
        warm.apply(entry)
        row = page.append(entry, key, warm.mark(entry.syndicate))
        for name, engine in warm.engines.items():
            facts = engine.world.facts
            warm.recorded[name] = len(facts)
            page.record(name, before[name], facts[before[name] :], warm.context(name))
        return row

    def _file_drafts(self, warm: Engines, page: Page, at: int, wall: datetime) -> None:
        """File what was typed and not sent, where the team has not answered; it is marked as a draft."""
        for draft, seat, act in drafts.acts(page.drafts(), self.store.seats(warm.exercise), warm.syndicates):
            if drafts.answered(warm.engines[seat.syndicate or ""].situation, seat, act):
                continue
            if warm.refusal(seat, act, seat.syndicate):
                continue
            entry = Entry(warm.seq + 1, at, wall, seat, act, seat.syndicate)
            self._write(warm, page, entry, f"draft/{seat.id}/{draft.about}")
            page.drop_draft(draft.seat_id, draft.about)

    def _mend_outage(self, warm: Engines, page: Page, wall: datetime) -> None:
        """Nobody served for a while: exercise time stood still since, until the controller resumes."""
        alive = page.alive_wall
        if self._outage is None or not warm.clock.running or alive is None or wall - alive <= self._outage:
            return
        at = max(warm.at, warm.clock.now(alive))
        warm.stand_at(at, lambda: page.since(0))
        gap = round((wall - alive).total_seconds())
        pause = Pause(f"Nobody served the exercise from {alive:%H:%M:%S} UTC for {gap} s.", outage=True)
        self._write(warm, page, Entry(warm.seq + 1, at, wall, CONTROL, pause), f"outage/{alive.isoformat()}")
        log.warning("outage", exercise=warm.exercise, since=alive.isoformat())

    def run(self, exercise: str, syndicate: str | None = None) -> Run:
        """The run of a syndicate as it stands now; it need not be named where there is only one.

        Raises:
            NoSuchExercise: the id is unknown.
            ValueError: there are several syndicates and none is named.
        """
        warm = self._engines(exercise)
        if syndicate is None and len(warm.syndicates) > 1:
            raise ValueError(f"{exercise} has several syndicates; name one of {', '.join(warm.syndicates)}.")
        with warm.lock:
            self._refresh(warm)
            return warm.snapshot(syndicate)

    def log(self, exercise: str, syndicate: str | None = None) -> list[Entry]:
        """The entries so far; with a syndicate only those that concern it."""
        entries = (row.entry for row in self.store.since(exercise, 0))
        return [entry for entry in entries if syndicate is None or entry.syndicate in (None, syndicate)]

    def scenario(self, exercise: str) -> Scenario:
        """The frozen scenario, the same for every syndicate.

        Raises:
            NoSuchExercise: the id is unknown.
        """
        return self._engines(exercise).scenario

    def clock(self, exercise: str) -> Clock:
        """The exercise clock."""
        warm = self._engines(exercise)
        with warm.lock:
            self._refresh(warm)
            return warm.clock

    def glance(self, exercise: str) -> Clock:
        """The exercise clock, without replaying the log of an exercise that does not run."""
        found = clockwork(self.store.entries_of(exercise, CLOCK_ACTS))
        # One that nobody serves any more stands paused at its last sign of life.
        return self.clock(exercise) if found.running else found

    def refresh(self, exercise: str) -> int:
        """Take in what other processes have filed; return the last entry's number."""
        warm = self._engines(exercise)
        with warm.lock:
            warm.looked = 0.0
            self._refresh(warm)
            return warm.seq

    def _refresh(self, warm: Engines) -> None:
        wall = self.now()
        if monotonic() - warm.looked > LOOK_AGAIN:
            self._look(warm)
        if self._outage is not None and warm.clock.running and (not warm.alive or wall - warm.alive > self._outage):
            warm.alive = self.store.alive(warm.exercise)
            if warm.alive and wall - warm.alive > self._outage:
                self._pause_for_outage(warm, wall)
            else:
                # Somebody else shows life, and may have paused the exercise before doing so.
                self._look(warm)
        warm.advance(max(warm.clock.now(wall), warm.at))

    def _look(self, warm: Engines) -> None:
        """Take in what other processes have filed."""
        if self.store.head(warm.exercise) != warm.seq:
            rows = self.store.since(warm.exercise, warm.seq)
            found = warm.catch_up(rows, lambda: self.store.since(warm.exercise, 0))
            if found:
                log.error("diverged", exercise=warm.exercise, **found._asdict())
        warm.looked = monotonic()

    def _pause_for_outage(self, warm: Engines, wall: datetime) -> None:
        try:
            with self.store.appending(warm.exercise) as page:
                warm.catch_up(page.since(warm.seq), lambda: page.since(0))
                self._mend_outage(warm, page, wall)
        except BaseException:
            warm.reset()
            raise
        warm.alive = wall
        self._tell(warm.exercise)

    def heartbeat(self, exercise: str) -> None:
        """Say that somebody serves this exercise; while it runs this is due every second."""
        warm = self._engines(exercise)
        with warm.lock:
            self._refresh(warm)
            if warm.clock.running:
                warm.alive = self.now()
                self.store.touch(exercise, warm.alive)

    def keep(self, exercise: str, log: Iterable[Entry]) -> None:
        """Write a log that came about elsewhere into an empty exercise, in one transaction."""
        warm = self._engines(exercise)
        with warm.lock, self.store.appending(exercise) as page:
            for entry in log:
                self._write(warm, page, entry, f"kept/{entry.seq}")

    def delete(self, exercise: str) -> None:
        """Delete an exercise with its log, for good.

        Raises:
            LookupError: there is no such exercise.
        """
        self.store.delete_exercise(exercise)
        self._warm.pop(exercise, None)
        self._tell(exercise)

    def diverges(self, exercise: str) -> Divergence | None:
        """Replay the whole log on fresh engines; name the first entry whose mark does not come out again."""
        warm = self._engines(exercise)
        return replayed(warm.scenario, warm.syndicates, self.store.since(exercise, 0))[1]

    def rebuild(self, exercise: str) -> None:
        """Drop the record tables of an exercise and write them again from the log."""
        warm = self._engines(exercise)
        fresh = Engines(exercise, warm.scenario, warm.syndicates)
        with self.store.appending(exercise) as page:
            fresh.catch_up(page.since(0), lambda: page.since(0))
            for name, engine in fresh.engines.items():
                page.rebuild(name, engine.world.facts[: fresh.recorded[name]], fresh.context(name))

    def _engines(self, exercise: str) -> Engines:
        with self._opening:
            warm = self._warm.get(exercise)
            if warm is None:
                info = self.store.exercise(exercise)
                if info is None:
                    raise NoSuchExercise(f"There is no exercise {exercise}.")
                scenario = from_json(self.store.scenario_json(exercise))
                warm = self._warm[exercise] = Engines(exercise, scenario, info.syndicates)
            return warm

    def _tell(self, exercise: str) -> None:
        for watcher in tuple(self.watchers):
            watcher(exercise)


def _receipt(row: Row) -> Receipt:
    return Receipt(row.entry.seq, row.entry.at, row.entry.wall, row.hash)
