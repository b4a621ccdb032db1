"""Keeps what is being typed into an answer form: saved half a second later, restored after a loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import streamlit as st

from exercise.ui.components import component

_keeper = component("keeper")


@dataclass(frozen=True, slots=True)
class Field:
    """A widget to watch, by its ``key``, and what it holds.

    ``text`` is an input or a text area, ``number`` a slider, ``choice`` a radio, ``choices`` a container of
    checkboxes with the keys ``<key>-<value>``, ``ranking`` a container of radios with such keys, each choosing
    a place from 1 on, ``amounts`` a container of number inputs with such keys, ``scale`` a slider that steps through
    the ``values``, which are numbers. What is chosen is kept as a list of the ``values``, a ranking in order of
    place; amounts as a number for every value that has one. ``values`` are in the order they are shown.
    """

    key: str
    kind: Literal["text", "number", "choice", "choices", "ranking", "amounts", "scale"] = "text"
    values: Sequence[str] = ()

    def show(self, kept: Any) -> None:
        """Put a value that was kept back into the widget."""
        match self.kind:
            case "choice":
                st.session_state[self.key] = kept[0] if kept else None
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


def keeper(
    owner: str, inject: str, base_version: int, fields: Mapping[str, Field], *, key: str, saved: str = ""
) -> None:
    """Watch the fields of one answer and save them as the seat's draft under the fields' names.

    ``owner`` is the seat's id, ``base_version`` the draft's version the widgets were drawn from,
    ``saved`` the time it was saved at as people read it. Words that never reached the server come back
    into the widgets, which therefore must take their value from their key.
    """

    def restore() -> None:
        values: dict[str, Any] = st.session_state[key].restored
        for name, field in fields.items():
            if name in values:
                field.show(values[name])

    _keeper(
        key=key,
        data={
            "owner": owner,
            "inject": inject,
            "base_version": base_version,
            "fields": {name: asdict(field) for name, field in fields.items()},
            "saved": saved,
        },
        on_restored_change=restore,
    )
