"""The hot wash: what people wrote when the exercise had just ended, and how they rate it."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.acts import Role
from exercise.core.evaluation.survey import CLU, DIMENSIONS, FORMS, MOST, TITLES, means, surveys, words
from exercise.core.facts import SurveyFiled
from exercise.ui.debriefing.room import Room

_HEADINGS = (("keep", "To keep"), ("mend", "To do otherwise"), ("other", "To talk about"))


def hotwash(room: Room) -> None:
    """The words side by side, without names; the means below, players and staff apart."""
    found = surveys(room.run.facts)
    if not found:
        st.info("Nobody has answered yet. The survey stands in the lobby from EndEx on; give it five minutes before "
                "the debrief begins.", icon=":material/rate_review:")  # fmt: skip
        return
    said = words(found)
    for column, (name, heading) in zip(st.columns(3, gap="large"), _HEADINGS, strict=True):
        lines = "".join(f"<li>{escape(line)}</li>" for line in getattr(said, name)) or "<li>Nothing was written.</li>"
        column.html(f'<h3 class="wc-subtitle">{heading}</h3><ul class="wc-list">{lines}</ul>')
    groups, figures = _groups(found), {(row.dimension, row.staff): row.mean for row in means(found)}
    st.dataframe(
        [
            {"Dimension": TITLES[dimension]} | {who: figures[dimension, staff] for who, staff in groups}
            for dimension in DIMENSIONS
        ],
        hide_index=True, alt="How people rate the exercise",
        column_config={who: st.column_config.ProgressColumn(min_value=1, max_value=MOST, format="%.1f")
                       for who, _ in groups},
    )  # fmt: skip
    st.caption(
        f"Mean agreement from 1 to {MOST} with {len(FORMS[CLU])} statements on collaboration, learning and use. Staff "
        "stand apart: who runs an exercise rates it lower than who plays it. Small numbers say little."
    )


def _groups(found: tuple[SurveyFiled, ...]) -> list[tuple[str, bool]]:
    """The groups that answered, with how many people."""
    staff = sum(fact.role != Role.TRAINEE for fact in found)
    groups = (("Players", False, len(found) - staff), ("Staff", True, staff))
    return [(f"{who} ({count})", apart) for who, apart, count in groups if count]
