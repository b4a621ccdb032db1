"""How the teams answered: injects and answers as bars over time, answers against their windows, the load."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import altair as alt

from exercise.charts.drawing import (
    BLUE,
    NEUTRAL,
    ORANGE,
    RED,
    SMALL,
    Drawn,
    Row,
    chart,
    moments,
    unique,
)
from exercise.core.conditions import clock as duration
from exercise.core.debrief.answering import BUSY, Load, Span
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, Scenario

_ENDS = ("answered in time", "window passed", "still open", "cut off by EndEx")
_COLOURS = (BLUE, RED, ORANGE, NEUTRAL)
_SHAPES = ("circle", "cross", "triangle-up", "square")
_LANE, _HEAD = 15, 120


def gantt(scenario: Scenario, spans: Sequence[Span], now: int) -> Drawn:
    """Every asked inject as a bar from its delivery to the answer, its window behind it, lane by lane per team."""
    title = "Injects and answers"
    if not spans:
        return Drawn(title, "No inject has asked anything yet.")
    rows = [row for agency in scenario.agencies for row in _laned(scenario, agency.id, spans, now)]
    teams = unique(rows, "team")
    lanes = sum(max(row["lane"] for row in rows if row["team"] == team) + 1 for team in teams)
    legend = alt.Legend(title=None, symbolSize=90, symbolStrokeWidth=0)
    colour = alt.Color("end:N", scale=alt.Scale(domain=list(_ENDS), range=list(_COLOURS)), legend=legend)
    y = alt.Y("team:N", sort=teams, title=None, scale=alt.Scale(paddingInner=0.15))
    base = chart(rows).encode(
        y=y, yOffset=alt.YOffset("lane:O", scale=alt.Scale(paddingInner=0.2)),
        tooltip=_tips(("inject", "Inject"), ("team", "Team"), ("came", "Came"), ("took", "Answered after"),
                      ("window", "Window"), ("end", "Outcome")),
    )  # fmt: skip
    windows = base.transform_filter("isValid(datum.until)").mark_bar(
        color=NEUTRAL, opacity=0.25, cornerRadius=2
    ).encode(x=moments("since", (0, now / MINUTE)), x2="until:Q")  # fmt: skip
    bars = base.mark_bar(cornerRadius=2).encode(x=moments("since"), x2="stop:Q", color=colour)
    ends = base.mark_point(filled=True, size=70, opacity=1, stroke="white", strokeWidth=0.8).encode(
        x=moments("stop"), color=colour,
        shape=alt.Shape("end:N", scale=alt.Scale(domain=list(_ENDS), range=list(_SHAPES)), legend=legend),
    )  # fmt: skip
    drawn = alt.layer(windows, bars, ends).properties(height=lanes * _LANE + len(teams) * 8 + _HEAD)
    missed = [span for span in spans if span.outcome == "missed"]
    sentence = f"{_of(len(spans) - len(missed), spans)} were not left to pass."
    if missed:
        most = max(scenario.agencies, key=lambda agency: sum(span.team == agency.id for span in missed)).id
        count = sum(span.team == most for span in missed)
        sentence = (
            f"{len(missed)} of {len(spans)} windows passed without an answer, most of them at {scenario.name(most)} "
            f"({count}). A grey bar is the time there was."
        )
    return Drawn(title, sentence, (drawn,))


def _laned(scenario: Scenario, team: str, spans: Sequence[Span], now: int) -> list[Row]:
    """A team's spans as rows, each in the first lane that is free when it begins."""
    free: list[int] = []
    rows: list[Row] = []
    for span in (span for span in spans if span.team == team):
        stop = span.waited(now)
        end = now if stop is None else stop
        until = max(end, span.deadline or 0)
        lane = next((lane for lane, since in enumerate(free) if since <= span.delivered), len(free))
        free[lane : lane + 1] = [until]
        rows.append({
            "team": scenario.name(team), "lane": lane, "inject": f"{span.inject} {span.title}",
            "since": span.delivered / MINUTE, "stop": end / MINUTE,
            "until": None if span.deadline is None else min(span.deadline, now) / MINUTE,
            "end": _end(span), "came": moment(span.delivered),
            "took": "–" if span.latency is None else duration(span.latency),
            "window": "–" if span.window is None else duration(span.window),
        })  # fmt: skip
    return rows


def _end(span: Span) -> str:
    if span.decided is not None:
        return _ENDS[0]
    return {"missed": _ENDS[1], "ended": _ENDS[3], None: _ENDS[2], "answered": _ENDS[0]}[span.outcome]


def punctuality(scenario: Scenario, spans: Sequence[Span]) -> Drawn:
    """Response times as shares of the window: left of the line in time, a cross on it for a window that passed."""
    title = "Response time against the window"
    found = [span for span in spans if span.window and (span.latency is not None or span.outcome == "missed")]
    if not found:
        return Drawn(title, "No window has been answered or has passed yet.")
    rows: list[Row] = [
        {
            "team": scenario.name(span.team),
            "inject": f"{span.inject} {span.title}",
            "share": min(1.0, span.latency / span.window) if span.latency is not None and span.window else 1.0,
            "end": _end(span),
            "took": "–" if span.latency is None else duration(span.latency),
            "window": duration(span.window or 0),
        }
        for span in found
    ]
    teams = [name for agency in scenario.agencies if (name := scenario.name(agency.id)) in unique(rows, "team")]
    y = alt.Y("team:N", sort=teams, title=None, axis=alt.Axis(grid=True))
    points = chart(rows).mark_point(filled=True, size=110, opacity=0.75).encode(
        x=alt.X("share:Q", title="Share of the window used", axis=alt.Axis(format="%", grid=False),
                scale=alt.Scale(domain=[0, 1.04], nice=False)),
        y=y,
        color=alt.Color("end:N", scale=alt.Scale(domain=list(_ENDS[:2]), range=list(_COLOURS[:2])), title=None),
        shape=alt.Shape("end:N", scale=alt.Scale(domain=list(_ENDS[:2]), range=list(_SHAPES[:2])), title=None),
        tooltip=_tips(("inject", "Inject"), ("team", "Team"), ("took", "Answered after"), ("window", "Window")),
    )  # fmt: skip
    middles = chart(
        [{"team": name, "share": median(row["share"] for row in rows if row["team"] == name)} for name in teams]
    ).mark_tick(thickness=3, size=26, color=NEUTRAL).encode(x="share:Q", y=y)  # fmt: skip
    slowest = max(teams, key=lambda name: median(row["share"] for row in rows if row["team"] == name))
    used = median(row["share"] for row in rows if row["team"] == slowest)
    passed = sum(row["end"] == _ENDS[1] for row in rows)
    sentence = (
        f"{slowest} used most of its time: {used:.0%} of the window in the median (grey tick). "
        f"{passed} of {len(rows)} windows passed and stand at 100 %. A pause costs no time."
    )
    return Drawn(title, sentence, (alt.layer(points, middles).properties(height=len(teams) * 34 + _HEAD),))


def load(scenario: Scenario, loads: Sequence[Load], now: int) -> Drawn:
    """Open injects per team over time: the darker and the higher the number, the more at once."""
    title = "Load: open injects over time"
    rows = [
        {
            "team": scenario.name(load.team), "since": at / MINUTE, "until": until / MINUTE,
            "middle": (at + until) / 2 / MINUTE,
            "open": open, "label": str(open), "wide": until - at > now / 60, "time": f"{moment(at)} to {moment(until)}",
        }
        for load in loads
        for (at, open), (until, _) in pairwise([*load.steps, (now, 0)])
        if open and until > at
    ]  # fmt: skip
    if not rows:
        return Drawn(title, "No inject has asked anything yet.")
    most = max(BUSY + 1, *(load.peak for load in loads))
    base = chart(rows).encode(
        y=alt.Y("team:N", sort=[scenario.name(load.team) for load in loads], title=None),
        tooltip=_tips(("team", "Team"), ("time", "From"), ("open", "Open at once")),
    )
    bars = base.mark_bar(height=22).encode(
        x=moments("since", (0, now / MINUTE)), x2="until:Q",
        color=alt.Color("open:Q", legend=None, scale=alt.Scale(domain=[0, most], range=["#d9ecf8", "#00324f"])),
    )  # fmt: skip
    written = base.transform_filter("datum.wide && datum.open > 1").mark_text(fontSize=SMALL, fontWeight="bold").encode(
        x=moments("middle"), text="label:N",
        color=alt.condition(f"datum.open > {most / 2}", alt.value("white"), alt.value("#00324f")),
    )  # fmt: skip
    busiest = max(loads, key=lambda load: (load.busy, load.peak))
    sentence = (
        f"{scenario.name(busiest.team)} carried most: up to {busiest.peak} injects open at once, "
        f"and {busiest.busy:.0%} of the time {BUSY} or more."
        if busiest.busy
        else f"No team had {BUSY} injects open at once; the most was {busiest.peak}, at {scenario.name(busiest.team)}."
    )
    return Drawn(title, sentence, (alt.layer(bars, written).properties(height=len(loads) * 30 + _HEAD),))


def _tips(*fields: tuple[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in fields]


def _of(count: int, all: Sequence[object]) -> str:
    return f"{count} of {len(all)} windows"
