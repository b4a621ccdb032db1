"""The warm engines of one exercise: caught up from the log, advanced to now, thrown away in doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from threading import RLock

from exercise.core.acts import Act, Seat
from exercise.core.clock import Clock
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.refusals import refusal
from exercise.core.replay import Divergence
from exercise.core.scenario import Scenario
from exercise.store import Row, RunContext


@dataclass
class Engines:
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
        """The syndicates an entry is about: the one it names, or all."""
        return self.syndicates if syndicate is None else (syndicate,)

    def catch_up(self, rows: Sequence[Row], whole: Callable[[], Sequence[Row]]) -> Divergence | None:
        """Apply entries others have filed; start again when one comes before what an engine of its has played."""
        if not all(self._back_to(row.entry.at, row.entry.syndicate) for row in rows):
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
        """Bring the engines to a moment; those that played beyond it start again from the log."""
        if not self._back_to(at, None):
            self.reset()
            self.catch_up(whole(), whole)
        self.advance(at)

    def _back_to(self, at: int, syndicate: str | None) -> bool:
        return all(self.engines[name].back_to(at) for name in self.concerned(syndicate))

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
        reasons = (
            refusal(self.engines[name].situation, self.clock, seat, act, self.engines[name].at)
            for name in self.concerned(syndicate)
        )
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


def replayed(
    scenario: Scenario, syndicates: tuple[str, ...], rows: Sequence[Row]
) -> tuple[list[Run], Divergence | None]:
    """Replay stored rows on fresh engines: the run of every syndicate, and the first entry that diverges."""
    engines = Engines("", scenario, syndicates)
    found = engines.catch_up(rows, lambda: rows)
    return [engines.snapshot(name) for name in syndicates], found
