"""One inject in full, beside the board: its text, what it waits for, who answered what, and what EXCON may do."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from exercise.core.acts import Note
from exercise.core.excon import boards
from exercise.core.excon.boards import BoardRow, TeamAnswer
from exercise.core.scenario import Inject
from exercise.ui import words
from exercise.ui.acts import send, slot, typed
from exercise.ui.board import CHOSEN, Boards
from exercise.ui.orders import PENDING, orders
from exercise.ui.prose import prose
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import watched


def panel(me: Session, everywhere: Boards) -> None:
    """The inject that is open, or how to open one."""
    seen = watched(me)
    found = {name: {row.inject: row for row in rows} for name, rows in everywhere.items()}
    rows = {id: row for board in reversed(found.values()) for id, row in board.items()}
    if CHOSEN not in st.session_state and st.query_params.get(CHOSEN) in rows:
        st.session_state[CHOSEN] = st.query_params[CHOSEN]
    if st.session_state.get(CHOSEN) not in rows:
        st.session_state.pop(CHOSEN, None)
    chosen = st.selectbox(
        "Inject", list(rows), None, lambda inject: f"{inject} · {rows[inject].title}",
        key=CHOSEN, placeholder="Choose a row, or type an id", label_visibility="collapsed",
    )  # fmt: skip
    if chosen is None:
        st.caption("The inject you choose opens here, with its answers and with all that can be done with it.")
        return
    here = {name: board[chosen] for name, board in found.items() if chosen in board}
    # Where it still waits something can be done with it, so that place speaks for all.
    name = next((name for name, row in here.items() if row.status in PENDING), next(iter(here)))
    row, place = here[name], next(place for place in seen if (place.seat.syndicate or "") == name)
    inject = place.look(boards.script, chosen)
    assert inject is not None, "a row on the board has a script"
    heading(me, row, inject)
    orders(me, row, inject, here)
    for syndicate, other in here.items():
        if len(here) > 1:
            st.markdown(
                f"**Syndicate {syndicate}** :{words.BOARD[other.status].colour}-badge[{words.BOARD[other.status]}]"
            )
        answers(me, other, inject)
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
    if inject.delay and row.status in PENDING:
        st.caption("Then a short time that chance decides.")


def answers(me: Session, row: BoardRow, inject: Inject) -> None:
    """What became of it at every team: who opened it and when, who answered what."""
    names = {seat.id: seat.name or seat.id for seat in control().store.seats(me.exercise or "")}
    said = ""
    for answer in row.answers:
        mark = words.ANSWER[answer.status]
        team = words.plain(me.scenario.name(answer.team))
        said += f"**{team}** :{mark.colour}-badge[{mark}]{_when(answer)}{_opened(answer, names)}  \n"
        if answer.decision:
            said += "\n" + "\n".join(_decided(answer, inject, names)) + "\n\n"
    if said:
        st.markdown(said)


def _when(answer: TeamAnswer) -> str:
    """Since when it lies there, or when it was answered or closed; what asks nothing is just read."""
    if answer.status == "info":
        return ""
    at = words.at(answer.decision.at if answer.decision else answer.at)
    return f" since {at}" if answer.status in ("new", "open") else f" {at}"


def _opened(answer: TeamAnswer, names: Mapping[str, str]) -> str:
    if answer.opened is None:
        return "" if answer.status == "new" else " · not opened"
    by = f" by {words.plain(names.get(answer.opener, answer.opener))}" if answer.opener else ""
    return f" · opened {words.at(answer.opened)}{by}"


def _decided(answer: TeamAnswer, inject: Inject, names: Mapping[str, str]) -> list[str]:
    """An answer, line by line: options in order, words, reason, confidence."""
    decision, ask = answer.decision, inject.ask
    if decision is None or ask is None:
        return []
    chosen = [option.text if (option := ask.option(id)) else id for id in decision.options]
    lines = [f"{number}. {words.plain(text)}" for number, text in enumerate(chosen, 1)] if ask.kind == "rank" else [
        f"- {words.plain(text)}" for text in chosen
    ]  # fmt: skip
    lines += [f"\n> {words.plain(line)}" for line in (decision.text, *_reason(decision.rationale)) if line]
    about = [f"by {words.plain(names.get(decision.seat, decision.seat))}"]
    about += [f"confidence {decision.confidence} %"] if decision.confidence is not None else []
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
