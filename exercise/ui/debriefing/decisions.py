"""Decisions next to the alternatives, with the experts' reasons, and what would have followed from each."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.conditions import clock as duration
from exercise.core.debrief.answering import Alternative, Decision, decisions
from exercise.core.debrief.moments import consequence
from exercise.core.debrief.playback import signed
from exercise.core.debrief.whatif import Comparison, Rechosen
from exercise.core.refusals import moment
from exercise.ui import words
from exercise.ui.debriefing.room import Room, go_to, try_out
from exercise.ui.debriefing.turning import turned

_CHOSEN = "debrief/read"


def considered(room: Room) -> None:
    """Every standing decision as a row; the chosen one beside its alternatives."""
    found = decisions(room.run)
    if not found:
        st.info("Nobody has decided anything.", icon=":material/hourglass_empty:")
        return
    teams = [agency.id for agency in room.scenario.agencies if any(row.team == agency.id for row in found)]
    wanted = st.pills("Team", teams, selection_mode="multi", format_func=room.scenario.name, key="debrief/teams")
    shown = [row for row in found if not wanted or row.team in wanted]
    left, right = st.columns((5, 6), gap="medium")
    with left:
        st.caption("Choose a row to see what else could have been chosen.")
        picked = st.dataframe(
            [_row(room, row) for row in shown], key=f"debrief/decisions/{','.join(wanted or ())}", hide_index=True,
            on_select="rerun", selection_mode="single-row", height=560, alt="Decisions in order of time",
            column_config={"Grade": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=80)},
        )  # fmt: skip
    rows = picked["selection"]["rows"]
    with right:
        _read(room, shown[rows[0] if rows and rows[0] < len(shown) else 0])
    turned(room)


def _row(room: Room, row: Decision) -> dict[str, object]:
    return {
        "At": moment(row.at),
        "Team": room.scenario.name(row.team),
        "Grade": None if row.worth is None else round(100 * row.worth),
        "After": duration(row.latency),
        "Inject": f"{row.inject} {row.title}",
    }


def _read(room: Room, row: Decision) -> None:
    st.markdown(f"##### {row.inject} {words.plain(row.title)}")
    revised = f", having changed its mind {words.count(row.revisions, 'time')}" if row.revisions else ""
    draft = "; typed and not sent, filed at EndEx" if row.draft else ""
    took = f"{moment(row.at)}, {duration(row.latency)} after it came"
    st.markdown(words.plain(f"{room.scenario.name(row.team)} decided at {took}{revised}{draft}."))
    said = [("Wrote", row.text), ("Reason given", row.rationale), ("Expected", row.expects)]
    if row.confidence is not None:
        said.append(("Sure", f"{row.confidence} %"))
    st.html(
        "".join(
            f'<p><b>{title}:</b> <span class="wc-verbatim">{escape(text)}</span></p>' for title, text in said if text
        )
    )
    tried = {
        found.change.options: found
        for found in room.hindsight.comparisons()
        if isinstance(found.change, Rechosen) and found.change.seq == row.seq
    }
    st.html("".join(_option(room, option, tried.get((option.id,))) for option in row.alternatives))
    with st.container(horizontal=True):
        st.button(
            "Go there", key=f"debrief/decided/{row.seq}", icon=":material/schedule:", on_click=go_to, args=(row.at,)
        )
        if tried:
            best = max(tried.values(), key=lambda found: found.outcome)
            st.button("Try the best other way", key=f"debrief/other/{row.seq}", icon=":material/alt_route:",
                      on_click=try_out, args=(best.change,))  # fmt: skip


def _option(room: Room, option: Alternative, tried: Comparison | None) -> str:
    sign = "✓ Chosen" if option.chosen else "○"
    effects = ", ".join(f"{title} {signed(by, 0)}" for title, by in option.effects)
    followed = (
        f"<p><b>Would have followed:</b> {escape(consequence(room.run, tried))} (outcome {signed(tried.outcome)})</p>"
        if tried
        else ""
    )
    return (
        f'<div class="wd-option{" wd-chosen" if option.chosen else ""}"><p class="wd-head">{sign} {escape(option.text)}'
        f"<span>grade {100 * option.grade:.0f}</span></p><p>{escape(option.why)}</p>"
        + (f'<p class="wc-quiet">Effects: {escape(effects)}</p>' if effects else "")
        + f"{followed}</div>"
    )
