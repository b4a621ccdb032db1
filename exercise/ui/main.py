"""The Streamlit script: who sits here, and which pages that seat has."""

from __future__ import annotations

import streamlit as st

from exercise.ui.session import current
from exercise.ui.theme import PRODUCT, banner

st.set_page_config(page_title=PRODUCT, layout="wide")
session = current()
if session is None:
    st.warning("You are signed out. Nothing you wrote is lost.")
    st.link_button("Join again", "/join")
    st.stop()
banner("EXERCISE")
st.title(f"{PRODUCT}: {session.name or session.seat.id}")
