"""The objectives with their critical tasks: what the record says of each, and how the evaluators rated it."""

from __future__ import annotations

import streamlit as st

from exercise.charts.ratings import ratings
from exercise.core.conditions import clock as duration
from exercise.core.evaluation.attainment import ObjectiveRecord, TaskRecord, attainment, measured
from exercise.core.evaluation.ratings import DEFINITIONS, blind, given
from exercise.ui import words
from exercise.ui.debriefing.planned import planned
from exercise.ui.debriefing.room import Room, show

NOT_EXERCISED = "nothing in this run exercised it, and nobody has rated it"


def objectives(room: Room) -> None:
    """What was planned, then one table an objective."""
    planned(room)
    found = attainment(room.run)
    if not found:
        st.info("This scenario names no objectives.", icon=":material/flag:")
        return
    rated = sum(bool(task.rating) for objective in found for task in objective.tasks)
    total = sum(len(objective.tasks) for objective in found)
    st.markdown(f"{rated} of {words.count(total, 'critical task')} have been rated. Counts stand beside every figure.")
    for record in found:
        st.markdown(f"##### {record.objective.id} {words.plain(record.objective.title)}")
        st.markdown(_rating(record))
        st.dataframe(
            [_row(task) for task in record.tasks], hide_index=True, alt=f"Critical tasks of {record.objective.id}",
            column_config={"Critical task": st.column_config.TextColumn(width="large"),
                           "Grade": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=90)},
        )  # fmt: skip
    if room.me.staff and rated:
        show(ratings(room.scenario, given(room.run.facts), blind(room.run.facts)))
    st.caption(" · ".join(f"**{letter}** {words.plain(known.title)}" for letter, known in DEFINITIONS.items()))


def _rating(record: ObjectiveRecord) -> str:
    capability = words.plain(record.objective.capability)
    seen = measured(record.tasks)
    if not record.rating:
        return f"{capability} · " + (f"measured: {words.plain(seen)}; nobody has rated it" if seen else NOT_EXERCISED)
    said = DEFINITIONS[record.rating].title.lower()
    by = words.count(record.raters, "rater")
    return f"{capability} · rated **{record.rating}**, {said} ({by})" + (f" · {words.plain(seen)}" if seen else "")


def _row(record: TaskRecord) -> dict[str, object]:
    target = record.task.target
    return {
        "Critical task": f"{record.task.id} {record.task.text}",
        "Rating": f"{record.rating} ({words.count(record.raters, 'rater')})" if record.rating else words.NOTHING,
        "Grade": None if record.worth is None else round(100 * record.worth),
        "Answered": f"{record.answered} of {record.asked}",
        "Missed": record.missed,
        "Unasked": f"{record.met} of {record.met + record.unmet}" if record.met + record.unmet else words.NOTHING,
        "Median time": words.NOTHING if record.latency is None else duration(record.latency),
        "Target": words.NOTHING if target is None else duration(target),
        "Injects": ", ".join(record.injects) or words.NOTHING,
    }
