"""The joint operations centre: what the teams have posted, on a map and in a list; the truth for the staff."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import STAFF, TRAINEE
from exercise.ui.figures import figures
from exercise.ui.picture import heading, picture, way_to_post
from exercise.ui.prose import note, style
from exercise.ui.session import session
from exercise.ui.theme import banner

me = session(*TRAINEE, *STAFF)
style("picture")
if me.exercise is None:
    note("news", "○", "No exercise has been set up yet.")
    st.stop()

banner(me.scenario.marking)
with st.container(key="picture"):
    seen = heading(me)
    way_to_post(me)
    picture(seen.seat.syndicate)
figures()
