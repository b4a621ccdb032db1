"""The live part of a desk: the clock and the inbox. It redraws by itself and never touches what is being typed."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import streamlit as st

from exercise.core import views
from exercise.core.acts import Role, Seat
from exercise.core.clock import Clock, State
from exercise.core.engine import Run
from exercise.core.refusals import moment
from exercise.core.views import InboxRow
from exercise.ui.prose import note
from exercise.ui.session import Session, session
from exercise.ui.signal import signal
from exercise.ui.state import control
from exercise.ui.tabs import SECTION
from exercise.ui.worklist import Item, Status, worklist

CHOSEN = "inject"
PAPER = "paper"
_EMPTY = "Nothing yet. Your first inject will appear here by itself."


class Drawn(NamedTuple):
    """What the page around the inbox was drawn from, so that the inbox knows when it is out of date."""

    facts: int
    phase: State


def drawn(run: Run, seat: Seat) -> Drawn:
    """Where the run stands; take it before anything is drawn."""
    return Drawn(len(run.facts), _phase(run.clock))


def _phase(clock: Clock) -> State:
    """What the page depends on. A pause shows beside the clock and changes nothing else: a page run for each of three
    hundred desks would cost ten times what their inboxes do.
    """
    return "running" if clock.state == "paused" else clock.state


@st.fragment
def inbox(opened: str | None, page: Drawn, unread: int) -> None:
    """The clock, and the team's injects to choose from; ``unread`` counts what is new elsewhere on the page."""
    me = session(Role.TRAINEE)
    run, now = control().run(me.exercise or "", me.seat.syndicate), control().now()
    rows = views.inbox(run, me.seat)
    waiting = sum(not row.opened for row in rows)
    signal(
        {me.seat.syndicate or "": run}, now, key="desk-clock", exercise=me.exercise or "",
        title=run.scenario.name(me.seat.team or ""), unread=waiting + unread, sound=True,
        jump=f"↑ Inbox{f' ({waiting})' if waiting else ''}",
    )  # fmt: skip
    _standstill(run.clock)
    chosen = worklist(
        [_item(row) for row in rows], opened, run.clock, now, key="inbox", label="Inbox", empty=_EMPTY, opens=PAPER
    )
    if chosen != opened:
        st.query_params[CHOSEN] = chosen or ""
        st.session_state[SECTION] = "Inject"
        st.rerun()
    timeline = st.session_state[SECTION] == "Timeline"
    if _phase(run.clock) != page.phase or views.stirred(run, me.seat, page.facts, opened, timeline):
        st.rerun()


def _standstill(clock: Clock) -> None:
    """Why the clock stands, where it does."""
    match clock.state:
        case "paused":
            note("due", "‖", f"The clock is paused. {clock.reason}".strip())
        case "ended":
            note("news", "□", "The exercise has ended. Thank you; your record is kept.")


def _item(row: InboxRow) -> Item:
    status: Status = row.status
    if row.comes in ("waits", "failed") and row.status == "answered":
        status = row.comes
    return Item(row.inject, row.title, status, row.sender, row.via, moment(row.at), row.deadline, unread=not row.opened)


def heading(me: Session) -> None:
    """Who sits here, for which team, in which exercise."""
    scenario, team = me.scenario, me.seat.team or ""
    agency = scenario.agency[team]
    about = " · ".join(filter(None, (agency.name if agency.short else "", me.name, me.info.title)))
    st.html(f'<div class="wc-who" id="inbox"><h1>{escape(scenario.name(team))}</h1><p>{escape(about)}</p></div>')
