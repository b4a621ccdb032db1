"""The evaluation guide on a page: choose a task, read what happened, rate it, write down what was seen."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.acts import Observe, Rate
from exercise.core.conditions import clock as duration
from exercise.core.evaluation import guide as sheets
from exercise.core.evaluation.guide import Sheet, Trace
from exercise.core.evaluation.ratings import DEFINITIONS, ORDER
from exercise.core.scenario import Objective
from exercise.ui import words
from exercise.ui.acts import send, slot, typed
from exercise.ui.observations import SORTS
from exercise.ui.people import named
from exercise.ui.prose import label, note
from exercise.ui.session import Session

_MARKS = {
    "answered": ("✓", "wc-good"),
    "met": ("✓", "wc-good"),
    "missed": ("✕", "wc-bad"),
    "ended": ("□", "wc-quiet"),
    "info": ("·", "wc-quiet"),
}
_OPEN = ("◔", "wc-due")


def guide(me: Session) -> None:
    """The list of objectives and tasks with the forms for the chosen one, beside what the record says of it."""
    found = me.look(sheets.guide)
    if not found:
        note("news", "○", "This scenario names no objectives, so there is nothing to rate. Observations can be filed.")
        return
    left, right = st.columns((2, 3), gap="large")
    with left:
        sheet = _chosen(found)
        _rate(me, sheet)
        _observe(me, sheet)
    with right:
        _sheet(sheet)


def _chosen(found: tuple[tuple[Objective, tuple[Sheet, ...]], ...]) -> Sheet:
    """The task to look at: an objective first, then one of its tasks or the objective itself."""
    by_id = {sheet.id: sheet for _, listed in found for sheet in listed}
    titles = {objective.id: objective for objective, _ in found}
    rated = {objective.id: sum(sheet.mine is not None for sheet in listed) for objective, listed in found}
    counts = {objective.id: len(listed) for objective, listed in found}
    id = st.segmented_control(
        "Objective", list(titles), default=next(iter(titles)), required=True, key="objective", width="stretch",
        format_func=lambda id: f"{id} · {rated[id]}/{counts[id]}",
        help="How many of its tasks you have rated",
    )  # fmt: skip
    listed = next(sheets for objective, sheets in found if objective.id == id)
    st.caption(f"{words.plain(titles[str(id)].title)} ({words.plain(titles[str(id)].capability)})")
    task = st.radio(
        "Critical task", [sheet.id for sheet in listed[1:]] + [listed[0].id], key=f"task/{id}",
        format_func=lambda id: _named(by_id[id]), captions=[_state(sheet) for sheet in (*listed[1:], listed[0])],
        label_visibility="collapsed",
    )  # fmt: skip
    return by_id[str(task)]


def _named(sheet: Sheet) -> str:
    return f"**{sheet.id}** {label(sheet.text if sheet.id != sheet.objective else 'The objective as a whole')}"


def _state(sheet: Sheet) -> str:
    """A task in a line: how it was rated, how much of it has happened."""
    rating = f"rated {sheet.mine.rating}" if sheet.mine else "not rated"
    seen = words.count(len(sheet.traces), "record")
    ahead = f", {sheet.coming} still to come" if sheet.coming else ""
    other = " · another rater has rated" if sheet.hidden else ""
    return f"{rating} · {seen}{ahead}{other}"


def _sheet(sheet: Sheet) -> None:
    target = f'<p class="wc-meta">Target: {duration(sheet.target)}</p>' if sheet.target else ""
    st.html(f'<h2 class="wc-title">{escape(f"{sheet.id} {sheet.text}")}</h2>{target}')
    _said(sheet)
    if not sheet.traces:
        ahead = f"; {words.count(sheet.coming, 'inject')} will test it" if sheet.coming else ""
        note("news", "○", f"Nothing has happened for this task yet{ahead}.")
        return
    injects = dict.fromkeys(trace.inject for trace in sheet.traces)
    lines = "".join(_inject([trace for trace in sheet.traces if trace.inject == inject]) for inject in injects)
    st.html(f'<h3 class="wc-subtitle">What happened</h3><ul class="wc-list">{lines}</ul>')


def _inject(traces: list[Trace]) -> str:
    """One inject: what was expected, then what became of it at each team."""
    first = traces[0]
    expected = f'<p class="wc-meta">Expected: {escape(first.expects)}</p>' if first.expects else ""
    return f"<li><b>{escape(first.inject)} {escape(first.title)}</b>{expected}{''.join(map(_line, traces))}</li>"


def _line(trace: Trace) -> str:
    glyph, tone = _MARKS.get(trace.status, _OPEN)
    slow = ' <b class="wc-due">later than the target</b>' if trace.slow else ""
    linked = f" · entry {trace.entry}" if trace.entry is not None else ""
    at = f'<span class="wc-quiet">{words.at(trace.at)}{linked}</span>'
    return f'<p class="wc-told"><b class="{tone}">{glyph}</b> {at} {escape(trace.text)}{slow}</p>'


def _said(sheet: Sheet) -> None:
    """What other raters said, once one has rated; and what was observed."""
    if sheet.hidden:
        who = "Another rater has" if sheet.hidden == 1 else f"{sheet.hidden} other raters have"
        note("news", "◑", f"{who} rated this. You see it after your own rating, so that yours is independent.")
    said = [f"<b>{fact.rating}</b> {escape(named(fact.seat))}: {escape(fact.why or 'no reason given')}"
            for fact in sheet.others]  # fmt: skip
    said += [
        f"{words.at(seen.at)} {escape(SORTS[seen.sort]) if seen.sort else 'Observation'}"
        f"{f' on entry {seen.entry}' if seen.entry else ''}: {escape(seen.text)}"
        for seen in sheet.observations
    ]
    if said:
        lines = "".join(f"<li>{line}</li>" for line in said)
        st.html(f'<h3 class="wc-subtitle">Said so far</h3><ul class="wc-list">{lines}</ul>')


def _rate(me: Session, sheet: Sheet) -> None:
    name, mine = f"rate/{me.seat.syndicate}/{sheet.id}", sheet.mine
    with st.form(f"{slot(name)}/form"):
        st.radio(
            f"Rating of {sheet.id}", ORDER, ORDER.index(mine.rating) if mine else None, key=f"{slot(name)}/rating",
            format_func=lambda letter: f"**{letter}** {DEFINITIONS[letter].title}",
            captions=[DEFINITIONS[letter].text for letter in ORDER],
        )  # fmt: skip
        st.text_area(
            "Why", mine.why if mine else "", key=f"{slot(name)}/why", height=80,
            placeholder="What you saw that makes it so; needed for M and U",
        )  # fmt: skip
        send(
            me, name, "Rate again" if mine else "Rate",
            lambda: Rate(sheet.id, typed(name, "rating") or "", typed(name, "why") or ""),
            f"{sheet.id} rated", type="primary", icon=":material/grading:",
        )  # fmt: skip


def _observe(me: Session, sheet: Sheet) -> None:
    """A line about this task, stamped with the exercise time, linked to a decision where it is about one."""
    name = f"observe/{me.seat.syndicate}/{sheet.id}"
    decided = {trace.entry: f"{trace.inject}, {me.scenario.name(trace.team)}, entry {trace.entry}"
               for trace in sheet.traces if trace.entry is not None}  # fmt: skip
    with st.form(f"{slot(name)}/form"):
        st.text_area("Observation", key=f"{slot(name)}/text", height=80, placeholder="Stamped with the exercise time")
        st.segmented_control(
            "It is", list(SORTS), default="", key=f"{slot(name)}/sort", format_func=SORTS.__getitem__, width="stretch"
        )
        if decided:
            st.selectbox("About the decision", list(decided), None, decided.__getitem__, key=f"{slot(name)}/entry",
                         placeholder="None in particular")  # fmt: skip
        send(
            me, name, "File observation",
            lambda: _observation(sheet, name), "Observation filed", icon=":material/edit_note:",
        )  # fmt: skip


def _observation(sheet: Sheet, name: str) -> Observe:
    entry = typed(name, "entry")
    trace = next((trace for trace in sheet.traces if trace.entry == entry and entry is not None), None)
    return Observe(
        typed(name, "text") or "", typed(name, "sort") or "", sheet.id,
        trace.inject if trace else "", trace.team if trace else "", entry,
    )  # fmt: skip
