"""EXCON's page: the clock, the MSEL as a live board, the SimCell, notes and seats."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui import acts, board, command, create, improvise, panel, seats, simcell, syndicates, theme, words
from exercise.ui.prose import style
from exercise.ui.session import session
from exercise.ui.signal import signal
from exercise.ui.state import connected, control


@st.fragment
def live() -> None:
    everywhere = session(Role.CONTROLLER)
    exercise = everywhere.exercise
    runs = {name: control().run(exercise, name) for name in everywhere.info.syndicates}
    head, clock = st.columns((2, 3), vertical_alignment="bottom")
    with head:
        st.markdown(f"##### {words.plain(everywhere.info.title)}")
        signal(
            runs, control().now(), key="signal", exercise=exercise, title="Control", sound=True,
            unread=sum(map(command.unanswered, syndicates.each(everywhere))),
        )  # fmt: skip
    with clock:
        command.clock(everywhere)
    command.outage(everywhere)
    acts.outcome()
    me = syndicates.chosen(everywhere)
    command.attention(me)
    command.teams(me, connected(exercise))
    # Before StartEx the codes are the next thing to do; the MSEL is, afterwards.
    first = "Seats" if me.clock.state == "ready" else "MSEL"
    msel, cell, notes, places = st.tabs(["MSEL", "SimCell", "Notes", "Seats"], default=first)
    with msel:
        rows, detail = st.columns((3, 2), gap="medium")
        with rows:
            board.board(me)
        with detail:
            panel.panel(me)
        with st.expander("Write an inject on the spot", icon=":material/edit:"):
            improvise.compose(me)
    with cell:
        simcell.simcell(me)
    with notes:
        simcell.notes(me)
    with places:
        seats.seats(me)


me = session(Role.CONTROLLER)
style()
if me.exercise is None or st.session_state.get(create.CREATING):
    create.create(first=me.exercise is None)
else:
    theme.banner(me.scenario.marking)
    live()
