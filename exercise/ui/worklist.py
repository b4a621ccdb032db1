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
    """Draw the rows in the order given; return the id of the row chosen last, else ``selected``.

    A row waiting for an answer is marked as due ``soon`` ms of real time before its deadline. Titles
    and senders are shown as text, never as markup. ``opens`` is the key of the container where the chosen
    one is shown: it is brought into view where it is out of sight, as it is on a phone.
    """
    chosen = st.session_state.get(key, {}).get("selected", selected)
    result = _worklist(
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
        on_selected_change=_chosen,
    )
    return result.selected or selected


def _chosen() -> None:
    """A state needs a listener; the rerun itself is all there is to do."""
