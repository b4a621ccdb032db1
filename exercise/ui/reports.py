"""What a team holds: each report with its grade and marking, where it came from, and where it was sent."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.scenario import Scenario
from exercise.core.views import HeldReport
from exercise.ui.prose import note, prose
from exercise.ui.session import Session
from exercise.ui.share import begin, marking
from exercise.ui.when import both

_SOURCE = {
    "A": "Reliable source",
    "B": "Usually reliable source",
    "C": "Fairly reliable source",
    "D": "Not usually reliable source",
    "E": "Unreliable source",
    "F": "Source cannot be judged",
}
_CREDIBILITY = {
    "1": "confirmed",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}


def reports(me: Session, held: tuple[HeldReport, ...], fresh: int) -> None:
    """The reports in the team's hands; the first ``fresh`` are new to this page."""
    if not held:
        note("news", "○", "Your team holds no report yet. What injects and partners give you is kept here.")
    running = me.clock.state in ("running", "paused")
    for number, report in enumerate(held):
        with st.container(border=True, gap="small"):
            st.html(_head(me.scenario, report, number < fresh))
            prose(report.body)
            if went := _sent(me.scenario, report):
                st.html(went)
            if running:
                st.button(
                    "Share …", key=f"share-{report.id}", icon=":material/share:", on_click=begin, args=(report.id,)
                )  # fmt: skip


def grade(code: str) -> str:
    """An Admiralty grade in words: B2 is a usually reliable source, probably true."""
    return f"{_SOURCE.get(code[:1], 'Source not graded')}, {_CREDIBILITY.get(code[1:2], 'not graded')} ({code})"


def _head(scenario: Scenario, report: HeldReport, fresh: bool) -> str:
    since = "Held since StartEx"
    if report.came_from:
        came = "with" if report.came_from in scenario.inject else "from"
        since = f"Held since {both(scenario, report.since)}, {came} {report.came_from}"
    badge = '<span class="wc-badge wc-news">NEW</span>' if fresh else ""
    return (
        f'<h3 class="wc-subtitle">{escape(report.title)}</h3>'
        f'<p class="wc-meta">{badge}{marking(scenario, report)}</p>'
        f'<p class="wc-meta">{escape(f"{grade(report.grade)} · source: {report.source}")}</p>'
        f'<p class="wc-meta">{escape(since)}</p>'
    )


def _sent(scenario: Scenario, report: HeldReport) -> str:
    """Where the report went, as HTML; empty where it went nowhere."""
    lines = [f"▦ On the joint picture since {both(scenario, report.posted)}"] if report.posted is not None else []
    lines += [
        f"✓ {travel.name}: arrived {both(scenario, travel.arrived)}"
        if travel.arrived is not None
        else f"→ {travel.name}: on its way"
        for travel in report.sent
    ]
    return f'<p class="wc-verbatim wc-meta">{escape(chr(10).join(lines))}</p>' if lines else ""
