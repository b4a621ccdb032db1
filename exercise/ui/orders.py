"""What EXCON may order about an inject: only what is possible now, each with its key."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from exercise.core.acts import Hold, Release, Skip, Void
from exercise.core.excon.boards import BoardRow
from exercise.core.scenario import Inject
from exercise.ui import steer, writing
from exercise.ui.acts import button, slot, typed
from exercise.ui.session import Session
from exercise.ui.syndicates import several, within

PENDING = ("waiting", "held", "skipped")
_UNDO = {
    "hold": "Lift the hold",
    "skip": "Undo the skip",
    "move": "Undo the move",
    "amendment": "Undo the amendment",
}


def orders(me: Session, row: BoardRow, inject: Inject, here: Mapping[str, BoardRow]) -> None:
    """Release, hold, skip, move, amend and take back while it waits; a clone of it at any time.

    ``here`` is what it is in every syndicate that is looked at.
    """
    state = me.clock.state
    if state == "ended" or row.kind == "expected-action":
        return
    with st.container(horizontal=True, gap="small"):
        if row.status in PENDING:
            _about_a_waiting_one(me, row, inject, here)
        if state != "ready":
            writing.clone_button(inject)


def _about_a_waiting_one(me: Session, row: BoardRow, inject: Inject, here: Mapping[str, BoardRow]) -> None:
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
        writing.amend_button(inject)
    undo(me, id, here)


def undo(me: Session, id: str, here: Mapping[str, BoardRow]) -> None:
    """Take back the last order about it, wherever there is one."""
    last = {name: row for name, row in here.items() if row.undo is not None and row.status in PENDING}
    if not last:
        return
    kinds = {row.undoes for row in last.values()}
    label = _UNDO[kinds.pop()] if len(kinds) == 1 else "Undo the last order"
    voids = {name: Void(row.undo) for name, row in last.items() if row.undo is not None}
    act = voids if several(me) else next(iter(voids.values()))
    button(me, f"undo/{id}", f"{label}{within(me, last)}", act, f"{id} waits as before", icon=":material/undo:")


def skip(me: Session, id: str) -> None:
    """Leave the inject out, with the reason that the debrief will show."""
    name = f"skip/{id}"
    with st.popover("Skip", icon=":material/redo:", key=f"{slot(name)}/open"):
        st.text_input("Why is it left out?", key=f"{slot(name)}/reason", placeholder="The debrief shows this")
        button(me, name, f"Skip {id}", lambda: Skip(id, typed(name, "reason") or ""), f"{id} is skipped")
