"""The lobby: who one is, what is to be done before StartEx, and who else is there."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.control import Refusal
from exercise.core.acts import Ready
from exercise.shipped import folder
from exercise.store import SeatInfo, StoreError
from exercise.ui import comms
from exercise.ui.people import ready, trainees
from exercise.ui.planning import planning
from exercise.ui.prose import note, section
from exercise.ui.session import Session, session
from exercise.ui.signal import signal
from exercise.ui.state import control
from exercise.ui.survey import expectations, survey

DESK = folder("pages") / "desk.py"


def heading(me: Session) -> None:
    """Who sits here, in which exercise."""
    place = me.scenario.agency[me.seat.team].name if me.seat.team else str(me.seat.role).capitalize()
    about = " · ".join(filter(None, (me.name, place)))
    st.html(f'<div class="wc-who"><h1>{escape(me.info.title)}</h1><p>{escape(about)}</p></div>')


@st.fragment
def waiting() -> None:
    """The clock and the next thing to do; it changes by itself at StartEx and at EndEx."""
    me = session()
    # The staff look at the clock alone, which is the same in all syndicates.
    run = control().run(me.exercise or "", me.seat.syndicate or me.info.syndicates[0])
    runs = {me.seat.syndicate or "": run}
    signal(runs, control().now(), key="lobby-clock", exercise=me.exercise or "", title="Lobby")
    match run.clock.state:
        case "ready":
            _before(me)
        case "ended":
            note("good", "✓", "The exercise has ended. Thank you. Your instructor opens the scores and the debrief.")
            survey(me)
        case state:
            note("good", "▶", f"The exercise is {state}.{'' if me.staff else ' Your injects wait for you.'}")
            if not me.staff and st.button("Go to your desk", type="primary", icon=":material/arrow_forward:"):
                st.switch_page(DESK)


def _before(me: Session) -> None:
    """Before StartEx: report ready, then wait."""
    passed = ready(me)
    if me.staff:
        seats = trainees(me)
        joined = sum(seat.joined_wall is not None for seat in seats)
        there = sum(seat.id in passed for seat in seats)
        note("news", "○", f"{joined} of {len(seats)} seats joined, {there} ready. The controller gives StartEx.")
    elif me.seat.id in passed:
        note("good", "✓", "You are ready. Wait here for StartEx: this page tells you, and the way to your desk opens.")
    else:
        note("news", "→", "Read the situation and your role card, call your partners, then report ready.")
    if not me.staff:
        comms.incoming(me)
        with st.container(horizontal=True):
            comms.confirm(me)
            comms.call_all(me)
            there = me.seat.id not in passed and st.button(
                "Ready", key="ready", type="primary", icon=":material/check:"
            )
        if there:
            _report(me)
        comms.calls(me)
        planning(me)
        expectations(me)


def _report(me: Session) -> None:
    """Report ready. Once is enough: the key is the seat's own."""
    try:
        outcome = me.file(Ready(), f"ready/{me.seat.id}")
    except StoreError as error:
        outcome = Refusal(str(error))
    if isinstance(outcome, Refusal):
        note("bad", "✕", outcome.reason)
    else:
        st.rerun()


def partners(me: Session) -> None:
    """Who plays which team, and who is there; the staff also see who is ready."""
    section("Who plays")
    passed, seats = ready(me), trainees(me)
    rows = []
    for agency in me.scenario.agencies:
        own = [_place(me, seat, seat.id in passed) for seat in seats if seat.team == agency.id]
        here = " (your team)" if agency.id == me.seat.team else ""
        people = "".join(f'<p class="wc-meta">{escape(line)}</p>' for line in own or ["played by nobody today"])
        rows.append(f"<li><b>{escape(agency.name)}</b>{here}{people}</li>")
    played = "; ".join(role.name for role in me.scenario.simcell)
    if played:
        rows.append(f'<li><b>The controllers</b><p class="wc-meta">{escape(played)}</p></li>')
    st.html(f'<ul class="wc-list">{"".join(rows)}</ul>')


def _place(me: Session, seat: SeatInfo, ready: bool) -> str:
    state = "✓ {} ready" if ready else "● {} joined" if seat.joined_wall else "○ {} not here yet"
    several = me.seat.syndicate is None and seat.syndicate and len(me.info.syndicates) > 1
    return state.format(seat.name or "free seat,") + (f", syndicate {seat.syndicate}" if several else "")
