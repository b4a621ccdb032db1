"""Facts to scores: measures of performance per team, each point with its evidence.

Definitions are in the scoring design: 0-100 per dimension, counts beside every ratio, None while there
is nothing to score. The outcome of the situation (measures of effectiveness) is kept apart.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import AnswerClosed, InjectDelivered, ReportReceived
from exercise.core.scoring.answers import Pace, grade, pace, quality, timeliness
from exercise.core.scoring.awareness import awareness
from exercise.core.scoring.coordination import coordination
from exercise.core.scoring.mandate import mandate
from exercise.core.scoring.points import Dimension, Point, Sheet
from exercise.core.scoring.protection import protection
from exercise.core.scoring.sharing import sharing

DIMENSIONS = (quality, timeliness, sharing, coordination, mandate, protection, awareness)


def scores(run: Run) -> dict[str, tuple[Dimension, ...]]:
    """Every dimension for every team, in the scenario's order of agencies."""
    sheet = Sheet(run)
    return {agency.id: tuple(score(sheet, agency.id) for score in DIMENSIONS) for agency in run.scenario.agencies}


def outcome(run: Run) -> float:
    """The weighted mean (0-100) of the measures now."""
    values = {measure.id: run.situation.measure(measure.id, run.at) for measure in run.scenario.measures}
    return round(run.scenario.outcome(values), 2)


class Part(NamedTuple):
    """A measure in an index: its weight (all add up to 1), its value at the start and now."""

    measure: str
    weight: float
    start: float
    now: float


class IndexRow(NamedTuple):
    """An index at the start and now (0-100), and what it is made of."""

    id: str
    title: str
    start: float
    now: float
    parts: tuple[Part, ...]


def indices(run: Run) -> tuple[IndexRow, ...]:
    """The scenario's indices, such as stability: weighted means whose weights nobody can change during play."""
    rows = []
    for index in run.scenario.indices:
        total = sum(weight for _, weight in index.parts) or 1.0
        parts = tuple(
            Part(id, weight / total, run.scenario.measure[id].start, run.situation.measure(id, run.at))
            for id, weight in index.parts
        )
        start, now = sum(part.weight * part.start for part in parts), sum(part.weight * part.now for part in parts)
        rows.append(IndexRow(index.id, index.title, round(start, 2), round(now, 2), parts))
    return tuple(rows)


def headline(run: Run) -> dict[str, Any]:
    """The figures people compare runs by, as plain JSON values."""
    kinds = Counter(type(fact).__name__ for fact in run.facts)
    closed = Counter(fact.outcome for fact in run.facts if isinstance(fact, AnswerClosed))
    return {
        "scenario": run.scenario.id,
        "mark": run.mark,
        "facts": len(run.facts),
        "delivered": sum(1 for fact in run.facts if isinstance(fact, InjectDelivered) and not _routine(run, fact)),
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


__all__ = [
    "DIMENSIONS",
    "Dimension",
    "IndexRow",
    "Pace",
    "Part",
    "Point",
    "Sheet",
    "grade",
    "headline",
    "indices",
    "outcome",
    "pace",
    "quality",
    "scores",
]


def _routine(run: Run, fact: InjectDelivered) -> bool:
    """Whether what was delivered asks nothing of anybody and only hides the signal."""
    return run.situation.injects[fact.inject].kind == "routine"
