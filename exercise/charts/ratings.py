"""Ratings by rater: who rated which critical task how, side by side."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from exercise.charts.drawing import GREEN, ORANGE, RED, SKY, TEXT, Drawn, chart, unique
from exercise.core.evaluation.agreement import agreement, strength
from exercise.core.evaluation.ratings import DEFINITIONS, ORDER
from exercise.core.facts import RatingFiled
from exercise.core.scenario import Scenario

_COLOURS = (GREEN, SKY, ORANGE, RED)
_ROW, _AROUND = 26, 90


def ratings(
    scenario: Scenario, given: Mapping[str, Mapping[str, RatingFiled]], first: Mapping[str, Mapping[str, str]]
) -> Drawn:
    """Every rating that stands, a row per objective or task and a column per rater; raters are numbered, not named."""
    title = "Ratings by rater"
    order = [id for objective in scenario.objectives for id in (objective.id, *(task.id for task in objective.tasks))]
    raters = list(dict.fromkeys(seat for about in order for seat in given.get(about, {})))
    rows = [
        {"about": about, "rater": f"Rater {raters.index(seat) + 1}", "rating": fact.rating,
         "meaning": DEFINITIONS[fact.rating].title, "why": fact.why}
        for about in order
        for seat, fact in given.get(about, {}).items()
    ]  # fmt: skip
    if not rows:
        return Drawn(title, "No task has been rated yet.")
    base = chart(rows).encode(
        x=alt.X("rater:N", sort=[f"Rater {number}" for number in range(1, len(raters) + 1)], title=None,
                axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("about:N", sort=unique(rows, "about"), title=None),
        tooltip=[alt.Tooltip("about:N", title="Task"), alt.Tooltip("meaning:N", title="Rating"),
                 alt.Tooltip("why:N", title="Why")],
    )  # fmt: skip
    cells = base.mark_rect(stroke="white", strokeWidth=2, opacity=0.8).encode(
        color=alt.Color("rating:N", title=None, scale=alt.Scale(domain=list(ORDER), range=list(_COLOURS)), legend=None)
    )
    letters = base.mark_text(fontSize=TEXT, fontWeight="bold", color="#14213a").encode(text="rating:N")
    count = {letter: sum(row["rating"] == letter for row in rows) for letter in ORDER}
    said = ", ".join(f"{number} × {letter}" for letter, number in count.items() if number)
    found = agreement(first, ORDER)
    agreed = "" if found.alike is None else (
        f" Of {found.units} things that several rated, {found.alike:.0%} got the same first rating from all "
        f"(α {strength(found.alpha)})."
    )  # fmt: skip
    height = len(unique(rows, "about")) * _ROW + _AROUND
    return Drawn(title, f"{said}.{agreed}", (alt.layer(cells, letters).properties(height=height),))
