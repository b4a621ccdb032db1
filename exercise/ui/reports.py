"""What a team holds, and the way to pass it on."""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from uuid import uuid4

import streamlit as st

from exercise.control import Refusal
from exercise.core.acts import Role, Share
from exercise.core.scenario import Channel, Scenario, breaches
from exercise.core.views import HeldReport, Travel
from exercise.store import StoreError
from exercise.ui.prose import label, note, prose
from exercise.ui.session import Session, session
from exercise.ui.when import both, usual

_SOURCE = {
    "A": "Reliable source",
    "B": "Usually reliable source",
    "C": "Fairly reliable source",
    "D": "Not usually reliable source",
    "E": "Unreliable source",
    "F": "Source cannot be judged",
}
_CREDIBILITY = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
_SHARING = "sharing"


class _Sharing(NamedTuple):
    """The report that the open dialog shares, and the key its act is filed under."""

    report: str
    key: str


def reports(me: Session, held: tuple[HeldReport, ...], fresh: int) -> None:
    """The reports in the team's hands; the first ``fresh`` are new to this page."""
    if not held:
        note("news", "○", "Your team holds no report yet. What injects and partners give you is kept here.")
    running = me.clock.state in ("running", "paused")
    for number, report in enumerate(held):
        with st.container(border=True, gap="small"):
            st.html(_head(me.scenario, report, number < fresh))
            prose(report.body)
            if report.sent:
                st.html(_sent(me.scenario, report.sent))
            if running:
                st.button(
                    "Share …", key=f"share-{report.id}", icon=":material/share:", on_click=_begin, args=(report.id,)
                )  # fmt: skip


def grade(code: str) -> str:
    """An Admiralty grade in words: B2 is a usually reliable source, probably true."""
    return f"{_SOURCE.get(code[:1], 'Source not graded')}, {_CREDIBILITY.get(code[1:2], 'not graded')} ({code})"


def marking(scenario: Scenario, report: HeldReport) -> str:
    """Level and release, as HTML."""
    to = ", ".join(map(scenario.name, report.release)) or "everybody"
    return f'<span class="wc-badge wc-due">{escape(report.level.upper())}</span>Releasable to {escape(to)}'


def _head(scenario: Scenario, report: HeldReport, fresh: bool) -> str:
    since = "Held since StartEx"
    if report.came_from:
        came = "with" if report.came_from in scenario.inject else "from"
        since = f"Held since {both(scenario, report.since)}, {came} {report.came_from}"
    badge = '<span class="wc-badge wc-news">NEW</span>' if fresh else ""
    return (
        f'<h3 class="wc-subtitle">{escape(report.title)}</h3>'
        f'<p class="wc-meta">{badge}{marking(scenario, report)}</p>'
        f'<p class="wc-meta">{escape(f"{grade(report.grade)} · source: {report.source}")}</p>'
        f'<p class="wc-meta">{escape(since)}</p>'
    )


def _sent(scenario: Scenario, sent: tuple[Travel, ...]) -> str:
    lines = (
        f"✓ {travel.name}: arrived {both(scenario, travel.arrived)}"
        if travel.arrived is not None
        else f"→ {travel.name}: on its way"
        for travel in sent
    )
    return f'<p class="wc-verbatim wc-meta">{escape(chr(10).join(lines))}</p>'


def _begin(report: str) -> None:
    st.session_state[_SHARING] = _Sharing(report, uuid4().hex)


def _stop() -> None:
    st.session_state.pop(_SHARING, None)


def sharing(held: tuple[HeldReport, ...]) -> None:
    """The dialog, for as long as it is open: a redraw of the page must not close it."""
    open_: _Sharing | None = st.session_state.get(_SHARING)
    report = next((report for report in held if open_ and report.id == open_.report), None)
    if open_ and report:
        _dialog(report, open_.key)


@st.dialog("Share a report", on_dismiss=_stop)
def _dialog(report: HeldReport, key: str) -> None:
    me = session(Role.TRAINEE)
    scenario = me.scenario
    title = f'<h3 class="wc-subtitle">{escape(report.title)}</h3>'
    st.html(f'{title}<p class="wc-meta">{marking(scenario, report)}</p>')
    had = {travel.team for travel in report.sent} | {me.seat.team}
    teams = {agency.id: label(scenario.name(agency.id)) for agency in scenario.agencies if agency.id not in had}
    if not teams:
        return note("good", "✓", "Your team has sent this report to everybody.")
    to = st.pills("To", list(teams), selection_mode="multi", format_func=teams.__getitem__, key=f"{key}-to")
    channels = {channel.id: label(_way(channel)) for channel in scenario.channels}
    channel = st.radio("How", list(channels), format_func=channels.__getitem__, key=f"{key}-channel")
    # A place of their own: a warning that comes or goes must not move the form, which would empty it.
    with st.container():
        for warning in warnings(scenario, report, tuple(to), scenario.channel[channel]):
            note("due", "⚠", warning)
    with st.form(f"{key}-form", border=False, enter_to_submit=False):
        text = st.text_area("Note (optional)", key=f"{key}-note", height=80)
        sent = st.form_submit_button("Send", type="primary", icon=":material/send:", key=f"{key}-send")
    if sent:
        _share(me, Share(report.id, tuple(to), channel, text), key)
    return None


def _share(me: Session, act: Share, key: str) -> None:
    try:
        outcome = me.file(act, key)
    except StoreError as error:
        outcome = Refusal(str(error))
    if isinstance(outcome, Refusal):
        note("bad", "✕", outcome.reason)
        return
    _stop()
    st.toast(f"Report sent · receipt {outcome.code}", icon=":material/check:")
    st.rerun()


def _way(channel: Channel) -> str:
    return f"{channel.title}: {usual(channel.delay)}, may carry up to {channel.ceiling}"


def warnings(scenario: Scenario, report: HeldReport, to: tuple[str, ...], channel: Channel) -> list[str]:
    """What a security officer would say; whoever shares decides."""
    found = {team: breaches(scenario, report.id, team, channel.id) for team in to}
    outside = ", ".join(scenario.name(team) for team, kinds in found.items() if "release" in kinds)
    said = [f"The report is not released to {outside}. Sending it is a breach."] if outside else []
    if any("ceiling" in kinds for kinds in found.values()):
        said.append(f"{channel.title} may carry up to {channel.ceiling}; this report is {report.level}.")
    return said
