"""Asking a partner: for information, for a resource of theirs, for the release of a report."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exercise.core import views
from exercise.core.acts import Request, RequestKind
from exercise.core.scenario import MINUTE
from exercise.core.views import HeldReport
from exercise.ui import acts, ways
from exercise.ui.prose import label
from exercise.ui.session import Session
from exercise.ui.tabs import SECTION
from exercise.ui.when import lasting

KIND = "request-what"
_FORM = "request"
_KINDS = {"information": "Information", "resource": "A resource", "release": "Release of a report"}
_WITHIN = (0, 5, 10, 15, 20, 30, 45, 60)


def ask(me: Session, held: tuple[HeldReport, ...]) -> None:
    """The form to ask with; what it asks for depends on what is wanted."""
    means, restricted = _means(me), _restricted(me, held)
    kinds = [kind for kind in get_args(RequestKind)
             if kind == "information" or (means if kind == "resource" else restricted)]  # fmt: skip
    with st.container(border=True):
        if len(kinds) > 1:
            if st.session_state.get(KIND) not in kinds:
                st.session_state[KIND] = kinds[0]
            st.radio("Ask for", kinds, format_func=_KINDS.__getitem__, key=KIND, horizontal=True)
        what = st.session_state.get(KIND, "information") if len(kinds) > 1 else "information"
        _fields(me, what, means, restricted)
        acts.refused(_FORM)


def _fields(me: Session, what: str, means: dict[str, str], restricted: dict[str, str]) -> None:
    # One form whatever is asked for: words that were typed stay when one thinks better of the kind.
    key, found = acts.slot(_FORM), me.look(views.ways)
    with st.form(f"{key}/form", border=False):
        one, other = st.columns(2)
        if what == "resource":
            _box(one, "Which", means, f"{key}/resource/about")
        elif what == "release":
            _box(one, "Which report", restricted, f"{key}/release/about")
            _box(other, "To whom", _teams(me), f"{key}/release/reader")
        else:
            names = {partner.id: label(me.scenario.name(partner.id)) for partner in me.look(views.partners)}
            _box(one, "Whom", names, f"{key}/information/to")
        st.text_area("What you need, and what for", key=f"{key}/text", height=90)
        within, how = st.columns(2)
        within.selectbox("Needed within", _WITHIN, 0, _soon, key=f"{key}/within")
        with how:
            ways.select(found, f"{key}/channel")
            ways.broken(found)
        acts.send(
            me, _FORM, "Ask", lambda: _request(me, what), "Request sent", type="primary", icon=":material/send:"
        )  # fmt: skip


def _box(place: DeltaGenerator, title: str, names: dict[str, str], key: str) -> None:
    place.selectbox(title, list(names), None, names.__getitem__, key=key, placeholder="Choose")


def _teams(me: Session) -> dict[str, str]:
    scenario = me.scenario
    return {agency.id: label(scenario.name(agency.id)) for agency in scenario.agencies if agency.id != me.seat.team}


def _request(me: Session, what: str) -> Request:
    """The request that the form holds; a resource is asked of its owner, a release of the report's originator."""
    about, minutes = _typed(what, "about"), acts.typed(_FORM, "within")
    to = _typed(what, "to")
    if what == "resource":
        if not about:
            raise ValueError("Choose the resource you need.")
        to = me.scenario.resource[about].agency
    elif what == "release":
        if not about or not _typed(what, "reader"):
            raise ValueError("Choose the report, and the team that should have it.")
        owners = [report.owners for report in me.look(views.reports) if report.id == about]
        to = next(iter(owners[0]), "") if owners else ""
    elif not to:
        raise ValueError("Choose whom you ask.")
    return Request(
        to, acts.typed(_FORM, "text") or "", about, cast(RequestKind, what), minutes * MINUTE if minutes else None,
        acts.typed(_FORM, "channel") or "", _typed(what, "reader"),
    )  # fmt: skip


def _typed(what: str, field: str) -> str:
    """What stands in a field that only this kind of request has."""
    return acts.typed(_FORM, f"{what}/{field}") or ""


def _soon(minutes: int) -> str:
    return lasting(minutes * MINUTE) if minutes else "no hurry"


def _means(me: Session) -> dict[str, str]:
    """The partners' resources by id, with their owners."""
    return {
        found.id: label(f"{found.title} ({found.agency})") for found in me.look(views.partner_resources)
    }  # fmt: skip


def _restricted(me: Session, held: tuple[HeldReport, ...]) -> dict[str, str]:
    """Reports in hand that not everybody may have, and that somebody else can release."""
    return {report.id: label(report.title) for report in held if report.release and me.seat.team not in report.owners}


def want_resource() -> None:
    """Turn to the form that asks for a resource."""
    st.session_state[KIND] = "resource"
    st.session_state[SECTION] = "Requests"
