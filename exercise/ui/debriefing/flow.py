"""Information flow: who knew what when, missed hand-offs, and what one shared report would have changed."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.charts.flow import network as network_chart
from exercise.charts.flow import reach as reach_chart
from exercise.core.conditions import clock as duration
from exercise.core.debrief.flow import handoffs, links, passings, phases, reach
from exercise.core.debrief.moments import at_once
from exercise.core.debrief.whatif import Passed
from exercise.core.refusals import moment
from exercise.network import Network, network
from exercise.ui import words
from exercise.ui.debriefing.decisive import ranking
from exercise.ui.debriefing.room import Room, show, try_out
from exercise.ui.debriefing.trust import trusted

_SHOWN = 8


def flow(room: Room) -> None:
    """Reach, missed hand-offs with what they would have changed, latency, trust, and the message network."""
    missed = handoffs(room.run)
    _handoffs(room, missed)
    shares = tuple(found for found in room.hindsight.moments() if isinstance(found.best.change, Passed))
    if shares:
        ranking(room, shares, "What one shared report would have changed")
    show(reach_chart(room.scenario, reach(room.run), room.run.at))
    _latency(room)
    trusted(room)
    _network(room)


def _handoffs(room: Room, missed: tuple[object, ...]) -> None:
    st.markdown("##### Missed hand-offs")
    if not missed:
        st.markdown("Every report that a team needed and another held came in time.")
        return
    st.markdown(
        f"{words.count(len(missed), 'time', 'times')} a team held what another needed, and it came late or never. "
        "The one that lay longest is first."
    )
    name = room.scenario.name
    for number, row in enumerate(handoffs(room.run)[:_SHOWN]):
        ending = "never came" if row.got is None else f"came at {moment(row.got)}"
        text, button = st.columns((6, 1), vertical_alignment="center")
        text.html(
            f"<b>{escape(name(row.holder))}</b> held “{escape(room.scenario.report[row.report].title)}” from "
            f"{moment(row.held or 0)}; <b>{escape(name(row.team))}</b> needed it by {moment(row.by or 0)}, "
            f"and it {ending}."
            + (f' <span class="wc-quiet">It lay for {duration(row.slack)}.</span>' if row.slack else "")
        )
        share = at_once(room.run, row)
        if share is not None:
            button.button("Try it", key=f"debrief/share/{number}", icon=":material/alt_route:", on_click=try_out,
                          args=(share,))  # fmt: skip
    if len(missed) > _SHOWN:
        st.caption(f"And {len(missed) - _SHOWN} more, in the chart below.")


def _latency(room: Room) -> None:
    rows = [
        {"Report": room.scenario.report[row.report].title, "Team": room.scenario.name(row.team),
         "Held from": moment(row.since), "Passed on after": "–" if row.latency is None else duration(row.latency),
         "To": ", ".join(map(room.scenario.name, row.to)) or "nobody"}
        for row in passings(room.run)
    ]  # fmt: skip
    with st.expander("How long every report lay with every team", icon=":material/timer:"):
        st.dataframe(rows, hide_index=True, alt="Reports in hand and when they were passed on")


def _network(room: Room) -> None:
    every, found = phases(room.run), links(room.run)
    show(network_chart(room.scenario, found, every))
    teams = [agency.id for agency in room.scenario.agencies]
    named = [network(teams, [link for link in found if link.phase == phase.name], phase.name) for phase in every]
    if len(every) > 1:
        named.append(network(teams, found, "Whole exercise"))
    st.dataframe([_figures(room, row) for row in named], hide_index=True, alt="The message network in figures")
    st.caption(
        "Density: links used of all possible. Mutual: links that went both ways. Fragmentation: pairs of teams with "
        "no way between them. Hub: the team on most of the shortest ways between others. Brittle: the team without "
        "which most would be cut off (Borgatti's KPP-Neg), and the fragmentation then."
    )


def _figures(room: Room, row: Network) -> dict[str, object]:
    name = room.scenario.name
    return {
        "Phase": row.phase or "Whole exercise",
        "Messages": row.messages,
        "Reports": row.reports,
        "Density": f"{row.density:.0%}",
        "Mutual": f"{row.reciprocity:.0%}",
        "Fragmentation": f"{row.fragmentation:.0%}",
        "Hub": f"{name(row.hub[0])} ({row.hub[1]:.2f})" if row.hub else words.NOTHING,
        "Brittle": f"{name(row.brittle[0])} ({row.brittle[1]:.0%})" if row.brittle else words.NOTHING,
        "Silent": ", ".join(map(name, row.silent)) or words.NOTHING,
    }
