"""The open inject on a desk: what it says, what it gives, and where it is answered."""

from __future__ import annotations

from contextlib import suppress
from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.acts import Open
from exercise.core.views import InboxRow, Paper
from exercise.store import StoreError
from exercise.ui import briefing
from exercise.ui.answer import answer
from exercise.ui.inbox import CHOSEN
from exercise.ui.prose import label, note, prose
from exercise.ui.session import Session
from exercise.ui.when import both


def lay_open(me: Session) -> Paper | None:
    """The inject that the address names, if it is on this desk; opening it for the first time is filed."""
    id = st.query_params.get(CHOSEN, "")
    found = me.look(views.paper, id)
    if found is None or found.row.opened or me.clock.state == "ended":
        return found
    # Somebody may read even while the database cannot note that they did.
    with suppress(StoreError):
        me.file(Open(id), f"open/{me.seat.id}/{id}")
    return me.look(views.paper, id)


def paper(me: Session, found: Paper | None) -> None:
    """The inject from its head to the answer, or how to get one."""
    if found is None:
        return _nothing(me)
    row = found.row
    st.html(_head(me, row))
    prose(found.body)
    for attachment in found.attachments:
        with st.expander(label(attachment.title), icon=":material/attach_file:"):
            prose(attachment.body)
    if found.reports:
        titles = "; ".join(found.reports)
        note("news", "▤", f"Your team now holds: {titles}. It lies under Reports, where you can share it.")
    if found.question is None:
        return note("news", "·", "For your information; no answer is needed.")
    return answer(me, found)


def _head(me: Session, row: InboxRow) -> str:
    came = " · ".join(filter(None, (f"From {row.sender}" if row.sender else "", row.via and f"via {row.via}")))
    lines = [came, f"{row.inject} · {both(me.scenario, row.at)}"]
    if row.deadline is not None and row.status in ("new", "open"):
        lines.append(f"<b>Answer by {both(me.scenario, row.deadline)}</b>")
    meta = "".join(f'<p class="wc-meta">{line if line[0] == "<" else escape(line)}</p>' for line in lines if line)
    return f'<h2 class="wc-title">{escape(row.title)}</h2>{meta}'


def _nothing(me: Session) -> None:
    if st.query_params.get(CHOSEN):
        return note("due", "○", "That inject is not on your desk. Choose one from your inbox.")
    if me.look(views.inbox):
        return note("news", "←", "Choose an inject from your inbox; it opens here.")
    waits = "Wait for StartEx" if me.clock.state == "ready" else "Nothing to answer yet"
    note("news", "○", f"{waits}. Read your role card meanwhile.")
    return briefing.role_card(me.scenario, me.seat.team or "")
