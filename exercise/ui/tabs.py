"""The sections of a desk as tabs, with a count of what is new or waits in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

SECTION = "section"
_SEEN = "section/seen"
_USED = "section/used"


def tabs(
    names: Sequence[str], counts: Mapping[str, int], waiting: Mapping[str, int]
) -> tuple[dict[str, TabContainer], dict[str, int]]:
    """The sections, and how many things in each came since it was last open on this page.

    ``names`` must be the same whenever the page is drawn. ``waiting`` counts what stays until somebody acts on it.
    """
    drawn = dict(zip(names, st.tabs(names, key=SECTION, on_change="rerun"), strict=True))
    seen: dict[str, int] = st.session_state.setdefault(_SEEN, dict(counts))
    fresh = {name: count - seen.get(name, 0) for name, count in counts.items()}
    open_ = st.session_state[SECTION]
    st.session_state.setdefault(_USED, set()).add(open_)
    if open_ in counts:
        st.session_state[_SEEN] = {**seen, open_: counts[open_]}
    badges = {name: f"{count} new" for name, count in fresh.items() if count and name != open_}
    badges |= {name: f"{count} waiting" for name, count in waiting.items() if count and name in names}
    _badges(names, badges)
    return drawn, fresh


def used(name: str) -> bool:
    """Whether a section was ever open on this page: something may have been typed there."""
    return name in st.session_state[_USED]


def _badges(names: Sequence[str], badges: Mapping[str, str]) -> None:
    """Counts beside the labels. They are no part of the labels, or the tabs would close when one changes."""
    rules = "".join(
        f'.st-key-{SECTION} [data-testid="stTab"]:nth-of-type({names.index(name) + 1})::after{{content: "{text}"}}'
        for name, text in badges.items()
    )
    st.html(f"<style>{rules}</style>")
