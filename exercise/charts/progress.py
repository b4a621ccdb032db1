"""Learning curves: a team's score from one exercise to the next."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import OKABE_ITO, Drawn, Row, chart
from exercise.core.debrief.playback import signed
from exercise.core.debrief.progress import Step

# One fewer than there are colours, so that the eighth team repeats neither both.
_SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]


def curves(found: Sequence[Step], dimension: str) -> Drawn:
    """A line per team over the exercises in order of time; each has a colour and a shape of its own."""
    title = f"{dimension} from exercise to exercise"
    steps = [step for step in found if step.dimension == dimension]
    order = list(dict.fromkeys((step.exercise, step.syndicate) for step in steps))
    if not steps:
        return Drawn(title, "Nothing has been scored here yet.")
    several = len({step.syndicate for step in steps}) > 1
    rows: list[Row] = [
        {"place": order.index((step.exercise, step.syndicate)), "team": step.name, "score": step.score,
         "count": step.records, "exercise": _label(step, several)}
        for step in steps
    ]  # fmt: skip
    labels = list(dict.fromkeys(row["exercise"] for row in rows))
    teams = list(dict.fromkeys(row["team"] for row in rows))
    # In columns, so that a phone has room for all of them.
    legend = alt.Legend(title=None, columns=3)
    axis = alt.Axis(labelAngle=0, labelLimit=240, labelExpr="split(datum.label, ', ')")
    base = chart(rows).encode(
        x=alt.X("exercise:N", sort=labels, title=None, axis=axis),
        y=alt.Y("score:Q", title="Score, 0 to 100", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color("team:N", sort=teams, legend=legend, scale=alt.Scale(domain=teams, range=list(OKABE_ITO))),
        tooltip=[alt.Tooltip("team:N", title="Team"), alt.Tooltip("exercise:N", title="Exercise"),
                 alt.Tooltip("score:Q", title="Score"), alt.Tooltip("count:Q", title="Records")],
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=2.5)
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        shape=alt.Shape("team:N", sort=teams, legend=legend, scale=alt.Scale(domain=teams, range=_SHAPES))
    )
    return Drawn(title, _sentence(steps, len(order)), (alt.layer(lines, points).properties(height=380),))


def _label(step: Step, several: bool) -> str:
    syndicate = f" ({step.syndicate})" if several else ""
    return f"{step.title}{syndicate}, {step.when:%d %b %H:%M}"


def _sentence(steps: Sequence[Step], exercises: int) -> str:
    changes = {}
    for team in dict.fromkeys(step.team for step in steps):
        own = [step for step in steps if step.team == team]
        if len(own) > 1:
            changes[own[-1].name] = (own[-1].score - own[0].score, own)
    if not changes:
        return "One exercise makes no curve: play it again, or another with the same teams."
    name, (by, own) = max(changes.items(), key=lambda change: abs(change[1][0]))
    return (
        f"{name} moved furthest over {exercises} exercises: from {own[0].score:.0f} to {own[-1].score:.0f} "
        f"({signed(by)}), on {own[0].records} and {own[-1].records} records. Other scenarios are other tests."
    )
