"""How far the teams could rely on each other, and what that rests on."""

from __future__ import annotations

import streamlit as st

from exercise.charts.trust import trust as trust_chart
from exercise.core.debrief.trust import trust
from exercise.core.refusals import moment
from exercise.ui.debriefing.room import Room, show


def trusted(room: Room) -> None:
    """A field for every pair of teams, and every record behind one."""
    pairs = trust(room.run)
    show(trust_chart(room.scenario, pairs))
    name = room.scenario.name
    records = sorted(record for pair in pairs for record in pair.records)
    if not records:
        return
    with st.expander("What every figure rests on", icon=":material/handshake:"):
        st.dataframe(
            [
                {"At": moment(record.at), "Who relied": name(record.team), "On": name(record.partner),
                 "Worth": round(100 * record.worth), "About": _about(room, record.about), "What": record.evidence}
                for record in records
            ],
            hide_index=True, alt="Times a team relied on another",
        )  # fmt: skip


def _about(room: Room, id: str) -> str:
    scenario = room.scenario
    found = room.run.situation.injects.get(id) or scenario.report.get(id) or scenario.resource.get(id)
    return found.title if found else id
