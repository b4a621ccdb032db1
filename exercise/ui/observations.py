"""Observations that belong to no task: on the teams, the staff work, the exercise itself; and all one has filed."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.acts import Observe
from exercise.core.evaluation import guide as sheets
from exercise.core.facts import ObservationFiled
from exercise.ui import words
from exercise.ui.acts import send, slot, typed
from exercise.ui.prose import note
from exercise.ui.session import Session

SORTS = {"strength": "Strength", "improvement": "Improve", "": "Note"}


def observations(me: Session) -> None:
    """A form for a free observation, and one's own so far, latest first."""
    name = f"observe/{me.seat.syndicate}"
    teams = [agency.id for agency in me.scenario.agencies]
    with st.form(f"{slot(name)}/form"):
        st.text_area("Observation", key=f"{slot(name)}/text", height=100, placeholder="Stamped with the exercise time")
        kind, team = st.columns(2)
        kind.segmented_control(
            "It is", list(SORTS), default="", key=f"{slot(name)}/sort", format_func=SORTS.__getitem__
        )
        team.selectbox(
            "Team", teams, None, me.scenario.name, key=f"{slot(name)}/team", placeholder="No team in particular"
        )
        send(
            me, name, "File observation",
            lambda: Observe(typed(name, "text") or "", typed(name, "sort") or "", team=typed(name, "team") or ""),
            "Observation filed", type="primary", icon=":material/edit_note:",
        )  # fmt: skip
    found = me.look(sheets.kept)
    if not found:
        note("news", "○", "What you write down, here or beside a task, stands here with its time.")
        return
    lines = "".join(_line(me, seen) for seen in found)
    st.html(f'<ul class="wc-list">{lines}</ul>')


def _line(me: Session, seen: ObservationFiled) -> str:
    team, entry = me.scenario.name(seen.team) if seen.team else "", f"entry {seen.entry}" if seen.entry else ""
    about = " · ".join(filter(None, (seen.task, seen.inject, team, entry))) or "the exercise"
    sort = f"<b>{SORTS[seen.sort]}</b> " if seen.sort else ""
    return f'<li><p class="wc-meta">{words.at(seen.at)} · {escape(about)}</p>{sort}{escape(seen.text)}</li>'
