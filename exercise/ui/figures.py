"""Figures in a text that change by themselves in the browser: the time that is left, what is left to share out."""

from __future__ import annotations

from exercise.core.refusals import moment
from exercise.ui.components import component

_figures = component("figures")


def left(deadline: int) -> str:
    """The time until a moment (exercise ms), as HTML; the moment itself until the browser counts."""
    return f'<span class="wc-left" data-until="{deadline}">until {moment(deadline)}</span>'


def rest(total: int, key: str) -> str:
    """What the number fields in the container of that key leave of ``total``, as HTML."""
    return f'<span class="wc-rest" data-total="{total}" data-of="{key}">{total} to share out</span>'


def figures() -> None:
    """Let the figures run; once on every page that has some."""
    _figures(key="figures")
