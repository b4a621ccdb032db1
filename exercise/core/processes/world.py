"""The world a process may touch: the clock, the situation, chance, and the way to say what happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from random import Random
from typing import Any, NamedTuple

import simpy

from exercise.core import conditions
from exercise.core.facts import (
    ApprovalGiven,
    DecisionTaken,
    Fact,
    MeasureChanged,
)
from exercise.core.scenario import Scenario
from exercise.core.situation import Situation

Process = Generator[simpy.Event, Any, None]


@dataclass(slots=True)
class Line:
    """EXCON's line to one inject: what was ordered, and an event each time something is."""

    turned: simpy.Event
    released: int | None = None
    held: bool = False
    skipped: bool = False
    moved: int | None = None
    summarised: bool = False
    due: int | None = None
    chosen: simpy.Event | None = None

    @property
    def settled(self) -> bool:
        """Whether EXCON has decided what becomes of it."""
        return self.released is not None or self.skipped or self.summarised


class Owed(NamedTuple):
    """A change of a measure that is still to come, at ``due`` (ms), if ``still`` says so then."""

    due: int
    measure: str
    by: float
    cause: str
    still: Callable[[], bool]


@dataclass
class World:
    """What a process may touch: the clock, the situation, chance, and the way to say what happened."""

    scenario: Scenario
    env: simpy.Environment = field(default_factory=lambda: simpy.Environment(0))

    def __post_init__(self) -> None:
        self.facts: list[Fact] = []
        self.situation = Situation(self.scenario)
        self.lines: dict[str, Line] = {}
        self.rng: Callable[[str], Random] = cache(lambda name: Random(f"{self.scenario.seed}/{name}"))
        self.courier: Callable[[str, str], simpy.Resource] = cache(lambda channel, team: simpy.Resource(self.env, 1))
        self.jumping = False
        self.pool: Callable[[str], simpy.Container] = cache(self._pool)
        self.felt: set[tuple[str, str, str]] = set()
        self.acting: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self.owed: dict[int, Owed] = {}
        self._owing = count()
        self._rulings: defaultdict[tuple[int, str, str, str], simpy.Event] = defaultdict(self.env.event)
        self._withdrawals: defaultdict[tuple[int, str], simpy.Event] = defaultdict(self.env.event)
        self._watchers: defaultdict[str, list[Callable[[object], None]]] = defaultdict(list)

    @property
    def now(self) -> int:
        """Exercise time (ms) of the event being played."""
        now: int = self.env.now  # type: ignore[assignment]  # whole, as every delay is
        return now

    def emit(self, fact: Fact) -> None:
        """Write a fact down and let everybody who watches what it is about judge again."""
        situation, watchers = self.situation, self._watchers
        if situation.ended is not None:
            return
        self.facts.append(fact)
        for subject in situation.absorb(fact):
            if subject in watchers:
                for judge in tuple(watchers[subject]):
                    judge(None)

    def note(self, fact: Fact) -> None:
        """Write down a fact that may come after EndEx and that nothing in the run waits for."""
        self.facts.append(fact)
        self.situation.absorb(fact)

    def _pool(self, resource: str) -> simpy.Container:
        units = self.scenario.resource[resource].units
        return simpy.Container(self.env, units, init=units)

    def ruling(self, entry: int, about: str, option: str, by: str) -> simpy.Event:
        """An event that happens when that party rules on what the entry asked."""
        return self._rulings[entry, about, option, by]

    def rule(self, given: ApprovalGiven) -> None:
        """Write a ruling down and let whoever waits for it go on."""
        self.emit(given)
        ruled = self.ruling(given.entry, given.about, given.option, given.by)
        if not ruled.triggered:
            ruled.succeed()

    def withdrawal(self, entry: int, option: str = "") -> simpy.Event:
        """An event that happens when an option of that decision is dropped, or that commitment recalled."""
        return self._withdrawals[entry, option]

    def withdrawn(self, entry: int, option: str = "") -> bool:
        """Whether that has happened."""
        return self.withdrawal(entry, option).triggered

    def withdraw(self, entry: int, option: str = "") -> None:
        """Drop an option of a decision, or recall a commitment; doing it twice does no harm."""
        dropped = self.withdrawal(entry, option)
        if not dropped.triggered:
            dropped.succeed()

    def acts_on(self, decision: DecisionTaken, option: str) -> bool:
        """Whether the team has stood by that option ever since the decision."""
        return self.acting[decision.inject, decision.team].get(option) == decision.seq

    def line(self, inject: str) -> Line:
        """EXCON's line to an inject."""
        if inject not in self.lines:
            # What an adversary decides on is not held; it waits for the adversary.
            held = self.situation.injects[inject].hold and inject not in self.scenario.mover
            self.lines[inject] = Line(self.env.event(), held=held)
        return self.lines[inject]

    def choice(self, inject: str) -> simpy.Event:
        """An event that happens when the inject's adversary chooses it."""
        line = self.line(inject)
        if line.chosen is None:
            line.chosen = self.env.event()
        return line.chosen

    def turn(self, inject: str) -> None:
        """Tell the inject's process that EXCON has said something."""
        line = self.line(inject)
        turned, line.turned = line.turned, self.env.event()
        turned.succeed()

    def once(self, text: str) -> simpy.Event:
        """An event that happens as soon as the condition holds.

        It is judged when something it mentions changes and at the moments when time alone can turn it.
        """
        happened = self.env.event()
        condition = conditions.parse(text)
        armed: set[int] = set()

        def judge(_: object) -> None:
            if happened.triggered:
                return
            if condition.holds(self.situation, self.now):
                happened.succeed()
                for subject in condition.mentions:
                    self._watchers[subject].remove(judge)
                return
            turn = condition.next_turn(self.situation, self.now)
            if turn is not None and turn not in armed:
                armed.add(turn)
                self.after(turn - self.now, judge)

        for subject in sorted(condition.mentions):
            self._watchers[subject].append(judge)
        judge(None)
        return happened

    def after(self, delay: int, call: Callable[[object], None]) -> None:
        """Call back in ``delay`` ms."""
        callbacks = self.env.timeout(delay).callbacks
        assert callbacks is not None, "a new timeout has not been played"
        callbacks.append(call)

    def owe(self, delay: int, measure: str, by: float, cause: str, still: Callable[[], bool]) -> None:
        """Let a measure move in ``delay`` ms, if its cause still stands then; until then that is owed."""
        number = next(self._owing)
        self.owed[number] = Owed(self.now + delay, measure, by, cause, still)

        def felt(_: object) -> None:
            del self.owed[number]
            if still():
                self.move(measure, by, cause)

        self.after(delay, felt)

    def move(self, measure: str, by: float, cause: str) -> None:
        """Move a measure by some points, within 0 and 100."""
        before = self.situation.measure(measure, self.now)
        value = round(min(100.0, max(0.0, before + by)), 4)
        self.emit(MeasureChanged(self.now, measure, value, round(value - before, 4), cause))
