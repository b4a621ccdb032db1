"""The clock for the room, made for a projector."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui.prose import note, style
from exercise.ui.roomclock import roomclock
from exercise.ui.session import session

me = session(Role.CONTROLLER, Role.EVALUATOR, Role.INSTRUCTOR)
style()
if me.exercise is None:
    note("news", "○", "There is no exercise yet. A controller creates one in the library.")
    st.stop()
roomclock(me)
