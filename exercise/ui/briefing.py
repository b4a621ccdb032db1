"""What everybody may read before and during an exercise: the situation, the role card, how to reach each other."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.scenario import Scenario
from exercise.core.views import Way
from exercise.ui.prose import note, prose, section
from exercise.ui.when import usual


def role_card(scenario: Scenario, team: str) -> None:
    """The team's mandate and rules."""
    section("Your role card")
    prose(scenario.agency[team].card or "No role card was written for your team; ask the controller.")


def situation(scenario: Scenario) -> None:
    """The brief as everybody hears it before StartEx, under one heading of ours instead of its own."""
    section("The situation")
    heading, _, rest = scenario.situation.lstrip().partition("\n")
    text = rest if heading.startswith("# ") else scenario.situation
    prose(text or "The controller will brief you.")


def communications(ways: tuple[Way, ...]) -> None:
    """The channels, how long they take as the agencies work together, and what they may carry."""
    section("Communications")
    rows = "".join(
        f"<tr><td><b>{escape(way.title)}</b></td><td>{usual(way.delay)}"
        f"{', one at a time' if way.one_at_a_time else ''}</td><td>up to {escape(way.ceiling)}</td>"
        f"<td>{'' if way.works else 'does not work now'}</td></tr>"
        for way in ways
    )
    head = "<tr><th>Channel</th><th>Takes</th><th>May carry</th><th></th></tr>"
    st.html(f'<table class="wc-table">{head}{rows}</table>')


def notice(scenario: Scenario) -> None:
    """What the exercise will touch on, for whoever would rather know before."""
    if scenario.content_notice:
        about = scenario.content_notice.rstrip(".")
        note("due", "⚠", f"Content notice: {about}. If you need a break, tell the controller.")
