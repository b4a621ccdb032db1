"""Which injects can ever come, and which reports anybody can ever hold.

The judgement is generous: an inject is called unreachable only if no course of play can bring it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from exercise.content.times import as_moment
from exercise.core.conditions import Atom, Both, Condition, parse
from exercise.core.scenario import Inject, Scenario


@dataclass(frozen=True)
class Reach:
    """What of a scenario can happen: the ids of the injects that can come."""

    scenario: Scenario
    injects: Set[str]

    @classmethod
    def of(cls, scenario: Scenario) -> Reach:
        """Begin with what waits for nothing and add whatever that makes possible, until nothing is added.

        Injects that wait for each other in a circle are never added.
        """
        reach = cls(scenario, frozenset())
        while True:
            more = frozenset(inject.id for inject in scenario.injects if not reach.obstacle(inject))
            if more == reach.injects:
                return reach
            reach = cls(scenario, more)

    def obstacle(self, inject: Inject) -> str:
        """Why the inject cannot come, given what can; empty when it can."""
        if inject.at is None and inject.after is None and not inject.when and not inject.hold:
            return "nothing says when"
        if inject.at is not None and inject.at > self.scenario.duration:
            return f"EndEx is at {as_moment(self.scenario.duration)}"
        if inject.after and not self._delivers(inject.after.inject):
            return f"it follows {inject.after.inject}, which is never delivered"
        if inject.when and not self._can_hold(parse(inject.when)):
            return f"it waits until {parse(inject.when)}, which can never be"
        return ""

    def circle(self, inject: Inject) -> tuple[str, ...]:
        """The injects that wait for each other, this one first and last; empty when it is in no circle."""
        paths: list[tuple[str, ...]] = [(inject.id,)]
        seen: set[str] = set()
        for path in paths:
            for needed in self._needs(self.scenario.inject[path[-1]]):
                if needed == inject.id:
                    return (*path, needed)
                if needed not in seen:
                    seen.add(needed)
                    paths.append((*path, needed))
        return ()

    def _needs(self, inject: Inject) -> list[str]:
        """The injects out of reach that this one waits for."""
        after = [inject.after.inject] if inject.after else []
        waited = sorted(parse(inject.when).mentions) if inject.when else []
        return [id for id in after + waited if id in self.scenario.inject and id not in self.injects]

    def obtainable(self, report: str) -> bool:
        """Whether any team can come to hold the report."""
        if report in self.scenario.given:
            return any(report in inject.gives for inject in self.scenario.injects if self._delivers(inject.id))
        return self.scenario.report[report].origin in self.scenario.agency

    def _delivers(self, inject: str) -> bool:
        return inject in self.injects and self.scenario.inject[inject].kind != "expected-action"

    def _can_hold(self, condition: Condition) -> bool:
        if isinstance(condition, Both):
            return (all if condition.every else any)(self._can_hold(part) for part in condition.parts)
        # Whatever can come about can also fail to: the opposite of a condition is always possible.
        return not isinstance(condition, Atom) or self._can_be(condition)

    def _can_be(self, atom: Atom) -> bool:
        match atom.name, atom.args:
            case "delivered" | "since", (inject,):
                return self._delivers(inject)
            case "decided", (inject, *_):
                return self._delivers(inject) and self.scenario.inject[inject].ask is not None
            case "missed", (inject, *_):
                return inject in self.injects and can_be_missed(self.scenario.inject[inject])
            case ("holds", (_, report)) | ("shared", (report, _, _)) | ("breached", (report, *_)):
                return self.obtainable(report)
            case "phase", (phase,):
                return any(inject.phase == phase for inject in self.scenario.injects if self._delivers(inject.id))
        return True


def can_be_missed(inject: Inject) -> bool:
    """Whether the inject has a window that somebody can let pass."""
    return inject.window is not None and (inject.ask is not None or inject.kind == "expected-action")
