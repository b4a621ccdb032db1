"""What presses on a team, above everything else: time limits that run, channels that carry nothing."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.views import RunningLimit
from exercise.ui.figures import left
from exercise.ui.session import Session
from exercise.ui.when import both


def limits(me: Session) -> None:
    """Limits that run, with the time left, and those that ran out; one that was kept needs no place here.

    After EndEx nothing presses any more.
    """
    if me.clock.state == "ended":
        return
    items = [_item(me, limit) for limit in me.look(views.limits) if limit.state != "kept"]
    items += [
        f'<p class="wc-bad"><b aria-hidden="true">✕</b> <b>{escape(way.title)} is down</b></p>'
        for way in me.look(views.ways)
        if not way.works
    ]
    if items:
        found = "".join(f"<li>{item}</li>" for item in items)
        st.html(f'<ul class="wc-limits" aria-label="What presses">{found}</ul>')


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
