"""The hot wash: what people wrote when the exercise had just ended, and how they rate it."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.acts import Role
from exercise.core.debrief.playback import signed
from exercise.core.evaluation import survey
from exercise.core.evaluation.survey import CLU, DIMENSIONS, FORMS, MOST, TITLES, confidence, means, surveys
from exercise.core.facts import SurveyFiled
from exercise.ui import words
from exercise.ui.debriefing.room import Room

_HEADINGS = (("keep", "To keep"), ("mend", "To do otherwise"), ("other", "To talk about"))


def hotwash(room: Room) -> None:
    """The words side by side, without names; the means below, players and staff apart."""
    found = surveys(room.run.facts)
    if not found:
        st.info("Nobody has answered yet. The survey stands in the lobby from EndEx on; give it five minutes before "
                "the debrief begins.", icon=":material/rate_review:")  # fmt: skip
        return
    said = survey.words(found)
    for column, (name, heading) in zip(st.columns(3, gap="large"), _HEADINGS, strict=True):
        lines = "".join(f"<li>{escape(line)}</li>" for line in getattr(said, name)) or "<li>Nothing was written.</li>"
        column.html(f'<h3 class="wc-subtitle">{heading}</h3><ul class="wc-list">{lines}</ul>')
    _sure(room)
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


def _sure(room: Room) -> None:
    """Confidence before StartEx and after EndEx; nothing where nobody was asked before."""
    found = confidence(room.run.facts)
    if not found:
        return
    whole, *rows = found
    now = "nobody has answered again yet" if whole.after is None else f"{whole.after:.1f} after EndEx"
    gain = (
        f" The {whole.both} who answered both times changed by {signed(whole.gain)} in the mean."
        if whole.gain is not None
        else ""
    )
    st.markdown("##### Confidence in joint operations")
    st.markdown(f"{whole.before:.1f} of {MOST} before StartEx ({whole.early}), {now}.{gain}")
    st.dataframe(
        [
            {"Statement": row.statement, "Before": row.before, "After": row.after,
             "Change of those who answered twice": words.NOTHING if row.gain is None else signed(row.gain)}
            for row in rows
        ],
        hide_index=True, alt="Confidence before and after",
        column_config={"Statement": st.column_config.TextColumn(width="large")},
    )  # fmt: skip


def _groups(found: tuple[SurveyFiled, ...]) -> list[tuple[str, bool]]:
    """The groups that answered, with how many people."""
    staff = sum(fact.role != Role.TRAINEE for fact in found)
    groups = (("Players", False, len(found) - staff), ("Staff", True, staff))
    return [(f"{who} ({count})", apart) for who, apart, count in groups if count]
