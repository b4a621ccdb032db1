"""The scoreboard's charts: scores per team and dimension, measures over time."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import NEUTRAL, OKABE_ITO, TEXT, Panel, Row, chart, large, moments, unique

_BAR = 20
_AROUND = 110


def dimensions(rows: Sequence[Row]) -> alt.LayerChart:
    """A bar from 0 to 100 per team and dimension, with score and count written beside it."""
    teams, titles = unique(rows, "team"), unique(rows, "dimension")
    base = chart(rows).encode(
        y=alt.Y("team:N", sort=teams, title=None, scale=alt.Scale(paddingInner=0.25)),
        yOffset=alt.YOffset("dimension:N", sort=titles),
        tooltip=[
            alt.Tooltip("team:N", title="Team"),
            alt.Tooltip("dimension:N", title="Dimension"),
            alt.Tooltip("score:Q", title="Score"),
            alt.Tooltip("count:Q", title="Records"),
            alt.Tooltip("evidence:N", title="Latest evidence"),
        ],
    )
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X(
            "score:Q", scale=alt.Scale(domain=[0, 100]), title="Score, 0 to 100 (number of records)",
            axis=alt.Axis(values=[0, 25, 50, 75, 100]),
        ),
        color=alt.Color(
            "dimension:N", sort=titles, title=None,
            legend=alt.Legend(orient="top", labelFontSize=TEXT, labelLimit=400),
            scale=alt.Scale(domain=titles, range=list(OKABE_ITO)),
        ),
    )  # fmt: skip
    labels = base.transform_calculate(end="isValid(datum.score) ? datum.score : 0").mark_text(
        align="left", baseline="middle", dx=5, fontSize=TEXT, fontWeight="bold", color=NEUTRAL
    ).encode(x="end:Q", text="label:N")  # fmt: skip
    height = len(teams) * (len(titles) * _BAR + 12) + _AROUND
    return large(alt.layer(bars, labels).properties(height=height))


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
