"""The comms check in the lobby: one can read this, and one's partners answer; how far each team is, for EXCON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from exercise.control import Refusal
from exercise.core import views
from exercise.core.acts import Acknowledge, Act, Confirm, Hail, Void
from exercise.core.views import Call
from exercise.store import SeatInfo, StoreError
from exercise.ui import words
from exercise.ui.acts import NOT_DONE, button, outcome, say, slot, spend, spent, typed
from exercise.ui.people import named, reading, trainees
from exercise.ui.prose import note
from exercise.ui.session import Session
from exercise.ui.syndicates import watched

_ALL, _STRIKE = "hail-all", "strike"


def incoming(me: Session) -> None:
    """Who is calling this team, each with its answer; what came of the last act is said first."""
    outcome()
    waiting = [call for call in me.look(views.calls) if call.to == me.seat.team and not call.answered]
    if not waiting:
        return
    callers = [f"{named(call.seat)} of {me.scenario.name(call.team)}" for call in waiting]
    many = len(callers) > 1
    who = f"{', '.join(callers[:-1])} and {callers[-1]} are" if many else f"{callers[0]} is"
    note("due", "☎", f"{who} calling: do you hear {'them' if many else 'this'}?")
    with st.container(horizontal=True):
        for call in waiting:
            caller = words.plain(me.scenario.name(call.team))
            button(
                me, f"acknowledge/{call.entry}", f"Answer {caller}", Acknowledge(call.entry), f"{caller} is answered",
                type="primary", icon=":material/call:",
            )  # fmt: skip


def confirm(me: Session) -> None:
    """Say that the brief can be read here, once."""
    if me.seat.id not in me.look(views.reading):
        button(me, "confirm", "I can read this", Confirm(), "Noted", icon=":material/visibility:")


def call_all(me: Session) -> None:
    """Call every partner that is not called yet, where there is more than one."""
    left = _uncalled(me)
    if len(left) > 1:
        key = slot(_ALL)
        st.button(f"Call all {len(left)} partners", key=key, icon=":material/campaign:", on_click=_call,
                  args=(me, key, left))  # fmt: skip


def calls(me: Session) -> None:
    """What came of the calls, and a button for each partner that is not called yet."""
    lines = "".join(_line(me, call) for call in me.look(views.calls) if call.answered or call.to != me.seat.team)
    if lines:
        st.html(f'<ul class="wc-list" aria-label="Comms check">{lines}</ul>')
    with st.container(horizontal=True):
        for other in _uncalled(me):
            name = words.plain(me.scenario.name(other))
            button(me, f"hail/{other}", f"Call {name}", Hail(other), f"{name} is called", icon=":material/call:",
                   type="tertiary")  # fmt: skip


def _uncalled(me: Session) -> list[str]:
    """The partners that have neither been called nor have called."""
    made = {team for call in me.look(views.calls) for team in (call.team, call.to)}
    return [other for other in played(me, me.seat.team or "") if other not in made]


def _call(me: Session, key: str, teams: Sequence[str]) -> None:
    """Call every one of these teams. Whoever was called, or has called, since the page was drawn needs no call."""
    if spent(_ALL, key):
        return
    try:
        answers = [me.file(Hail(team), f"{key}/{team}") for team in teams]
    except StoreError as error:
        say(str(error), NOT_DONE)
        return
    spend(_ALL)
    reasons = [answer.reason for answer in answers if isinstance(answer, Refusal)]
    if len(reasons) == len(answers):
        say(reasons[0], NOT_DONE)
    else:
        say(f"{words.count(len(answers) - len(reasons), 'partner is', 'partners are')} called")


def _line(me: Session, call: Call) -> str:
    """A call in words, from the side of whoever looks."""
    partner = me.scenario.name(call.team if call.to == me.seat.team else call.to)
    if not call.answered:
        return f"<li>○ <b>{escape(partner)}</b>: called, no answer yet</li>"
    return f"<li>✓ <b>{escape(partner)}</b>: {escape(named(call.answered))} answered</li>"


def played(me: Session, team: str) -> list[str]:
    """The other teams that somebody plays in this syndicate."""
    seated = {seat.team for seat in trainees(me)}
    return [agency.id for agency in me.scenario.agencies if agency.id in seated and agency.id != team]


def reached(me: Session, team: str) -> tuple[int, int]:
    """How many partners a team of one syndicate has reached, and how many it has. Staff only."""
    others = {
        other for call in me.look(views.calls) if call.answered and team in (call.team, call.to)
        for other in (call.team, call.to) if other != team
    }  # fmt: skip
    partners = played(me, team)
    return sum(other in others for other in partners), len(partners)


def progress(me: Session, team: str, own: Sequence[SeatInfo], ready: frozenset[str]) -> list[str]:
    """How far a team of one syndicate is before StartEx: read, partners reached, ready. Staff only."""
    read, (there, partners) = reading(me), reached(me, team)
    return [
        f"{sum(seat.id in read for seat in own)} of {len(own)} can read",
        f"{there} of {words.count(partners, 'partner')} reached",
        f"{sum(seat.id in ready for seat in own)} of {len(own)} ready",
    ]


def strike(me: Session) -> None:
    """Take a call out of the check, with its answer, so that the two can try again. Staff only."""
    made = [(place, call) for place in watched(me) for call in place.look(views.calls)]
    if not made:
        return
    with st.popover("Strike a call", icon=":material/phone_disabled:", key=f"{slot(_STRIKE)}/open"):
        options = {call.entry: _said(place, call, len(me.info.syndicates) > 1) for place, call in made}
        st.selectbox(
            "Call", list(options), None, options.__getitem__, key=f"{slot(_STRIKE)}/call",
            placeholder="Choose a call",
        )  # fmt: skip
        st.caption("For a call answered by mistake, or by nobody. The two teams can then call each other again.")
        button(me, _STRIKE, "Strike it", lambda: _struck(made), "The call is struck", icon=":material/undo:")


def _said(me: Session, call: Call, several: bool) -> str:
    """A call as the staff read it: who called whom, and who answered."""
    pair = f"{me.scenario.name(call.team)} called {me.scenario.name(call.to)}"
    answer = f"{named(call.answered)} answered" if call.answered else "no answer yet"
    return f"{f'{me.seat.syndicate} · ' if several else ''}{pair}: {answer}"


def _struck(made: Sequence[tuple[Session, Call]]) -> Mapping[str, Act] | Act:
    """Striking the call that was chosen, in its own syndicate."""
    entry = typed(_STRIKE, "call")
    place = next((place for place, call in made if call.entry == entry), None)
    if place is None:
        raise ValueError("Choose the call that is to be struck.")
    return {place.seat.syndicate: Void(entry)} if place.seat.syndicate else Void(entry)
