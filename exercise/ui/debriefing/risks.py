"""What the teams thought would happen, how likely and how grave, beside what did."""

from __future__ import annotations

import streamlit as st

from exercise.core.debrief.risks import Estimate, estimates
from exercise.core.refusals import moment
from exercise.ui import words
from exercise.ui.debriefing.room import Room


def risked(room: Room) -> None:
    """A row for every estimate of risk; nothing where none was asked."""
    found = estimates(room.run)
    if not found:
        return
    st.markdown("##### Estimates of risk")
    settled = [one for one in found if one.came is not None]
    high = sum(one.came is True and one.band in ("high", "very high") for one in settled)
    came = sum(one.came is True for one in settled)
    if settled:
        st.markdown(f"{came} of {len(settled)} were about something that came; {high} of those {came} had it high."
                    if came else "Nothing of what they were about came.")  # fmt: skip
    st.dataframe([_row(room, one) for one in found], hide_index=True, alt="Estimates of risk and what came")


def _row(room: Room, one: Estimate) -> dict[str, object]:
    return {
        "At": moment(one.at),
        "Team": room.scenario.name(one.team),
        "Likelihood": one.likelihood,
        "Impact": one.impact,
        "Risk": one.band,
        "It": words.NOTHING if one.came is None else "came" if one.came else "did not come",
        "Wrote": "; ".join(f"{title}: {text}" for title, text in one.said),
        "Inject": f"{one.inject} {room.run.situation.injects[one.inject].title}",
    }
