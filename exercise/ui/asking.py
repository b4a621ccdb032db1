"""Asking a partner: for information, for a resource of theirs, for the release of a report."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st

from exercise import drafts
from exercise.core import views
from exercise.core.acts import Request, RequestKind
from exercise.core.scenario import MINUTE
from exercise.core.views import HeldReport, Way
from exercise.ui import acts, drafting, ways
from exercise.ui.keeper import Field
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
    boxes, found, key = _boxes(me, held), me.look(views.ways), acts.slot(_FORM)
    kinds = [kind for kind in get_args(RequestKind) if kind == "information" or boxes[kind][0][2]]
    several = len(kinds) > 1
    common = {
        "text": Field(f"{key}/text"),
        "within": Field(f"{key}/within", "select", _WITHIN, [_soon(minutes) for minutes in _WITHIN]),
        "channel": ways.field(found, f"{key}/channel"),
        **({"what": Field(KIND, "choice", kinds)} if several else {}),
    }
    own = {
        kind: {f"{kind}/{name}": Field(f"{key}/{kind}/{name}", "select", list(names), list(names.values()))
               for name, _, names in boxes[kind]}
        for kind in kinds
    }  # fmt: skip
    everything = {**common, **{name: field for fields in own.values() for name, field in fields.items()}}
    drafting.fill(
        me, drafts.REQUEST, Request, "text", everything, what=kinds[:1], within=0, channel=ways.first(found)
    )  # fmt: skip
    with st.container(border=True):
        if several:
            if st.session_state.get(KIND) not in kinds:
                st.session_state[KIND] = kinds[0]
            st.radio("Ask for", kinds, format_func=_KINDS.__getitem__, key=KIND, horizontal=True)
        what = st.session_state.get(KIND, "information") if several else "information"
        _form(me, what, boxes[what], found)
        drafting.keep(me, drafts.REQUEST, common | own[what], (_FORM,), "request")
        acts.refused(_FORM)


def _boxes(me: Session, held: tuple[HeldReport, ...]) -> dict[str, list[tuple[str, str, dict[str, str]]]]:
    """What is chosen from for each kind of request: the name of the field, its title, and ids with their labels."""
    partners = {partner.id: label(me.scenario.name(partner.id)) for partner in me.look(views.partners)}
    return {
        "information": [("to", "Whom", partners)],
        "resource": [("about", "Which", _means(me))],
        "release": [("about", "Which report", _restricted(me, held)), ("reader", "To whom", _teams(me))],
    }


def _form(me: Session, what: str, boxes: list[tuple[str, str, dict[str, str]]], found: tuple[Way, ...]) -> None:
    # One form whatever is asked for: words that were typed stay when one thinks better of the kind.
    key = acts.slot(_FORM)
    with st.form(f"{key}/form", border=False):
        for place, (name, title, names) in zip(st.columns(2), boxes, strict=False):
            place.selectbox(
                title, list(names), None, names.__getitem__, key=f"{key}/{what}/{name}", placeholder="Choose"
            )  # fmt: skip
        st.text_area("What you need, and what for", key=f"{key}/text", height=90)
        within, how = st.columns(2)
        within.selectbox("Needed within", _WITHIN, 0, _soon, key=f"{key}/within")
        with how:
            ways.select(found, f"{key}/channel")
            ways.broken(found)
        acts.send(
            me, _FORM, "Ask", lambda: _request(me, what), "Request sent", type="primary", icon=":material/send:"
        )  # fmt: skip


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
