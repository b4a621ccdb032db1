"""Facts to scores: measures of performance per team, each point with its evidence.

Definitions are in the scoring design: 0-100 per dimension, counts beside every ratio, None while there
is nothing to score. The outcome of the situation (measures of effectiveness) is kept apart.
"""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import Any, NamedTuple

from exercise.core.conditions import clock as duration
from exercise.core.engine import Run
from exercise.core.facts import AnswerClosed, DecisionTaken, ReleaseBreached, ReportReceived
from exercise.core.ratings import graded, grades
from exercise.core.refusals import moment
from exercise.core.scenario import Ask
from exercise.core.situation import Answer

_AGAINST = {"release": "outside its release", "ceiling": "over a channel not cleared for it"}


class Point(NamedTuple):
    """One record behind a score: what it is about, its worth (0-1), and the evidence in words."""

    about: str
    worth: float
    evidence: str


class Dimension(NamedTuple):
    """A score (0-100, None while nothing counts), how many records it rests on, and which."""

    id: str
    title: str
    score: float | None
    records: int
    points: tuple[Point, ...]


def scores(run: Run) -> dict[str, tuple[Dimension, ...]]:
    """Every dimension for every team, in the scenario's order of agencies."""
    return {
        agency.id: (quality(run, agency.id), timeliness(run, agency.id), sharing(run, agency.id))
        for agency in run.scenario.agencies
    }


def outcome(run: Run) -> float:
    """The weighted mean (0-100) of the measures now."""
    values = {measure.id: run.situation.measure(measure.id, run.at) for measure in run.scenario.measures}
    return round(run.scenario.outcome(values), 2)


def headline(run: Run) -> dict[str, Any]:
    """The figures people compare runs by, as plain JSON values."""
    kinds = Counter(type(fact).__name__ for fact in run.facts)
    closed = Counter(fact.outcome for fact in run.facts if isinstance(fact, AnswerClosed))
    return {
        "scenario": run.scenario.id,
        "mark": run.mark,
        "facts": len(run.facts),
        "delivered": kinds["InjectDelivered"],
        "answered": closed["answered"],
        "missed": closed["missed"] + kinds["ActionMissed"],
        "met": kinds["ActionMet"],
        "skipped": kinds["InjectSkipped"],
        "shared": sum(isinstance(fact, ReportReceived) and fact.seq is not None for fact in run.facts),
        "breaches": kinds["ReleaseBreached"],
        "outcome": outcome(run),
        "scores": {team: {found.id: found.score for found in table} for team, table in scores(run).items()},
        "measures": {
            measure.id: round(run.situation.measure(measure.id, run.at), 2) for measure in run.scenario.measures
        },
    }


def quality(run: Run, team: str) -> Dimension:
    """Decision quality: the experts' grade of every standing decision, the raters' mean of one in words."""
    points, by_hand = [], grades(run.facts)
    for answer in run.situation.answers_of(team):
        ask, decision = run.situation.injects[answer.inject].ask, run.situation.standing(answer)
        if ask is None or decision is None:
            continue
        worth, how = grade(ask, decision), f"chose {', '.join(decision.options)} at {moment(decision.at)}"
        if worth is None and (found := by_hand.get(decision.seq)):
            worth, how = graded(found), f"wrote at {moment(decision.at)}; graded by {len(found)}"
        if worth is not None:
            points.append(Point(answer.inject, worth, how))
    return _mean("quality", "Decision quality", points)


def grade(ask: Ask, decision: DecisionTaken) -> float | None:
    """The worth (0-1) of an answer against the experts; None where only a person can judge.

    A single choice has its option's grade. Several choices score the share of options rightly taken or
    left (right: grade of at least a half). A ranking scores 1 minus its normalised footrule distance
    (Spearman) from the experts' order, an allocation the share of units that lie where the experts put them.
    """
    grades = {option.id: option.grade for option in ask.options}
    match ask.kind:
        case "choose" if decision.options:
            return grades[decision.options[0]]
        case "choose-many":
            right = sum((option in decision.options) == (worth >= 0.5) for option, worth in grades.items())
            return right / len(grades)
        case "rank" if decision.options:
            expert = sorted(grades, key=lambda option: -grades[option])
            worst = len(expert) ** 2 // 2
            distance = sum(abs(decision.options.index(option) - place) for place, option in enumerate(expert))
            return 1 - distance / worst if worst else 1.0
        case "allocate" if decision.options:
            given = dict(zip(decision.options, decision.amounts, strict=False))
            apart = sum(abs(given.get(option.id, 0) - option.ideal) for option in ask.options)
            return max(0.0, 1 - apart / (2 * ask.total)) if ask.total else None
    return None


def timeliness(run: Run, team: str) -> Dimension:
    """Timeliness: the share of closed windows that were answered; the median latency is in the evidence.

    Latency runs on the exercise clock from delivery to the first answer, so a pause costs nothing.
    Windows still open, and those the end cut off, are left out.
    """
    points = [point for answer in run.situation.answers_of(team) if (point := _punctual(run, answer))]
    return _mean("timeliness", "Timeliness", points)


def latencies(run: Run, team: str) -> list[int]:
    """Delivery to first answer (ms) of every answered inject."""
    return [answer.decisions[0].at - answer.delivered for answer in run.situation.answers_of(team) if answer.decisions]


def median_latency(run: Run, team: str) -> int | None:
    """The median of `latencies` (ms), or None."""
    found = latencies(run, team)
    return round(median(found)) if found else None


def _punctual(run: Run, answer: Answer) -> Point | None:
    if answer.decisions:
        return Point(answer.inject, 1.0, f"answered after {duration(answer.decisions[0].at - answer.delivered)}")
    if answer.closed and answer.closed.outcome == "missed":
        return Point(answer.inject, 0.0, f"missed at {moment(answer.closed.at)}")
    return None


def sharing(run: Run, team: str) -> Dimension:
    """Information sharing: reports the team had first, and whether those who needed them got them in time.

    In time counts 1, late a half, not at all 0. Left out are needs that are not due yet, and those of a team
    outside the report's release: whoever holds it may not meet them. Each
    report the team sent against its marking is a 0 beside them: sharing well is not sharing everything.
    """
    points = [
        Point(fact.report, 0.0, f"reached {run.scenario.name(fact.to)} at {moment(fact.at)} {_AGAINST[fact.breach]}")
        for fact in run.facts
        if isinstance(fact, ReleaseBreached) and fact.sender == team
    ]
    for held in run.situation.holdings(team):
        if held.seq is not None:
            continue
        report = run.scenario.report[held.report]
        for partner, by in report.needed_by:
            if partner == team or not run.situation.releasable(report.id, partner):
                continue
            got = run.situation.holding(partner, report.id)
            need = f"{run.scenario.name(partner)} needed it by {moment(by)}"
            if got is not None:
                worth = 0.5 if got.at > max(by, held.at) else 1.0
                points.append(Point(report.id, worth, f"{need} and had it at {moment(got.at)}"))
            elif run.at >= by:
                points.append(Point(report.id, 0.0, f"{need} and never got it"))
    return _mean("sharing", "Information sharing", points)


def _mean(id: str, title: str, points: list[Point]) -> Dimension:
    score = round(100 * sum(point.worth for point in points) / len(points), 1) if points else None
    return Dimension(id, title, score, len(points), tuple(points))
