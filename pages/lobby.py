"""The lobby: read the brief, report ready, wait for StartEx."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.ui import briefing, lobby
from exercise.ui.ground_rules import ground_rules
from exercise.ui.prose import note, style
from exercise.ui.session import session
from exercise.ui.theme import banner

me = session()
style()
if me.exercise is None:
    note("news", "○", "No exercise has been set up yet.")
    st.stop()

banner(me.scenario.marking)
with st.container(key="lobby"):
    lobby.heading(me)
    lobby.waiting()
    briefing.notice(me.scenario)
    left, right = st.columns([3, 2], gap="large")
    with left:
        briefing.situation(me.scenario)
        if me.seat.team:
            briefing.role_card(me.scenario, me.seat.team)
    with right:
        lobby.partners(me)
        briefing.communications(me.anywhere(views.ways))
        ground_rules(me.scenario, me.seat.team)
