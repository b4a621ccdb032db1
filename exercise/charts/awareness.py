"""How well forecasts meant what they said: probability said against how often it came about."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import BLUE, NEUTRAL, SMALL, Drawn, Row, chart
from exercise.core.scoring.awareness import Settled, calibration

# With fewer forecasts than this nothing can be claimed of calibration.
ENOUGH = 20


def calibrated(found: Sequence[Settled]) -> Drawn:
    """Forecasts in groups of like probability; on the diagonal they came about as often as they said."""
    title = "Forecasts: said and come about"
    figures = calibration(found)
    if figures.brier is None:
        return Drawn(title, "No forecast has been made of anything that is settled.")
    rows: list[Row] = [
        {"said": row.said, "came": row.came, "many": row.many, "label": f"{row.many}"} for row in figures.bins
    ]
    share = alt.Axis(format="%", grid=True, values=[0, 0.25, 0.5, 0.75, 1])
    x = alt.X("said:Q", title="Probability said", axis=share, scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("came:Q", title="Came about", axis=share, scale=alt.Scale(domain=[0, 1]))
    ideal = chart([{"said": 0, "came": 0}, {"said": 1, "came": 1}]).mark_line(
        color=NEUTRAL, strokeDash=[4, 3]
    ).encode(x=x, y=y)  # fmt: skip
    points = chart(rows).mark_point(filled=True, color=BLUE, opacity=0.9).encode(
        x=x, y=y, size=alt.Size("many:Q", legend=None, scale=alt.Scale(range=[90, 700], zero=True)),
        tooltip=[alt.Tooltip("said:Q", title="Said, mean", format=".0%"),
                 alt.Tooltip("came:Q", title="Came about", format=".0%"), alt.Tooltip("many:Q", title="Forecasts")],
    )  # fmt: skip
    counts = chart(rows).mark_text(dy=-16, fontSize=SMALL, color=NEUTRAL).encode(x=x, y=y, text="label:N")
    hint = f" {figures.many} forecasts are a hint and no more." if figures.many < ENOUGH else ""
    better = "better" if figures.brier < 0.25 else "no better"
    sentence = (
        f"The Brier score of {figures.many} forecasts is {figures.brier:.2f}, {better} than even odds throughout "
        f"(0.25). Points under the dashed line were too sure that it would come.{hint}"
    )
    return Drawn(title, sentence, (alt.layer(ideal, points, counts).properties(height=360),))
