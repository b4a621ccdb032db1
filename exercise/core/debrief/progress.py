"""Across exercises: how teams did from one to the next, and how ready they are for each critical task.

Different scenarios, seeds and rules are not to be compared point by point: what counts is the same team on the same
task, and the counts beside every figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.evaluation.attainment import TaskRecord, attainment
from exercise.core.scoring import scores


class Played(NamedTuple):
    """An exercise that was played by one syndicate: its id, title, when it was, and the run."""

    exercise: str
    title: str
    syndicate: str
    when: datetime
    run: Run


class Step(NamedTuple):
    """One team's score (0-100) in one dimension in one exercise, and how many records it rests on."""

    exercise: str
    title: str
    syndicate: str
    when: datetime
    team: str
    name: str
    dimension: str
    score: float
    records: int


def steps(played: Iterable[Played]) -> tuple[Step, ...]:
    """Every score of every team, exercise by exercise in order of time; what was not scored is left out."""
    return tuple(
        Step(one.exercise, one.title, one.syndicate, one.when, team, one.run.scenario.name(team), found.title,
             found.score, found.records)
        for one in sorted(played, key=lambda one: (one.when, one.exercise, one.syndicate))
        for team, table in scores(one.run).items()
        for found in table
        if found.score is not None
    )  # fmt: skip


class Readiness(NamedTuple):
    """A critical task across exercises: the latest rating, and the record of every time it was exercised.

    ``trend`` is by how much the share of answers in time changed from the first time to the last, None with one.
    """

    scenario: str
    task: str
    text: str
    capability: str
    rating: str
    rated: datetime | None
    times: int
    last: datetime | None
    where: str
    answered: int
    asked: int
    trend: float | None


def readiness(played: Iterable[Played]) -> tuple[Readiness, ...]:
    """Every critical task of every scenario that was played; one that nothing exercised yet is there with 0 times."""
    found: dict[tuple[str, str], tuple[str, list[tuple[Played, TaskRecord]]]] = {}
    for one in sorted(played, key=lambda one: (one.when, one.exercise, one.syndicate)):
        for objective in attainment(one.run):
            for record in objective.tasks:
                key = one.run.scenario.id, record.task.id
                found.setdefault(key, (objective.objective.capability, []))[1].append((one, record))
    return tuple(_ready(scenario, capability, rows) for (scenario, _), (capability, rows) in found.items())


def _ready(scenario: str, capability: str, rows: Sequence[tuple[Played, TaskRecord]]) -> Readiness:
    exercised = [(one, record) for one, record in rows if record.asked or record.met or record.unmet]
    rated = [(one, record) for one, record in rows if record.rating]
    last = exercised[-1] if exercised else None
    shares = [(record.answered + record.met) / (record.asked + record.met + record.unmet) for _, record in exercised]
    task = rows[-1][1].task
    return Readiness(
        scenario, task.id, task.text, capability,
        rated[-1][1].rating if rated else "", rated[-1][0].when if rated else None,
        len(exercised), last[0].when if last else None, last[0].title if last else "",
        last[1].answered if last else 0, last[1].asked if last else 0,
        shares[-1] - shares[0] if len(shares) > 1 else None,
    )  # fmt: skip
