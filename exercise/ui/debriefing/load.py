"""The teams' load and pace: open injects over time, answers against their windows, every inject as a bar."""

from __future__ import annotations

import streamlit as st

from exercise.charts import answers
from exercise.core.answering import loads, spans
from exercise.core.conditions import clock as duration
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
            for row in found
        ],
        hide_index=True, alt="Load in figures",
        column_config={"Busy": st.column_config.TextColumn(help="Share of the time with three or more open")},
    )  # fmt: skip
    show(answers.punctuality(room.scenario, every))
    show(answers.gantt(room.scenario, every, room.run.at))
