"""The survey after EndEx, and the few statements that are asked before StartEx as well."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from exercise.core import views
from exercise.core.acts import Survey
from exercise.core.evaluation.survey import AFTER, ANSWERS, BEFORE, FORMS, MOST, TITLES
from exercise.core.facts import SurveyFiled
from exercise.ui.acts import outcome, send, slot, typed
from exercise.ui.prose import label, note
from exercise.ui.session import Session

_NAME, _EARLY = "survey", "survey-before"
_ASKED = {
    "keep": "What went well, and should stay as it is?",
    "mend": "What should be done otherwise next time?",
    "other": "Anything else the debrief should take up?",
}


def survey(me: Session) -> None:
    """The form; who has answered may answer again, and the last time counts."""
    outcome()
    mine = me.anywhere(views.surveyed)
    if mine is None:
        note("news", "→", "Five minutes now, while it is fresh: the debrief begins with what you write here.")
    else:
        note("good", "✓", "Your answers are in. You may change them; the last ones count.")
    with st.expander("Survey", expanded=mine is None, icon=":material/rate_review:"):
        _form(me, mine)


def _form(me: Session, mine: SurveyFiled | None) -> None:
    st.caption(f"1: {ANSWERS[0]} · {MOST}: {ANSWERS[-1]}. Leave open what you cannot say. Shown without names.")
    known = mine.agree if mine and mine.form == AFTER else (0,) * len(FORMS[AFTER])
    with st.form(f"{slot(_NAME)}/form", border=False):
        for field, question in _ASKED.items():
            st.text_area(question, getattr(mine, field) if mine else "", key=f"{slot(_NAME)}/{field}", height=80)
        _statements(_NAME, AFTER, known)
        send(me, _NAME, "Send my answers", _answers, "Answers sent", type="primary", icon=":material/send:")


def expectations(me: Session) -> None:
    """How sure one is before StartEx that the agencies can work together; asked again after EndEx."""
    mine = me.anywhere(views.expected)
    with st.expander("How sure are you? One minute, asked again afterwards", icon=":material/psychology:"):
        if mine:
            note("good", "✓", "Your answers are in. You may change them until StartEx.")
        st.caption(f"1: {ANSWERS[0]} · {MOST}: {ANSWERS[-1]}. Leave open what you cannot say. Shown without names.")
        with st.form(f"{slot(_EARLY)}/form", border=False):
            _statements(_EARLY, BEFORE, mine.agree if mine else (0,) * len(FORMS[BEFORE]))
            send(me, _EARLY, "Send", _sure, "Answers sent", icon=":material/send:")


def _statements(name: str, form: str, known: Sequence[int]) -> None:
    """Every statement of a form under its dimension."""
    statements = FORMS[form]
    for dimension in dict.fromkeys(statement.dimension for statement in statements):
        st.markdown(f"**{TITLES[dimension]}**")
        for place, statement in enumerate(statements):
            if statement.dimension == dimension:
                st.segmented_control(
                    label(statement.text), range(1, MOST + 1), default=known[place] or None,
                    key=f"{slot(name)}/{place}",
                )  # fmt: skip


def _agreed(name: str, form: str) -> tuple[int, ...]:
    return tuple(typed(name, str(place)) or 0 for place in range(len(FORMS[form])))


def _sure() -> Survey:
    return Survey(BEFORE, _agreed(_EARLY, BEFORE))


def _answers() -> Survey:
    return Survey(AFTER, _agreed(_NAME, AFTER), **{field: typed(_NAME, field) or "" for field in _ASKED})
