"""The dialog that passes a report on: to whom, how, and what a security officer would say before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple
from uuid import uuid4

import streamlit as st

from exercise import drafts
from exercise.control import Refusal
from exercise.core import views
from exercise.core.acts import PICTURE, Role, Share
from exercise.core.scenario import Scenario
from exercise.core.views import HeldReport, Wrong
from exercise.store import StoreError
from exercise.ui import drafting, ways
from exercise.ui.keeper import Field, Sending
from exercise.ui.prose import label, note
from exercise.ui.session import Session, session
from exercise.ui.when import lasting

_SHARING = "sharing"


class _Sharing(NamedTuple):
    """The report that the open dialog shares, and the key its act is filed under."""

    report: str
    key: str


def begin(report: str) -> None:
    """Open the dialog for a report."""
    st.session_state[_SHARING] = _Sharing(report, uuid4().hex)


def _stop() -> None:
    st.session_state.pop(_SHARING, None)


def sharing(held: tuple[HeldReport, ...]) -> None:
    """The dialog, for as long as it is open: a redraw of the page must not close it."""
    open_: _Sharing | None = st.session_state.get(_SHARING)
    report = next((report for report in held if open_ and report.id == open_.report), None)
    if open_ and report:
        _dialog(report, open_.key)


def marking(scenario: Scenario, report: HeldReport) -> str:
    """Level and release, as HTML."""
    to = ", ".join(map(scenario.name, report.release)) or "everybody"
    return f'<span class="wc-badge wc-due">{escape(report.level.upper())}</span>Releasable to {escape(to)}'


@st.dialog("Share a report", on_dismiss=_stop)
def _dialog(report: HeldReport, key: str) -> None:
    me = session(Role.TRAINEE)
    scenario = me.scenario
    title = f'<h3 class="wc-subtitle">{escape(report.title)}</h3>'
    st.html(f'{title}<p class="wc-meta">{marking(scenario, report)}</p>')
    to = _addresses(me, report)
    if not to:
        return note("good", "✓", "Your team has sent this report to everybody.")
    found, about = me.look(views.ways), drafts.sharing(report.id)
    how = ways.choices(found)
    fields = {
        "note": Field(f"{key}-note"),
        "to": Field(f"{key}-to", "pills", list(to)),
        "channel": Field(f"{key}-channel", "choice", list(how)),
    }
    drafting.fill(me, about, Share, "note", fields, to=[], channel=list(how)[:1])
    chosen = tuple(
        st.pills("To", list(to), selection_mode="multi", format_func=to.__getitem__, key=f"{key}-to")
    )  # fmt: skip
    channel = ""
    if chosen == (PICTURE,):
        del fields["channel"]
    else:
        channel = st.radio("How", list(how), format_func=how.__getitem__, key=f"{key}-channel") or ""
        ways.broken(found)
    # A place of their own: a warning that comes or goes must not move the form, which would empty it.
    with st.container():
        for warning in warnings(me, report, chosen, channel):
            note("due", "⚠", warning)
    with st.form(f"{key}-form", border=False, enter_to_submit=False):
        text = st.text_area("Note (optional)", key=f"{key}-note", height=80)
        sent = st.form_submit_button("Send", type="primary", icon=":material/send:", key=f"{key}-send")
    if sent:
        _share(me, Share(report.id, chosen, channel, text), key)
    heard = st.session_state.get(f"{key}-heard", 0)
    drafting.watch(me, about, fields, Sending((f"{key}-send",), heard, what="report"))
    return None


def _addresses(me: Session, report: HeldReport) -> dict[str, str]:
    """Where the report can still go, the joint picture first; ids with their labels."""
    scenario = me.scenario
    had = {travel.team for travel in report.sent} | {me.seat.team}
    to = {agency.id: label(scenario.name(agency.id)) for agency in scenario.agencies if agency.id not in had}
    round_ = scenario.model.picture
    if round_ is None or report.posted is not None:
        return to
    takes = f"in {lasting(round_)}" if round_ else "at once"
    return {PICTURE: f"Joint picture: everybody, {takes}"} | to


def _share(me: Session, act: Share, key: str) -> None:
    try:
        outcome = me.file(act, key)
    except StoreError as error:
        outcome = Refusal(str(error))
    if isinstance(outcome, Refusal):
        st.session_state[f"{key}-heard"] = st.session_state.get(f"{key}-heard", 0) + 1
        note("bad", "✕", outcome.reason)
        return
    _stop()
    st.toast(f"Report sent · receipt {outcome.code}", icon=":material/check:")
    st.rerun()


def warnings(me: Session, report: HeldReport, to: Sequence[str], channel: str) -> list[str]:
    """What a security officer would say; whoever shares decides."""
    scenario, found = me.scenario, me.look(views.wrongs, report.id, to, channel)
    said = []
    if PICTURE in to and (outside := _named(scenario, found, "release")):
        said.append(f"Everybody reads the joint picture, and the report is not released to {outside}: a breach.")
    elif outside := _named(scenario, found, "release"):
        said.append(f"The report is not released to {outside}. Sending it is a breach.")
    if any(wrong.breach == "ceiling" for wrong in found):
        way = scenario.channel[channel]
        said.append(f"{way.title} may carry up to {way.ceiling}; this report is {report.level}.")
    return said


def _named(scenario: Scenario, found: Sequence[Wrong], breach: str) -> str:
    return ", ".join(scenario.name(wrong.team) for wrong in found if wrong.breach == breach)
