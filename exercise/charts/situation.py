"""What became of the situation: every measure over exercise time, and the steps with what moved them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor

from exercise.charts.drawing import Drawn, Row
from exercise.charts.scores import measures
from exercise.core.debrief.playback import said, signed
from exercise.core.excon.boards import MeasureRow
from exercise.core.refusals import moment
from exercise.core.scenario import HOUR, MINUTE, Scenario

_NAME_HEIGHT = 0.055
OUTCOME = "Outcome"


def situation(rows: Sequence[MeasureRow], scenario: Scenario, now: int) -> Drawn:
    """Every measure and the outcome from StartEx to now (ms)."""
    title = "Measures over time"
    if not rows:
        return Drawn(title, "The scenario measures nothing.")
    lines, steps = paths(rows, scenario, now), moves(rows, scenario)
    shown = span(lines)
    return Drawn(title, course(rows, steps), (measures(lines, steps, ends(lines, shown), OUTCOME, shown),))


def level(row: MeasureRow, drift: float, at: int) -> float:
    """A measure's value at a moment of its path."""
    since, value, _ = next(point for point in reversed(row.path) if point[0] <= at)
    return min(100.0, max(0.0, value + drift * (at - since) / HOUR))


def paths(rows: Sequence[MeasureRow], scenario: Scenario, now: int) -> list[Row]:
    """Every measure, and the outcome they add up to, from StartEx to now: drift as a slope, effects as steps."""
    drifts = {measure.id: measure.drift for measure in scenario.measures}
    moments = sorted({at for row in rows for at, _, _ in row.path if at <= now} | {now})
    result: list[Row] = []
    for row in rows:
        for (at, value, _), following in zip(row.path, [*(at for at, _, _ in row.path[1:]), now], strict=True):
            end = min(100.0, max(0.0, value + drifts[row.id] * (following - at) / HOUR))
            result += [_point(row.title, at, value), _point(row.title, following, end)]
    for at in moments:
        values = {row.id: level(row, drifts[row.id], at) for row in rows}
        before = {row.id: level(row, drifts[row.id], max(0, at - 1)) for row in rows}
        result += [_point(OUTCOME, at, scenario.outcome(before)), _point(OUTCOME, at, scenario.outcome(values))]
    return result


def moves(rows: Sequence[MeasureRow], scenario: Scenario) -> list[Row]:
    """Every step of a measure with the decision or inject that moved it."""
    found: list[Row] = []
    for row in rows:
        drift = scenario.measure[row.id].drift
        for (since, before, _), (at, value, cause) in pairwise(row.path):
            by = value - min(100.0, max(0.0, before + drift * (at - since) / HOUR))
            if cause != "drift":
                found.append(_point(row.title, at, value) | {"by": round(by, 1), "cause": said(scenario, cause)})
    return found


def span(rows: Sequence[Row]) -> tuple[float, float]:
    """The part of 0 to 100 that the lines need, in whole tens."""
    values = [row["value"] for row in rows]
    return max(0.0, 10 * floor(min(values) / 10 - 0.3)), min(100.0, 10 * ceil(max(values) / 10 + 0.3))


def ends(rows: Sequence[Row], span: tuple[float, float]) -> list[Row]:
    """Where each line's name stands: at its last point, moved up where names would lie on each other."""
    gap = (span[1] - span[0]) * _NAME_HEIGHT
    placed: list[Row] = []
    for row in sorted({row["measure"]: row for row in rows}.values(), key=lambda row: float(row["value"])):
        lowest = placed[-1]["height"] + gap if placed else 0.0
        placed.append(row | {"height": max(row["value"], lowest), "label": f"{row['measure']} {row['value']:.0f}"})
    return placed


def course(rows: Sequence[MeasureRow], steps: Sequence[Row]) -> str:
    """What the lines show."""
    furthest = max(rows, key=lambda row: abs(row.now - row.start))
    change = furthest.now - furthest.start
    if abs(change) < 0.05:
        return "No measure has moved from where it began."
    text = f"{furthest.title} has moved furthest: from {furthest.start:.0f} to {furthest.now:.0f}."
    if steps:
        largest = max(steps, key=lambda row: abs(row["by"]))
        what = f"{largest['measure']} {signed(largest['by'])} at {largest['time']}"
        text += f" The largest single step was {what}: {largest['cause']}."
    return text


def _point(measure: str, at: int, value: float) -> Row:
    return {"measure": measure, "minute": at / MINUTE, "time": moment(at), "value": round(value, 2)}
