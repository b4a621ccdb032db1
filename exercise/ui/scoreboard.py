"""The parts of the scoreboard: what trainees see, performance, the situation, syndicates side by side."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from exercise.charts.drawing import large
from exercise.charts.situation import situation
from exercise.core.acts import Disclose, Role, Shown
from exercise.core.engine import Run
from exercise.core.excon import boards
from exercise.core.excon.disclosure import Disclosure, disclosure
from exercise.core.refusals import moment
from exercise.core.scenario import Scenario
from exercise.ui import acts, scores, syndicates, words
from exercise.ui.debriefing import networks
from exercise.ui.prose import section
from exercise.ui.session import Session

_SHOWN = {"nothing": "Nothing", "own": "Own team", "all": "All teams"}


def disclosed(run: Run, _: object) -> Disclosure:
    """What is open to trainees; anybody may know."""
    return disclosure(run)


def choice(me: Session, now: Disclosure) -> None:
    """The controller's choice of what trainees see, and the freeze; everybody is told when the board stands still."""
    if me.seat.role is Role.CONTROLLER:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"scoreboard/shown/{now.scoreboard}"
            st.segmented_control(
                "Trainees see", get_args(Shown), default=now.scoreboard, required=True, key=key,
                format_func=_SHOWN.__getitem__, on_change=_show, args=(me, now, key),
            )  # fmt: skip
            frozen = now.frozen is not None
            label, icon = ("Go on", ":material/play_arrow:") if frozen else ("Freeze", ":material/ac_unit:")
            act = Disclose(now.scoreboard, not frozen, now.debrief)
            said = "The scoreboard is live again" if frozen else "The scoreboard stands still"
            acts.button(me, "scoreboard/freeze", label, act, said, icon=icon)
    if now.frozen is not None:
        st.info(f"The scoreboard stands still since {moment(now.frozen)}.", icon=":material/ac_unit:")


def _show(me: Session, now: Disclosure, key: str) -> None:
    shown: Shown = st.session_state[key]
    act = Disclose(shown, now.frozen is not None, now.debrief)
    acts.file(me, "scoreboard/show", acts.slot("scoreboard/show"), act, f"Trainees see: {_SHOWN[shown].lower()}")


def performance(me: Session, board: boards.Scoreboard, scenario: Scenario) -> None:
    """A field per team and dimension, and for the staff the evidence behind each."""
    section("How the teams do it")
    rows = scores.fields(board, scenario)
    st.markdown(words.plain(scores.standing(rows)))
    st.html(scores.table(rows))
    if not me.staff:
        return
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


def effectiveness(board: boards.Scoreboard, scenario: Scenario, now: int) -> None:
    """The outcome and every measure up to ``now`` (ms), with what moved them, and the weights they count with."""
    section("What became of the situation")
    figures = st.columns(1 + len(board.indices) + len(board.networks))
    figures[0].metric("Outcome, 0 to 100", f"{board.outcome:.0f}", f"{scores.gain(board, scenario):+.1f} since StartEx")
    titles = {row.id: row.title for row in board.measures}
    for column, found in zip(figures[1 + len(board.indices) :], board.networks, strict=True):
        share, since = networks.figure(found)
        column.metric(f"{found.network.title}, identified", share, since, help=networks.latest(found))
    for column, index in zip(figures[1:], board.indices, strict=False):
        parts = "; ".join(f"{titles[part.measure]} {part.now:.0f}, weight {part.weight:.0%}" for part in index.parts)
        column.metric(index.title, f"{index.now:.0f}", f"{index.now - index.start:+.1f} since StartEx", help=parts)
    drawn = situation(board.measures, scenario, now)
    st.markdown(words.plain(drawn.sentence))
    for chart in drawn.panels:
        st.altair_chart(large(chart), alt="Measures over exercise time")
    total = sum(row.weight for row in board.measures) or 1
    weights = ", ".join(f"{row.title} {row.weight / total:.0%}" for row in board.measures)
    st.caption(
        "Measures are for the staff until the debrief. A point is a decision or inject that moved one. The outcome "
        f"weighs {words.plain(weights)}; the weights are the scenario's and fixed from StartEx."
    )


def compared(me: Session) -> None:
    """Syndicates side by side: the same scenario, seed and clock, so their figures can stand in one table."""
    section("Syndicates side by side")
    found = {seen.seat.syndicate or "": seen.look(boards.scoreboard) for seen in syndicates.each(me)}
    rows = scores.compared(found, me.scenario)
    st.markdown(words.plain(scores.ahead(rows)))
    st.dataframe(rows, hide_index=True, column_config=scores.columns(rows), alt="Scores of every syndicate")
    st.caption("The mean over a syndicate's teams, 0 to 100; empty where nothing counts yet. All play one scenario, "
               "one seed and one clock. Choose a syndicate above for its teams and the evidence.")  # fmt: skip
