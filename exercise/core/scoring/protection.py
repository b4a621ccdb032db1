"""Protection of civilians: what a team's own decisions did to people, beside what they could have done."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.conditions import clock as duration
from exercise.core.facts import HarmDone
from exercise.core.refusals import moment
from exercise.core.scenario import Ask, Option
from exercise.core.scoring.points import Dimension, Point, Sheet, mean

# The measure that stands for the safety of civilians in every scenario that has one.
CIVILIANS = "civilians"


def protection(sheet: Sheet, team: str) -> Dimension:
    """Every standing choice among options that differ for civilians, between the worst (0) and the best (1) of them.

    The effect on civilians and the expected harm count together, one person harmed as one point. Each time people
    came to harm by a choice of the team is a 0 beside it. A warning that the team had at first hand counts with the
    share of its lead time that it left to each team that needed it.
    """
    points = []
    for answer in sheet.situation.answers_of(team):
        inject, decision = sheet.situation.injects[answer.inject], sheet.situation.standing(answer)
        if inject.ask is None or decision is None or inject.ask.kind not in ("choose", "rank") or not decision.options:
            continue
        felt = effects(inject.ask)
        low, high, mine = min(felt.values()), max(felt.values()), felt[decision.options[0]]
        if high > low:
            what = f"chose {decision.options[0]}: {mine:+g} for civilians, between {low:+g} and {high:+g}"
            points.append(Point(inject.id, (mine - low) / (high - low), f"{what} at {moment(decision.at)}"))
    points += [
        Point(fact.inject, 0.0, f"{fact.people} {fact.harm} at {moment(fact.at)} by {fact.option}")
        for fact in sheet.of(HarmDone)
        if fact.team == team and fact.option
    ]
    return mean("protection", "Protection of civilians", [*points, *_warnings(sheet, team)])


def _warnings(sheet: Sheet, team: str) -> Iterator[Point]:
    """For every incident that came, and every team that needed the warning: how much of the time there was it had.

    Left out are incidents that did not come or were only told of in a summary, those that came before the team itself
    knew, and teams that may not have the report.
    """
    for held in sheet.situation.holdings(team):
        report = sheet.scenario.report[held.report]
        for inject in report.warns if held.seq is None else ():
            came = sheet.situation.delivered_at(inject)
            if came is None or came <= held.at or inject in sheet.situation.summarised:
                continue
            for partner, _ in report.needed_by:
                if partner == team or not sheet.situation.releasable(report.id, partner):
                    continue
                got = sheet.situation.holding(partner, report.id)
                lead = 0 if got is None else min(came - held.at, max(0, came - got.at))
                said = f"warned {duration(lead)} before {inject}" if lead else f"not warned before {inject}"
                evidence = f"{sheet.scenario.name(partner)} {said}, of {duration(came - held.at)} there were"
                yield Point(report.id, lead / (came - held.at), evidence)


def effects(ask: Ask) -> dict[str, float]:
    """What every option does to civilians, in points: its effects on their safety less the people it is to harm."""
    return {option.id: _felt(option) for option in ask.options}


def _felt(option: Option) -> float:
    gained = sum(effect.by for effect in option.effects if effect.measure == CIVILIANS)
    return gained - sum(harm.expected for harm in option.harm)
