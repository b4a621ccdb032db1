"""How an act gets from a button into the log: once, and with a word about what became of it.

A button or form is named by the key its act will be filed under. When the act is in the log the next
draw has another name, so a second click finds the button gone; when it is refused the form stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import streamlit as st

from exercise.control import Refusal
from exercise.core.entries import Act
from exercise.store import StoreError
from exercise.ui.session import Session

_REFUSED = "refused"


def slot(name: str) -> str:
    """The key under which the next act of this name is filed, and the name of its button or form."""
    key: str = st.session_state.setdefault(f"slot/{name}", f"{name}/{uuid4().hex[:12]}")
    return key


def typed(name: str, field: str) -> Any:
    """What stands in a field of the form of this name."""
    return st.session_state.get(f"{slot(name)}/{field}")


def file(me: Session, name: str, act: Act | Callable[[], Act], done: str) -> None:
    """File the act; say quietly that it is in the log, or keep the reason why it is not."""
    try:
        outcome = me.file(act() if callable(act) else act, slot(name))
    except StoreError as error:
        st.session_state[_REFUSED] = str(error)
        return
    if isinstance(outcome, Refusal):
        st.session_state[_REFUSED] = outcome.reason
        return
    del st.session_state[f"slot/{name}"]
    st.session_state.pop(_REFUSED, None)
    st.toast(f"{done} · entry {outcome.seq}, receipt {outcome.code}", icon=":material/check:")


def button(me: Session, name: str, label: str, act: Act | Callable[[], Act], done: str, **style: Any) -> None:
    """A button that files the act."""
    st.button(label, key=slot(name), on_click=file, args=(me, name, act, done), **style)


def send(me: Session, name: str, label: str, act: Callable[[], Act], done: str, **style: Any) -> None:
    """The button of a form, which files what the form makes."""
    st.form_submit_button(label, key=slot(name), on_click=file, args=(me, name, act, done), **style)


def refusal() -> None:
    """Show why the last act was not filed, until one is."""
    if reason := st.session_state.get(_REFUSED):
        st.warning(reason, icon=":material/block:")
