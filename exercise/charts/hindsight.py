"""What would have been: moments ranked by what they decided, and the real run beside a what-if."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from exercise.charts.drawing import BLUE, NEUTRAL, RED, SMALL, Drawn, Panel, Row, chart, moments
from exercise.core.debrief.moments import Moment
from exercise.core.debrief.playback import signed
from exercise.core.engine import Run
from exercise.core.facts import MeasureChanged
from exercise.core.refusals import moment
from exercise.core.scenario import HOUR, MINUTE

_SHOWN = 12
_BETTER, _WORSE = "would have gone better", "would have gone worse"
_LINES = ("as it went", "what if")
OUTCOME = "Outcome"


def deciding(found: Sequence[Moment], names: Sequence[str], title: str = "What decided the exercise") -> Drawn:
    """The moments that decided most: points of the outcome that another act would have brought or cost."""
    if not found:
        return Drawn(title, "No single act would have changed the situation.")
    rows: list[Row] = [
        {"moment": f"{rank}. {name}", "by": point.best.outcome, "label": signed(point.best.outcome),
         "side": _BETTER if point.best.outcome >= 0 else _WORSE, "time": moment(point.at), "text": point.text}
        for rank, (point, name) in enumerate(zip(found[:_SHOWN], names, strict=False), 1)
    ]  # fmt: skip
    low, high = min(0.0, *(row["by"] for row in rows)), max(0.0, *(row["by"] for row in rows))
    room = 0.15 * (high - low) or 1.0
    scale = alt.Scale(domain=[low - room, high + room], nice=False)
    base = chart(rows).encode(
        y=alt.Y("moment:N", sort=None, title=None, axis=alt.Axis(labelLimit=300)),
        x=alt.X("by:Q", title="Points of the outcome, had it gone otherwise", axis=alt.Axis(grid=False), scale=scale),
        tooltip=[alt.Tooltip("time:N", title="At"), alt.Tooltip("text:N", title="Why")],
    )  # fmt: skip
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        color=alt.Color("side:N", title=None, scale=alt.Scale(domain=[_BETTER, _WORSE], range=[BLUE, RED]))
    )
    right = base.transform_filter("datum.by >= 0").mark_text(align="left", dx=5, fontSize=SMALL, color=NEUTRAL)
    left = base.transform_filter("datum.by < 0").mark_text(align="right", dx=-5, fontSize=SMALL, color=NEUTRAL)
    drawn = alt.layer(bars, right.encode(text="label:N"), left.encode(text="label:N"))
    better = sum(any(way.outcome > 0 for way in (point.best, *point.others)) for point in found)
    sentence = (
        f"{better} of {len(found)} moments could have gone better. To the right is what was given away, "
        "to the left what was avoided."
    )
    return Drawn(title, sentence, (drawn.properties(height=len(rows) * 26 + 110),))


def beside(real: Run, other: Run, measures: Sequence[str]) -> Drawn:
    """The outcome and the measures that would stand elsewhere: as it went, and as it would have gone."""
    title = "As it went, and what if"
    scenario = real.scenario
    names = {measure.id: measure.title for measure in scenario.measures if measure.id in measures}
    rows: list[Row] = []
    for line, run in zip(_LINES, (real, other), strict=True):
        paths = path(run)
        rows += [
            {"measure": name, "minute": at / MINUTE, "time": moment(at), "value": round(values[id], 2), "line": line}
            for id, name in (("", OUTCOME), *names.items())
            for at, values in paths
        ]
    by = round(path(other)[-1][1][""] - path(real)[-1][1][""], 2)
    moved = "ends where it ended" if abs(by) < 0.05 else f"ends {signed(by)} points from where it ended"
    shown = (OUTCOME, *names.values())
    panels = [_panel([row for row in rows if row["measure"] == name], name, real.at) for name in shown]
    return Drawn(title, f"The outcome {moved}. Grey is how it went, dashed blue the what-if.", tuple(panels))


def _panel(rows: Sequence[Row], title: str, now: int) -> Panel:
    said = list(_LINES)
    lines = chart(rows).mark_line(interpolate="linear", strokeWidth=2.5).encode(
        x=moments("minute", (0, now / MINUTE), None),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4)),
        color=alt.Color("line:N", legend=None, scale=alt.Scale(domain=said, range=[NEUTRAL, BLUE])),
        strokeDash=alt.StrokeDash("line:N", legend=None, scale=alt.Scale(domain=said, range=[[1, 0], [6, 3]])),
        tooltip=[alt.Tooltip("line:N", title="Run"), alt.Tooltip("time:N", title="At"),
                 alt.Tooltip("value:Q", title="Value", format=".0f")],
    )  # fmt: skip
    drawn: Panel = alt.layer(lines).properties(title=title, height=190)
    return drawn


def path(run: Run) -> list[tuple[int, dict[str, float]]]:
    """Every measure and (by the empty id) the outcome at StartEx, around every change and now: (ms, values)."""
    scenario, levels = run.scenario, {measure.id: (measure.start, 0) for measure in run.scenario.measures}
    drifts = {measure.id: measure.drift for measure in scenario.measures}

    def values(at: int) -> dict[str, float]:
        found = {
            id: min(100.0, max(0.0, value + drifts[id] * (at - since) / HOUR)) for id, (value, since) in levels.items()
        }
        return found | {"": scenario.outcome(found)}

    points = [(0, values(0))]
    for fact in run.facts:
        if isinstance(fact, MeasureChanged):
            points.append((fact.at, values(fact.at)))
            levels[fact.measure] = fact.value, fact.at
            points.append((fact.at, values(fact.at)))
    return [*points, (run.at, values(run.at))]
