"""Changes of course: which decisions were changed after news, which without any, which stood against it."""

from __future__ import annotations

import streamlit as st

from exercise.core.conditions import clock as duration
from exercise.core.debrief.adaptation import Turn, turns
from exercise.core.refusals import moment
from exercise.ui import words
from exercise.ui.debriefing.room import Room

_SAID = {
    "adapted": "changed after news",
    "wavered": "changed without news",
    "held": "stood against a contrary report",
}


def turned(room: Room) -> None:
    """A row for every turn; nothing where there was none."""
    found = turns(room.run)
    st.markdown("##### Changes of course")
    if not found:
        st.markdown("No answer was changed, and no report spoke against what a team held while it could change one.")
        return
    counts = {kind: sum(turn.kind == kind for turn in found) for kind in _SAID}
    st.markdown(words.plain("; ".join(f"{count} {_SAID[kind]}" for kind, count in counts.items() if count)) + ".")
    st.dataframe([_row(room, turn) for turn in found], hide_index=True, alt="Changes of course")


def _row(room: Room, turn: Turn) -> dict[str, object]:
    return {
        "At": moment(turn.at),
        "Team": room.scenario.name(turn.team),
        "What": _SAID[turn.kind],
        "Inject": f"{turn.inject} {room.run.situation.injects[turn.inject].title}",
        "From": ", ".join(turn.before),
        "To": ", ".join(turn.then) if turn.kind != "held" else words.NOTHING,
        "News": "; ".join(_title(room, id) for id in turn.news[:3]) or words.NOTHING,
        "After the last": words.NOTHING if turn.after is None else duration(max(1, turn.after)),
    }


def _title(room: Room, id: str) -> str:
    found = room.scenario.report.get(id) or room.run.situation.injects.get(id)
    return found.title if found else id
