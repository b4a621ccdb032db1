"""An inject written on the spot, from scratch or from one of the three that every exercise needs, or amended."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exercise.core.acts import Amend, Improvise
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


def clone_button(inject: Inject) -> None:
    """Open the form with what an inject says; its options, reports and effects come along."""
    st.button("Clone", key=f"clone/{inject.id}", icon=":material/content_copy:", on_click=_clone, args=(inject,))


def amend_button(inject: Inject) -> None:
    """Open what an inject says, to change it before anybody reads it."""
    st.button("Amend", key=f"change/{inject.id}", icon=":material/edit:", on_click=_amend, args=(inject,))


def compose(me: Session) -> None:
    """The form, while it is open: a new inject, delivered at once or at a later moment, or another text for one."""
    if not composing():
        return
    was: Inject | None = st.session_state[COMPOSING]
    # A dialog stands before the page wherever that is scrolled to, and a page that grows behind it closes no list in
    # it. Only its own buttons close it: a click beside it would lose what was typed.
    before = st.dialog(f"Amend {was.id}" if was else "Write an inject", width="large", dismissible=False)
    before(_dialog)(me)


def composing() -> bool:
    """Whether the form is open; then it says what became of the last act."""
    return COMPOSING in st.session_state


def _dialog(me: Session) -> None:
    if not composing():
        st.rerun()
    was: Inject | None = st.session_state[COMPOSING]
    passing()
    refused(_of(was) if was else _NAME)
    _amendment(me, was) if was else _form(me)
    st.button("Close", key="compose/close", on_click=_close, type="tertiary")


def _open(was: Inject | None = None) -> None:
    st.session_state[COMPOSING] = was


def _close() -> None:
    st.session_state.pop(COMPOSING, None)


def _clone(inject: Inject) -> None:
    _fill_in(_NAME, inject)
    st.session_state[f"{slot(_NAME)}/question"] = inject.ask.prompt if inject.ask else ""
    st.session_state[f"{slot(_NAME)}/like"] = inject.id
    _open()


def _amend(inject: Inject) -> None:
    _fill_in(_of(inject), inject)
    _open(inject)


def _of(was: Inject) -> str:
    return f"amend/{was.id}"


def _fill_in(name: str, inject: Inject) -> None:
    values = {
        "title": inject.title, "to": list(inject.to), "body": inject.body, "sender": inject.sender, "via": inject.via,
    }  # fmt: skip
    for field, value in values.items():
        st.session_state[f"{slot(name)}/{field}"] = value
    _give_minutes(slot(name), inject.window // MINUTE if inject.window and inject.ask else None)


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
        st.caption(f"It goes to these teams {_where(me)}.")
    with _written_down(key):
        text, rest = st.columns((3, 2), gap="medium")
        with text:
            _text(me, key)
        with rest:
            _sender(key)
            st.text_input("Question", key=f"{key}/question", placeholder="Empty when no answer is wanted")
            left, right = st.columns(2)
            with left:
                _minutes(key)
            right.text_input("When", key=f"{key}/when", placeholder="now", help=f"Now, or {moments.HINT}")
            send(
                me, _NAME, "Deliver", lambda: written(me.clock.now(control().now())), "The inject is written",
                then=_close, type="primary", icon=":material/send:",
            )  # fmt: skip


def _amendment(me: Session, was: Inject) -> None:
    name, key = _of(was), slot(_of(was))
    where = f" {_where(me)}" if len(me.info.syndicates) > 1 else ""
    st.caption(f"Nobody has read it yet; its teams{where} read what stands here.")
    with _written_down(key):
        text, rest = st.columns((3, 2), gap="medium")
        with text:
            _text(me, key, 200)
        with rest:
            _sender(key)
            if was.ask:
                _minutes(key, "as before" if was.window else "no limit")
            send(
                me, name, f"Amend {was.id}", lambda: amended(name, was), f"{was.id} is amended",
                then=_close, type="primary", icon=":material/edit:",
            )  # fmt: skip


def _written_down(key: str) -> DeltaGenerator:
    """A form that only its button sends: forty people read what a slip of the Enter key would let out."""
    return st.form(f"{key}/form", enter_to_submit=False, border=False)


def _where(me: Session) -> str:
    return f"in syndicate {me.seat.syndicate}" if me.seat.syndicate else "in every syndicate"


def _text(me: Session, key: str, height: int = 110) -> None:
    st.text_input("Title", key=f"{key}/title")
    teams = [agency.id for agency in me.scenario.agencies]
    st.multiselect("To", teams, format_func=me.scenario.name, key=f"{key}/to", placeholder="Choose teams")
    st.text_area("Text", key=f"{key}/body", height=height)


def _sender(key: str) -> None:
    left, right = st.columns(2)
    left.text_input("From", key=f"{key}/sender")
    right.text_input("Via", key=f"{key}/via")


def _minutes(key: str, none: str = "no limit") -> None:
    number, minutes = st.session_state.get(f"{key}/limit", (0, None))
    st.number_input("Minutes to answer", 1, None, minutes, key=f"{key}/minutes/{number}", placeholder=none)


def _give_minutes(key: str, minutes: int | None) -> None:
    # One time in twelve a page did not show a number that was put into the state of its field while it was drawn
    # again; a field of another name begins with it.
    number, _ = st.session_state.get(f"{key}/limit", (0, None))
    st.session_state[f"{key}/limit"] = number + 1, minutes


def _minutes_in(name: str) -> int | None:
    number, _ = typed(name, "limit") or (0, None)
    minutes: int | None = typed(name, f"minutes/{number}")
    return minutes


def amended(name: str, was: Inject) -> Amend:
    """What was changed in the form since it was opened, and nothing else: a colleague's amendment stands."""
    texts = {field: str(typed(name, field) or "") for field in ("title", "body", "sender", "via")}
    changes = {field: text for field, text in texts.items() if text.strip() and text != getattr(was, field)}
    to, minutes = tuple(typed(name, "to") or ()), _minutes_in(name)
    window = minutes * MINUTE if minutes and minutes * MINUTE != was.window else None
    return Amend(was.id, to=to if set(to) != set(was.to) else (), window=window, **changes)


def written(now: int) -> Improvise:
    """What stands in the form at exercise time ``now`` (ms).

    Raises:
        ValueError: the moment cannot be read.
    """
    when = str(typed(_NAME, "when") or "").strip()
    title, body, sender, via, question = (
        str(typed(_NAME, field) or "") for field in ("title", "body", "sender", "via", "question")
    )
    minutes = _minutes_in(_NAME)
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
    for field in ("title", "sender", "via", "body", "question"):
        st.session_state[f"{key}/{field}"] = getattr(template, field)
    _give_minutes(key, template.minutes)
