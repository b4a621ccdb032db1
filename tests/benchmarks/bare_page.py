"""The barest page with a part that is drawn again: what Streamlit itself costs, with nothing of ours on it."""

from __future__ import annotations

import streamlit as st


@st.fragment
def part() -> None:
    """One line."""
    st.markdown("Nothing.")


part()
