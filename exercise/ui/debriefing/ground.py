"""On the ground: what became of each locality, how shocks were made good, which standing procedures were followed."""

from __future__ import annotations

import streamlit as st

from exercise.charts.localities import localities as localities_chart
from exercise.core.conditions import clock as duration
from exercise.core.debrief.adaptation import recoveries
from exercise.core.debrief.localities import localities
from exercise.core.debrief.playback import said
from exercise.core.debrief.procedures import Followed, followed
from exercise.core.refusals import moment
from exercise.ui import words
from exercise.ui.debriefing.room import Room, show


def places(room: Room) -> None:
    """Every locality with an index of its own."""
    found = localities(room.run)
    if found:
        show(localities_chart(room.scenario, found))


def recovered(room: Room) -> None:
    """Every shock, how far it was made good again, and how fast."""
    found = recoveries(room.run)
    if not found:
        return
    back = sum(row.back is not None for row in found)
    st.markdown("##### Recovery after shocks")
    st.markdown(f"After {back} of {words.count(len(found), 'shock')} half of what was lost came back.")
    st.dataframe(
        [
            {"At": moment(row.at), "Measure": room.scenario.measure[row.measure].title, "Fell by": row.fall,
             "Half back after": words.NOTHING if row.back is None else duration(max(1, row.back - row.at)),
             "Points an hour": words.NOTHING if row.rate is None else f"{row.rate:.1f}",
             "Regained": f"{row.regained:.1f}",
             "Because": "; ".join(said(room.scenario, cause) for cause in row.causes)}
            for row in found
        ],
        hide_index=True, alt="Shocks and recovery",
    )  # fmt: skip
    st.caption("A shock is a fall of three points or more at once. How fast an area comes back is its resilience.")


def procedures(room: Room) -> None:
    """Every standing procedure that was called for: its steps, by whom and when."""
    found = followed(room.run)
    if not found:
        return
    taken, steps = sum(row.taken for row in found), sum(len(row.steps) for row in found)
    st.markdown("##### Standing procedures")
    st.markdown(f"{taken} of {words.count(steps, 'step')} were taken.")
    for row in found:
        with st.expander(f"{words.plain(row.title)}: {row.taken} of {len(row.steps)}{_order(row)}",
                         icon=":material/checklist:"):  # fmt: skip
            st.dataframe(
                [
                    {"Step": step.text, "Taken": words.at(step.at),
                     "By": room.scenario.name(step.team) if step.team else words.NOTHING,
                     "At inject": step.inject or ("called for" if step.asked else words.NOTHING)}
                    for step in row.steps
                ],
                hide_index=True, alt=f"Steps of {row.title}",
            )  # fmt: skip
            if row.basis:
                st.caption(words.plain(row.basis))


def _order(row: Followed) -> str:
    return "" if row.taken < 2 else ", in order" if row.in_order else ", not in order"
