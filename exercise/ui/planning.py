"""The team's plan before StartEx: what it wants, who leads, to whom it reports how often, what it keeps in reserve."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Plan
from exercise.core.facts import PlanFiled
from exercise.core.scenario import MINUTE
from exercise.ui.acts import send, slot, typed
from exercise.ui.people import named
from exercise.ui.prose import label, note
from exercise.ui.session import Session

_NAME = "plan"
_EVERY = (10, 15, 20, 30, 45, 60)


def planning(me: Session) -> None:
    """The form. Everybody of the team may change the plan until StartEx; the last one stands."""
    mine = me.look(views.plan)
    with st.expander("Your team’s plan", expanded=False, icon=":material/edit_note:"):
        if mine is None:
            st.caption(
                "Talk it through with your partners, then write it down. The debrief compares it with what you did."
            )
        else:
            note("good", "✓", f"Your plan is filed, last by {named(mine.seat)}. You may change it until StartEx.")
        _form(me, mine)


def _form(me: Session, mine: PlanFiled | None) -> None:
    key, scenario = slot(_NAME), me.scenario
    partners = {agency.id: label(scenario.name(agency.id)) for agency in scenario.agencies if agency.id != me.seat.team}
    own = {one.id: label(one.title) for one in scenario.resources if one.agency == me.seat.team}
    with st.form(f"{key}/form", border=False):
        st.text_area("What do you want to achieve?", mine.intent if mine else "", key=f"{key}/intent", height=90)
        st.text_area("Who leads on what, and what do you leave to others?", mine.limits if mine else "",
                     key=f"{key}/limits", height=90)  # fmt: skip
        to, often = st.columns((3, 2))
        to.multiselect("To whom do you report?", list(partners), mine.partners if mine else None,
                       partners.__getitem__, key=f"{key}/partners", placeholder="Choose partners")  # fmt: skip
        every = mine.every // MINUTE if mine and mine.every else None
        often.selectbox("At least every", _EVERY, _EVERY.index(every) if every in _EVERY else None,
                        lambda minutes: f"{minutes} exercise minutes", key=f"{key}/every",
                        placeholder="Choose how often")  # fmt: skip
        if own:
            st.multiselect("What do you keep in reserve?", list(own), mine.reserve if mine else None,
                           own.__getitem__, key=f"{key}/reserve", placeholder="Choose resources")  # fmt: skip
        send(me, _NAME, "File the plan", _plan, "Plan filed", type="primary", icon=":material/send:")


def _plan() -> Plan:
    every = typed(_NAME, "every")
    return Plan(
        typed(_NAME, "intent") or "", typed(_NAME, "limits") or "", tuple(typed(_NAME, "partners") or ()),
        every * MINUTE if every else None, tuple(typed(_NAME, "reserve") or ()),
    )  # fmt: skip
