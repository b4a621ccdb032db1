"""After EndEx: how the story goes on, as soon as the debrief is open, and the way to survey and debrief."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.debrief.epilogue import epilogue
from exercise.core.excon.disclosure import admitted
from exercise.core.refusals import moment
from exercise.core.views import Probed
from exercise.shipped import folder
from exercise.ui import words
from exercise.ui.prose import section, set_out
from exercise.ui.session import Session


def ways_on(me: Session) -> None:
    """What is to be done next, where somebody still sits at a desk; nothing before EndEx."""
    if me.clock.state != "ended":
        return
    with st.container(horizontal=True):
        surveyed = me.look(views.surveyed) is not None
        if not surveyed and st.button("Fill in the survey", type="primary", icon=":material/rate_review:"):
            st.switch_page(folder("pages") / "lobby.py")
        if me.may(admitted) and st.button("Go to the debrief", icon=":material/forum:"):
            st.switch_page(folder("pages") / "debrief.py")


def sequel(me: Session) -> None:
    """The passages of the epilogue that came true, by day; nothing before the debrief is open."""
    if me.clock.state != "ended" or not me.may(admitted):
        return
    found = me.look(epilogue)
    if found is None or not found.passages:
        return
    section("What came after")
    passages = "".join(
        f'<li><p class="wc-meta">D+{passage.day}</p><h3 class="wc-subtitle">{escape(passage.title)}</h3>'
        f"{set_out(passage.text)}</li>"
        for passage in found.passages
    )
    st.html(f'<ol class="wc-list">{passages}</ol>')


def knew(me: Session) -> None:
    """How right this seat was whenever it was asked what it knew; nothing before EndEx, or where it was not asked."""
    if me.clock.state != "ended":
        return
    rows = [row for row in reversed(me.look(views.probes)) if row.ask == "awareness"]
    if not rows:
        return
    section("What you knew")
    right = sum(row.choice is not None and row.choice == row.right for row in rows)
    lines = "".join(
        f'<li><p class="wc-meta">{moment(row.at)}</p><h3 class="wc-subtitle">{escape(row.text)}</h3>'
        f"<p>{escape(_verdict(row))}</p></li>"
        for row in rows
    )
    st.html(
        f'<p>You answered {right} of {words.count(len(rows), "question")} rightly.</p><ol class="wc-list">{lines}</ol>'
    )


def _verdict(row: Probed) -> str:
    """What was answered to a question, and what was right when it was."""
    if row.choice is None:
        return "You did not answer."
    said = f"You said: {row.choices[row.choice]}."
    if row.right is None or not 0 <= row.right < len(row.choices):
        return f"✕ {said} None of the answers was right then."
    return f"✓ {said} That was right." if row.choice == row.right else f"✕ {said} Right was: {row.choices[row.right]}."
