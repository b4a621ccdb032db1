"""The rows behind the scoreboard's charts, and the sentence that says what each shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import Any

import streamlit as st

from exercise.core.boards import MeasureRow, Scoreboard
from exercise.core.debrief import said, signed
from exercise.core.refusals import moment
from exercise.core.scenario import HOUR, MINUTE, Scenario
from exercise.ui import words

Row = dict[str, Any]
_SHOWN = 8
_NAME_HEIGHT = 0.055
OUTCOME = "Outcome"


def bars(board: Scoreboard, scenario: Scenario) -> list[Row]:
    """One row per team and dimension, scored or not."""
    return [
        {
            "team": scenario.name(team),
            "dimension": dimension.title,
            "score": dimension.score,
            "label": words.NOTHING if dimension.score is None else f"{dimension.score:.0f}  ({dimension.records})",
            "count": dimension.records,
            "evidence": "; ".join(f"{point.about} {point.evidence}" for point in dimension.points[-_SHOWN:]),
        }
        for team, dimensions in board.teams.items()
        for dimension in dimensions
    ]


def compared(boards: Mapping[str, Scoreboard], scenario: Scenario) -> list[Row]:
    """One row per syndicate: each dimension as the mean of its teams, and what became of the situation."""
    rows: list[Row] = []
    for name, board in boards.items():
        row: Row = {"Syndicate": name}
        titles = dict.fromkeys(dimension.title for found in board.teams.values() for dimension in found)
        for title in titles:
            scored = [
                dimension.score
                for found in board.teams.values()
                for dimension in found
                if dimension.title == title and dimension.score is not None
            ]
            row[title] = round(sum(scored) / len(scored)) if scored else None
        row[OUTCOME] = None if board.outcome is None else round(board.outcome)
        row["Since StartEx"] = None if board.outcome is None else signed(gain(board, scenario))
        rows.append(row)
    return rows


def ahead(rows: Sequence[Row]) -> str:
    """Which syndicate stands highest in what."""
    found = []
    for title in (name for name in rows[0] if name not in ("Syndicate", "Since StartEx")):
        scored = [row for row in rows if row[title] is not None]
        top = max((row[title] for row in scored), default=None)
        leaders = [row["Syndicate"] for row in scored if row[title] == top]
        if top is not None and len(leaders) < len(rows):
            found.append(f"{title.lower()}: {' and '.join(leaders)} with {top}")
    return f"Highest so far in {'; '.join(found)}." if found else "No syndicate stands out yet."


def columns(rows: Sequence[Row]) -> dict[str, Any]:
    """How the comparison shows its figures: a bar and the figure."""
    return {
        name: st.column_config.ProgressColumn(name, min_value=0, max_value=100, format="%d")
        for name in rows[0]
        if name not in ("Syndicate", "Since StartEx")
    }


def evidence(board: Scoreboard, scenario: Scenario, team: str) -> list[Row]:
    """Every record behind a team's scores."""
    return [
        {
            "Dimension": dimension.title,
            "About": _about(scenario, point.about),
            "Worth": round(100 * point.worth),
            "Evidence": point.evidence,
        }
        for dimension in board.teams[team]
        for point in dimension.points
    ]


def _about(scenario: Scenario, id: str) -> str:
    found = scenario.inject.get(id) or scenario.report.get(id)
    return f"{id} · {found.title}" if found else id


def standing(rows: Sequence[Row]) -> str:
    """What the bars show."""
    scored = [row for row in rows if row["score"] is not None]
    if not scored:
        return "Nothing is scored yet: the first answers and closed windows will show here."
    records = words.count(sum(row["count"] for row in scored), "record")
    best: list[str] = []
    for title in dict.fromkeys(row["dimension"] for row in scored):
        among = [row for row in scored if row["dimension"] == title]
        top = max(row["score"] for row in among)
        leaders = [row["team"] for row in among if row["score"] == top]
        who = leaders[0] if len(leaders) == 1 else f"{len(leaders)} teams"
        best.append(f"{title.lower()}: {who} with {top:.0f}")
    return f"Highest so far in {'; '.join(best)}. All this rests on {records}; small counts say little."


def gain(board: Scoreboard, scenario: Scenario) -> float:
    """How far the outcome is from where it began."""
    return (board.outcome or 0.0) - scenario.outcome({row.id: row.start for row in board.measures})


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
