"""An inject written on the spot, from scratch or from one of the three that every exercise needs."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from exercise.core.acts import Improvise
from exercise.core.scenario import MINUTE, Inject
from exercise.ui import moments
from exercise.ui.acts import passing, refused, send, slot, typed
from exercise.ui.session import Session
from exercise.ui.state import control

COMPOSING = "composing"
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


def open_button(me: Session) -> None:
    """Open the form, with a key for who is in a hurry."""
    if me.clock.state in ("running", "paused"):
        st.button("Write an inject", icon=":material/edit:", shortcut="Alt+W", key="compose", on_click=_open)


def compose(me: Session) -> None:
    """The form, while it is open; what it makes is delivered at once or at a later moment."""
    if composing():
        _dialog(me)


def composing() -> bool:
    """Whether the form is open; then it says what became of the last act."""
    return COMPOSING in st.session_state


# A dialog stands before the page wherever that is scrolled to, and a page that grows behind it closes no list in it.
# Only its own buttons close it: a click beside it would lose what was typed.
@st.dialog("Write an inject", width="large", dismissible=False)
def _dialog(me: Session) -> None:
    if not composing():
        st.rerun()
    passing()
    refused(_NAME)
    _form(me)


def clone(inject: Inject) -> None:
    """Open the form with what an inject says; its options, reports and effects come along."""
    key = slot(_NAME)
    prompt = inject.ask.prompt if inject.ask else ""
    minutes = inject.window // MINUTE if inject.window and inject.ask else None
    values = {
        "title": inject.title, "to": list(inject.to), "body": inject.body, "sender": inject.sender,
        "via": inject.via, "question": prompt, "minutes": minutes, "like": inject.id,
    }  # fmt: skip
    for field, value in values.items():
        st.session_state[f"{key}/{field}"] = value
    _open()


def _open() -> None:
    st.session_state[COMPOSING] = True


def _close() -> None:
    st.session_state.pop(COMPOSING, None)


def _form(me: Session) -> None:
    key = slot(_NAME)
    like = st.session_state.get(f"{key}/like")
    if like:
        st.caption(f"Like {like}: its options, reports and effects come along.")
    st.pills(
        "Begin with", list(TEMPLATES), default="From scratch", required=True,
        key=f"{key}/template", on_change=_fill, args=(key,),
    )  # fmt: skip
    if len(me.info.syndicates) > 1:
        where = f"in syndicate {me.seat.syndicate}" if me.seat.syndicate else "in every syndicate"
        st.caption(f"It goes to these teams {where}.")
    with st.form(f"{key}/form", border=False):
        words, rest = st.columns((3, 2), gap="medium")
        with words:
            st.text_input("Title", key=f"{key}/title")
            teams = [agency.id for agency in me.scenario.agencies]
            st.multiselect("To", teams, format_func=me.scenario.name, key=f"{key}/to", placeholder="Choose teams")
            st.text_area("Text", key=f"{key}/body", height=110)
        with rest:
            left, right = st.columns(2)
            left.text_input("From", key=f"{key}/sender")
            right.text_input("Via", key=f"{key}/via")
            st.text_input("Question", key=f"{key}/question", placeholder="Empty when no answer is wanted")
            left, right = st.columns(2)
            left.number_input("Minutes to answer", 1, None, None, key=f"{key}/minutes", placeholder="no limit")
            right.text_input("When", key=f"{key}/when", placeholder="now", help=f"Now, or {moments.HINT}")
            send(
                me, _NAME, "Deliver", lambda: written(me.clock.now(control().now())), "The inject is written",
                then=_close, type="primary", icon=":material/send:",
            )  # fmt: skip
    st.button("Close", key=f"{key}/close", on_click=_close, type="tertiary")


def written(now: int) -> Improvise:
    """What stands in the form at exercise time ``now`` (ms).

    Raises:
        ValueError: the moment cannot be read.
    """
    when = str(typed(_NAME, "when") or "").strip()
    title, body, sender, via, question = (
        str(typed(_NAME, field) or "") for field in ("title", "body", "sender", "via", "question")
    )
    minutes: int | None = typed(_NAME, "minutes")
    like = str(typed(_NAME, "like") or "")
    return Improvise(
        title, body, tuple(typed(_NAME, "to") or ()), sender, via, question,
        minutes * MINUTE if minutes and (question.strip() or like) else None,
        moments.read(when, now) if when else None, like,
    )  # fmt: skip


def _fill(key: str) -> None:
    """Put the template's words into the form."""
    template = TEMPLATES[st.session_state[f"{key}/template"]]
    st.session_state.pop(f"{key}/like", None)
    for field in ("title", "sender", "via", "body", "question", "minutes"):
        st.session_state[f"{key}/{field}"] = getattr(template, field)
