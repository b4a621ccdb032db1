"""How far each objective was attained: per critical task what the record says, and what the raters said of it."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import mean, median
from typing import NamedTuple

from exercise.core.conditions import clock
from exercise.core.debrief.answering import Span, decisions, spans
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import given, result
from exercise.core.scenario import Objective, Task


class TaskRecord(NamedTuple):
    """A critical task: the injects that exercised it, in counts, the times (ms), grades (0-1) and the rating.

    ``met`` and ``unmet`` count expected actions, ``rating`` is P, S, M, U or empty while nobody has rated it.
    """

    task: Task
    injects: tuple[str, ...]
    asked: int
    answered: int
    missed: int
    met: int
    unmet: int
    latencies: tuple[int, ...]
    grades: tuple[float, ...]
    rating: str
    raters: int

    @property
    def latency(self) -> int | None:
        """The median time (ms) that answers took; None where there is none."""
        return round(median(self.latencies)) if self.latencies else None

    @property
    def worth(self) -> float | None:
        """The mean grade (0-1) of the answers; None where none has one."""
        return mean(self.grades) if self.grades else None


class ObjectiveRecord(NamedTuple):
    """An objective, its own rating where it has one, and its tasks."""

    objective: Objective
    rating: str
    raters: int
    tasks: tuple[TaskRecord, ...]


def measured(tasks: Iterable[TaskRecord]) -> str:
    """What the record says towards critical tasks, with its counts; empty where nothing exercised them.

    Counts and the median over all their injects: answers given, expected actions that came, the experts' grade of the
    answers (0-100), the time they took.
    """
    found = [task for task in tasks if task.asked or task.met or task.unmet]
    asked, answered = sum(task.asked for task in found), sum(task.answered for task in found)
    met, due = sum(task.met for task in found), sum(task.met + task.unmet for task in found)
    grades = [grade for task in found for grade in task.grades]
    took = [latency for task in found for latency in task.latencies]
    said = [f"{answered} of {asked} answers given"] if asked else []
    said += [f"median {clock(round(median(took)))}"] if took else []
    said += [f"experts’ grade {100 * mean(grades):.0f} of 100 over {len(grades)}"] if grades else []
    said += [f"{met} of {due} expected actions came"] if due else []
    return ", ".join(said)


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
    grades = [grade for (inject, _), grade in worth.items() if inject in ids and grade is not None]
    return TaskRecord(
        task,
        tuple(id for id in ids if situation.delivered_at(id) is not None or id in actions),
        len(found),
        sum(span.decided is not None for span in found),
        sum(span.outcome == "missed" for span in found),
        sum(situation.met_at(id) is not None for id in actions),
        sum(situation.missed(id) for id in actions),
        tuple(span.latency for span in found if span.latency is not None),
        tuple(grades),
        rating,
        raters,
    )
