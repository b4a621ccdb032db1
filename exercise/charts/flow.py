"""How information went: each report against the moment it was needed, and the message network by phase."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Literal

import altair as alt

from exercise.charts.drawing import BLUE, GREEN, NEUTRAL, ORANGE, RED, SMALL, Drawn, Panel, Row, chart, moments
from exercise.core.debrief.flow import Link, Phase, Reach, extent
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, Scenario

_SAID = {"in time": "came in time", "late": "came late", "never": "never came"}
_COLOURS = {"came in time": BLUE, "came late": ORANGE, "never came": RED}
_SIDES: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
_SHAPES = {"came in time": "circle", "came late": "triangle-up", "never came": "cross"}


def reach(scenario: Scenario, reaches: Sequence[Reach], now: int) -> Drawn:
    """When each team got a report it needed, against when it needed it: one row a need, the worst first."""
    title = "Who got what they needed, and when"
    found = [row for row in reaches if row.status in _SAID]
    if not found:
        return Drawn(title, "No team needed a report of another by now.")
    order = list(_SAID)[::-1]
    found.sort(key=lambda row: (order.index(row.status), row.by or 0))
    rows: list[Row] = [
        {
            "need": f"{scenario.name(row.team)} ← {scenario.report[row.report].title}",
            "held": (row.held or 0) / MINUTE, "by": (row.by or 0) / MINUTE,
            "got": (now if row.got is None else row.got) / MINUTE, "status": _SAID[row.status],
            "holder": scenario.name(row.holder), "held_at": moment(row.held or 0), "by_at": moment(row.by or 0),
            "got_at": "never" if row.got is None else moment(row.got),
        }
        for row in found
    ]  # fmt: skip
    tips = [
        alt.Tooltip("need:N", title="Report"), alt.Tooltip("holder:N", title="First held by"),
        alt.Tooltip("held_at:N", title="From"), alt.Tooltip("by_at:N", title="Needed by"),
        alt.Tooltip("got_at:N", title="Arrived"),
    ]  # fmt: skip
    said = list(_COLOURS)
    colour = alt.Color("status:N", title=None, scale=alt.Scale(domain=said, range=list(_COLOURS.values())))
    base = chart(rows).encode(
        y=alt.Y("need:N", sort=None, title=None, axis=None, scale=alt.Scale(paddingOuter=0.6)), tooltip=tips
    )
    span = (0, now / MINUTE)
    # A name stands over its line and not beside it, so that it can be read on a phone.
    names = base.mark_text(align="left", baseline="bottom", dy=-6, fontSize=SMALL, color=NEUTRAL).encode(
        x=alt.datum(0), text="need:N"
    )  # fmt: skip
    lines = base.mark_bar(height=4, opacity=0.5).encode(x=moments("held", span), x2="got:Q", color=colour)
    needed = base.mark_tick(thickness=3, size=15, color=NEUTRAL).encode(x=moments("by", span))
    points = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=moments("got", span), color=colour,
        shape=alt.Shape("status:N", title=None, scale=alt.Scale(domain=said, range=list(_SHAPES.values()))),
    )  # fmt: skip
    sums = extent(reaches)
    took = f" The median way took {round(sums.median / MINUTE)} min." if sums.median is not None else ""
    sentence = (
        f"{sums.in_time} of {sums.needs} needs were met in time, {sums.late} late, {sums.never} never.{took} A line "
        "runs from when another team first held the report to when it arrived; the grey tick is when it was needed."
    )
    return Drawn(title, sentence, (alt.layer(names, lines, needed, points).properties(height=len(rows) * 36 + 110),))


def network(scenario: Scenario, links: Sequence[Link], phases: Sequence[Phase]) -> Drawn:
    """Who wrote to whom, phase by phase: a line for a pair of teams, thicker for more messages and reports."""
    title = "Messages and reports between teams, by phase"
    if not links:
        return Drawn(title, "No team wrote or passed anything to another.")
    teams = [agency.id for agency in scenario.agencies]
    place = {team: _place(index, len(teams)) for index, team in enumerate(teams)}
    pairs: dict[tuple[str, str, str], int] = {}
    for link in links:
        first, second = sorted((link.sender, link.to), key=teams.index)
        pairs[link.phase, first, second] = pairs.get((link.phase, first, second), 0) + link.weight
    most = max(pairs.values())
    panels = [_panel(scenario, phase, place, pairs, most) for phase in phases]
    busiest = max(pairs, key=pairs.__getitem__)
    quiet = [team for team in teams if all(team not in pair[1:] for pair in pairs)]
    sentence = (
        f"Most went between {scenario.name(busiest[1])} and {scenario.name(busiest[2])}"
        f"{f' in the phase {busiest[0]}' if busiest[0] else ''} ({pairs[busiest]}). "
        + (
            f"{', '.join(map(scenario.name, quiet))} neither sent nor got anything."
            if quiet
            else "Every team sent or got something."
        )
    )
    return Drawn(title, sentence, tuple(panels))


def _place(index: int, count: int) -> tuple[float, float]:
    angle = pi / 2 - 2 * pi * index / count
    return cos(angle), sin(angle)


def _side(x: float) -> Literal["left", "center", "right"]:
    """On which side of its dot a name stands clear of the circle."""
    return "left" if x > 0.3 else "right" if x < -0.3 else "center"


def _panel(
    scenario: Scenario, phase: Phase, place: dict[str, tuple[float, float]],
    pairs: dict[tuple[str, str, str], int], most: int,
) -> Panel:  # fmt: skip
    edges = [
        {"x": place[a][0], "y": place[a][1], "x2": place[b][0], "y2": place[b][1], "weight": weight,
         "pair": f"{scenario.name(a)} – {scenario.name(b)}"}
        for (name, a, b), weight in pairs.items()
        if name == phase.name
    ]  # fmt: skip
    touched = {team for name, *ends in pairs for team in ends if name == phase.name}
    nodes = [
        {"x": x, "y": y, "label": scenario.name(team), "side": _side(x),
         "out_x": 1.16 * x, "out_y": 1.22 * y,
         "state": "took part" if team in touched else "silent"}
        for team, (x, y) in place.items()
    ]  # fmt: skip
    room, states, widths = alt.Scale(domain=[-2, 2]), ["took part", "silent"], [2, 10]
    x, y = alt.X("x:Q", axis=None, scale=room), alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.4, 1.4]))
    lines = chart(edges).mark_rule(color=BLUE, opacity=0.75).encode(
        x=x, y=y, x2="x2:Q", y2="y2:Q",
        strokeWidth=alt.StrokeWidth("weight:Q", legend=None, scale=alt.Scale(domain=[1, max(2, most)], range=widths)),
        tooltip=[alt.Tooltip("pair:N", title="Between"), alt.Tooltip("weight:Q", title="Messages and reports")],
    )  # fmt: skip
    dots = chart(nodes).mark_point(filled=True, size=170, opacity=1).encode(
        x=x, y=y, tooltip=[alt.Tooltip("label:N", title="Team"), alt.Tooltip("state:N", title="In this phase")],
        color=alt.Color("state:N", legend=None, scale=alt.Scale(domain=states, range=[GREEN, RED])),
        shape=alt.Shape("state:N", legend=None, scale=alt.Scale(domain=states, range=["circle", "cross"])),
    )  # fmt: skip
    names = [
        chart([node for node in nodes if node["side"] == side])
        .mark_text(fontSize=SMALL, color=NEUTRAL, fontWeight="bold", align=side)
        .encode(x=alt.X("out_x:Q", axis=None, scale=room), y=alt.Y("out_y:Q", axis=None), text="label:N")
        for side in _SIDES
    ]
    until = f"{moment(phase.since)} to {moment(phase.until)}"
    head = f"{phase.name}, {until}" if phase.name else until
    drawn: Panel = alt.layer(*([lines] if edges else []), dots, *names).properties(title=head, height=270)
    return drawn
