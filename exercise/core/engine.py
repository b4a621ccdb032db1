"""The engine: one SimPy environment that turns entries into facts.

`advance` makes no events of its own and `apply` makes one that depends on the entry alone, so the
facts, and the mark over them, are the same however often somebody looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import repeat
from json import JSONEncoder
from math import inf

from exercise.core.acts import (
    CLOCK_ACTS,
    Jump,
)
from exercise.core.clock import Clock
from exercise.core.entries import Entry
from exercise.core.facts import (
    EntryIgnored,
    Fact,
)
from exercise.core.handlers import HANDLERS
from exercise.core.handlers.steering import arrive
from exercise.core.processes.world import World
from exercise.core.refusals import refusal
from exercise.core.scenario import Scenario
from exercise.core.situation import Situation

BUDGET = 50_000
# A fact cannot hold itself, so the encoder need not look for that.
_ENCODE = JSONEncoder(check_circular=False, ensure_ascii=False, separators=(",", ":")).encode


class RunawayScenario(RuntimeError):
    """Events set each other off without time passing; the message names the moment."""


class _Digest:
    """A running digest over the canonical JSON of facts; how many come at once makes no difference."""

    def __init__(self, scenario: Scenario) -> None:
        self.taken = 0
        self._sum = sha256(f"{scenario.id}/{scenario.version}/{scenario.seed}".encode())

    def take(self, facts: Sequence[Fact]) -> str:
        """Take in more facts; return the mark over all so far."""
        if facts:
            # Each fact is followed by a comma, the last one too.
            rows = _ENCODE([(type(fact).__name__, fact) for fact in facts])
            self._sum.update(f"{rows[1:-1]},".encode())
            self.taken += len(facts)
        return self._sum.hexdigest()[:16]


@dataclass(frozen=True)
class Run:
    """What a log adds up to at exercise time ``at`` (ms): the facts, the situation, the clock."""

    scenario: Scenario
    seq: int
    at: int
    clock: Clock
    facts: tuple[Fact, ...]
    situation: Situation
    next_due: int | None

    @cached_property
    def mark(self) -> str:
        """The mark over all the facts; worked out when somebody asks."""
        return _Digest(self.scenario).take(self.facts)


class Engine:
    """A run in the making. Not thread-safe: whoever holds it holds a lock."""

    def __init__(self, scenario: Scenario, budget: int = BUDGET) -> None:
        self.world = World(scenario)
        self.situation = self.world.situation
        self.clock = Clock()
        self.seq = 0
        self.at = 0
        self._budget = budget
        self._digest = _Digest(scenario)

    @property
    def next_due(self) -> int | None:
        """Exercise time (ms) of the next thing that will happen by itself, or None."""
        if self.situation.ended is not None or not self.situation.started:
            return None
        due = self.world.env.peek()
        return None if due == inf else int(due)

    @property
    def mark(self) -> str:
        """A digest over the canonical JSON of all facts so far."""
        return self._digest.take(self.world.facts[self._digest.taken :])

    def run(self) -> Run:
        """The run as it stands, which stays as it is when the engine goes on."""
        return Run(
            self.world.scenario, self.seq, self.at, self.clock, tuple(self.world.facts),
            self.situation.copy(), self.next_due,
        )  # fmt: skip

    def advance(self, until: int) -> None:
        """Play everything due up to and including ``until`` (ms).

        Raises:
            RunawayScenario: more events than the budget happened without time passing.
        """
        if until > self.at:
            self.at = until
        if self.situation.ended is not None:
            return
        env = self.world.env
        peek, step = env.peek, env.step
        while peek() <= until:
            since = env.now
            for _ in repeat(None, self._budget):
                step()
                if peek() > until:
                    return
            if env.now == since:
                raise RunawayScenario(
                    f"More than {self._budget:,} events at {since / 60_000:.1f} min without time passing: "
                    "injects or conditions set each other off for ever."
                )

    def back_to(self, at: int) -> bool:
        """Stand at a moment that was passed while nothing happened; False where something has happened since."""
        if self.world.env.now > at:
            return False
        self.at = min(self.at, at)
        return True

    def apply(self, entry: Entry) -> None:
        """Play up to the entry, then let it act. One that no longer applies leaves an `EntryIgnored`."""
        world, act, kind = self.world, entry.act, type(entry.act)
        env = world.env
        if self.situation.ended is None:
            wait = entry.at - env.now
            if wait > 0:
                # It carries no callback: it only brings the environment's clock to the entry.
                env.timeout(wait)
        self.advance(entry.at)
        reason = refusal(self.situation, self.clock, entry.seat, act, entry.at)
        if reason:
            world.note(EntryIgnored(entry.at, entry.seq, act.kind, reason))
        else:
            if kind in HANDLERS:
                HANDLERS[kind](world, entry, act)
            if kind in CLOCK_ACTS:
                self.clock = self.clock.after(entry)
            if isinstance(act, Jump):
                env.timeout(act.to - env.now)
                self.advance(act.to)
                arrive(world, entry, act)
        self.seq = entry.seq
        if env.peek() <= self.at:
            self.advance(self.at)
