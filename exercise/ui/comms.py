"""The comms check in the lobby: one can read this, and one's partners answer; how far each team is, for EXCON."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.acts import Acknowledge, Confirm, Hail
from exercise.core.views import Call
from exercise.store import SeatInfo
from exercise.ui import words
from exercise.ui.acts import button, outcome
from exercise.ui.people import named, reading, trainees
from exercise.ui.prose import note
from exercise.ui.session import Session


def check(me: Session) -> None:
    """What this seat can do in the comms check, and what came of it."""
    outcome()
    if me.seat.id not in me.look(views.reading):
        button(me, "confirm", "I can read this", Confirm(), "Noted", icon=":material/visibility:")
    calls, team = me.look(views.calls), me.seat.team or ""
    for call in calls:
        if call.to == team and not call.answered:
            caller = words.plain(me.scenario.name(call.team))
            note("due", "☎", f"{named(call.seat)} of {me.scenario.name(call.team)} is calling: do you hear this?")
            button(
                me, f"acknowledge/{call.entry}", f"Answer {caller}", Acknowledge(call.entry), f"{caller} is answered",
                type="primary", icon=":material/call:",
            )  # fmt: skip
    partners = played(me, team)
    made = {call.team if call.to == team else call.to: call for call in calls}
    lines = "".join(_line(me, made[other]) for other in partners if other in made)
    if lines:
        st.html(f'<ul class="wc-list" aria-label="Comms check">{lines}</ul>')
    with st.container(horizontal=True):
        for other in partners:
            if other not in made:
                name = words.plain(me.scenario.name(other))
                button(me, f"hail/{other}", f"Call {name}", Hail(other), f"{name} is called", icon=":material/call:")


def _line(me: Session, call: Call) -> str:
    """A call in words, from the side of whoever looks."""
    partner = me.scenario.name(call.team if call.to == me.seat.team else call.to)
    if not call.answered:
        waits = "waits for your answer" if call.to == me.seat.team else "called, no answer yet"
        return f"<li>○ <b>{escape(partner)}</b>: {waits}</li>"
    return f"<li>✓ <b>{escape(partner)}</b>: {escape(named(call.answered))} answered</li>"


def played(me: Session, team: str) -> list[str]:
    """The other teams that somebody plays in this syndicate."""
    seated = {seat.team for seat in trainees(me)}
    return [agency.id for agency in me.scenario.agencies if agency.id in seated and agency.id != team]


def progress(me: Session, team: str, own: Sequence[SeatInfo], ready: frozenset[str]) -> list[str]:
    """How far a team of one syndicate is before StartEx: read, partners reached, ready. Staff only."""
    read, partners = reading(me), played(me, team)
    reached = {
        other for call in me.look(views.calls) if call.answered and team in (call.team, call.to)
        for other in (call.team, call.to) if other != team
    }  # fmt: skip
    return [
        f"{sum(seat.id in read for seat in own)} of {len(own)} can read",
        f"{sum(other in reached for other in partners)} of {words.count(len(partners), 'partner')} reached",
        f"{sum(seat.id in ready for seat in own)} of {len(own)} ready",
    ]
