"""Answers in words to be graded against the expected action, and how far the raters agree."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core.acts import Grade
from exercise.core.evaluation import guide as sheets
from exercise.core.evaluation.agreement import strength
from exercise.core.evaluation.guide import Words
from exercise.ui import words
from exercise.ui.acts import send, slot, typed
from exercise.ui.people import named
from exercise.ui.prose import note, verbatim
from exercise.ui.session import Session

_ANCHORS = "0: nothing of what was expected · 50: half of it, or all of it too late · 100: everything, in time"


def ungraded(me: Session) -> int:
    """How many answers in words wait for this rater."""
    return sum(row.mine is None for row in me.look(sheets.words))


def grading(me: Session) -> None:
    """Every answer in words, those that wait first."""
    found = me.look(sheets.words)
    if not found:
        note("news", "○", "No answer in words has been sent yet. They come here, beside what was expected.")
        return
    st.caption(_ANCHORS)
    for row in found:
        with st.container(border=True):
            _answer(me, row)


def _answer(me: Session, row: Words) -> None:
    team = me.scenario.name(row.team)
    head = f"{row.inject} {row.title} · {team} · {words.at(row.at)} · entry {row.entry}"
    said, expected = st.columns(2, gap="medium")
    said.html(f'<p class="wc-meta">{escape(head)}</p><p><b>{escape(row.prompt)}</b></p>{verbatim(row.text)}')
    hoped = verbatim(row.expects) if row.expects else '<p class="wc-meta">The scenario does not say.</p>'
    expected.html(f'<p class="wc-meta">Expected action</p>{hoped}')
    if row.hidden:
        expected.caption("Another rater has graded this; you see it after your own grade.")
    for fact in row.others:
        why = f": {words.plain(fact.why)}" if fact.why else ""
        expected.caption(f"{words.plain(named(fact.seat))} gave {fact.points}{why}")
    name = f"grade/{me.seat.syndicate}/{row.entry}"
    with st.form(f"{slot(name)}/form", border=False):
        st.pills(
            "Grade", range(0, 101, 10), default=10 * round(row.mine.points / 10) if row.mine else None,
            key=f"{slot(name)}/points",
        )  # fmt: skip
        st.text_input("Why", row.mine.why if row.mine else "", key=f"{slot(name)}/why")
        send(
            me, name, "Grade again" if row.mine else "Grade",
            lambda: Grade(row.entry, _chosen(typed(name, "points")), typed(name, "why") or ""),
            f"Entry {row.entry} graded", icon=":material/grading:",
        )  # fmt: skip


def _chosen(points: int | None) -> int:
    """The grade, or one that is refused with a sentence."""
    return -1 if points is None else points


def agreement(me: Session) -> None:
    """How far the raters agree beyond chance, and where this rater sees something differently."""
    found, differences = me.look(sheets.agreed)
    if not found.units or found.alike is None:
        note(
            "news", "○", "Agreement shows here once two raters have rated the same task, each before seeing the other."
        )
        return
    alike, two, many = st.columns(3)
    alike.metric("Same rating", f"{100 * found.alike:.0f} %", border=True)
    alike.caption(f"{words.count(found.units, 'task')} rated by {found.raters} raters")
    two.metric("Cohen’s κ", _figure(found.kappa), border=True)
    two.caption(strength(found.kappa) if found.raters == 2 else "for two raters only")
    many.metric("Krippendorff’s α", _figure(found.alpha), border=True)
    many.caption(strength(found.alpha))
    st.caption(
        "Both figures compare first ratings, given before the others’ were seen, and weigh by how far they lie apart. "
        "With few tasks they say little."
    )
    if not differences:
        st.markdown("Nothing you have rated was seen differently.")
    for row in differences:
        first = ", ".join(f"{named(seat)} {letter}" for seat, letter in row.first)
        now = ", ".join(f"{named(seat)} {letter}" for seat, letter in row.now)
        after = f" Now: {now}." if row.now != row.first else ""
        st.markdown(f"**{words.plain(row.about)}** {words.plain(row.text)}  \n{words.plain(f'First: {first}.{after}')}")


def _figure(value: float | None) -> str:
    return words.NOTHING if value is None else f"{value:.2f}"
