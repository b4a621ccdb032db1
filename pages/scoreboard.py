"""The live scores, made for a projector: measures of performance per team, measures of effectiveness apart."""

from __future__ import annotations

import streamlit as st

from exercise.charts import scores as charts
from exercise.core import boards
from exercise.core.acts import Role
from exercise.core.scenario import Scenario
from exercise.ui import scores, syndicates, theme, words
from exercise.ui.prose import style
from exercise.ui.session import Session, session
from exercise.ui.signal import signal
from exercise.ui.state import control

STAFF = (Role.CONTROLLER, Role.EVALUATOR, Role.INSTRUCTOR)


@st.fragment
def live() -> None:
    everywhere = session(*STAFF)
    exercise = everywhere.exercise
    runs = {name: control().run(exercise, name) for name in everywhere.info.syndicates}
    signal(runs, control().now(), key="signal", exercise=exercise, title="Scoreboard")
    me = syndicates.chosen(everywhere, together=True)
    if me.clock.state == "ready":
        st.info("The scores begin with StartEx.", icon=":material/hourglass_empty:")
        return
    if syndicates.several(me):
        compared(me)
        return
    board, scenario = me.look(boards.scoreboard), me.scenario
    performance(me, board, scenario)
    if board.measures:
        effectiveness(me, board, scenario)


def compared(me: Session) -> None:
    st.subheader("Syndicates side by side", anchor=False)
    found = {seen.seat.syndicate or "": seen.look(boards.scoreboard) for seen in syndicates.each(me)}
    rows = scores.compared(found, me.scenario)
    st.markdown(words.plain(scores.ahead(rows)))
    st.dataframe(rows, hide_index=True, column_config=scores.columns(rows), alt="Scores of every syndicate")
    st.caption("The mean over a syndicate's teams, 0 to 100; a dash where nothing counts yet. All play one scenario, "
               "one seed and one clock. Choose a syndicate above for its teams and the evidence.")  # fmt: skip


def performance(me: Session, board: boards.Scoreboard, scenario: Scenario) -> None:
    st.subheader("How the teams do it", anchor=False)
    rows = scores.bars(board, scenario)
    st.markdown(words.plain(scores.standing(rows)))
    st.altair_chart(charts.dimensions(rows), alt="Scores of every team by dimension")
    with st.expander("The evidence behind every point", icon=":material/fact_check:"):
        team = st.pills(
            "Team", list(board.teams), format_func=scenario.name, default=next(iter(board.teams)), required=True,
            key="evidence",
        )  # fmt: skip
        found = scores.evidence(board, scenario, team)
        if found:
            st.dataframe(found, hide_index=True, alt="Evidence")
        else:
            st.caption("No record counts for this team yet.")


def effectiveness(me: Session, board: boards.Scoreboard, scenario: Scenario) -> None:
    st.subheader("What became of the situation", anchor=False)
    st.metric("Outcome, 0 to 100", f"{board.outcome:.0f}", f"{scores.gain(board, scenario):+.1f} since StartEx")
    lines = scores.paths(board.measures, scenario, me.clock.now(control().now()))
    steps = scores.moves(board.measures, scenario)
    st.markdown(words.plain(scores.course(board.measures, steps)))
    span = scores.span(lines)
    chart = charts.measures(lines, steps, scores.ends(lines, span), scores.OUTCOME, span)
    st.altair_chart(chart, alt="Measures over exercise time")
    st.caption("Measures are for the staff until the debrief. A point is a decision or inject that moved one.")


me = session(*STAFF)
style()
if me.exercise is None:
    st.info("There is no exercise yet. A controller creates one on the control page.", icon=":material/add_circle:")
else:
    theme.banner(me.scenario.marking)
    st.markdown(f"#### {words.plain(me.info.title)}")
    live()
