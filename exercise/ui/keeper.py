"""Keeps what is being typed into a form: saved half a second later, restored after a loss."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from uuid import uuid4

import streamlit as st

from exercise.ui.components import component

_keeper = component("keeper")


@dataclass(frozen=True, slots=True)
class Field:
    """A widget to watch, by its ``key``, and what it holds.

    ``text`` is an input or a text area, ``number`` a slider or a number input, ``mark`` a checkbox, ``choice`` a radio
    or pills of which one can be chosen, ``pills`` those of which several can, ``choices`` a container of
    checkboxes with the keys ``<key>-<value>``, ``ranking`` a container of radios with such keys, each choosing
    a place from 1 on, ``amounts`` a container of number inputs with such keys, ``scale`` a slider that steps through
    the ``values``, which are numbers, ``select`` a box to choose from that shows ``shown`` for the ``values``. What is
    chosen is kept as a list of the ``values``, a ranking in order of place, of a select box as the value itself;
    amounts as a number for every value that has one. ``values`` are in the order they are shown.
    """

    key: str
    kind: Literal["text", "number", "mark", "choice", "choices", "pills", "ranking", "amounts", "scale", "select"] = (
        "text"
    )
    values: Sequence[Any] = ()
    shown: Sequence[str] = ()

    def takes(self, kept: Any) -> bool:
        """Whether the widget can show this; what a browser sent may be anything."""
        match self.kind:
            case "text":
                return isinstance(kept, str)
            case "number" | "scale":
                return isinstance(kept, int) and (
                    not self.values or int(self.values[0]) <= kept <= int(self.values[-1])
                )
            case "mark":
                return isinstance(kept, bool)
            case "amounts":
                return isinstance(kept, dict) and all(isinstance(units, int) for units in kept.values())
            case "select":
                return kept in self.values
        return isinstance(kept, list) and all(value in self.values for value in kept)

    def show(self, kept: Any) -> None:
        """Put a value that was kept back into the widget."""
        match self.kind:
            case "choice":
                st.session_state[self.key] = kept[0] if kept else None
            case "pills":
                st.session_state[self.key] = self.holds(kept)
            case "select":
                # Left alone, the box shows what it shows where nothing was chosen.
                st.session_state.pop(self.key, None)
                if kept in self.values:
                    st.session_state[self.key] = kept
            case "choices":
                for value in self.values:
                    st.session_state[f"{self.key}-{value}"] = value in kept
            case "ranking":
                places = {value: place for place, value in enumerate(kept, 1)}
                for value in self.values:
                    st.session_state[f"{self.key}-{value}"] = places.get(value)
            case "amounts":
                for value in self.values:
                    st.session_state[f"{self.key}-{value}"] = kept.get(value, 0)
            case "scale":
                st.session_state[self.key] = min(map(int, self.values), key=lambda value: abs(value - kept))
            case _:
                st.session_state[self.key] = kept

    def holds(self, kept: Any) -> Any:
        """What the page reads in the widget once a value that was kept is shown in it."""
        match self.kind:
            case "choice":
                return list(kept[:1])
            case "choices" | "pills":
                return [value for value in self.values if value in kept]
            case "amounts":
                return {value: kept[value] for value in self.values if kept.get(value)}
            case "scale":
                return min(map(int, self.values), key=lambda value: abs(value - kept))
        return list(kept) if self.kind == "ranking" else kept


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form was filled with when it came on the page: ``values`` by the names of its fields.

    ``version`` is that of the draft it was filled from (0: none), ``conflict`` what that draft lists of other windows.
    """

    values: Mapping[str, Any]
    version: int = 0
    conflict: Sequence[Mapping[str, Any]] = ()
    id: str = dataclasses.field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Sending:
    """How the page sees that what was sent arrived: ``buttons`` are the keys of the buttons that send it.

    ``heard`` counts those whose fate this page was told, ``revisions`` the answers in the log. ``what`` names it.
    """

    buttons: Sequence[str]
    heard: int
    revisions: int = 0
    what: str = "answer"


def keeper(
    owner: str,
    about: str,
    filled: Filled,
    fields: Mapping[str, Field],
    *,
    key: str,
    saved: str = "",
    sending: Sending | None = None,
    sent: Mapping[str, Any] | None = None,
) -> None:
    """Watch the fields of one form and save them as the seat's draft under the fields' names.

    ``owner`` is the seat's id, ``about`` what the draft is of, ``saved`` the time it was saved at as people read it,
    ``sent`` the words that were last sent from such a form, which is empty afterwards. Words that never reached
    the server come back into the widgets, which therefore must take their value from their key.
    """

    def restore() -> None:
        values: dict[str, Any] = st.session_state[key].restored
        for name, field in fields.items():
            if name in values:
                field.show(values[name])

    run = st.session_state[f"{key}/run"] = st.session_state.get(f"{key}/run", 0) + 1
    _keeper(
        key=key,
        data={
            "owner": owner,
            "about": about,
            "drawn": filled.id,
            "base_version": filled.version,
            "holds": {name: field.holds(filled.values[name]) for name, field in fields.items()},
            "conflict": filled.conflict,
            "fields": {name: asdict(field) for name, field in fields.items()},
            "saved": saved,
            "run": run,
            "sending": asdict(sending) if sending else None,
            "sent": sent,
        },
        on_restored_change=restore,
    )
