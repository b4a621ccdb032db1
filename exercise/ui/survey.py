"""The survey after EndEx: three lines of hot wash, and how far one agrees with a dozen statements."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Survey
from exercise.core.evaluation.survey import ANSWERS, CLU, DIMENSIONS, FORMS, MOST, TITLES
from exercise.core.facts import SurveyFiled
from exercise.ui.acts import outcome, send, slot, typed
from exercise.ui.prose import label, note
from exercise.ui.session import Session

_NAME = "survey"
_ASKED = {
    "keep": "What went well, and should stay as it is?",
    "mend": "What should be done otherwise next time?",
    "other": "Anything else the debrief should take up?",
}


def survey(me: Session) -> None:
    """The form; who has answered may answer again, and the last time counts."""
    outcome()
    mine = me.look(views.surveyed)
    if mine is None:
        note("news", "→", "Five minutes now, while it is fresh: the debrief begins with what you write here.")
    else:
        note("good", "✓", "Your answers are in. You may change them; the last ones count.")
    with st.expander("Survey", expanded=mine is None, icon=":material/rate_review:"):
        _form(me, mine)


def _form(me: Session, mine: SurveyFiled | None) -> None:
    st.caption(f"1: {ANSWERS[0]} · {MOST}: {ANSWERS[-1]}. Leave open what you cannot say. Shown without names.")
    known = mine.agree if mine and mine.form == CLU else (0,) * len(FORMS[CLU])
    with st.form(f"{slot(_NAME)}/form", border=False):
        for field, question in _ASKED.items():
            st.text_area(question, getattr(mine, field) if mine else "", key=f"{slot(_NAME)}/{field}", height=80)
        for dimension in DIMENSIONS:
            st.markdown(f"**{TITLES[dimension]}**")
            for place, statement in enumerate(FORMS[CLU]):
                if statement.dimension == dimension:
                    st.segmented_control(
                        label(statement.text), range(1, MOST + 1), default=known[place] or None,
                        key=f"{slot(_NAME)}/{place}",
                    )  # fmt: skip
        send(me, _NAME, "Send my answers", _answers, "Answers sent", type="primary", icon=":material/send:")


def _answers() -> Survey:
    agree = tuple(typed(_NAME, str(place)) or 0 for place in range(len(FORMS[CLU])))
    return Survey(CLU, agree, **{field: typed(_NAME, field) or "" for field in _ASKED})
