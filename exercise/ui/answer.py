"""The answer to an inject: its form, what stands, and the way into the log. No word typed here is lost."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.control import Receipt, Refusal
from exercise.core.acts import Decide
from exercise.core.facts import DecisionTaken
from exercise.core.refusals import moment
from exercise.core.views import Paper, Question
from exercise.core.views import paper as paper_of
from exercise.store import DraftInfo, StoreError
from exercise.ui.keeper import Field, Filled, Sending, keeper
from exercise.ui.prose import Tone, note
from exercise.ui.question import UNSURE, ask, decided, kept, said, widgets
from exercise.ui.session import Session, current
from exercise.ui.standing import standing
from exercise.ui.state import control
from exercise.ui.when import exact

_RECEIPTS = "answer/receipts"
# What makes an answer the same as another.
_SAID = ("options", "text", "rationale", "confidence", "amounts")
_SIGNED_OUT = "You are signed out, and nothing was sent. Join again; your words are kept."


def answer(me: Session, paper: Paper) -> None:
    """Where the inject is answered: the question, the form, and how the answer stands."""
    question, decision = paper.question, paper.decision
    assert question is not None, "this inject asks for an answer"
    fields, closed = widgets(paper.row.inject, question), _closed(me, paper)
    stored = control().store.draft(me.seat.id, paper.row.inject)
    draft = _unsent(stored, decision)
    if not _on_page(fields):
        _fill(paper, fields, draft, stored.version if stored else 0)
        # A widget that is locked forgets what was typed into it, so only a form that comes too late is.
        st.session_state[f"answer-{paper.row.inject}-locked"] = closed
    stands = _stands(me, paper, draft, closed)
    # This place is there even when it is empty, so that the form below keeps its own when the window closes.
    with st.container():
        if stands and closed:
            _said_so(me, paper, stands)
        if decision and (closed or decision.seat != me.seat.id):
            st.html(_summary(decision, question))
        if decision and closed:
            standing(me, paper.row.inject)
    if not closed or draft or not decision:
        with st.container(border=True):
            _form(me, paper, fields, closed)
            _kept(me, paper, fields, draft, closed)
    if stands and not closed:
        _said_so(me, paper, stands)
        standing(me, paper.row.inject)


def _said_so(me: Session, paper: Paper, stands: tuple[Tone, str, str]) -> None:
    """How the answer stands; and where a colleague's has taken its place, the receipt of one's own all the same."""
    note(*stands)
    if paper.own and paper.decision:
        receipt = _receipt(me, paper.own.seq)
        later = f"the answer{_by(me, paper.decision.seat)} came later and stands"
        note("news", "✓", f"You sent yours {exact(receipt.wall)} · receipt {receipt.code} · {later}")


def _kept(me: Session, paper: Paper, fields: dict[str, Field], draft: DraftInfo | None, closed: bool) -> None:
    """What became of the words: kept as a draft, refused, or too late."""
    inject = paper.row.inject
    with st.container():
        if reason := st.session_state.get(f"answer-{inject}-refused"):
            note("bad", "✕", reason)
    if not st.session_state[f"answer-{inject}-locked"]:
        filled: Filled = st.session_state[f"answer-{inject}-filled"]
        saved = exact(draft.wall) if draft else ""
        sending = Sending(
            (f"answer-{inject}-send",), st.session_state.get(f"answer-{inject}-heard", 0), paper.revisions
        )
        keeper(me.seat.id, inject, filled, fields, key=f"keeper-{inject}", saved=saved, sending=sending)
    if closed and draft:
        st.caption("Typed and not sent.")


def _unsent(draft: DraftInfo | None, decision: DecisionTaken | None) -> DraftInfo | None:
    """The draft, unless it says what has been sent anyway."""
    if draft is None or decision is None:
        return draft
    sent = kept(decision)
    return draft if any(value != sent.get(name) for name, value in draft.data.items()) else None


def _closed(me: Session, paper: Paper) -> bool:
    """Whether nothing more can be sent."""
    row, clock = paper.row, me.clock
    late = row.deadline is not None and clock.now(control().now()) >= row.deadline
    return late or clock.state == "ended" or row.status in ("missed", "ended")


def _on_page(fields: dict[str, Field]) -> bool:
    """Whether the form was drawn last time; Streamlit forgets the widgets that are not."""
    first = next(iter(fields.values()))
    alone = first.kind not in ("choices", "ranking", "amounts")
    return (first.key if alone else f"{first.key}-{first.values[0]}") in st.session_state


def _fill(paper: Paper, fields: dict[str, Field], draft: DraftInfo | None, version: int) -> None:
    """Put the draft, or else the answer that stands, into a form that was not on the page before."""
    st.session_state.pop(f"answer-{paper.row.inject}-refused", None)
    found = draft.data if draft else kept(paper.decision) if paper.decision else {}
    form = paper.question.form if paper.question else None
    written = form.template() if form else ""
    blank = {"options": (), "amounts": {}, "text": written, "rationale": "", "confidence": UNSURE}
    values = {name: blank[name] if found.get(name) is None else found[name] for name in fields}
    for name, field in fields.items():
        field.show(values[name])
    conflict = draft.data.get("conflict", ()) if draft else ()
    st.session_state[f"answer-{paper.row.inject}-filled"] = Filled(values, version, conflict)


def _form(me: Session, paper: Paper, fields: dict[str, Field], closed: bool) -> None:
    question, inject = paper.question, paper.row.inject
    assert question is not None, "this inject asks for an answer"
    locked: bool = st.session_state[f"answer-{inject}-locked"]
    with st.form(f"answer-{inject}", border=False, enter_to_submit=False):
        ask(question, fields, locked)
        if "rationale" in fields:
            st.text_area(f"Why? ({question.rationale})", key=fields["rationale"].key, height=90, disabled=locked)
        if question.confidence and question.kind != "forecast":
            st.slider(
                "How sure are you? 0 is no idea, 50 as likely as not, 100 certain.", 0, 100, step=5, format="%d %%",
                key=fields["confidence"].key, disabled=locked,
            )  # fmt: skip
        st.form_submit_button(
            "Send revision" if paper.decision else "Send", type="primary", icon=":material/send:", disabled=closed,
            key=f"answer-{inject}-send", on_click=_send, args=(inject, fields, paper.revisions),
        )  # fmt: skip


def _send(inject: str, fields: dict[str, Field], revisions: int) -> None:
    """File what the form holds. It runs before the page is drawn, so nothing is shown as sent that is not,
    and asks who sits here now: the login may have ended since the form was drawn.

    The key is made of what the log held when the form was drawn, so that nothing hangs on what this page remembers.
    """
    refused, heard = f"answer-{inject}-refused", f"answer-{inject}-heard"
    st.session_state[heard] = st.session_state.get(heard, 0) + 1
    act = Decide(inject, **decided(fields))
    me = current()
    try:
        outcome = _file(me, act, revisions) if me else Refusal(_SIGNED_OUT)
    except StoreError as error:
        outcome = Refusal(str(error))
    if isinstance(outcome, Refusal):
        st.session_state[refused] = outcome.reason
        return
    st.session_state.setdefault(_RECEIPTS, {})[outcome.seq] = outcome
    st.session_state.pop(refused, None)


def _file(me: Session, act: Decide, revisions: int) -> Receipt | Refusal:
    """File an answer, unless it is the one of this seat that stands."""
    paper = me.look(paper_of, act.inject)
    stands = paper.decision if paper else None
    if stands and stands.seat == me.seat.id and all(getattr(stands, name) == getattr(act, name) for name in _SAID):
        return _receipt(me, stands.seq)
    return me.file(act, f"answer/{me.seat.id}/{act.inject}/{revisions}")


def _stands(me: Session, paper: Paper, draft: DraftInfo | None, closed: bool) -> tuple[Tone, str, str] | None:
    """How the answer stands, in a sentence; None while there is nothing to say."""
    row, decision = paper.row, paper.decision
    limit = "EndEx" if row.deadline is None else moment(row.deadline)
    if decision:
        receipt = _receipt(me, decision.seq)
        said = "Draft filed at EndEx" if decision.draft else f"Sent {exact(receipt.wall)}{_by(me, decision.seat)}"
        rest = f"the time to revise ended at {limit}" if closed else f"you can revise until {limit}"
        return "good", "✓", f"{said} · receipt {receipt.code} · {rest}"
    if not closed:
        return None
    kept = "your draft is kept" if draft else "nothing was sent"
    if row.status == "ended":
        return "bad", "✕", f"The exercise ended before this was answered; {kept}."
    return "bad", "✕", f"The time ended at {limit}; {kept}."


def _by(me: Session, seat: str) -> str:
    """Who sent it, where it was somebody else of the team."""
    if seat == me.seat.id:
        return ""
    info = control().store.seat(seat)
    return f" by {info.name if info and info.name else seat}"


def _receipt(me: Session, seq: int) -> Receipt:
    """The receipt of an entry; read from the log once, and not again while the page is open."""
    receipts: dict[int, Receipt] = st.session_state.setdefault(_RECEIPTS, {})
    if seq not in receipts:
        row = control().store.since(me.exercise or "", seq - 1)[0]
        receipts[seq] = Receipt(row.entry.seq, row.entry.at, row.entry.wall, row.hash)
    return receipts[seq]


def _summary(decision: DecisionTaken, question: Question) -> str:
    """The answer that stands, in words."""
    items = "".join(f'<li class="wc-verbatim">{escape(line)}</li>' for line in said(decision, question))
    return f'<p class="wc-meta">Your team’s answer</p><ul class="wc-list">{items}</ul>'
