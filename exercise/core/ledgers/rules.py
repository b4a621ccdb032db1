"""Rules broken, time limits, harm done, the level of violence, incidents prevented."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.facts import (
    ClockRanOut,
    ClockStarted,
    ClockStopped,
    EscalationChanged,
    HarmDone,
    IncidentPrevented,
    RuleBroken,
)
from exercise.core.ledgers.ledger import Ledger


class Limit(NamedTuple):
    """A time limit of a team as it stands; ``deadline`` is exercise ms."""

    clock: str
    team: str
    started: int
    deadline: int
    state: Literal["running", "kept", "ran out"] = "running"


class Rules(Ledger):
    """What the debrief weighs, and what conditions may ask of it."""

    def __init__(self, escalation: int = 0) -> None:
        self.broken: dict[int, RuleBroken] = {}
        self.limits: dict[str, Limit] = {}
        self.harm: dict[str, int] = {}
        self.escalation = escalation
        self.prevented: dict[str, IncidentPrevented] = {}

    def broke(self, rule: str, team: str = "") -> bool:
        """Whether the team (any) acted outside that kind of rule."""
        return any(fact.rule == rule and team in ("", fact.team) for fact in self.broken.values())

    def limit(self, clock: str, state: str) -> bool:
        """Whether the time limit stands like that."""
        return clock in self.limits and self.limits[clock].state == state

    def _broke(self, fact: RuleBroken) -> tuple[str, ...]:
        self.broken[len(self.broken)] = fact
        return (fact.rule,)

    def _began(self, fact: ClockStarted) -> tuple[str, ...]:
        self.limits[fact.clock] = Limit(fact.clock, fact.team, fact.at, fact.deadline)
        return (fact.clock,)

    def _kept(self, fact: ClockStopped) -> tuple[str, ...]:
        self.limits[fact.clock] = self.limits[fact.clock]._replace(state="kept")
        return (fact.clock,)

    def _ran_out(self, fact: ClockRanOut) -> tuple[str, ...]:
        self.limits[fact.clock] = self.limits[fact.clock]._replace(state="ran out")
        return (fact.clock,)

    def _harmed(self, fact: HarmDone) -> tuple[str, ...]:
        self.harm[fact.harm] = self.harm.get(fact.harm, 0) + fact.people
        return (fact.harm,)

    def _escalated(self, fact: EscalationChanged) -> tuple[str, ...]:
        self.escalation = fact.level
        return ("escalation",)

    def _prevented(self, fact: IncidentPrevented) -> tuple[str, ...]:
        self.prevented[fact.inject] = fact
        return (fact.inject,)

    HANDLERS = {
        RuleBroken: _broke,
        ClockStarted: _began,
        ClockStopped: _kept,
        ClockRanOut: _ran_out,
        HarmDone: _harmed,
        EscalationChanged: _escalated,
        IncidentPrevented: _prevented,
    }
