"""What everybody has beside every page: who sits here and the way out; for the staff, which exercise is open."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui import words
from exercise.ui.create import CREATING
from exercise.ui.session import Session, open_to
from exercise.ui.state import control

_SIGN_OUT = """
<style>
  .whitecell-out button { padding: .35rem .8rem; border: 1px solid color-mix(in srgb, currentColor 30%, transparent);
    border-radius: .5rem; background: transparent; color: inherit; font: inherit; font-size: .9rem; cursor: pointer; }
  .whitecell-out button:hover { border-color: currentColor; }
  .whitecell-out button:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
</style>
<form class="whitecell-out" method="post" action="/logout" target="_self"><button type="submit">Sign out</button></form>
"""


def sidebar(me: Session) -> None:
    """Who sits here, the open exercise, a new one, and the way out."""
    with st.sidebar:
        if me.staff:
            _exercises(me)
        st.caption(f"{words.plain(me.name or me.seat.id)} · {me.seat.role.value}")
        st.html(_SIGN_OUT)


def _exercises(me: Session) -> None:
    found = open_to(control(), me.account) if me.account else ()
    titles = {info.id: f"{info.title} · {info.id}" for info in found if not info.archived or info.id == me.exercise}
    if len(titles) > 1 and me.exercise in titles:
        st.session_state["exercise"] = me.exercise
        st.selectbox("Exercise", list(titles), format_func=titles.__getitem__, key="exercise", on_change=_open)
    if me.seat.role is Role.CONTROLLER and titles:
        st.button("New exercise", icon=":material/add:", type="tertiary", on_click=_begin)


def _open() -> None:
    """The address names the exercise, so a reload and a shared link show the same one."""
    st.query_params["exercise"] = st.session_state["exercise"]
    st.session_state.pop(CREATING, None)


def _begin() -> None:
    st.session_state[CREATING] = True
