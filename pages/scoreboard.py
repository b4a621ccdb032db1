"""The scores, live or frozen, made for a projector: the teams' performance, and the situation apart from it."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.core.excon import boards
from exercise.core.views import NotYours
from exercise.ui import acts, syndicates, theme, words
from exercise.ui.prose import style
from exercise.ui.scoreboard import choice, compared, disclosed, effectiveness, performance
from exercise.ui.session import session
from exercise.ui.signal import signal
from exercise.ui.state import control

# A trainee's signal tells of the own team alone; how often (s) the page looks for what the others did.
OTHERS = 5


def live() -> None:
    everywhere = session()
    exercise = everywhere.exercise
    mine = everywhere.info.syndicates if everywhere.staff else (everywhere.seat.syndicate,)
    runs = {name: control().run(exercise, name) for name in mine}
    signal(runs, control().now(), key="signal", exercise=exercise, title="Scoreboard")
    acts.outcome()
    me = syndicates.chosen(everywhere, together=True) if everywhere.staff else everywhere
    if me.clock.state == "ready":
        st.info("The scores begin with StartEx.", icon=":material/hourglass_empty:")
        return
    now = everywhere.anywhere(disclosed)
    choice(everywhere, now)
    if syndicates.several(me):
        compared(me)
        return
    try:
        board = me.look(boards.scoreboard)
    except NotYours as reason:
        st.info(str(reason), icon=":material/lock:")
        return
    performance(me, board, me.scenario)
    if board.measures:
        at = me.clock.now(control().now())
        effectiveness(board, me.scenario, at if now.frozen is None else now.frozen)


me = session()
style("debrief")
if me.exercise is None:
    st.info("There is no exercise yet. A controller creates one on the control page.", icon=":material/add_circle:")
else:
    theme.banner(me.scenario.marking)
    st.markdown(f"#### {words.plain(me.info.title)}")
    st.fragment(live, run_every=OTHERS if me.seat.role is Role.TRAINEE else None)()
