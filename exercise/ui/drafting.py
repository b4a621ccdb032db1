"""The forms of a desk beside the answers: what is typed into them is kept, comes back, and is gone once it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from exercise import drafts
from exercise.core.acts import Act
from exercise.store import DraftInfo
from exercise.ui import acts
from exercise.ui.keeper import Field, Filled, Sending, keeper
from exercise.ui.prose import note, verbatim
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.when import exact

_FILLED = "drafting/filled"


def fill(me: Session, about: str, kind: type[Act], words: str, fields: Mapping[str, Field], **blank: Any) -> None:
    """Put what was typed back into a form that was not on the page before; call it before the form is drawn.

    ``words`` names the field of the act that holds the words, and the text among ``fields``. ``blank`` is what the
    others hold where nothing was chosen. A form may be given more fields while it is on the page.
    """
    if fields[words].key in st.session_state:
        _widen(about, fields, blank)
        return
    sent = _sent(me, about, kind, words)
    stored = control().store.draft(me.seat.id, about)
    draft = _unsent(stored, words, sent)
    # What was chosen rarely changes from one to the next, and somebody may have been led here to ask for it.
    chosen = {name: _read(field) for name, field in fields.items() if field.key in st.session_state}
    found: dict[str, Any] = (draft.data if draft else {}) | chosen
    blank = {words: "", **blank}
    values = {name: found[name] if field.takes(found.get(name)) else blank.get(name) for name, field in fields.items()}
    for name, field in fields.items():
        field.show(values[name])
    filled = Filled(values, stored.version if stored else 0, draft.data.get("conflict", ()) if draft else ())
    state: dict[str, Any] = st.session_state.setdefault(_FILLED, {})
    state[about] = filled, exact(draft.wall) if draft else "", {words: sent} if sent is not None else None


def _widen(about: str, fields: Mapping[str, Field], blank: Mapping[str, Any]) -> None:
    """Take in the fields that the form did not have when it was filled; the first report brings a box of its own."""
    filled, saved, sent = st.session_state[_FILLED][about]
    later = {
        name: _read(field) if field.key in st.session_state else blank.get(name)
        for name, field in fields.items()
        if name not in filled.values
    }
    for name, value in later.items():
        fields[name].show(value)
    if later:
        st.session_state[_FILLED][about] = replace(filled, values={**filled.values, **later}), saved, sent


def keep(me: Session, about: str, fields: Mapping[str, Field], names: Sequence[str], what: str) -> None:
    """Watch the form; call it after the form is drawn, with the fields that were.

    ``names`` are those of the acts that its buttons file, ``what`` what people call it.
    """
    watch(me, about, fields, Sending([acts.slot(name) for name in names], acts.heard(*names), what=what))


def watch(me: Session, about: str, fields: Mapping[str, Field], sending: Sending) -> None:
    """Watch a form whose buttons are no acts' buttons."""
    filled, saved, sent = st.session_state[_FILLED][about]
    keeper(me.seat.id, about, filled, fields, key=f"keeper/{about}", saved=saved, sending=sending, sent=sent)


def unsent(me: Session, about: str, kind: type[Act], words: str) -> None:
    """Show what was typed into a form that is closed now; nothing where nothing was."""
    draft = _unsent(control().store.draft(me.seat.id, about), words, _sent(me, about, kind, words))
    if draft and (text := str(draft.data.get(words) or "").strip()):
        note("due", "○", "Typed and not sent.")
        st.html(verbatim(text))


def _sent(me: Session, about: str, kind: type[Act], words: str) -> str | None:
    """The words that this seat sent last from such a form."""
    filed = control().store.acts_of(me.exercise or "", me.seat.id, kind)
    return next((str(getattr(act, words)) for act in filed if drafts.about(act) == about), None)


def _unsent(draft: DraftInfo | None, words: str, sent: str | None) -> DraftInfo | None:
    """The draft, unless its words are those that were sent: a browser may save them a moment later."""
    if draft is None or sent is None or str(draft.data.get(words) or "").strip() != sent.strip():
        return draft
    return None


def _read(field: Field) -> Any:
    """What a widget holds, as a draft would keep it."""
    value = st.session_state[field.key]
    return ([] if value is None else [value]) if field.kind == "choice" else value
