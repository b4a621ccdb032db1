"""How an act gets from a button into the log: once, and with a word about what became of it.

A button or form is named by the key its act will be filed under. When the act is in the log the next draw
has another key, so a second click on what was drawn before is nothing new; when it is refused the form
stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import streamlit as st

from exercise.control import Receipt, Refusal
from exercise.core.acts import CLOCK_ACTS, Act, Disclose, Note
from exercise.store import StoreError
from exercise.ui.session import Session

# An act, or one for each syndicate.
Doing = Act | Mapping[str, Act] | Callable[[], Act | Mapping[str, Act]]

_REFUSED = "refused"
_HEARD = "heard"
_SAID = "said"
# These are filed once and hold for all syndicates.
_ONCE = CLOCK_ACTS | {Disclose, Note}
DONE, NOT_DONE = ":material/check:", ":material/block:"


def slot(name: str) -> str:
    """The key under which the next act of this name is filed, and the name of its button or form."""
    key: str = st.session_state.setdefault(f"slot/{name}", f"{name}/{uuid4().hex[:12]}")
    return key


def typed(name: str, field: str) -> Any:
    """What stands in a field of the form of this name."""
    return st.session_state.get(f"{slot(name)}/{field}")


def spent(name: str, key: str) -> bool:
    """Whether the act drawn under this key is in the log already."""
    return bool(st.session_state.get(f"slot/{name}") != key)


def spend(name: str) -> None:
    """The act is in the log; the next one of this name gets a key, and a form, of its own."""
    del st.session_state[f"slot/{name}"]


def heard(*names: str) -> int:
    """How often this page was told what became of an act of one of these names."""
    told: dict[str, int] = st.session_state.get(_HEARD, {})
    return sum(told.get(name, 0) for name in names)


def file(
    me: Session,
    name: str,
    key: str,
    act: Doing,
    done: str,
    then: Callable[[], None] | None = None,
) -> None:
    """File the act; keep what became of it for `outcome` to say. ``then`` is called when it is in the log.

    Who looks at all syndicates acts in all of them, where it is possible; the others say why not. Where it is not the
    same act everywhere there is one for each syndicate.
    """
    if spent(name, key):
        return
    told: dict[str, int] = st.session_state.setdefault(_HEARD, {})
    told[name] = told.get(name, 0) + 1
    try:
        made = act() if callable(act) else act
        together = me.seat.syndicate is None and len(me.info.syndicates) > 1
        if together and not isinstance(made, Mapping) and type(made) not in _ONCE:
            made = dict.fromkeys(me.info.syndicates, made)
        several = isinstance(made, Mapping)
        answers = me.file_each(made, key) if isinstance(made, Mapping) else {"": me.file(made, key)}
    except (StoreError, ValueError) as error:
        _refuse(name, str(error))
        return
    filed = {name: answer for name, answer in answers.items() if isinstance(answer, Receipt)}
    refused = {name: answer.reason for name, answer in answers.items() if isinstance(answer, Refusal)}
    if not filed:
        _refuse(name, next(iter(refused.values())))
        return
    spend(name)
    st.session_state.pop(_REFUSED, None)
    if refused:
        reasons = " ".join(f"Not in {where}: {reason}" for where, reason in refused.items())
        st.session_state[_REFUSED] = name, reasons
    first, last = next(iter(filed.values())), list(filed.values())[-1]
    where = f" in {', '.join(filed)}" if several else ""
    numbers = f"entry {first.seq}" if first == last else f"entries {first.seq} to {last.seq}"
    say(f"{done}{where} · {numbers}, receipt {last.code}")
    if then is not None:
        then()


def _refuse(name: str, reason: str) -> None:
    st.session_state[_REFUSED] = name, reason
    say(reason, NOT_DONE)


def say(text: str, icon: str = DONE) -> None:
    """Have `outcome` say this in passing. A fragment's callback must not draw."""
    st.session_state[_SAID] = text, icon


def outcome() -> None:
    """Say in passing what became of the last act; why one was not filed stays until one is."""
    passing()
    refused("")


def passing() -> None:
    """Say in passing what became of the last act."""
    if said := st.session_state.get(_SAID):
        text, icon = said
        st.toast(text, icon=icon)
        # Not before: a run that another one interrupts ends in the line above, with nothing said.
        del st.session_state[_SAID]


def refused(name: str) -> None:
    """Say why the last act was not filed, if its name begins like this; it stays until one is."""
    about, reason = st.session_state.get(_REFUSED, ("", ""))
    if reason and about.startswith(name):
        st.warning(reason, icon=NOT_DONE)


def button(
    me: Session,
    name: str,
    label: str,
    act: Doing,
    done: str,
    then: Callable[[], None] | None = None,
    **style: Any,
) -> None:
    """A button that files the act."""
    st.button(label, key=slot(name), on_click=file, args=(me, name, slot(name), act, done, then), **style)


def send(
    me: Session,
    name: str,
    label: str,
    act: Callable[[], Act],
    done: str,
    then: Callable[[], None] | None = None,
    **style: Any,
) -> None:
    """The button of a form, which files what the form makes."""
    st.form_submit_button(label, key=slot(name), on_click=file, args=(me, name, slot(name), act, done, then), **style)
