"""The trainee's desk: the inbox, the open inject with its answer, and what the team holds and writes."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Role
from exercise.ui import briefing
from exercise.ui.inbox import PAPER, drawn, heading, inbox
from exercise.ui.letters import letters
from exercise.ui.paper import lay_open, paper
from exercise.ui.prose import style
from exercise.ui.reports import reports, sharing
from exercise.ui.session import session
from exercise.ui.tabs import tabs
from exercise.ui.theme import banner
from exercise.ui.timeline import timeline

me = session(Role.TRAINEE)
page = me.look(drawn)
opened = lay_open(me)
held, written = me.look(views.reports), me.look(views.letters)

style()
banner(me.scenario.marking)
with st.container(key="desk"):
    left, right = st.columns([1, 2], gap="medium")
    with right, st.container(key=PAPER):
        sections, fresh = tabs(Reports=len(held), Messages=sum(not letter.mine for letter in written))
    with left, st.container(key="inbox-side"):
        heading(me)
        unread = sum(count for name, count in fresh.items() if not sections[name].open)
        inbox(opened.row.inject if opened else None, page, unread)
    with sections["Inject"]:
        paper(me, opened)
    with sections["Messages"]:
        letters(me, written)
    # Where nothing is typed, what nobody looks at need not be drawn.
    if sections["Reports"].open:
        with sections["Reports"]:
            reports(me, held, fresh["Reports"])
    if sections["Timeline"].open:
        with sections["Timeline"]:
            timeline(me)
    if sections["Brief"].open:
        with sections["Brief"]:
            briefing.role_card(me.scenario, me.seat.team or "")
            briefing.situation(me.scenario)
            briefing.communications(me.scenario)
sharing(held)
