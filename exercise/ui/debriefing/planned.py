"""What the teams had planned before StartEx, beside what they did."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.conditions import clock as duration
from exercise.core.debrief.plans import Planned, plans
from exercise.core.refusals import moment
from exercise.ui import words
from exercise.ui.debriefing.room import Room


def planned(room: Room) -> None:
    """Every plan that was filed; nothing where none was."""
    found = plans(room.run)
    if not found:
        return
    kept = sum(row.kept for one in found for row in one.reported)
    spans = sum(row.spans for one in found for row in one.reported)
    st.markdown("##### Plans, and what came of them")
    count = words.count(len(found), "team")
    st.markdown(f"{count} filed a plan before StartEx." + (f" Reports promised were sent in {kept} of {spans} spans."
                                                           if spans else ""))  # fmt: skip
    for one in found:
        with st.expander(words.plain(room.scenario.name(one.plan.team)), icon=":material/edit_note:"):
            st.html(_words(one))
            if rows := _rows(room, one):
                st.dataframe(rows, hide_index=True, alt="What was planned and what came of it")


def _words(one: Planned) -> str:
    said = [("Intent", one.plan.intent), ("Who leads, what is left to others", one.plan.limits)]
    lines = [
        f'<p><b>{title}:</b> <span class="wc-verbatim">{escape(text)}</span></p>'
        for title, text in said
        if text.strip()
    ]
    if one.changes:
        lines.append(f'<p class="wc-meta">Changed {words.count(one.changes, "time")} before StartEx.</p>')
    return "".join(lines)


def _rows(room: Room, one: Planned) -> list[dict[str, object]]:
    name = room.scenario.name
    rows: list[dict[str, object]] = [
        {"Planned": f"Report to {name(row.partner)} every {duration(one.plan.every or 0)}",
         "Done": f"in {row.kept} of {row.spans} spans; longest silence {duration(max(1, row.longest))}"}
        for row in one.reported
    ]  # fmt: skip
    rows += [
        {"Planned": f"Keep {room.scenario.resource[row.resource].title} in reserve",
         "Done": "kept" if row.committed is None else f"committed at {moment(row.committed)} for {_for(room, row.to)}"}
        for row in one.reserve
    ]  # fmt: skip
    return rows


def _for(room: Room, to: str) -> str:
    inject = room.run.situation.injects.get(to)
    return inject.title if inject else room.scenario.name(to)
