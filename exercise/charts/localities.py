"""What became of each locality: a bar from the area's outcome at StartEx to what happened there alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import altair as alt

from exercise.charts.drawing import BLUE, RED, SMALL, Drawn, Row, chart
from exercise.core.debrief.localities import Locality
from exercise.core.debrief.playback import signed
from exercise.core.scenario import Scenario

_LANE = 30


def localities(scenario: Scenario, found: Sequence[Locality]) -> Drawn:
    """One bar a locality, the one that lost most on top."""
    title = "Stability by locality"
    if not found:
        return Drawn(title, "Nothing has happened at a locality that the scenario names.")
    rows: list[Row] = [
        {
            "where": said(place.name), "by": round(place.now - place.start, 2), "now": place.now,
            "label": f"{place.now:.0f} ({signed(place.now - place.start)})",
            "moved": ", ".join(f"{scenario.measure[id].title} {signed(by)}" for id, by in place.moved) or "nothing",
            "way": "better" if place.now >= place.start else "worse", "harmed": place.harmed,
        }
        for place in found
    ]  # fmt: skip
    far = max(0.5, *(abs(row["by"]) for row in rows)) * 1.5
    base = chart(rows).encode(
        y=alt.Y("where:N", sort=None, title=None),
        tooltip=[alt.Tooltip("where:N", title="Where"), alt.Tooltip("now:Q", title="Index"),
                 alt.Tooltip("moved:N", title="Moved here"), alt.Tooltip("harmed:Q", title="People harmed")],
    )  # fmt: skip
    bars = base.mark_bar(height=16).encode(
        x=alt.X("by:Q", title="Points since StartEx", scale=alt.Scale(domain=[-far, far])),
        color=alt.Color(
            "way:N", legend=None, scale=alt.Scale(domain=["better", "worse"], range=[BLUE, RED])
        ),
    )  # fmt: skip
    sides: tuple[tuple[str, Literal["left", "right"], int], ...] = ((">=", "left", 6), ("<", "right", -6))
    figures = [
        base.transform_filter(f"datum.by {sign} 0")
        .mark_text(align=side, dx=dx, fontSize=SMALL, color="#78818f")
        .encode(x="by:Q", text="label:N")
        for sign, side, dx in sides
    ]
    worst, best = found[0], found[-1]
    told = (
        f"{said(worst.name)} stands lowest ({worst.now:.0f}), {said(best.name)} highest ({best.now:.0f}), from "
        f"{worst.start:.0f} for the whole area at StartEx. "
        if len(found) > 1
        else f"{said(worst.name)} went from {worst.start:.0f} to {worst.now:.0f}. "
    )
    harmed = sum(place.harmed for place in found)
    if harmed:
        most = max(found, key=lambda place: place.harmed)
        told += f"Most people came to harm at {said(most.name)} ({most.harmed} of {harmed}). "
    told += "Each counts only what happened there; drift and what has no place are left out."
    return Drawn(title, told, (alt.layer(bars, *figures).properties(height=len(rows) * _LANE + 20),))


def said(place: str) -> str:
    """A locality as people write it."""
    return place.replace("-", " ").title()
