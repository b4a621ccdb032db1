"""The control desk: the one service through which people act and pages look.

`Control.file` judges an act, numbers it, writes it and only then says so; `Control.run` replays or
advances a warm engine to now. Engines are disposable: in doubt they are dropped and rebuilt from the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock, RLock
from time import monotonic

import structlog

from exercise import __version__
from exercise.content import digest, from_json, to_json
from exercise.core.clock import Clock
from exercise.core.engine import Engine, Run
from exercise.core.entries import Act, Decide, EndEx, Entry, Pause, Role, Seat
from exercise.core.refusals import refusal
from exercise.core.replay import Divergence
from exercise.core.scenario import Scenario
from exercise.store import NewSeat, Page, Row, RunContext, Store

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


@dataclass
class _Desk:
    """The warm engines of one exercise, one per syndicate, and how far in the log they are."""

    exercise: str
    scenario: Scenario
    syndicates: tuple[str, ...]
    lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin again at the start of the log."""
        self.engines = {name: Engine(self.scenario) for name in self.syndicates}
        self.clock = Clock()
        self.seq = self.at = 0
        self.recorded = dict.fromkeys(self.syndicates, 0)
        self.alive: datetime | None = None
        self.looked = 0.0
        self._runs: dict[str, Run] = {}

    def concerned(self, syndicate: str | None) -> tuple[str, ...]:
        return self.syndicates if syndicate is None else (syndicate,)

    def catch_up(self, rows: Sequence[Row], whole: Callable[[], Sequence[Row]]) -> Divergence | None:
        """Apply entries others have filed; start again when one is earlier than the engines are."""
        if rows and any(engine.at > rows[0].entry.at for engine in self.engines.values()):
            self.reset()
            rows = whole()
        found = None
        for row in rows:
            self.apply(row.entry)
            if found is None and (mark := self.mark(row.entry.syndicate)) != row.mark:
                found = Divergence(row.entry.seq, row.mark, mark)
        return found

    def apply(self, entry: Entry) -> None:
        """Let an entry act on the syndicates it concerns."""
        for name in self.concerned(entry.syndicate):
            self.engines[name].apply(entry)
            self.recorded[name] = len(self.engines[name].world.facts)
        self.clock = self.clock.after(entry)
        self.seq, self.at = entry.seq, entry.at

    def stand_at(self, at: int, whole: Callable[[], Sequence[Row]]) -> None:
        """Bring the engines to a moment; those that ran ahead of it start again from the log."""
        if any(engine.at > at for engine in self.engines.values()):
            self.reset()
            self.catch_up(whole(), whole)
        self.advance(at)

    def advance(self, at: int) -> None:
        """Let time pass."""
        for engine in self.engines.values():
            engine.advance(at)

    def mark(self, syndicate: str | None) -> str:
        """The mark of one run, or a digest of all where an entry concerns all."""
        marks = [self.engines[name].mark for name in self.concerned(syndicate)]
        return marks[0] if len(marks) == 1 else sha256("".join(marks).encode()).hexdigest()[:16]

    def refusal(self, seat: Seat, act: Act, syndicate: str | None) -> str:
        """Why the act cannot be filed in any syndicate it concerns; empty when it can."""
        reasons = (refusal(self.engines[name].situation, self.clock, seat, act) for name in self.concerned(syndicate))
        return next(filter(None, reasons), "")

    def snapshot(self, syndicate: str | None) -> Run:
        """The run of a syndicate; copied only when something has happened since the last look."""
        name = syndicate or self.syndicates[0]
        engine, last = self.engines[name], self._runs.get(name)
        if last is None or (last.seq, len(last.facts)) != (engine.seq, len(engine.world.facts)):
            self._runs[name] = last = engine.run()
        return last if last.at == engine.at else replace(last, at=engine.at, next_due=engine.next_due)

    def context(self, syndicate: str) -> RunContext:
        """What the record says of a run beyond its facts."""
        injects = self.engines[syndicate].situation.injects
        return RunContext(
            {inject.id: inject.title for inject in injects.values()},
            {report.id: report.title for report in self.scenario.reports},
            self.clock.wall_of,
        )


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
        self._desks: dict[str, _Desk] = {}
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

        Staff act on all syndicates unless ``syndicate`` names one; trainees act in their own.
        """
        desk = self._desk(exercise)
        with desk.lock:
            try:
                with self.store.appending(exercise) as page:
                    known = page.by_key(key)
                    if known is not None:
                        return _receipt(known)
                    desk.catch_up(page.since(desk.seq), lambda: page.since(0))
                    wall = self._wall(page)
                    self._mend_outage(desk, page, wall)
                    filed = self._append(desk, page, seat, act, key, wall, seat.syndicate or syndicate)
            except BaseException:
                # Whatever the engines took in may not be in the log: they are not to be trusted any more.
                desk.reset()
                raise
            if isinstance(filed, Refusal):
                return filed
            desk.alive = wall
        self._tell(exercise)
        return _receipt(filed)

    def _append(
        self, desk: _Desk, page: Page, seat: Seat, act: Act, key: str, wall: datetime, syndicate: str | None
    ) -> Row | Refusal:
        at = max(desk.clock.now(wall), desk.at)
        desk.stand_at(at, lambda: page.since(0))
        reason = desk.refusal(seat, act, syndicate)
        if reason:
            return Refusal(reason)
        if isinstance(act, EndEx):
            self._file_drafts(desk, page, at, wall)
        row = self._write(desk, page, Entry(desk.seq + 1, at, wall, seat, act, syndicate), key)
        if isinstance(act, Decide):
            page.drop_draft(seat.id, act.inject)
        return row

    def _write(self, desk: _Desk, page: Page, entry: Entry, key: str) -> Row:
        """Try the entry on the engines, then append it with its mark and what it caused."""
        before = dict(desk.recorded)
        desk.apply(entry)
        row = page.append(entry, key, desk.mark(entry.syndicate))
        for name, engine in desk.engines.items():
            facts = engine.world.facts
            desk.recorded[name] = len(facts)
            page.record(name, before[name], facts[before[name] :], desk.context(name))
        return row

    def _file_drafts(self, desk: _Desk, page: Page, at: int, wall: datetime) -> None:
        """File what was typed and not sent, where the team has not answered; it is marked as a draft."""
        seats = {seat.id: seat for seat in self.store.seats(desk.exercise)}
        for draft in page.drafts():
            info = seats.get(draft.seat_id)
            if info is None or info.team is None:
                continue
            seat = Seat(info.id, Role.TRAINEE, info.team, info.syndicate or desk.syndicates[0])
            situation = desk.engines[seat.syndicate or desk.syndicates[0]].situation
            answer = situation.answers.get((draft.inject, info.team))
            act = _drafted(draft.inject, draft.data)
            if answer is None or situation.standing(answer) or desk.refusal(seat, act, seat.syndicate):
                continue
            self._write(
                desk, page, Entry(desk.seq + 1, at, wall, seat, act, seat.syndicate), f"draft/{seat.id}/{draft.inject}"
            )
            page.drop_draft(draft.seat_id, draft.inject)

    def _mend_outage(self, desk: _Desk, page: Page, wall: datetime) -> None:
        """Nobody served for a while: exercise time stood still since, until the controller resumes."""
        alive = page.alive_wall
        if self._outage is None or not desk.clock.running or alive is None or wall - alive <= self._outage:
            return
        at = max(desk.at, desk.clock.now(alive))
        desk.stand_at(at, lambda: page.since(0))
        gap = round((wall - alive).total_seconds())
        pause = Pause(f"Nobody served the exercise from {alive:%H:%M:%S} UTC for {gap} s.", outage=True)
        self._write(desk, page, Entry(desk.seq + 1, at, wall, CONTROL, pause), f"outage/{alive.isoformat()}")
        log.warning("outage", exercise=desk.exercise, since=alive.isoformat())

    def run(self, exercise: str, syndicate: str | None = None) -> Run:
        """The run as it stands now.

        Raises:
            NoSuchExercise: the id is unknown.
        """
        desk = self._desk(exercise)
        with desk.lock:
            self._refresh(desk)
            return desk.snapshot(syndicate)

    def clock(self, exercise: str) -> Clock:
        """The exercise clock."""
        desk = self._desk(exercise)
        with desk.lock:
            self._refresh(desk)
            return desk.clock

    def refresh(self, exercise: str) -> int:
        """Take in what other processes have filed; return the last entry's number."""
        desk = self._desk(exercise)
        with desk.lock:
            desk.looked = 0.0
            self._refresh(desk)
            return desk.seq

    def _refresh(self, desk: _Desk) -> None:
        wall = self.now()
        if monotonic() - desk.looked > LOOK_AGAIN:
            self._look(desk)
        if self._outage is not None and desk.clock.running and (not desk.alive or wall - desk.alive > self._outage):
            desk.alive = self.store.alive(desk.exercise)
            if desk.alive and wall - desk.alive > self._outage:
                self._pause_for_outage(desk, wall)
            else:
                # Somebody else shows life, and may have paused the exercise before doing so.
                self._look(desk)
        desk.advance(max(desk.clock.now(wall), desk.at))

    def _look(self, desk: _Desk) -> None:
        """Take in what other processes have filed."""
        if self.store.head(desk.exercise) != desk.seq:
            rows = self.store.since(desk.exercise, desk.seq)
            found = desk.catch_up(rows, lambda: self.store.since(desk.exercise, 0))
            if found:
                log.error("diverged", exercise=desk.exercise, **found._asdict())
        desk.looked = monotonic()

    def _pause_for_outage(self, desk: _Desk, wall: datetime) -> None:
        try:
            with self.store.appending(desk.exercise) as page:
                desk.catch_up(page.since(desk.seq), lambda: page.since(0))
                self._mend_outage(desk, page, wall)
        except BaseException:
            desk.reset()
            raise
        desk.alive = wall
        self._tell(desk.exercise)

    def heartbeat(self, exercise: str) -> None:
        """Say that somebody serves this exercise; while it runs this is due every second."""
        desk = self._desk(exercise)
        with desk.lock:
            self._refresh(desk)
            if desk.clock.running:
                desk.alive = self.now()
                self.store.touch(exercise, desk.alive)

    def keep(self, exercise: str, entries: Iterable[tuple[Seat, Act, int, datetime]]) -> None:
        """Write a finished log (seat, act, exercise ms, wall) into an empty exercise, in one transaction."""
        desk = self._desk(exercise)
        with desk.lock, self.store.appending(exercise) as page:
            for seat, act, at, wall in entries:
                entry = Entry(desk.seq + 1, at, wall, seat, act, seat.syndicate)
                self._write(desk, page, entry, f"kept/{entry.seq}")

    def diverges(self, exercise: str) -> Divergence | None:
        """Replay the whole log on fresh engines; name the first entry whose mark does not come out again."""
        desk = self._desk(exercise)
        return replayed(desk.scenario, desk.syndicates, self.store.since(exercise, 0))[1]

    def rebuild(self, exercise: str) -> None:
        """Drop the record tables of an exercise and write them again from the log."""
        desk = self._desk(exercise)
        fresh = _Desk(exercise, desk.scenario, desk.syndicates)
        with self.store.appending(exercise) as page:
            fresh.catch_up(page.since(0), lambda: page.since(0))
            for name, engine in fresh.engines.items():
                page.rebuild(name, engine.world.facts[: fresh.recorded[name]], fresh.context(name))

    def _desk(self, exercise: str) -> _Desk:
        with self._opening:
            desk = self._desks.get(exercise)
            if desk is None:
                info = self.store.exercise(exercise)
                if info is None:
                    raise NoSuchExercise(f"There is no exercise {exercise}.")
                scenario = from_json(self.store.scenario_json(exercise))
                desk = self._desks[exercise] = _Desk(exercise, scenario, info.syndicates)
            return desk

    def _tell(self, exercise: str) -> None:
        for watcher in tuple(self.watchers):
            watcher(exercise)


def replayed(
    scenario: Scenario, syndicates: tuple[str, ...], rows: Sequence[Row]
) -> tuple[list[Run], Divergence | None]:
    """Replay stored rows on fresh engines: the run of every syndicate, and the first entry that diverges."""
    desk = _Desk("", scenario, syndicates)
    found = desk.catch_up(rows, lambda: rows)
    return [desk.snapshot(name) for name in syndicates], found


def _receipt(row: Row) -> Receipt:
    return Receipt(row.entry.seq, row.entry.at, row.entry.wall, row.hash)


def _drafted(inject: str, data: dict[str, object]) -> Decide:
    """A draft as the act it would have been."""
    options, confidence = data.get("options"), data.get("confidence")
    return Decide(
        inject,
        tuple(map(str, options)) if isinstance(options, list) else (),
        str(data.get("text") or ""),
        str(data.get("rationale") or ""),
        confidence if isinstance(confidence, int) else None,
        draft=True,
    )
