"""What EXCON may order about an inject: only what is possible now, each with its key."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Hold, Release, Skip, Void
from exercise.core.excon.boards import BoardRow
from exercise.core.scenario import Inject
from exercise.ui import improvise, steer
from exercise.ui.acts import button, slot, typed
from exercise.ui.session import Session
from exercise.ui.syndicates import several

PENDING = ("waiting", "held", "skipped")
_UNDO = {
    "hold": "Lift the hold",
    "skip": "Undo the skip",
    "move": "Undo the move",
    "amendment": "Undo the amendment",
}


def orders(me: Session, row: BoardRow, inject: Inject) -> None:
    """Release, hold, skip, move, amend and take back while it waits; a clone of it at any time."""
    state = me.clock.state
    if state == "ended" or row.kind == "expected-action":
        return
    with st.container(horizontal=True, gap="small"):
        if row.status in PENDING:
            _about_a_waiting_one(me, row, inject)
        if state != "ready":
            st.button("Clone", key=f"clone/{row.inject}", icon=":material/content_copy:",
                      on_click=improvise.clone, args=(inject,))  # fmt: skip


def _about_a_waiting_one(me: Session, row: BoardRow, inject: Inject) -> None:
    id = row.inject
    if me.clock.state != "ready":
        button(
            me, f"release/{id}", "Release", Release(id), f"{id} is released", icon=":material/send:",
            type="primary" if row.status == "held" else "secondary", shortcut="Alt+G",
        )  # fmt: skip
    if row.status == "waiting":
        button(me, f"hold/{id}", "Hold", Hold(id), f"{id} is held", icon=":material/front_hand:", shortcut="Alt+H")
    if row.status != "skipped":
        skip(me, id)
        steer.move(me, row)
        steer.amend(me, inject)
    if row.undo is not None and not several(me):
        button(me, f"undo/{id}", _UNDO[row.undoes], Void(row.undo), f"{id} waits as before", icon=":material/undo:")


def skip(me: Session, id: str) -> None:
    """Leave the inject out, with the reason that the debrief will show."""
    name = f"skip/{id}"
    with st.popover("Skip", icon=":material/redo:", key=f"{slot(name)}/open"):
        st.text_input("Why is it left out?", key=f"{slot(name)}/reason", placeholder="The debrief shows this")
        button(me, name, f"Skip {id}", lambda: Skip(id, typed(name, "reason") or ""), f"{id} is skipped")
