"""What every score is made of: points with their evidence, and a sheet of facts so that none is looked for twice."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple, TypeVar, cast

from exercise.core.engine import Run

F = TypeVar("F")


class Point(NamedTuple):
    """One record behind a score: what it is about, its worth (0-1), and the evidence in words.

    Only where a wrong answer takes back a right one is a worth below 0, down to -1.
    """

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


class Sheet:
    """A run with its facts laid out by kind."""

    def __init__(self, run: Run) -> None:
        self.run, self.scenario, self.situation, self.at = run, run.scenario, run.situation, run.at
        self._kinds: defaultdict[type[Any], list[Any]] = defaultdict(list)
        for fact in run.facts:
            self._kinds[type(fact)].append(fact)

    def of(self, kind: type[F]) -> list[F]:
        """All facts of a kind, in order."""
        return cast(list[F], self._kinds.get(kind, []))


def mean(id: str, title: str, points: list[Point]) -> Dimension:
    """The mean worth of the points, 0 to 100."""
    if not points:
        return Dimension(id, title, None, 0, ())
    score = max(0.0, 100 * sum(point.worth for point in points) / len(points))
    return Dimension(id, title, round(score, 1), len(points), tuple(points))
