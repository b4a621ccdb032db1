"""An inject written on the spot, from scratch or from one of the three that every exercise needs."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from exercise.core.acts import Improvise
from exercise.core.scenario import MINUTE
from exercise.ui.acts import send, slot, typed
from exercise.ui.session import Session

_NAME = "improvise"


@dataclass(frozen=True, slots=True)
class Template:
    """An inject to begin from; ``minutes`` is the exercise time to answer, None for as long as it takes."""

    title: str = ""
    sender: str = ""
    via: str = ""
    body: str = ""
    question: str = ""
    minutes: int | None = None


TEMPLATES = {
    "From scratch": Template(),
    "Press call": Template(
        "A journalist asks for a statement",
        "International press",
        "telephone",
        "A journalist of an international agency calls. She has heard that …\n\n"
        "She publishes within the hour, with or without your words.",
        "Who speaks, and what do you say?",
        15,
    ),
    "Order from HQ": Template(
        "Order from higher headquarters",
        "Higher headquarters",
        "cable",
        "1. Situation: …\n2. Mission: …\n3. Execution: …\n4. Report completion by …",
        "How do you carry this out, and whom do you tell?",
        20,
    ),
    "Correction": Template(
        "Correction by EXCON",
        "EXCON",
        "exercise control",
        "EXCON to all: disregard …\n\nWhat holds is: …\n\nContinue the exercise.",
    ),
}


def compose(me: Session) -> None:
    """The form; what it makes is delivered at once."""
    key = slot(_NAME)
    st.pills(
        "Begin with", list(TEMPLATES), default="From scratch", required=True,
        key=f"{key}/template", on_change=_fill, args=(key,),
    )  # fmt: skip
    with st.form(f"{key}/form", border=False):
        st.text_input("Title", key=f"{key}/title")
        teams = [agency.id for agency in me.scenario.agencies]
        st.multiselect("To", teams, format_func=me.scenario.name, key=f"{key}/to", placeholder="Choose teams")
        st.text_area("Text", key=f"{key}/body", height=150)
        left, right = st.columns(2)
        left.text_input("From", key=f"{key}/sender")
        right.text_input("Via", key=f"{key}/via")
        st.text_input("Question", key=f"{key}/question", placeholder="Empty when no answer is wanted")
        st.number_input(
            "Minutes to answer", 1, None, None, key=f"{key}/minutes",
            placeholder="no limit", help="Exercise minutes; empty for as long as it takes",
        )  # fmt: skip
        send(me, _NAME, "Deliver now", written, "The inject is delivered", type="primary", icon=":material/send:")


def written() -> Improvise:
    """What stands in the form."""
    title, body, sender, via, question = (
        str(typed(_NAME, field) or "") for field in ("title", "body", "sender", "via", "question")
    )
    minutes: int | None = typed(_NAME, "minutes")
    return Improvise(
        title, body, tuple(typed(_NAME, "to") or ()), sender, via, question,
        minutes * MINUTE if minutes and question.strip() else None,
    )  # fmt: skip


def _fill(key: str) -> None:
    """Put the template's words into the form."""
    template = TEMPLATES[st.session_state[f"{key}/template"]]
    for field in ("title", "sender", "via", "body", "question", "minutes"):
        st.session_state[f"{key}/{field}"] = getattr(template, field)
