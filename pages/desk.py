"""The trainee's desk: the inbox, the open inject with its answer, and what the team holds, writes, asks and sends."""

from __future__ import annotations

import streamlit as st

from exercise.core import views
from exercise.core.acts import Role
from exercise.ui import acts, briefing
from exercise.ui.afterwards import knew, sequel, ways_on
from exercise.ui.approvals import approvals, rulings, waiting
from exercise.ui.figures import figures
from exercise.ui.ground_rules import ground_rules
from exercise.ui.inbox import PAPER, drawn, heading, inbox
from exercise.ui.letters import letters
from exercise.ui.limits import limits
from exercise.ui.paper import lay_open, paper
from exercise.ui.probes import pending, probes, put_aside
from exercise.ui.prose import style
from exercise.ui.reports import reports
from exercise.ui.requests import requests
from exercise.ui.resources import resources
from exercise.ui.session import session
from exercise.ui.share import sharing
from exercise.ui.tabs import tabs, used
from exercise.ui.theme import banner
from exercise.ui.timeline import timeline

me = session(Role.TRAINEE)
page = me.look(drawn)
opened = lay_open(me)
held, written, asked = me.look(views.reports), me.look(views.letters), me.look(views.requests)
due, questions = waiting(me), pending(me)
# What the scenario has no use for has no tab; which ones there are never changes during an exercise.
names = ["Inject", "Reports", "Requests", "Messages", "Timeline", "Brief"]
if me.scenario.resources:
    names.insert(4, "Resources")
if rulings(me.scenario):
    names.insert(1, "Approvals")

style()
banner(me.scenario.marking)
with st.container(key="desk"):
    left, right = st.columns([1, 2], gap="medium")
    with right, st.container(key=PAPER):
        news = {
            "Reports": len(held),
            "Requests": sum(row.answered is not None for row in asked.own),
            "Messages": sum(not letter.mine for letter in written),
        }
        # After EndEx nobody can give what is waited for.
        waits = {} if me.clock.state == "ended" else {"Approvals": len(due), "Requests": len(asked.waiting)}
        sections, fresh = tabs(names, news, waits)
        acts.passing()
    with left, st.container(key="inbox-side"):
        heading(me)
        ways_on(me)
        limits(me)
        put_aside(me, questions)
        unread = (
            sum(count for name, count in fresh.items() if not sections[name].open)
            + sum(waits.values())
            + len(questions)
        )
        inbox(opened.row.inject if opened else None, page, unread)
    with sections["Inject"]:
        sequel(me)
        knew(me)
        paper(me, opened)
    # What can be typed into is drawn from the first look at it on, so that no word is lost; the rest while it is open.
    if used("Requests"):
        with sections["Requests"]:
            requests(me, asked, held)
    if used("Messages"):
        with sections["Messages"]:
            letters(me, written)
    if used("Approvals"):
        with sections["Approvals"]:
            approvals(me, due)
    if sections["Reports"].open:
        with sections["Reports"]:
            reports(me, held, fresh["Reports"])
    if "Resources" in sections and sections["Resources"].open:
        with sections["Resources"]:
            resources(me)
    if sections["Timeline"].open:
        with sections["Timeline"]:
            timeline(me)
    if sections["Brief"].open:
        with sections["Brief"]:
            briefing.role_card(me.scenario, me.seat.team or "")
            briefing.situation(me.scenario)
            briefing.communications(me.look(views.ways))
            ground_rules(me.scenario, me.seat.team)
figures()
probes(me, questions)
sharing(held)
