"""Which injects can ever come, and which reports anybody can ever hold.

The judgement is generous: an inject is called unreachable only if no course of play can bring it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from exercise.content.times import as_moment
from exercise.core.conditions import Atom, Both, Condition, parse
from exercise.core.conditions.judging import COMPARE
from exercise.core.scenario import Inject, Option, Scenario


@dataclass(frozen=True)
class Reach:
    """What of a scenario can happen: the injects that can come, the clocks that can start and be stopped."""

    scenario: Scenario
    injects: Set[str]
    starts: Set[str]
    stops: Set[str]

    @classmethod
    def of(cls, scenario: Scenario) -> Reach:
        """Begin with what waits for nothing and add whatever that makes possible, until nothing is added.

        Injects that wait for each other in a circle are never added.
        """
        reach = cls(scenario, frozenset(), frozenset(), frozenset())
        while True:
            more = cls(
                scenario,
                frozenset(inject.id for inject in scenario.injects if not reach.obstacle(inject)),
                frozenset(clock.id for clock in scenario.clocks if reach.can_hold(clock.starts)),
                frozenset(clock.id for clock in scenario.clocks if reach.can_hold(clock.stops)),
            )
            if more == reach:
                return reach
            reach = more

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

    def can_hold(self, condition: str) -> bool:
        """Whether some course of play makes the condition true."""
        return self._can_hold(parse(condition))

    def _can_hold(self, condition: Condition) -> bool:
        if isinstance(condition, Both):
            return (all if condition.every else any)(self._can_hold(part) for part in condition.parts)
        # Whatever can come about can also fail to: the opposite of a condition is always possible.
        return not isinstance(condition, Atom) or self._can_be(condition)

    def _can_be(self, atom: Atom) -> bool:
        match atom.name, atom.args:
            case "delivered", (inject,):
                return self._delivers(inject)
            case "decided" | "carried_out", (inject, *choice):
                return self._can_be_chosen(inject, *choice)
            case "fell_through", (inject, *choice):
                return any(map(_waits, self._options(inject, *choice)))
            case "agreed", (inject, *choice):
                return any(option.together for option in self._options(inject, *choice))
            case "missed", (inject, *team):
                found = self.scenario.inject[inject]
                return inject in self.injects and can_be_missed(found) and all(one in found.to for one in team)
            case ("holds", (_, report)) | ("shared", (report, _, _)) | ("breached", (report, *_)):
                return self.obtainable(report)
            case "phase", (phase,):
                return any(inject.phase == phase for inject in self.scenario.injects if self._delivers(inject.id))
            case "prevented", (inject,):
                found = self.scenario.inject[inject]
                return inject in self.injects and found.incident and bool(found.unless)
            case "broke", (rule, *team):
                return self._can_break(rule, *team)
            case "ran_out", (clock,):
                return clock in self.starts
            case "kept", (clock,):
                return clock in self.starts and clock in self.stops
        return atom.term.gives != "figure" or self._can_reach(atom)

    def _options(self, inject: str, option: str = "", team: str = "") -> list[Option]:
        """The options of that id (any) that the team (any) can choose in an inject that can come."""
        found = self.scenario.inject[inject]
        if not self._delivers(inject) or found.ask is None or (team and team not in found.to):
            return []
        return [one for one in found.ask.options if option in ("", one.id)]

    def _can_be_chosen(self, inject: str, option: str = "", team: str = "") -> bool:
        """Whether the team (any) can answer the inject like that; a question without options has any answer."""
        found = self.scenario.inject[inject]
        if not option:
            return self._delivers(inject) and found.ask is not None
        return bool(self._options(inject, option, team))

    def _can_break(self, rule: str, team: str = "") -> bool:
        """Whether an option or a running clock of the team (any) can break that kind of rule."""
        scenario = self.scenario
        if any(clock.rule == rule and team in ("", clock.team) for clock in scenario.clocks):
            return True
        return any(
            any(step.rule == rule for step in option.requires)
            or (rule == "mandate" and option.law is not None)
            or (rule in ("jurisdiction", "caveat") and bool(option.what))
            for inject in scenario.injects
            if not team or team in inject.to
            for option in self._options(inject.id)
        )

    def _can_reach(self, atom: Atom) -> bool:
        """Whether a figure can get to where the comparison holds, between the least and the most it can be."""
        scenario, against = self.scenario, float(atom.against)
        least, most = 0.0, 0.0
        match atom.name, atom.args:
            case "since", (inject,):
                most = scenario.duration if self._delivers(inject) else -1
            case "elapsed", ():
                most = scenario.duration
            case "measure", _:
                most = 100
            case "free", (resource,):
                most = scenario.resource[resource].units
            case "escalation", ():
                most = max(0, len(scenario.escalation) - 1)
            case "harm", (kind,):
                most = 1e9 if self._harms(kind) else 0
        if most < least:
            return False
        tried = (least, most, min(most, max(least, against)), max(least, against - 1), min(most, against + 1))
        return any(least <= figure <= most and COMPARE[atom.sign](figure, against) for figure in tried)

    def _harms(self, kind: str) -> bool:
        """Whether anything that can happen brings that kind of harm."""
        for inject in self.scenario.injects:
            harm = (*inject.harm, *inject.missed_harm, *(one for it in self._options(inject.id) for one in it.harm))
            if inject.id in self.injects and any(one.kind == kind and one.expected for one in harm):
                return True
        return False


def _waits(option: Option) -> bool:
    """Whether anything can come between choosing the option and its being carried out."""
    return bool(option.together or option.needs or option.authority)


def can_be_missed(inject: Inject) -> bool:
    """Whether the inject has a window that somebody can let pass."""
    return inject.window is not None and (inject.ask is not None or inject.kind == "expected-action")
