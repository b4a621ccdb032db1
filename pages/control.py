"""EXCON's page: the clock, the MSEL as a live board, the SimCell, notes and seats."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui import (
    acts,
    ahead,
    board,
    command,
    create,
    drawer,
    panel,
    rulings,
    seats,
    simcell,
    steer,
    syndicates,
    teams,
    theme,
    words,
    writing,
)
from exercise.ui.prose import style
from exercise.ui.session import session
from exercise.ui.signal import signal
from exercise.ui.state import connected, control


@st.fragment
def live() -> None:
    everywhere = session(Role.CONTROLLER)
    exercise = everywhere.exercise
    runs = {name: control().run(exercise, name) for name in everywhere.info.syndicates}
    # However much stands here, the parts below keep their place, and with it what is open and typed in them.
    with st.container():
        head, clock = st.columns((2, 3), vertical_alignment="bottom")
        with head:
            st.markdown(f"##### {words.plain(everywhere.info.title)}")
            signal(
                runs, control().now(), key="signal", exercise=exercise, title="Control", sound=True,
                unread=sum(simcell.unanswered(each) + rulings.waiting(each) for each in syndicates.each(everywhere)),
            )  # fmt: skip
        with clock:
            command.clock(everywhere)
        command.outage(everywhere)
        if not writing.composing():
            acts.outcome()
        me = syndicates.chosen(everywhere, together=True)
        command.first_thing(me)
        teams.teams(me, connected(exercise))
    # Before StartEx the codes are the next thing to do; the MSEL is, afterwards.
    first = "Seats" if me.clock.state == "ready" else "MSEL"
    msel, coming, cell, notes, places = st.tabs(
        ["MSEL", "Ahead", "SimCell", "Notes", "Seats"], default=first, key="part", on_change="rerun"
    )
    with msel:
        with st.container(horizontal=True, vertical_alignment="center"):
            writing.open_button(me)
            drawer.drawer(me)
            steer.measures(me)
            board.routine(me)
        writing.compose(me)
        found = board.rows_of(me)
        rows, detail = st.columns((3, 2), gap="medium")
        with rows:
            board.board(me, found)
        with detail:
            panel.panel(me, found)
    # To look ahead the exercise is replayed, so only who looks pays for it.
    if coming.open:
        with coming:
            ahead.ahead(me)
    with cell:
        simcell.simcell(me)
    with notes:
        simcell.notes(me)
    with places:
        seats.seats(me)


me = session(Role.CONTROLLER)
style()
if me.exercise is None or st.session_state.get(create.CREATING):
    create.create(me, first=me.exercise is None)
else:
    theme.banner(me.scenario.marking)
    live()
