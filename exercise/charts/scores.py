"""The scoreboard's chart: measures over time."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import NEUTRAL, OKABE_ITO, TEXT, Panel, Row, chart, moments, unique


def measures(
    lines: Sequence[Row], steps: Sequence[Row], names: Sequence[Row], outcome: str, span: tuple[float, float]
) -> Panel:
    """Measures over exercise time, the outcome thick among them, a point where something moved one."""
    titles = [title for title in unique(lines, "measure") if title != outcome]
    colours = [OKABE_ITO[index % len(OKABE_ITO)] for index in range(len(titles))]
    colour = alt.Color("measure:N", scale=alt.Scale(domain=[*titles, outcome], range=[*colours, NEUTRAL]), legend=None)
    x = moments("minute")
    y = alt.Y("value:Q", scale=alt.Scale(domain=span), title="Measure, 0 to 100")
    thick = alt.condition(alt.datum.measure == outcome, alt.value(5), alt.value(2.5))
    drawn = chart(lines).mark_line(interpolate="linear").encode(
        x=x, y=y, color=colour, strokeWidth=thick, detail="measure:N"
    )  # fmt: skip
    moved = chart(steps).mark_point(filled=True, size=110, opacity=1).encode(
        x=x, y=y, color=colour,
        tooltip=[
            alt.Tooltip("measure:N", title="Measure"),
            alt.Tooltip("time:N", title="At"),
            alt.Tooltip("by:Q", title="Moved by", format="+.1f"),
            alt.Tooltip("value:Q", title="To"),
            alt.Tooltip("cause:N", title="Because"),
        ],
    )  # fmt: skip
    named = chart(names).mark_text(
        align="left", dx=8, fontSize=TEXT - 1, fontWeight="bold", limit=240, clip=False
    ).encode(x=x, y=alt.Y("height:Q"), text="label:N", color=colour)  # fmt: skip
    return alt.layer(drawn, moved, named).properties(height=420)
