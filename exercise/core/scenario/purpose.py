"""What an exercise trains, and what it moves: objectives with critical tasks, measures of the situation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Task:
    """A critical task of an objective, with the time it should take (ms) where one is set."""

    id: str
    text: str
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """What the exercise is meant to train, and the critical tasks that show it."""

    id: str
    title: str
    capability: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of effectiveness: the situation on a scale of 0 to 100, drifting per hour."""

    id: str
    title: str
    start: float
    weight: float = 1.0
    drift: float = 0.0


@dataclass(frozen=True, slots=True)
class Index:
    """A weighted mean of measures, such as the stability index or its political part: (measure, weight) pairs."""

    id: str
    title: str
    parts: tuple[tuple[str, float], ...]
