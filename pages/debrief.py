"""The debrief: the decisive moment first, then the whole run on one timeline, and what to do about it."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.core.views import NotYours
from exercise.ui import syndicates, theme, words
from exercise.ui.debriefing import (
    again,
    awareness,
    decisions,
    decisive,
    flow,
    hotwash,
    lessons,
    load,
    objectives,
    opening,
    paper,
    situation,
    timeline,
    whatif,
)
from exercise.ui.debriefing.room import SECTION, enter
from exercise.ui.prose import style
from exercise.ui.session import session

SECTIONS = {
    "Timeline": timeline.timeline,
    "Information flow": flow.flow,
    "Decisions": decisions.considered,
    "Load": load.load,
    "Awareness": awareness.aware,
    "Situation": situation.became,
    "Objectives": objectives.objectives,
    "Hot wash": hotwash.hotwash,
    "What if": whatif.tried,
    "Try again": again.again,
    "Lessons": lessons.lessons,
    "Report": paper.paper,
}
STAFF_ONLY = ("Try again", "Lessons", "Report")

me = session()
style("debrief")
if me.exercise is None:
    st.info("There is no exercise yet. A controller creates one on the control page.", icon=":material/add_circle:")
    st.stop()
theme.banner(me.scenario.marking)
st.markdown(f"#### {words.plain(me.info.title)}")
if me.clock.state == "ready":
    st.info("There is nothing to debrief yet: the exercise has not started.", icon=":material/hourglass_empty:")
    st.stop()
seen = syndicates.chosen(me) if me.staff else me
try:
    room = enter(seen)
except NotYours as reason:
    st.info(str(reason), icon=":material/lock:")
    st.stop()

with st.container():
    opening.opening(room)
    decisive.decisive(room)
names = [name for name in SECTIONS if me.seat.role is not Role.TRAINEE or name not in STAFF_ONLY]
for name, tab in zip(names, st.tabs(names, key=SECTION, on_change="rerun"), strict=True):
    if tab.open:
        with tab:
            SECTIONS[name](room)
