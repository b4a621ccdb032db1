"""Awareness: what a team knew of the situation when it was asked, and how well it saw what would come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exercise.core.facts import ForecastMade, ForecastSettled, ProbeAnswered, ProbeOpened
from exercise.core.refusals import moment
from exercise.core.scoring.points import Dimension, Point, Sheet, mean


def awareness(sheet: Sheet, team: str) -> Dimension:
    """Right answers less wrong ones, and forecasts against a coin.

    A right answer to an awareness probe counts 1, a wrong one -1, none 0 (true awareness: Saner et al. 2009). A
    forecast counts 1 less four times its Brier score, at least -1: sure and right is 1, even odds are 0.
    """
    points = [*_probes(sheet, team)]
    for found in forecasts(sheet, team):
        worth = max(-1.0, 1 - 4 * found.brier)
        came = "it came" if found.came else "it did not come"
        points.append(Point(found.about, worth, f"said {found.probability} % at {moment(found.at)}; {came}"))
    return mean("awareness", "Awareness", points)


def _probes(sheet: Sheet, team: str) -> list[Point]:
    points, answered = [], set()
    for fact in sheet.of(ProbeAnswered):
        if fact.team == team:
            answered.add(fact.probe)
            right = fact.choice == fact.right
            said = f"answered at {moment(fact.at)}, {'right' if right else 'wrong'}"
            points.append(Point(fact.probe, 1.0 if right else -1.0, said))
    for opened in sheet.of(ProbeOpened):
        probe = sheet.scenario.probe.get(opened.probe)
        over = sheet.situation.ended is not None or (opened.deadline is not None and opened.deadline <= sheet.at)
        if opened.team == team and probe and probe.ask == "awareness" and over and opened.probe not in answered:
            points.append(Point(opened.probe, 0.0, f"asked at {moment(opened.at)}, not answered"))
    return points


class Settled(NamedTuple):
    """A team's last forecast of something that has come about or not; ``probability`` in per cent."""

    about: str
    team: str
    at: int
    probability: int
    came: bool

    @property
    def brier(self) -> float:
        """The squared error of the probability: 0 for sure and right, 0.25 for even odds, 1 for sure and wrong."""
        return (self.probability / 100 - self.came) ** 2


def forecasts(sheet: Sheet, team: str = "") -> list[Settled]:
    """The last forecast of every team (or one) about everything that is settled."""
    came = {fact.about: fact.came for fact in sheet.of(ForecastSettled)}
    last: dict[tuple[str, str], ForecastMade] = {}
    for fact in sheet.of(ForecastMade):
        if fact.about in came and team in ("", fact.team):
            last[fact.about, fact.team] = fact
    return [Settled(fact.about, fact.team, fact.at, fact.probability, came[fact.about]) for fact in last.values()]


class Bin(NamedTuple):
    """Forecasts of about the same probability: their mean (0-1), how often it came about (0-1), how many."""

    said: float
    came: float
    many: int


class Calibration(NamedTuple):
    """The Brier score of some forecasts and its parts (Murphy 1973): score = reliability - resolution + uncertainty.

    The parts are exact for forecasts of the same probability within a bin, and near it otherwise.
    """

    many: int
    brier: float | None
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    bins: tuple[Bin, ...]


def calibration(found: Sequence[Settled], bins: int = 5) -> Calibration:
    """How well probabilities meant what they said; with fewer than twenty forecasts a hint, and no more."""
    count = len(found)
    if not count:
        return Calibration(0, None, None, None, None, ())
    groups: dict[int, list[Settled]] = {}
    for one in found:
        groups.setdefault(min(bins - 1, one.probability * bins // 100), []).append(one)
    base = sum(one.came for one in found) / count
    rows = [_bin(group) for _, group in sorted(groups.items())]
    return Calibration(
        count,
        sum(one.brier for one in found) / count,
        sum(row.many * (row.said - row.came) ** 2 for row in rows) / count,
        sum(row.many * (row.came - base) ** 2 for row in rows) / count,
        base * (1 - base),
        tuple(rows),
    )


def _bin(group: Sequence[Settled]) -> Bin:
    said = sum(one.probability for one in group) / 100 / len(group)
    return Bin(said, sum(one.came for one in group) / len(group), len(group))


def overlap(sheet: Sheet, one: str, other: str) -> float | None:
    """Shared awareness: what both teams answered rightly, of all that either did (Jaccard); None where neither did."""
    right = [
        {fact.probe for fact in sheet.of(ProbeAnswered) if fact.team == team and fact.choice == fact.right}
        for team in (one, other)
    ]
    either = right[0] | right[1]
    return len(right[0] & right[1]) / len(either) if either else None
