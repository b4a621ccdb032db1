"""What waits for a ruling: of the SimCell, or of a superior who is absent and in whose place EXCON rules."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Approve
from exercise.core.views import Waiting
from exercise.ui import words
from exercise.ui.acts import button, slot
from exercise.ui.people import trainees
from exercise.ui.session import Session
from exercise.ui.syndicates import several, watched


def rulings(me: Session) -> None:
    """Everything that waits for somebody's ruling, the oldest first."""
    found = [(place, ruling) for place in watched(me) for ruling in place.look(views.waiting)]
    if not found:
        return
    st.markdown(f"**Waits for a ruling: {len(found)}**")
    for place, ruling in found:
        _ruling(place, ruling, several(me))


def waiting(me: Session) -> int:
    """How many wait for a ruling that nobody but EXCON can give: the SimCell's, or of a team where nobody sits."""
    found = me.look(views.waiting)
    played = {seat.team for seat in trainees(me) if seat.joined_wall is not None} if found else set()
    return sum(ruling.by not in played for ruling in found)


def _ruling(me: Session, ruling: Waiting, several: bool) -> None:
    name = f"rule/{me.seat.syndicate}/{ruling.entry}/{ruling.by}"
    key = slot(name)
    where = f"{me.seat.syndicate} · " if several else ""
    by = words.plain(me.scenario.name(ruling.by))
    absent = " · a team: rule only if nobody there does" if ruling.by in me.scenario.agency else ""
    with st.container(border=True, gap="xsmall"):
        until = f", until {words.at(ruling.deadline)}" if ruling.deadline is not None else ""
        st.markdown(f"{where}**{words.plain(ruling.team)}** asks **{by}**{absent} · since {words.at(ruling.at)}{until}")
        st.markdown(f"{words.plain(ruling.title)}: {words.plain(ruling.text)}")
        if ruling.rationale:
            st.markdown(f"> {words.plain(ruling.rationale)}")
        st.text_input("Reason", key=f"{key}/reason", placeholder="Needed to refuse; whoever asked reads it")
        with st.container(horizontal=True):
            _rule(me, name, ruling, True)
            _rule(me, f"{name}/no", ruling, False, key)


def _rule(me: Session, name: str, ruling: Waiting, granted: bool, reason: str = "") -> None:
    field = f"{reason or slot(name)}/reason"

    def made() -> Approve:
        return Approve(ruling.entry, granted, str(st.session_state.get(field) or ""), by=ruling.by)

    label, done = ("Grant", "Granted") if granted else ("Refuse", "Refused")
    button(me, name, label, made, done, icon=":material/gavel:" if granted else ":material/block:")
