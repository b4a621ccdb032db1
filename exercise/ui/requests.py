"""Requests between teams: what waits for our reply, what we ask for, and how what we asked for stands."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from exercise import drafts
from exercise.core import views
from exercise.core.acts import Reply, Request
from exercise.core.views import HeldReport, RequestRow, Requests
from exercise.ui import acts, drafting, ways
from exercise.ui.asking import ask
from exercise.ui.figures import left
from exercise.ui.keeper import Field
from exercise.ui.prose import label, note, section, verbatim
from exercise.ui.session import Session
from exercise.ui.standing import line
from exercise.ui.when import both

_WANTS = {"information": "asks you for information", "resource": "asks you for", "release": "asks you to release"}
_ASKED = {"information": "information", "resource": "", "release": "release of"}
_YES = {"information": "Answer", "resource": "Grant", "release": "Release"}


def requests(me: Session, found: Requests, held: tuple[HeldReport, ...]) -> None:
    """What waits for a reply first, then the form to ask with, then everything asked so far."""
    open_ = me.clock.state in ("running", "paused")
    acts.refused("reply/")
    for row in found.waiting:
        with st.container(border=True, gap="small"):
            st.html(_card(me, row))
            if open_:
                _reply(me, row, held)
            else:
                drafting.unsent(me, drafts.reply(row.entry), Reply, "text")
    if open_:
        ask(me, held)
    else:
        drafting.unsent(me, drafts.REQUEST, Request, "text")
    if found.own:
        section("What your team asked for")
        st.html(_listed(me, found.own, "→"))
    answered = [row for row in found.others if row.answered is not None]
    if answered:
        section("What your team answered")
        st.html(_listed(me, answered, "←"))
    if not (found.own or found.others):
        note("news", "○", "No requests yet. Ask the partner who may know, has the means, or may release a report.")


def _card(me: Session, row: RequestRow) -> str:
    about = f" {row.about}" if row.about else ""
    due = f" · wanted by {escape(both(me.scenario, row.due))} {left(row.due)}" if row.due is not None else ""
    along = f'<p class="wc-meta">With a yes “{escape(row.report)}” goes along by itself.</p>' if row.report else ""
    return (
        f'<h3 class="wc-subtitle">{escape(f"{row.party} {_WANTS[row.what]}{about}")}</h3>'
        f'<p class="wc-meta">came {escape(both(me.scenario, row.at))}{due}</p>{verbatim(row.text)}{along}'
    )


def _reply(me: Session, row: RequestRow, held: tuple[HeldReport, ...]) -> None:
    """Yes or no, in words where they are needed; a report can go with an answer."""
    name, found, about = f"reply/{row.entry}", me.look(views.ways), drafts.reply(row.entry)
    along = row.what == "information" and not row.report
    texts = {report.id: label(report.title) for report in held} if along else {}
    fields = {"text": Field(f"{name}/text"), "channel": ways.field(found, f"{name}/channel")}
    if texts:
        fields["report"] = Field(f"{name}/report", "select", list(texts), list(texts.values()))
    drafting.fill(me, about, Reply, "text", fields, channel=ways.first(found))
    with st.form(f"{name}/form", border=False):
        st.text_area("Your answer", key=f"{name}/text", height=80, placeholder="A refusal needs a reason")
        if texts:
            st.selectbox(
                "With a report", list(texts), None, texts.__getitem__, key=f"{name}/report", placeholder="None"
            )
        ways.select(found, f"{name}/channel")
        with st.container(horizontal=True):
            acts.send(
                me, f"{name}/yes", _YES[row.what], lambda: _answer(row.entry, True), "Answered",
                icon=":material/check:", type="primary",
            )  # fmt: skip
            acts.send(me, f"{name}/no", "Refuse", lambda: _answer(row.entry, False), "Refused", icon=":material/close:")
    drafting.keep(me, about, fields, (f"{name}/yes", f"{name}/no"), "answer")
    ways.broken(found)
    if row.what == "resource":
        st.html('<p class="wc-meta">A yes is a promise: commit the units under Resources.</p>')


def _answer(entry: int, granted: bool) -> Reply:
    state, name = st.session_state, f"reply/{entry}"
    report = state.get(f"{name}/report") or "" if granted else ""
    return Reply(entry, state.get(f"{name}/text") or "", granted, state.get(f"{name}/channel") or "", report)


def _listed(me: Session, rows: Sequence[RequestRow], sign: str) -> str:
    return f'<ul class="wc-list">{"".join(f"<li>{_row(me, row, sign)}</li>" for row in rows)}</ul>'


def _row(me: Session, row: RequestRow, sign: str) -> str:
    what = " ".join(filter(None, (_ASKED[row.what], row.about)))
    head = f"{sign} {row.party} · {what} · {both(me.scenario, row.at)}"
    return f'<p class="wc-meta">{escape(head)}</p>{verbatim(row.text)}{_stands(me, row)}'


def _stands(me: Session, row: RequestRow) -> str:
    """How a request stands, as a line of HTML."""
    if row.answered is None:
        where = "no answer yet" if row.arrived else "on its way"
        due = f"; wanted by {both(me.scenario, row.due)}" if row.due is not None else ""
        return line("due", "◷", where[:1].upper() + where[1:] + due, left(row.due) if row.due is not None else "")
    said = "Granted" if row.granted else "Refused"
    late = ", late" if row.state == "late" else ""
    words = f": {row.answer}" if row.answer else ""
    report = f" (with “{row.report}”)" if row.report and row.granted else ""
    tone, sign = ("good", "✓") if row.granted else ("bad", "✕")
    return line(tone, sign, f"{said}{late} {both(me.scenario, row.answered)}{words}{report}")
