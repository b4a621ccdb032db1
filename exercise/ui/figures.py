"""Figures in a text that change by themselves in the browser: time left, age, what is left to share out."""

from __future__ import annotations

from exercise.core.refusals import moment
from exercise.ui.components import component
from exercise.ui.when import lasting

_figures = component("figures")


def left(deadline: int) -> str:
    """The time until a moment (exercise ms), as HTML; the moment itself until the browser counts."""
    return f'<span class="wc-left" data-until="{deadline}">until {moment(deadline)}</span>'


def age(since: int, stale_at: int | None, now: int) -> str:
    """How old something is (moments in exercise ms), and from when on it is too old to act on, as HTML."""
    stale = stale_at is not None and now >= stale_at
    limit = f' data-stale="{stale_at}"' if stale_at is not None else ""
    words = f"{lasting(now - since)} old{', stale' if stale else ''}"
    return (
        f'<span class="wc-age" data-since="{since}"{limit} data-state="{"over" if stale else "ahead"}">{words}</span>'
    )


def rest(total: int, key: str) -> str:
    """What the number fields in the container of that key leave of ``total``, as HTML."""
    return f'<span class="wc-rest" data-total="{total}" data-of="{key}">{total} to share out</span>'


def figures() -> None:
    """Let the figures run; once on every page that has some."""
    _figures(key="figures")
