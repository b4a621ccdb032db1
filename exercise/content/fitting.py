"""Puts a module into a scenario: its ids are prefixed, its roles replaced, its moments shifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from exercise.content.modules import Fitting
from exercise.content.problems import Spot, Where, meant
from exercise.content.times import as_duration, as_moment
from exercise.core.conditions import Atom, Both, Condition, Not, parse
from exercise.core.conditions.terms import DURATIONS
from exercise.core.scenario import (
    Ask,
    ConditionalEffects,
    Effect,
    Inject,
    Objective,
    Option,
    OptionShare,
    Report,
    Scenario,
)

T = TypeVar("T")


def suggest(host: Scenario, module: Scenario, at: int = 0) -> Fitting:
    """How a module would most likely fit: by the same ids, then by kinds of agency, then by what comes first."""
    free = list(host.agencies)
    teams: dict[str, str] = {}
    for role in sorted(module.agencies, key=lambda role: role.id not in host.agency):
        if not free:
            break
        match = next(
            (agency for agency in free if agency.id == role.id),
            next((agency for agency in free if agency.kind == role.kind), free[0]),
        )
        teams[role.id] = match.id
        free.remove(match)
    measures = {role: role if role in host.measure else host.measures[0].id for role in module.measure}
    channels = {role: role if role in host.channel else host.channels[0].id for role in module.channel}
    return Fitting(at, teams, measures, channels)


def misfits(host: Scenario, module: Scenario, fitting: Fitting) -> Iterator[tuple[str, str]]:
    """Why the module does not fit, and how to mend each: roles nobody takes, unknown names, an end after EndEx."""
    roles = {
        "teams": (fitting.teams, module.agency, host.agency),
        "measures": (fitting.measures, module.measure, host.measure),
        "channels": (fitting.channels, module.channel, host.channel),
        "resources": (fitting.resources, module.resource, host.resource),
        "objectives": (fitting.objectives, {one.id: one for one in module.objectives},
                       {one.id: one for one in host.objectives}),
    }  # fmt: skip
    for key, (given, wanted, there) in roles.items():
        for role, named in given.items():
            if role not in wanted:
                yield f"{role} is none of the {key} of module {module.id}", meant(role, wanted)
            elif named not in there:
                yield f"{named} is none of the {key} of {host.id}", meant(named, there)
        if key in ("teams", "measures", "channels"):
            for role in wanted:
                if role not in given and role not in there:
                    example = next(iter(there))
                    yield (
                        f"module {module.id} needs somebody for {role} among its {key}",
                        f"write {key}: {{{role}: {example}}} with what takes its place",
                    )
    end = fitting.at + module.duration
    if end > host.duration:
        yield (
            f"module {module.id} lasts until {as_moment(end)} and EndEx is at {as_moment(host.duration)}",
            "let it begin earlier",
        )


def fit(host: Scenario, module: Scenario, fitting: Fitting) -> Scenario:
    """The host with the module in it. There are no `misfits`."""
    return _Fitter(host, module, fitting).host()


class _Fitter:
    """One module on its way into one host."""

    def __init__(self, host: Scenario, module: Scenario, fitting: Fitting) -> None:
        self._host = host
        self._module = module
        self._fitting = fitting

    def host(self) -> Scenario:
        host, module, fitting = self._host, self._module, self._fitting
        return replace(
            host,
            injects=(*host.injects, *map(self._inject, module.injects)),
            reports=(*host.reports, *map(self._report, module.reports)),
            objectives=self._objectives(),
            procedures=(*host.procedures, *(replace(one, id=self._id(one.id)) for one in module.procedures)),
            forms=(*host.forms, *(replace(one, id=self._id(one.id), to=()) for one in module.forms)),
            twists=(*host.twists, *(replace(one, id=self._id(one.id)) for one in module.twists)),
            resources=(
                *host.resources,
                *(
                    replace(one, id=self._id(one.id), agency=self._team(one.agency))
                    for one in module.resources
                    if one.id not in fitting.resources
                ),
            ),
            clocks=(
                *host.clocks,
                *(
                    replace(
                        one, id=self._id(one.id), team=self._team(one.team), starts=self._condition(one.starts),
                        stops=self._condition(one.stops), effects=self._effects(one.effects),
                    )
                    for one in module.clocks
                ),
            ),
            probes=(
                *host.probes,
                *(
                    replace(
                        one, id=self._id(one.id), to=self._teams(one.to), at=self._later(one.at),
                        right_when=tuple(map(self._condition, one.right_when)), outcome=self._condition(one.outcome),
                    )
                    for one in module.probes
                ),
            ),
            endings=(
                *host.endings,
                *(
                    replace(
                        one, id=self._id(one.id), when=self._condition(one.when), effects=self._effects(one.effects)
                    )
                    for one in module.endings
                ),
            ),
        )  # fmt: skip

    def _inject(self, inject: Inject) -> Inject:
        objective, task = self._objective(inject.objective), inject.task
        return replace(
            inject,
            id=self._id(inject.id),
            to=self._teams(inject.to),
            storyline=self._module.title,
            phase=self._fitting.phase,
            at=self._later(inject.at),
            after=inject.after and replace(inject.after, inject=self._id(inject.after.inject)),
            when=self._condition(inject.when),
            unless=self._condition(inject.unless),
            met=self._condition(inject.met),
            gives=tuple(map(self._id, inject.gives)),
            objective=objective,
            task=self._id(task) if task else "",
            ask=inject.ask and self._ask(inject.ask),
            if_missed=self._id(inject.if_missed) if inject.if_missed else "",
            effects=self._effects(inject.effects),
            missed_effects=self._effects(inject.missed_effects),
            breaks=tuple(map(self._channel, inject.breaks)),
            restores=tuple(map(self._channel, inject.restores)),
            escalates=inject.escalates if self._host.escalation else 0,
        )

    def _ask(self, ask: Ask) -> Ask:
        return replace(
            ask, options=tuple(map(self._option, ask.options)), outcome=self._condition(ask.outcome),
            form=self._id(ask.form) if ask.form else "",
        )  # fmt: skip

    def _option(self, option: Option) -> Option:
        return replace(
            option,
            effects=self._effects(option.effects),
            also=tuple(
                ConditionalEffects(self._condition(one.when), self._effects(one.effects)) for one in option.also
            ),
            shares=tuple(
                OptionShare(self._id(one.report), self._teams(one.to), one.channel and self._channel(one.channel))
                for one in option.shares
            ),
            when=self._condition(option.when),
            requires=tuple(replace(one, when=self._condition(one.when)) for one in option.requires),
            steps=tuple(map(self._id, option.steps)),
            together=option.together and replace(option.together, teams=self._teams(option.together.teams)),
            needs=tuple(replace(one, resource=self._resource(one.resource)) for one in option.needs),
            failed_effects=self._effects(option.failed_effects),
            escalates=option.escalates if self._host.escalation else 0,
        )

    def _report(self, report: Report) -> Report:
        return replace(
            report,
            id=self._id(report.id),
            origin=self._team(report.origin) if report.origin in self._module.agency else report.origin,
            release=self._teams(report.release),
            needed_by=tuple((self._team(team), at + self._fitting.at) for team, at in report.needed_by),
            as_of=self._later(report.as_of),
            conflicts=tuple(map(self._id, report.conflicts)),
            warns=tuple(map(self._id, report.warns)),
        )

    def _objectives(self) -> tuple[Objective, ...]:
        """The host's, with the tasks of those of the module's that one of them takes up, and the module's others."""
        tasks = {
            one.id: tuple(replace(task, id=self._id(task.id)) for task in one.tasks) for one in self._module.objectives
        }
        taken = self._fitting.objectives
        grown = [
            replace(one, tasks=(*one.tasks, *(task for own, named in taken.items() if named == one.id
                                              for task in tasks[own])))
            for one in self._host.objectives
        ]  # fmt: skip
        brought = [
            replace(one, id=self._id(one.id), tasks=tasks[one.id])
            for one in self._module.objectives
            if one.id not in taken
        ]
        return (*grown, *brought)

    def _id(self, id: str) -> str:
        return f"{self._module.id}-{id}"

    def _team(self, role: str) -> str:
        return self._fitting.teams.get(role, role)

    def _teams(self, roles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._team, roles)))

    def _measure(self, role: str) -> str:
        return self._fitting.measures.get(role, role)

    def _channel(self, role: str) -> str:
        return self._fitting.channels.get(role, role)

    def _resource(self, id: str) -> str:
        return self._fitting.resources.get(id) or self._id(id)

    def _objective(self, id: str) -> str:
        return self._fitting.objectives.get(id) or (self._id(id) if id else "")

    def _later(self, at: int | None) -> int | None:
        return None if at is None else at + self._fitting.at

    def _effects(self, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        return tuple(replace(effect, measure=self._measure(effect.measure)) for effect in effects)

    def _condition(self, text: str) -> str:
        return self._written(parse(text)) if text else ""

    def _written(self, condition: Condition) -> str:
        """The condition in the words of the host."""
        match condition:
            case Atom():
                return self._term(condition)
            case Not(part=part):
                return f"not ({self._written(part)})"
            case Both(parts=parts, every=every):
                return (" and " if every else " or ").join(
                    f"({self._written(part)})" if isinstance(part, Both) else self._written(part) for part in parts
                )
        raise TypeError(condition)

    def _term(self, atom: Atom) -> str:
        ids: dict[str, Callable[[str], str]] = {
            "inject": self._id,
            "team": self._team,
            "report": self._id,
            "measure": self._measure,
            "twist": self._id,
            "resource": self._resource,
            "clock": self._id,
            "place": self._place,
        }
        kinds = atom.term.kinds
        args = [ids[kind](arg) if kind in ids else arg for kind, arg in zip(kinds, atom.args, strict=False)]
        if not atom.sign:
            return f"{atom.name}({', '.join(args)})"
        against = atom.against
        if atom.name in DURATIONS:
            shift = self._fitting.at if atom.name == "elapsed" else 0
            against = as_duration(int(float(against)) + shift)
        elif not isinstance(against, str):
            against = f"{against:g}"
        return f"{atom.name}({', '.join(args)}) {atom.sign} {against}"

    def _place(self, place: str) -> str:
        """Where a resource was sent: a team, an inject, or a place that has no list."""
        if place in self._module.inject:
            return self._id(place)
        return self._team(place)


def where_fitted(module: Scenario, where: Where) -> Iterator[tuple[tuple[str, str], Spot]]:
    """Where everything of the module is written, under the ids it has in its host."""
    for (kind, id), spot in where.items():
        noun, of, owner = kind.partition(" of ")
        own = id if noun in ("option", "step") else f"{module.id}-{id}"
        yield (f"{noun}{of}{module.id}-{owner}" if of else kind, own), spot
