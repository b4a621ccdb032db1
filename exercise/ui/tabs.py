"""The sections of a desk as tabs, with a count of what is new in each."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

SECTIONS = ("Inject", "Reports", "Messages", "Timeline", "Brief")
SECTION = "section"
_SEEN = "section/seen"


def tabs(**counts: int) -> tuple[dict[str, TabContainer], dict[str, int]]:
    """The sections, and how many things in each came since it was last open on this page."""
    drawn = dict(zip(SECTIONS, st.tabs(SECTIONS, key=SECTION, on_change="rerun"), strict=True))
    seen: dict[str, int] = st.session_state.setdefault(_SEEN, counts)
    fresh = {name: count - seen[name] for name, count in counts.items()}
    open_ = st.session_state[SECTION]
    if open_ in counts:
        st.session_state[_SEEN] = {**seen, open_: counts[open_]}
    _badges({name: count for name, count in fresh.items() if name != open_})
    return drawn, fresh


def _badges(fresh: Mapping[str, int]) -> None:
    """Counts beside the labels. They are no part of the labels, or the tabs would close when one changes."""
    rules = "".join(
        f'.st-key-{SECTION} [data-testid="stTab"]:nth-of-type({SECTIONS.index(name) + 1})::after'
        f'{{content: "{count} new"}}'
        for name, count in fresh.items()
        if count
    )
    st.html(f"<style>{rules}</style>")
