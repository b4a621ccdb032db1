"""The contingency drawer: what is at hand, and what to take from it when something fails to come."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from exercise.core.acts import Release
from exercise.core.excon import attention
from exercise.core.excon.attention import Suggestion
from exercise.core.scenario import Inject
from exercise.ui import words
from exercise.ui.acts import button
from exercise.ui.board import CHOSEN
from exercise.ui.session import Session
from exercise.ui.syndicates import alike, watched, within


def drawer(me: Session) -> None:
    """A button with the number of suggestions; behind it what is suggested and what is at hand."""
    found = alike({place.seat.syndicate or "": place.look(attention.suggestions) for place in watched(me)})
    at_hand = {inject.id: inject for place in reversed(watched(me)) for inject in place.look(attention.at_hand)}
    if me.clock.state in ("ready", "ended") or not (found or at_hand):
        return
    suggested = len({suggestion.inject for suggestion in found})
    label = f"Drawer: {words.count(suggested, 'suggestion')}" if found else f"Drawer ({len(at_hand)})"
    with st.popover(label, icon=":material/inventory_2:", key="drawer"):
        because: dict[str, list[str]] = {}
        for suggestion, names in found.items():
            because.setdefault(suggestion.inject, []).append(suggestion.because + within(me, names))
        for suggestion in {one.inject: one for one in found}.values():
            _suggested(me, suggestion, because[suggestion.inject])
        rest = [inject for inject in at_hand.values() if inject.id not in because]
        if rest:
            st.markdown("**At hand**")
        for inject in rest:
            _lies_ready(me, inject)


def _suggested(me: Session, found: Suggestion, because: Sequence[str]) -> None:
    with st.container(border=True, gap="xsmall"):
        for reason in because:
            st.markdown(f":orange-badge[⚠ {words.plain(reason)}]")
        _what(me, found.inject, found.title, found.to)


def _lies_ready(me: Session, inject: Inject) -> None:
    with st.container(border=True, gap="xsmall"):
        _what(me, inject.id, inject.title, inject.to)


def _what(me: Session, id: str, title: str, to: tuple[str, ...]) -> None:
    teams = ", ".join(map(me.scenario.name, to))
    st.markdown(f"**{id}** {words.plain(title)} · {words.plain(teams)}")
    with st.container(horizontal=True):
        button(me, f"drawer/{id}", "Release", Release(id), f"{id} is released", icon=":material/send:")
        st.button("Look at it", key=f"drawer/look/{id}", on_click=_open, args=(id,), type="tertiary")


def _open(id: str) -> None:
    st.session_state[CHOSEN] = id
