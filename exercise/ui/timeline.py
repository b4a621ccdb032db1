"""What a team got and did, latest first."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.ui.prose import note
from exercise.ui.session import Session
from exercise.ui.when import both


def timeline(me: Session) -> None:
    """The team's own record of the exercise so far."""
    moments = me.look(views.timeline)
    if not moments:
        note("news", "○", "Nothing yet. What reaches your team and what you do is listed here.")
        return
    items = "".join(
        f'<li class="wc-times"><span>{both(me.scenario, moment.at)}</span><span>{escape(moment.text)}</span></li>'
        for moment in moments
    )
    st.html(f'<ul class="wc-list">{items}</ul>')
