"""Rules while people act: what a choice breaks, time limits that run, harm, the level of violence."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from random import Random

from exercise.core import conditions
from exercise.core.facts import (
    DecisionTaken,
    EscalationChanged,
    HarmDone,
    RuleBroken,
)
from exercise.core.processes.world import World
from exercise.core.scenario import Harm, Option
from exercise.core.situation import Situation

# From this mean on the Poisson law is drawn as a normal one; the loop below would take as many steps.
MANY = 200


def broken(situation: Situation, at: int, decision: DecisionTaken, option: Option) -> Iterator[RuleBroken]:
    """Every rule the option breaks for that team, judged as things stand."""
    scenario, team = situation.scenario, decision.team
    inject, name = situation.injects[decision.inject], scenario.name

    def break_(rule: str, text: str, basis: str = "") -> RuleBroken:
        return RuleBroken(at, rule, team, inject.id, option.id, text, basis, decision.seq)

    lead = scenario.lead(inject.where, option.what) if option.what else ""
    joined = option.together.teams if option.together else ()
    if lead and lead != team and lead not in joined:
        yield break_("jurisdiction", f"{name(lead)} leads on {option.what} in {inject.where}")
    if option.what in scenario.agency[team].caveats:
        yield break_("caveat", f"{name(team)} may not do {option.what}: a national caveat")
    if option.law:
        status = option.law.under(scenario.mandate)
        if status == "outside":
            yield break_("mandate", "outside the mandate", option.law.basis)
        if status == "needs-approval" and not situation.undertakings.approved(decision.seq, option.id):
            yield break_("mandate", "the mandate wants an approval that nobody gave", option.law.basis)
    for step in option.requires:
        if not conditions.parse(step.when).holds(situation, at):
            yield break_(step.rule, step.text, step.basis)


def hurt(world: World, harm: Harm, inject: str, option: str, team: str) -> None:
    """Let civilians come to harm, as many as chance has it, after the harm's own delay."""
    stream = world.rng(f"harm/{inject}/{option}/{team}/{harm.kind}")

    def happen(_: object) -> None:
        people = poisson(stream, harm.expected)
        if people:
            world.emit(HarmDone(world.now, harm.kind, people, inject, option, team))

    if harm.after:
        world.after(harm.after, happen)
    else:
        happen(None)


def poisson(stream: Random, mean: float) -> int:
    """A Poisson number (Knuth 1969; for a large mean its normal approximation)."""
    if mean > MANY:
        return max(0, round(stream.gauss(mean, mean**0.5)))
    limit, product, count = exp(-mean), stream.random(), 0
    while product > limit:
        product *= stream.random()
        count += 1
    return count


def escalate(world: World, by: int, cause: str) -> None:
    """Move the level of violence by some steps, within its ladder."""
    if not by or not world.scenario.escalation:
        return
    before = world.situation.rules.escalation
    level = min(len(world.scenario.escalation) - 1, max(0, before + by))
    if level != before:
        world.emit(EscalationChanged(world.now, level, level - before, cause))
