"""Decision quality and timeliness: what was answered, against the experts and against the window."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.conditions import clock as duration
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import graded, grades
from exercise.core.facts import DecisionTaken, GradeFiled
from exercise.core.fold import Answer
from exercise.core.refusals import moment
from exercise.core.scenario import Ask
from exercise.core.scoring.points import Dimension, Point, Sheet, mean


def quality(sheet: Sheet, team: str) -> Dimension:
    """Decision quality: the experts' grade of every standing decision, the raters' mean of one in words."""
    run, points = sheet.run, []
    by_hand = grades(sheet.of(GradeFiled))
    for answer in run.situation.answers_of(team):
        ask, decision = run.situation.injects[answer.inject].ask, run.situation.standing(answer)
        if ask is None or decision is None:
            continue
        worth, how = grade(ask, decision), f"chose {', '.join(decision.options)} at {moment(decision.at)}"
        if worth is None and (found := by_hand.get(decision.seq)):
            worth, how = graded(found), f"wrote at {moment(decision.at)}; graded by {len(found)}"
        if worth is not None:
            points.append(Point(answer.inject, worth, how))
    return mean("quality", "Decision quality", points)


def grade(ask: Ask, decision: DecisionTaken) -> float | None:
    """The worth (0-1) of an answer against the experts; None where only a person can judge.

    A single choice has its option's grade. Several choices score the share of options rightly taken or
    left (right: grade of at least a half). A ranking scores 1 minus its normalised footrule distance
    (Spearman) from the experts' order. An allocation scores 1 minus the share that lies elsewhere than the experts'.
    """
    grades = {option.id: option.grade for option in ask.options}
    match ask.kind:
        case "choose" if decision.options:
            return grades[decision.options[0]]
        case "choose-many":
            right = sum((option in decision.options) == (worth >= 0.5) for option, worth in grades.items())
            return right / len(grades)
        case "allocate" if decision.options:
            given = dict(zip(decision.options, decision.amounts, strict=False))
            apart = sum(abs(given.get(option.id, 0) - option.ideal) for option in ask.options)
            return max(0.0, 1 - apart / (2 * ask.total)) if ask.total else None
        case "rank" if decision.options:
            expert = sorted(grades, key=lambda option: -grades[option])
            worst = len(expert) ** 2 // 2
            distance = sum(abs(decision.options.index(option) - place) for place, option in enumerate(expert))
            return 1 - distance / worst if worst else 1.0
    return None


def timeliness(sheet: Sheet, team: str) -> Dimension:
    """Timeliness: the share of closed windows that were answered; the time each took is in the evidence.

    Latency runs on the exercise clock from delivery to the first answer, so a pause costs nothing.
    Windows still open, and those the end cut off, are left out.
    """
    points = [point for answer in sheet.situation.answers_of(team) if (point := _punctual(answer))]
    return mean("timeliness", "Timeliness", points)


class Pace(NamedTuple):
    """How fast a team answers: median and 90th percentile from delivery to first answer (ms), and of how many.

    Injects that were not answered count as longer than they waited (Kaplan and Meier 1958); a figure that the
    record cannot tell is None.
    """

    median: int | None
    late: int | None
    answered: int
    unanswered: int


def pace(run: Run, team: str) -> Pace:
    """How fast a team answers what asks something."""
    waits: list[tuple[int, bool]] = []
    for answer in run.situation.answers_of(team):
        if run.situation.injects[answer.inject].ask is None:
            continue
        end = answer.decisions[0].at if answer.decisions else answer.closed.at if answer.closed else run.at
        waits.append((end - answer.delivered, bool(answer.decisions)))
    answered = sum(done for _, done in waits)
    return Pace(_quantile(waits, 0.5), _quantile(waits, 0.9), answered, len(waits) - answered)


def _quantile(waits: list[tuple[int, bool]], share: float) -> int | None:
    """The time (ms) by which that share has answered, waits that ended without an answer counted while they lasted."""
    left, still = len(waits), 1.0
    for took, done in sorted(waits, key=lambda wait: (wait[0], not wait[1])):
        if done:
            still *= 1 - 1 / left
            if 1 - still >= share - 1e-9:
                return took
        left -= 1
    return None


def _punctual(answer: Answer) -> Point | None:
    if answer.decisions:
        return Point(answer.inject, 1.0, f"answered after {duration(answer.decisions[0].at - answer.delivered)}")
    if answer.closed and answer.closed.outcome == "missed":
        return Point(answer.inject, 0.0, f"missed at {moment(answer.closed.at)}")
    return None
