"""Several syndicates in one exercise: whom the staff look at, and act on; all of them side by side."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from exercise.core.excon.boards import BoardRow
from exercise.ui import words
from exercise.ui.session import Session

ALL = "All"
T = TypeVar("T", bound=Hashable)


def each(me: Session) -> list[Session]:
    """The same person looking at every syndicate."""
    return [replace(me, seat=replace(me.seat, syndicate=name)) for name in me.info.syndicates]


def several(me: Session) -> bool:
    """Whether this person looks at, and acts on, several syndicates at once."""
    return me.seat.syndicate is None and len(me.info.syndicates) > 1


def watched(me: Session) -> list[Session]:
    """The syndicates that are looked at, one by one; whoever looks at one acts in that one only."""
    return each(me) if several(me) else [me]


def chosen(me: Session, together: bool = False) -> Session:
    """The person looking at, and acting on, the syndicate chosen here; ``together`` offers all side by side as well."""
    found = {seen.seat.syndicate or "": seen for seen in each(me)}
    if len(found) == 1:
        return me
    options = [ALL, *found] if together else list(found)
    name = st.segmented_control(
        "Syndicate", options, default=options[0], required=True, key="syndicates" if together else "syndicate",
        label_visibility="collapsed",
        persist_state="session", help="With All you act in every syndicate where it can be done" if together else None,
    )  # fmt: skip
    return found.get(str(name), me)


def alike(found: Mapping[str, Collection[T]]) -> dict[T, list[str]]:
    """Everything that is the case somewhere, with the syndicates where it is."""
    where: dict[T, list[str]] = {}
    for name, things in found.items():
        for thing in dict.fromkeys(things):
            where.setdefault(thing, []).append(name)
    return where


def there(me: Session, names: Collection[str]) -> str:
    """The syndicates as a grid names them: all, or which."""
    return ALL if len(names) == len(me.info.syndicates) else ", ".join(names)


def within(me: Session, names: Collection[str]) -> str:
    """The syndicates as a sentence ends: nothing where one or all are meant, else “ in A, C”."""
    return "" if not several(me) or len(names) == len(me.info.syndicates) else f" in {', '.join(names)}"


def side_by_side(boards: Mapping[str, tuple[BoardRow, ...]]) -> list[dict[str, Any]]:
    """A row for every inject, with what it is in each syndicate; those written on the spot only where they were."""
    rows: dict[str, dict[str, BoardRow]] = {}
    for name, board in boards.items():
        for row in board:
            rows.setdefault(row.inject, {})[name] = row
    return [
        {"Inject": id, "Title": next(iter(here.values())).title, "Due": words.at(_due(here))}
        | {name: [_status(here[name])] if name in here else [] for name in boards}
        for id, here in rows.items()
    ]


def _due(here: Mapping[str, BoardRow]) -> int | None:
    return min((row.due for row in here.values() if row.due is not None), default=None)


def _status(row: BoardRow) -> str:
    return str(words.BOARD[row.status])


def columns(names: tuple[str, ...]) -> dict[str, Any]:
    """How the grid shows its columns."""
    text, chips = st.column_config.TextColumn, st.column_config.MultiselectColumn
    statuses = {str(mark): mark.colour for mark in words.BOARD.values()}
    return {
        "Inject": text(pinned=True, width=58),
        "Title": text(width=230),
        "Due": text(width=70, help="Exercise time; a dash where only a condition decides"),
    } | {
        name: chips(f"Syndicate {name}", options=list(statuses), color=list(statuses.values()), width=126)
        for name in names
    }
