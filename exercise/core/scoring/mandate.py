"""Mandate and law: what a team did within its authority, jurisdiction, mandate and procedures, and what outside."""

from __future__ import annotations

from exercise.core.facts import ClockRanOut, ClockStopped, RuleBroken
from exercise.core.refusals import moment
from exercise.core.scenario import Option, Scenario
from exercise.core.scoring.points import Dimension, Point, Sheet, mean
from exercise.core.scoring.procedures import steps


def mandate(sheet: Sheet, team: str) -> Dimension:
    """Every standing choice that a rule speaks of counts 1 where it kept them all, every rule broken 0.

    A time limit that the law sets counts 1 where it was kept and 0 where it ran out. A standing procedure counts with
    the share of its steps that were taken.
    """
    points = []
    broken = [fact for fact in sheet.of(RuleBroken) if fact.team == team]
    for fact in broken:
        if fact.entry is not None:
            basis = f" ({fact.basis})" if fact.basis else ""
            points.append(Point(fact.about, 0.0, f"{fact.rule}: {fact.text}{basis}, at {moment(fact.at)}"))
    guilty = {(fact.entry, fact.option) for fact in broken}
    for answer in sheet.situation.answers_of(team):
        inject, decision = sheet.situation.injects[answer.inject], sheet.situation.standing(answer)
        if inject.ask is None or decision is None:
            continue
        taken = decision.options[:1] if inject.ask.kind == "rank" else decision.options
        for id in taken:
            option = inject.ask.option(id)
            ruled = option is not None and governed(sheet.scenario, inject.where, option)
            if ruled and (decision.seq, id) not in guilty:
                points.append(Point(inject.id, 1.0, f"chose {id} at {moment(decision.at)}, within the rules"))
    titles = {clock.id: clock.title for clock in sheet.scenario.clocks}
    points += [
        Point(fact.clock, 1.0, f"{titles.get(fact.clock, fact.clock)} kept at {moment(fact.at)}")
        for fact in sheet.of(ClockStopped)
        if fact.team == team
    ]
    points += [
        Point(fact.clock, 0.0, f"{titles.get(fact.clock, fact.clock)} ran out at {moment(fact.at)}")
        for fact in sheet.of(ClockRanOut)
        if fact.team == team
    ]
    return mean("mandate", "Mandate and law", [*points, *steps(sheet, team)])


def governed(scenario: Scenario, where: str, option: Option) -> bool:
    """Whether a rule speaks of the option: law, a required step, a lead agency, or some agency's caveat."""
    caveat = any(option.what in agency.caveats for agency in scenario.agencies) if option.what else False
    return bool(option.law or option.requires or caveat or (option.what and scenario.lead(where, option.what)))
