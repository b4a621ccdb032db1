"""The SimCell's desk: what the teams wrote to press, headquarters and elders, and the answer in their name."""

from __future__ import annotations

import streamlit as st

from exercise.core import boards, views
from exercise.core.acts import Note, Send
from exercise.core.views import Letter
from exercise.ui import words
from exercise.ui.acts import send, slot, typed
from exercise.ui.session import Session

EXCON = "excon"
_NAME = "reply"
_LATEST = 30


def simcell(me: Session) -> None:
    """The letters, latest first, beside the form that answers them."""
    left, right = st.columns(2, gap="medium")
    with left:
        letters = me.look(views.letters)[:_LATEST]
        if not letters:
            st.caption("What the teams write to the press, headquarters or the elders arrives here.")
        for number, letter in enumerate(letters):
            _letter(me, letter, len(letters) - number)
    with right:
        _form(me)


def _letter(me: Session, letter: Letter, number: int) -> None:
    route = f"**{words.plain(letter.sender)}** to **{words.plain(letter.to)}** · {words.at(letter.at)}"
    if letter.mine and not letter.arrived:
        route += " · on its way"
    with st.container(border=True, gap="xsmall"):
        st.markdown(("↩ " if letter.mine else "✉ ") + route)
        st.text(letter.text)
        if not letter.mine:
            st.button(
                "Reply", key=f"letter/{number}", icon=":material/reply:", type="tertiary",
                on_click=_address, args=(me, letter), disabled=not me.clock.anchors,
            )  # fmt: skip


def _form(me: Session) -> None:
    """Write to a team as somebody the SimCell plays."""
    key, scenario = slot(_NAME), me.scenario
    names = {role.id: role.name for role in scenario.simcell} | {EXCON: "EXCON"}
    teams = [agency.id for agency in scenario.agencies]
    with st.form(f"{key}/form"):
        as_whom, to = st.columns(2)
        as_whom.selectbox("Write as", list(names), format_func=names.__getitem__, key=f"{key}/sender")
        to.selectbox("To", teams, None, scenario.name, key=f"{key}/to", placeholder="Choose a team")
        st.text_area("Text", key=f"{key}/text", height=120)
        send(me, _NAME, "Send", _reply, "Sent", type="primary", icon=":material/send:")


def _reply() -> Send:
    return Send(typed(_NAME, "to") or "", typed(_NAME, "text") or "", sender=typed(_NAME, "sender"))


def _address(me: Session, letter: Letter) -> None:
    """Turn the form to whoever wrote, in the name of whom they wrote to."""
    scenario = me.scenario
    roles = {role.name: role.id for role in scenario.simcell}
    teams = {scenario.name(agency.id): agency.id for agency in scenario.agencies}
    st.session_state[f"{slot(_NAME)}/sender"] = roles.get(letter.to, EXCON)
    st.session_state[f"{slot(_NAME)}/to"] = teams.get(letter.sender)


def notes(me: Session) -> None:
    """What the staff wrote down, latest first, and a line to add."""
    with st.form(f"{slot('note')}/form", border=False):
        st.text_area("Note", key=f"{slot('note')}/text", height=80, placeholder="Stamped with the exercise time")
        send(me, "note", "Note", lambda: Note(typed("note", "text") or ""), "Noted", icon=":material/edit_note:")
    found = me.look(boards.notes)
    if not found:
        st.caption("Notes of all staff stand here, for the hot wash and the debrief.")
    for note in found:
        about = f" · {note.inject}" if note.inject else ""
        st.markdown(f"**{words.at(note.at)}**{about} · {words.plain(note.text)}")
