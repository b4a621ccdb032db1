"""The rows behind the scoreboard's charts, and the sentence that says what each shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from exercise.charts.situation import OUTCOME
from exercise.core.debrief.playback import signed
from exercise.core.excon.boards import Scoreboard
from exercise.core.scenario import Scenario
from exercise.ui import words

Row = dict[str, Any]
_SHOWN = 8


def fields(board: Scoreboard, scenario: Scenario) -> list[Row]:
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


def table(rows: Sequence[Row]) -> str:
    """Teams and dimensions as a table: the darker a field, the higher the score written in it, with its records."""
    dimensions = list(dict.fromkeys(row["dimension"] for row in rows))
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in dimensions)
    lines = []
    for team in dict.fromkeys(row["team"] for row in rows):
        fields = "".join(_field(row) for row in rows if row["team"] == team)
        lines.append(f'<tr><th scope="row">{escape(team)}</th>{fields}</tr>')
    return f'<div class="wd-scores"><table><tr><td></td>{head}</tr>{"".join(lines)}</table></div>'


def _field(row: Row) -> str:
    score = row["score"]
    if score is None:
        return f"<td>{words.NOTHING}</td>"
    title = escape(f"{row['dimension']}: {row['evidence']}", quote=True)
    written = f"<b>{score:.0f}</b> <small>({row['count']})</small>"
    return f'<td style="--score: {score:.0f}%" title="{title}">{written}</td>'


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
        if not top:
            continue
        leaders = [row["team"] for row in among if row["score"] == top]
        who = leaders[0] if len(leaders) == 1 else f"{len(leaders)} teams"
        best.append(f"{title.lower()}: {who} with {top:.0f}")
    if not best:
        return f"No team has more than 0 so far, by {records}."
    return f"Highest so far in {'; '.join(best)}. All this rests on {records}; small counts say little."


def gain(board: Scoreboard, scenario: Scenario) -> float:
    """How far the outcome is from where it began."""
    return (board.outcome or 0.0) - scenario.outcome({row.id: row.start for row in board.measures})
