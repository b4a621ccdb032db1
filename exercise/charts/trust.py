"""How far each team could rely on each other one: a field for every pair, read along the row."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import BLUE, RED, SMALL, Drawn, Row, chart
from exercise.core.debrief.trust import Trust
from exercise.core.scenario import Scenario

_FIELD, _HEAD = 36, 130
# From here on a field is so dark that its letters are light.
_DARK = 25


def trust(scenario: Scenario, pairs: Sequence[Trust]) -> Drawn:
    """Rows relied on columns: blue above 50, red below, the number of records in brackets."""
    title = "How far teams could rely on each other"
    known = [pair for pair in pairs if pair.records]
    if not known:
        return Drawn(title, "No team has relied on another yet.")
    teams = [scenario.name(agency.id) for agency in scenario.agencies]
    rows: list[Row] = [
        {
            "team": scenario.name(pair.team), "partner": scenario.name(pair.partner), "value": pair.value,
            "label": f"{pair.value:.0f} ({len(pair.records)})", "records": len(pair.records),
            "last": pair.records[-1].evidence, "dark": abs(pair.value - 50) > _DARK,
        }
        for pair in known
    ]  # fmt: skip
    base = chart(rows).encode(
        x=alt.X("partner:N", sort=teams, scale=alt.Scale(domain=teams), title="… on",
                axis=alt.Axis(orient="top", labelAngle=-35)),
        y=alt.Y("team:N", sort=teams, scale=alt.Scale(domain=teams), title="Could rely …",
                axis=alt.Axis(labelOverlap=False)),
        tooltip=[alt.Tooltip("team:N", title="Who relied"), alt.Tooltip("partner:N", title="On"),
                 alt.Tooltip("value:Q", title="Trust"), alt.Tooltip("records:Q", title="Records"),
                 alt.Tooltip("last:N", title="Last")],
    )  # fmt: skip
    fields = base.mark_rect(stroke="white").encode(
        color=alt.Color("value:Q", legend=None, scale=alt.Scale(domain=[0, 50, 100], range=[RED, "#f4f4f4", BLUE]))
    )
    figures = base.mark_text(fontSize=SMALL).encode(
        text="label:N", color=alt.condition("datum.dark", alt.value("white"), alt.value("#1b2434"))
    )
    drawn = alt.layer(fields, figures).properties(height=_FIELD * len(teams) + _HEAD)
    return Drawn(title, sentence(scenario, known), (drawn,))


def sentence(scenario: Scenario, known: Sequence[Trust]) -> str:
    """Which pair could rely on each other least and most, and what a figure means."""
    low, high = min(known, key=lambda pair: pair.value), max(known, key=lambda pair: pair.value)
    records = sum(len(pair.records) for pair in known)
    return (
        f"{scenario.name(low.team)} could rely least, on {scenario.name(low.partner)} ({low.value:.0f}); "
        f"{scenario.name(high.team)} most, on {scenario.name(high.partner)} ({high.value:.0f}). From {records} "
        "records: requests, reports needed, joint options, confidences. 50 is no opinion; one record changes little."
    )
