"""Long text on a page. An author's Markdown is set here, and nothing in it fetches, links or runs."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, Literal

import streamlit as st
from markdown_it import MarkdownIt

_MEANT = re.compile(r"[\[\]<>`*_$~\\|@]|:(?=[A-Za-z/])|(?<=www)\.", re.IGNORECASE)

Tone = Literal["good", "due", "bad", "news"]


def style(*more: str) -> None:
    """Bring in the pages' style sheet, and more of them by name; once on every page."""
    st.html(f"<style>{''.join(map(_sheet, ('pages', 'access', *more)))}</style>")


@cache
def _sheet(name: str) -> str:
    return files("exercise.ui").joinpath("assets", f"{name}.css").read_text("utf-8")


def prose(markdown: str) -> None:
    """Show an author's Markdown."""
    st.html(set_out(markdown))


def set_out(markdown: str) -> str:
    """An author's Markdown as HTML."""
    return f'<div class="wc-prose">{_html(markdown)}</div>'


def section(title: str) -> None:
    """A heading on a page."""
    st.html(f'<h2 class="wc-section">{escape(title)}</h2>')


def label(text: str) -> str:
    """Somebody's words as the label of a widget, which reads Markdown.

    A screen reader is told the label as it is written here, so only what would mean something is escaped.
    """
    return _MEANT.sub(r"\\\g<0>", text)


def verbatim(text: str) -> str:
    """Somebody's words as HTML: exactly what was typed, line by line."""
    return f'<p class="wc-verbatim">{escape(text)}</p>'


@cache
def _html(markdown: str) -> str:
    return str(_setter().render(markdown))


@cache
def _setter() -> MarkdownIt:
    setter = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    for mute in ("link_open", "link_close"):
        setter.add_render_rule(mute, _nothing)
    setter.add_render_rule("image", _caption)
    return setter


def _nothing(*_: Any) -> str:
    return ""


def _caption(_: Any, tokens: Any, index: int, *__: Any) -> str:
    """A picture would tell another site who reads this and when; what it shows is said instead."""
    return f"<em>[{escape(tokens[index].content or 'picture')}]</em>"


def note(tone: Tone, sign: str, text: str) -> None:
    """A line that says how things stand; the sign says it too, for eyes that see no colour."""
    st.html(f'<div class="wc-note wc-{tone}" role="status"><p><b>{sign}</b> {escape(text)}</p></div>')
