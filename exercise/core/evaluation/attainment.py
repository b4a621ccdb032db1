"""How far each objective was attained: per critical task what the record says, and what the raters said of it."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from exercise.core.debrief.answering import Span, decisions, spans
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import given, result
from exercise.core.scenario import Objective, Task


class TaskRecord(NamedTuple):
    """A critical task: the injects that exercised it, in counts, the median time (ms), grade (0-1) and rating.

    ``met`` and ``unmet`` count expected actions, ``rating`` is P, S, M, U or empty while nobody has rated it.
    """

    task: Task
    injects: tuple[str, ...]
    asked: int
    answered: int
    missed: int
    met: int
    unmet: int
    latency: int | None
    worth: float | None
    rating: str
    raters: int


class ObjectiveRecord(NamedTuple):
    """An objective, its own rating where it has one, and its tasks."""

    objective: Objective
    rating: str
    raters: int
    tasks: tuple[TaskRecord, ...]


def attainment(run: Run) -> tuple[ObjectiveRecord, ...]:
    """Every objective with its critical tasks, in the scenario's order."""
    ratings, every = given(run.facts), spans(run)
    worth = {(row.inject, row.team): row.worth for row in decisions(run)}
    rated = {about: (result(by), len(by)) for about, by in ratings.items()}
    return tuple(
        ObjectiveRecord(
            objective, *rated.get(objective.id, ("", 0)),
            tuple(_task(run, task, every, worth, *rated.get(task.id, ("", 0))) for task in objective.tasks),
        )
        for objective in run.scenario.objectives
    )  # fmt: skip


def _task(
    run: Run, task: Task, every: tuple[Span, ...], worth: dict[tuple[str, str], float | None], rating: str, raters: int
) -> TaskRecord:
    situation = run.situation
    injects = [inject for inject in situation.injects.values() if inject.task == task.id]
    ids = {inject.id: None for inject in injects}
    found = [span for span in every if span.inject in ids]
    actions = [inject.id for inject in injects if inject.kind == "expected-action"]
    took = [span.latency for span in found if span.latency is not None]
    grades = [grade for (inject, _), grade in worth.items() if inject in ids and grade is not None]
    return TaskRecord(
        task,
        tuple(id for id in ids if situation.delivered_at(id) is not None or id in actions),
        len(found),
        sum(span.decided is not None for span in found),
        sum(span.outcome == "missed" for span in found),
        sum(situation.met_at(id) is not None for id in actions),
        sum(situation.missed(id) for id in actions),
        round(median(took)) if took else None,
        sum(grades) / len(grades) if grades else None,
        rating,
        raters,
    )
