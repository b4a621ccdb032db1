"""The time limits that run against a team, above everything else: a detention clock, a notification."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.views import RunningLimit
from exercise.ui.figures import left
from exercise.ui.session import Session
from exercise.ui.when import both


def limits(me: Session) -> None:
    """Those that run, with the time left, and those that ran out; one that was kept needs no place here."""
    found = [limit for limit in me.look(views.limits) if limit.state != "kept"]
    if found:
        items = "".join(f"<li>{_item(me, limit)}</li>" for limit in found)
        st.html(f'<ul class="wc-limits" aria-label="Time limits">{items}</ul>')


def _item(me: Session, limit: RunningLimit) -> str:
    basis = f" · {limit.basis}" if limit.basis else ""
    when = escape(both(me.scenario, limit.deadline) + basis)
    if limit.state == "running":
        return (
            f'<p><b aria-hidden="true">◷</b> <b>{escape(limit.title)}</b> {left(limit.deadline)}</p>'
            f'<p class="wc-meta">until {when}</p>'
        )
    return (
        f'<p class="wc-bad"><b aria-hidden="true">✕</b> <b>{escape(limit.title)}: ran out</b></p>'
        f'<p class="wc-meta">{when}</p>'
    )
