"""Rewind to a moment and let the teams try again: a new exercise that stands paused there."""

from __future__ import annotations

import streamlit as st

from exercise import shelf
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE
from exercise.store import StoreError
from exercise.ui import words
from exercise.ui.debriefing.room import AT, Room
from exercise.ui.state import control

_MADE = "debrief/again-made"


def again(room: Room) -> None:
    """Choose the moment, say whether everybody comes along, and go."""
    st.markdown(
        "A new exercise begins as this one stood at the moment you choose, with everything that was known, decided and "
        "on its way, and stands paused. This one stays as it is."
    )
    run = room.run
    stops = sorted({*range(0, run.at + 1, MINUTE), run.at})
    now = min(stops, key=lambda stop: abs(stop - st.session_state.get(AT, 0)))
    at = st.select_slider("Back to", stops, value=now, format_func=moment, key=f"debrief/back/{now}")
    waiting = [row for row in run.situation.answers.values()
               if row.delivered <= at and row.deadline and row.deadline > at]  # fmt: skip
    open_ = [f"{row.inject} at {room.scenario.name(row.team)}" for row in waiting
             if not any(decision.at <= at for decision in row.decisions)]  # fmt: skip
    st.caption(f"Waiting for an answer then: {', '.join(open_) or 'nothing'}.")
    title = st.text_input("Title", value=f"{room.me.info.title}, again from {moment(at)}", key=f"debrief/title/{at}")
    bring = st.checkbox("Bring everybody along who sits in this exercise; their join codes go with them", value=True,
                        key="debrief/bring")  # fmt: skip
    if st.button("Try again from here", type="primary", icon=":material/replay:", key="debrief/again"):
        try:
            st.session_state[_MADE] = shelf.retry(control(), room.me.exercise or "", at, title.strip(), bring=bring)
        except (ValueError, LookupError, StoreError) as error:
            st.error(words.plain(str(error)), icon=":material/block:")
            return
    if made := st.session_state.get(_MADE):
        st.success(f"Exercise {made} stands paused. Resume it on its control page.", icon=":material/check:")
        st.link_button("Open its control page", f"/control?exercise={made}", icon=":material/tune:")
