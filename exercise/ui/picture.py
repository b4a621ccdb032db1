"""The joint picture: what the teams posted, on the map and in a list; for the staff, ground truth beside it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.acts import STAFF, TRAINEE
from exercise.core.scenario import Scenario
from exercise.core.views import GroundTruth, PictureEntry, Truth
from exercise.shipped import folder
from exercise.ui import words
from exercise.ui.area import Look, Marker, area
from exercise.ui.figures import age
from exercise.ui.prose import note, section, set_out
from exercise.ui.reports import grade
from exercise.ui.session import Session, session
from exercise.ui.signal import signal
from exercise.ui.state import control
from exercise.ui.syndicates import chosen
from exercise.ui.tabs import SECTION
from exercise.ui.when import both, lasting

DESK = folder("pages") / "desk.py"
_VERDICTS = {
    "true posted": ("good", "✓", "True, on the picture"),
    "false posted": ("bad", "✕", "False, on the picture"),
    "stale": ("due", "◷", "True once, stale on the picture"),
    "true not posted": ("due", "○", "True, not on the picture"),
    "false not posted": ("quiet", "·", "False, not on the picture"),
}


def heading(me: Session) -> Session:
    """What the page is, how the agencies work together, and for the staff which syndicate is looked at."""
    model = me.scenario.model
    about = escape(f"{me.info.title} · {model.title}")
    st.html(f'<div class="wc-who wc-picture"><h1>Joint picture</h1><p>{about}</p></div>')
    return chosen(me) if me.staff else me


@st.fragment
def picture(syndicate: str | None) -> None:
    """The map and the list. They redraw by themselves when a report is posted."""
    me = looking(session(*TRAINEE, *STAFF), syndicate)
    run = control().run(me.exercise or "", me.seat.syndicate)
    signal({me.seat.syndicate or "": run}, control().now(), key="picture-clock", exercise=me.exercise or "",
           title="Joint picture")  # fmt: skip
    entries, truth = me.look(views.picture), me.look(views.ground_truth) if me.staff else None
    numbers = {entry.report: number for number, entry in enumerate(reversed(entries), 1)}
    left, right = st.columns([3, 2], gap="medium")
    with left, st.container(key="picture-truth" if truth else "picture-side"):
        _map(me, entries, numbers, truth)
        if truth:
            _comparison(me.scenario, truth)
    with right:
        if me.scenario.model.picture is None:
            note("news", "○", f"The agencies keep no joint picture here: {me.scenario.model.title}. What a partner "
                 "must know has to be sent to that partner.")  # fmt: skip
        elif not entries:
            note("news", "○", _empty(me))
        else:
            rows = "".join(_entry(me.scenario, entry, numbers, run.at) for entry in entries)
            st.html(f'<ol class="wc-entries" aria-label="What was posted, latest first">{rows}</ol>')


def looking(me: Session, syndicate: str | None) -> Session:
    """The person looking at that syndicate; trainees have only their own."""
    return replace(me, seat=replace(me.seat, syndicate=syndicate)) if me.staff else me


def _empty(me: Session) -> str:
    if me.clock.state == "ready":
        return "Nothing is posted before StartEx. This page fills by itself."
    if me.staff:
        return "No team has posted anything yet."
    takes = me.scenario.model.picture or 0
    reach = f"everybody has it {lasting(takes)} later" if takes else "everybody has it at once"
    return f"Nobody has posted anything yet. Share a report with the joint picture from your desk: {reach}."


def way_to_post(me: Session) -> None:
    """The way to the reports that can be posted."""
    open_ = me.clock.state in ("running", "paused")
    keeps = me.scenario.model.picture is not None
    if not me.staff and open_ and keeps and st.button("Post a report", icon=":material/share:"):
        st.session_state[SECTION] = "Reports"
        st.switch_page(DESK)


def _map(me: Session, entries: tuple[PictureEntry, ...], numbers: dict[str, int], truth: GroundTruth | None) -> None:
    scenario = me.scenario
    markers = [
        Marker(entry.report, str(numbers[entry.report]), _said(entry, numbers), entry.place, _look(entry))
        for entry in entries
        if entry.place is not None
    ]
    for row in truth.rows if truth else ():
        place = scenario.report[row.report].place
        if row.posted is None and place is not None:
            sign, so = ("✓", "true") if row.true else ("✕", "false")
            label = f"{row.title}: {so}, held by {_names(scenario, row)}, not posted"
            markers.append(Marker(row.report, sign, label, place, "held-true" if row.true else "held-false"))
    if not scenario.map and not markers:
        return note("news", "○", "This scenario has no map; what is posted is in the list.")
    area(scenario.map, markers, "picture-map", me.staff)
    legend = ["● posted", "● grey: too old to act on", "● orange: contradicts another entry"]
    if truth:
        legend.append("■ held by a team, not posted (✓ true, ✕ false)")
    st.html(f'<p class="wc-meta">{escape(" · ".join(legend))}</p>')
    return None


def _look(entry: PictureEntry) -> Look:
    return "conflict" if entry.conflicts else "stale" if entry.stale else "fresh"


def _said(entry: PictureEntry, numbers: dict[str, int]) -> str:
    """An entry as its marker is read out."""
    against = ", ".join(str(numbers[other]) for other in entry.conflicts)
    more = [f"contradicts {against}"] if against else []
    more += ["stale"] if entry.stale else []
    return ", ".join([f"{numbers[entry.report]}: {entry.title}", *more])


def _entry(scenario: Scenario, entry: PictureEntry, numbers: dict[str, int], now: int) -> str:
    against = "".join(
        f'<p class="wc-line wc-due"><b aria-hidden="true">⚠</b><span>Cannot be true together with '
        f"{numbers[other]}: {escape(scenario.report[other].title)}</span></p>"
        for other in entry.conflicts
    )
    said = f'<p class="wc-meta">Note: {escape(entry.note)}</p>' if entry.note else ""
    place = "" if entry.place is not None else " · not on the map"
    return (
        f'<li id="entry-{escape(entry.report)}" class="wc-{_look(entry)}">'
        f'<h3 class="wc-subtitle"><span class="wc-number">{numbers[entry.report]}</span>{escape(entry.title)}</h3>'
        f'<p class="wc-meta"><span class="wc-badge wc-due">{escape(entry.level.upper())}</span>'
        f"{age(now - entry.age, entry.stale_at, now)}</p>"
        f'<p class="wc-meta">{escape(f"{grade(entry.grade)} · source: {entry.source}")}</p>{against}'
        f"{set_out(entry.body)}{said}"
        f'<p class="wc-meta">Posted by {escape(entry.by)}, {escape(both(scenario, entry.posted) + place)}</p></li>'
    )


def _comparison(scenario: Scenario, truth: GroundTruth) -> None:
    """The joint picture beside what is so, for the staff: how much of it is true, and what is missing."""
    section("Against ground truth")
    if not truth.rows:
        return note("news", "○", "No team holds a report yet; the comparison begins with the first.")
    posted = truth.true_posted + truth.false_posted + truth.stale
    known = truth.true_posted + truth.stale + truth.true_not_posted
    st.html(
        f'<p class="wc-meta">{words.count(posted, "report")} posted: {truth.true_posted} true, {truth.false_posted} '
        f"false, {truth.stale} stale. Of {known} true reports in the teams’ hands {truth.true_not_posted} "
        f"{'is' if truth.true_not_posted == 1 else 'are'} not on the picture.</p>"
    )
    rows = "".join(_compared(scenario, row) for row in truth.rows)
    head = "<tr><th>Report</th><th>Against the truth</th><th>Grade</th><th>Held by</th><th>Posted</th></tr>"
    st.html(f'<div class="wc-scroll"><table class="wc-table">{head}{rows}</table></div>')
    return None


def _compared(scenario: Scenario, row: Truth) -> str:
    tone, sign, said = _VERDICTS[row.verdict]
    posted = f"{row.by}, {both(scenario, row.posted)}" if row.posted is not None else words.NOTHING
    return (
        f'<tr><td><b>{escape(row.title)}</b></td><td><span class="wc-{tone}">{sign} {said}</span></td>'
        f"<td>{escape(row.grade)}</td><td>{escape(_names(scenario, row))}</td><td>{escape(posted)}</td></tr>"
    )


def _names(scenario: Scenario, row: Truth) -> str:
    return ", ".join(map(scenario.name, row.held_by))
