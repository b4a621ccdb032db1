"""One inject in full, beside the board: its text, what it waits for, who answered what, and what EXCON may do."""

from __future__ import annotations

import streamlit as st

from exercise.core import boards
from exercise.core.acts import Hold, Note, Release, Skip, Void
from exercise.core.boards import BoardRow, TeamAnswer
from exercise.core.scenario import Inject
from exercise.ui import words
from exercise.ui.acts import button, send, slot, typed
from exercise.ui.board import CHOSEN
from exercise.ui.prose import prose
from exercise.ui.session import Session

_PENDING = ("waiting", "held", "skipped")


def panel(me: Session) -> None:
    """The inject that is open, or how to open one."""
    rows = {row.inject: row for row in me.look(boards.board)}
    if CHOSEN not in st.session_state and st.query_params.get(CHOSEN) in rows:
        st.session_state[CHOSEN] = st.query_params[CHOSEN]
    if st.session_state.get(CHOSEN) not in rows:
        st.session_state.pop(CHOSEN, None)
    chosen = st.selectbox(
        "Inject", list(rows), None, lambda inject: f"{inject} · {rows[inject].title}",
        key=CHOSEN, placeholder="Choose a row, or type an id", label_visibility="collapsed",
    )  # fmt: skip
    inject = me.look(boards.script, chosen) if chosen else None
    if inject is None:
        st.caption("The inject you choose opens here, with its answers and with Release, Hold and Skip.")
        return
    row = rows[inject.id]
    heading(me, row, inject)
    acts(me, row)
    answers(me, row, inject)
    paper(row, inject)
    note(me, row)


def heading(me: Session, row: BoardRow, inject: Inject) -> None:
    """What it is, to whom, and why it came or what it waits for."""
    mark = words.BOARD[row.status]
    to = ", ".join(map(me.scenario.name, row.to)) or "nobody"
    about = " · ".join(filter(None, (row.kind, row.storyline, row.phase)))
    st.markdown(f"##### {words.plain(row.title)}\n:{mark.colour}-badge[{mark}] to **{words.plain(to)}**")
    st.caption(words.plain(about))
    if row.why:
        st.markdown(words.plain(row.why))
    if row.waits_for:
        lines = (f"- {'✓' if why.holds else '✗'} {words.plain(why.text)}" for why in row.waits_for)
        st.markdown("Waits for:\n" + "\n".join(lines))
    if inject.delay and row.status in _PENDING:
        st.caption("Then a short time that chance decides.")


def acts(me: Session, row: BoardRow) -> None:
    """Release, hold, skip and take back: only what is possible now."""
    state = me.clock.state
    if state == "ended" or row.status not in _PENDING or row.kind == "expected-action":
        return
    id = row.inject
    with st.container(horizontal=True):
        if state != "ready":
            button(
                me, f"release/{id}", "Release", Release(id), f"{id} is released",
                icon=":material/send:", type="primary" if row.status == "held" else "secondary",
            )  # fmt: skip
        if row.status == "waiting":
            button(me, f"hold/{id}", "Hold", Hold(id), f"{id} is held", icon=":material/front_hand:")
        if row.status != "skipped":
            skip(me, id)
        if row.undo is not None:
            what = "Lift the hold" if row.status == "held" else "Undo the skip"
            button(me, f"undo/{id}", what, Void(row.undo), f"{id} waits for its time again", icon=":material/undo:")


def skip(me: Session, id: str) -> None:
    """Leave the inject out, with the reason that the debrief will show."""
    name = f"skip/{id}"
    with st.popover("Skip", icon=":material/redo:", key=f"{slot(name)}/open"):
        st.text_input("Why is it left out?", key=f"{slot(name)}/reason", placeholder="The debrief shows this")
        button(me, name, f"Skip {id}", lambda: Skip(id, typed(name, "reason") or ""), f"{id} is skipped")


def answers(me: Session, row: BoardRow, inject: Inject) -> None:
    """What became of it at every team."""
    for answer in row.answers:
        mark = words.ANSWER[answer.status]
        opened = f"opened {words.at(answer.opened)}" if answer.opened is not None else "not opened"
        st.markdown(
            f"**{words.plain(me.scenario.name(answer.team))}** :{mark.colour}-badge[{mark}] {_when(answer)}"
            + (f" · {opened}" if answer.status != "new" else "")
        )
        if answer.decision:
            st.markdown("\n".join(_decided(answer, inject)))


def _when(answer: TeamAnswer) -> str:
    return words.at(answer.decision.at if answer.decision else answer.at)


def _decided(answer: TeamAnswer, inject: Inject) -> list[str]:
    """An answer, line by line: options in order, words, reason, confidence."""
    decision, ask = answer.decision, inject.ask
    if decision is None or ask is None:
        return []
    chosen = [option.text if (option := ask.option(id)) else id for id in decision.options]
    lines = [f"{number}. {words.plain(text)}" for number, text in enumerate(chosen, 1)] if ask.kind == "rank" else [
        f"- {words.plain(text)}" for text in chosen
    ]  # fmt: skip
    lines += [f"\n> {words.plain(line)}" for line in (decision.text, *_reason(decision.rationale)) if line]
    about = [f"confidence {decision.confidence} %"] if decision.confidence is not None else []
    about += [f"revised {words.count(decision.revision, 'time')}"] if decision.revision else []
    about += ["from a draft that was not sent"] if decision.draft else []
    return [*lines, f"\n:gray[{' · '.join(about)}]"] if about else lines


def _reason(rationale: str) -> list[str]:
    return [f"Because: {rationale}"] if rationale else []


def paper(row: BoardRow, inject: Inject) -> None:
    """The text as the teams get it, and what the planner wrote for EXCON."""
    for label, text in (("Expects", row.expects), ("For the controller", row.note)):
        if text:
            st.markdown(f"**{label}:** {words.plain(text)}")
    came = " · ".join(filter(None, (inject.sender, inject.via)))
    with st.expander("Text of the inject", icon=":material/article:"):
        st.caption(words.plain(came))
        prose(inject.body)
        if inject.ask:
            st.markdown(f"**{words.plain(inject.ask.prompt)}**")
            st.markdown("\n".join(f"- {words.plain(option.text)}" for option in inject.ask.options))


def note(me: Session, row: BoardRow) -> None:
    """Write down something about this inject."""
    name = f"note/{row.inject}"
    with st.form(f"{slot(name)}/form", border=False):
        st.text_input("Note", key=f"{slot(name)}/text", placeholder=f"What did you see at {row.inject}?")
        send(me, name, "Note", lambda: Note(typed(name, "text") or "", row.inject), "Noted")
