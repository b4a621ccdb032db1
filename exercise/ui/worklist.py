"""A list of injects to choose from: one element, however many injects, counting down by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

import streamlit as st

from exercise.core.clock import Clock
from exercise.core.scenario import MINUTE
from exercise.ui.components import component
from exercise.ui.timing import anchor

Status = Literal["new", "open", "answered", "missed", "ended", "info", "waits", "failed"]

_worklist = component("worklist")


class Item(NamedTuple):
    """One row. ``deadline`` is exercise ms, ``time`` the story time as people read it."""

    id: str
    title: str
    status: Status
    sender: str = ""
    via: str = ""
    time: str = ""
    deadline: int | None = None
    unread: bool = False


def worklist(
    items: Sequence[Item],
    selected: str | None,
    clock: Clock,
    now: datetime,
    *,
    key: str,
    label: str = "Injects",
    empty: str = "Nothing has come in yet.",
    soon: int = 2 * MINUTE,
    opens: str = "",
) -> str | None:
    """Draw the rows in the order given; return the id of the row that was just chosen, else ``selected``.

    What is chosen is new until it comes back as ``selected``; from then on an address that changes, as it does with
    the back button, changes what is selected.

    A row waiting for an answer is marked as due ``soon`` ms of real time before its deadline. Titles
    and senders are shown as text, never as markup. ``opens`` is the key of the container where the chosen
    one is shown: it is brought into view where it is out of sight, as it is on a phone.
    """
    picked = f"{key}/picked"
    if st.session_state.get(picked) == selected:
        st.session_state.pop(picked, None)
    chosen: str | None = st.session_state.get(picked, selected)

    def pick() -> None:
        st.session_state[picked] = st.session_state[key].selected

    _worklist(
        key=key,
        data={
            "items": [item._asdict() for item in items],
            "selected": chosen,
            "clock": anchor(clock, now),
            "label": label,
            "empty": empty,
            "soon": soon,
            "opens": opens,
        },
        on_selected_change=pick,
    )
    return chosen
