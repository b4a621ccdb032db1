"""The teams' load and pace: open injects over time, answers against their windows, every inject as a bar."""

from __future__ import annotations

import streamlit as st

from exercise.charts import answers
from exercise.core.conditions import clock as duration
from exercise.core.debrief.answering import loads, spans
from exercise.core.scoring import pace
from exercise.ui import words
from exercise.ui.debriefing.room import Room, show


def load(room: Room) -> None:
    """Three charts and the figures behind the first."""
    found, every = loads(room.run), spans(room.run)
    show(answers.load(room.scenario, found, room.run.at))
    st.dataframe(
        [
            {"Team": room.scenario.name(row.team), "Most at once": row.peak, "Busy": f"{row.busy:.0%}",
             "Longest wait": duration(row.oldest) if row.oldest else words.NOTHING, "Injects an hour": row.per_hour}
            | _pace(room, row.team)
            for row in found
        ],
        hide_index=True, alt="Load in figures",
        column_config={
            "Busy": st.column_config.TextColumn(help="Share of the time with three or more open"),
            "Median": st.column_config.TextColumn(help="Half of the injects were answered in this time"),
            "90 %": st.column_config.TextColumn(help="Nine of ten were answered in this time; a dash where not"),
        },
    )  # fmt: skip
    show(answers.punctuality(room.scenario, every))
    show(answers.gantt(room.scenario, every, room.run.at))


def _pace(room: Room, team: str) -> dict[str, str]:
    """How fast the team answers; what it left unanswered counts as longer than it waited."""
    found = pace(room.run, team)
    return {
        "Answered": f"{found.answered} of {found.answered + found.unanswered}",
        "Median": words.NOTHING if found.median is None else duration(found.median),
        "90 %": words.NOTHING if found.late is None else duration(found.late),
    }
