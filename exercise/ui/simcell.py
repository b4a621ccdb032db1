"""The SimCell's desk: what the teams wrote to press, headquarters and elders, and the answer in their name."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Answer, Note, Send
from exercise.core.excon import boards
from exercise.core.views import Letter, SimCellRow
from exercise.ui import rulings, words
from exercise.ui.acts import send, slot, typed
from exercise.ui.session import Session
from exercise.ui.syndicates import several, watched

EXCON = "excon"
_NAME = "write"
_LATEST = 20


def simcell(me: Session) -> None:
    """What waits for an answer or a ruling, beside the form that writes to a team and what was written."""
    left, right = st.columns(2, gap="large")
    with left:
        waiting = [(place, row) for place in watched(me) for row in place.look(views.simcell_inbox)]
        open_ = [(place, row) for place, row in waiting if row.answered is None]
        st.markdown(f"**Waits for an answer: {len(open_)}**")
        if not open_:
            st.caption("What the teams write to the press, headquarters or the elders arrives here.")
        for place, row in open_:
            _answer(place, row, several(me))
        rulings.rulings(me)
    with right:
        with st.expander("Write to a team", icon=":material/edit:", expanded=not open_):
            _write(me)
        _written(me)


def _answer(me: Session, row: SimCellRow, several: bool) -> None:
    """A message or request, and the answer to it as the one it was for."""
    name = f"answer/{me.seat.syndicate}/{row.entry}"
    key = slot(name)
    where = f"{me.seat.syndicate} · " if several else ""
    with st.container(border=True, gap="xsmall"):
        due = f" · wanted by {words.at(row.due)}" if row.due is not None else ""
        st.markdown(f"{where}**{words.plain(row.sender)}** to **{words.plain(row.name)}** · {words.at(row.at)}{due}")
        if row.kind == "request":
            about = f": {row.about}" if row.about else ""
            st.markdown(f":blue-badge[asks for {words.plain(row.what + about)}]")
        st.text(row.text)
        with st.form(f"{key}/form", border=False, clear_on_submit=False):
            st.text_area("Answer", key=f"{key}/text", height=80, placeholder=f"As {row.name}")
            if row.kind == "request":
                st.radio("Granted?", ["Yes", "No"], key=f"{key}/granted", horizontal=True, label_visibility="collapsed")
            send(
                me, name, "Answer", lambda: _made(name, row), f"{row.name} has answered",
                icon=":material/reply:", disabled=not me.clock.anchors or me.clock.state == "ended",
            )  # fmt: skip


def _made(name: str, row: SimCellRow) -> Answer:
    return Answer(row.entry, typed(name, "text") or "", typed(name, "granted") != "No")


def _write(me: Session) -> None:
    """Write to a team as somebody the SimCell plays."""
    key, scenario = slot(_NAME), me.scenario
    names = {role.id: role.name for role in scenario.simcell} | {EXCON: "EXCON"}
    teams = [agency.id for agency in scenario.agencies]
    with st.form(f"{key}/form", border=False):
        as_whom, to = st.columns(2)
        as_whom.selectbox("Write as", list(names), format_func=names.__getitem__, key=f"{key}/sender")
        to.selectbox("To", teams, None, scenario.name, key=f"{key}/to", placeholder="Choose a team")
        st.text_area("Text", key=f"{key}/text", height=100)
        send(me, _NAME, "Send", _sent, "Sent", type="primary", icon=":material/send:")


def _sent() -> Send:
    return Send(typed(_NAME, "to") or "", typed(_NAME, "text") or "", sender=typed(_NAME, "sender"))


def _written(me: Session) -> None:
    """What went to and fro, latest first."""
    letters = [(place, letter) for place in watched(me) for letter in place.look(views.letters)]
    letters.sort(key=lambda pair: -pair[1].at)
    for place, letter in letters[:_LATEST]:
        _letter(letter, f"{place.seat.syndicate} · " if several(me) else "")


def _letter(letter: Letter, where: str) -> None:
    route = f"{where}**{words.plain(letter.sender)}** to **{words.plain(letter.to)}** · {words.at(letter.at)}"
    if letter.mine and not letter.arrived:
        route += " · on its way"
    st.markdown(f"{'↩' if letter.mine else '✉'} {route}\n\n> {words.plain(letter.text)}")


def unanswered(me: Session) -> int:
    """Messages and requests to the SimCell that nobody has answered."""
    return sum(row.answered is None for row in me.look(views.simcell_inbox))


def notes(me: Session) -> None:
    """What the staff wrote down, latest first, and a line to add."""
    with st.form(f"{slot('note')}/form", border=False):
        st.text_area("Note", key=f"{slot('note')}/text", height=80, placeholder="Stamped with the exercise time")
        send(me, "note", "Note", lambda: Note(typed("note", "text") or ""), "Noted", icon=":material/edit_note:")
    found = sorted({note.seq: note for place in watched(me) for note in place.look(boards.notes)}.values(),
                   key=lambda note: -note.seq)  # fmt: skip
    if not found:
        st.caption("Notes of all staff stand here, for the hot wash and the debrief.")
    for note in found:
        about = f" · {note.inject}" if note.inject else ""
        st.markdown(f"**{words.at(note.at)}**{about} · {words.plain(note.text)}")
