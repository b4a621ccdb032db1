"""Choosing how something is sent: the channels that work, how long each takes, and which do not work now."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from exercise.core.views import Way
from exercise.ui.keeper import Field
from exercise.ui.prose import label
from exercise.ui.when import usual


def choices(ways: tuple[Way, ...], short: bool = False) -> dict[str, str]:
    """The channels that work, by id, as labels of a widget."""
    return {way.id: label(_short(way) if short else described(way)) for way in ways if way.works}


def _short(way: Way) -> str:
    return f"{way.title}, {usual(way.delay)}"


def described(way: Way) -> str:
    """A channel with what it costs and carries."""
    queue = ", one at a time" if way.one_at_a_time else ""
    return f"{way.title}: {usual(way.delay)}{queue}, may carry up to {way.ceiling}"


def broken(ways: tuple[Way, ...]) -> None:
    """Name the channels that do not work; nothing where all do."""
    if down := [way.title for way in ways if not way.works]:
        said = f"{' and '.join(down)}: down, carries nothing now."
        st.html(f'<p class="wc-meta wc-bad"><b aria-hidden="true">✕</b> {escape(said)}</p>')


def first(ways: tuple[Way, ...]) -> str | None:
    """The channel that is chosen where nobody chose one; None where none works."""
    return next(iter(choices(ways)), None)


def field(ways: tuple[Way, ...], key: str) -> Field:
    """The box of `select` as a draft keeps it."""
    found = choices(ways, short=True)
    return Field(key, "select", list(found), list(found.values()))


def select(ways: tuple[Way, ...], key: str) -> None:
    """A box to choose a channel from."""
    found: Mapping[str, str] = choices(ways, short=True)
    st.selectbox("How", list(found), format_func=found.__getitem__, key=key, placeholder="No channel works now")
