"""EXCON's hand on the run: another moment for an inject, another figure, the clock set forward."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from exercise.core.acts import Between, Jump, Reschedule, SetMeasure
from exercise.core.excon.boards import BoardRow
from exercise.core.excon.outlook import Arrival, Outlook
from exercise.ui import ahead, moments, words
from exercise.ui.acts import button, send, slot, typed
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import alike, within

BETWEEN: dict[Between, tuple[str, str]] = {
    "deliver": ("Deliver it on arrival", "Everything comes at once, with all its time to answer."),
    "summarise": ("Tell it in a summary", "Each team reads what it would have got; nobody is asked."),
    "skip": ("Skip it", "It is left out; each can still be released afterwards."),
}


def move(me: Session, row: BoardRow) -> None:
    """Give an inject another moment."""
    name = f"move/{row.inject}"
    with st.popover("Move", icon=":material/schedule:", key=f"{slot(name)}/open"):
        st.text_input("It comes at", key=f"{slot(name)}/at", placeholder=moments.HINT)
        st.caption("Then it waits for nothing else.")
        button(
            me, name, f"Move {row.inject}",
            lambda: Reschedule(row.inject, moments.read(typed(name, "at") or "", now(me))), f"{row.inject} is moved",
        )  # fmt: skip


def jump(me: Session) -> None:
    """Set the clock forward, and say before what lies between."""
    name = "jump"
    key = slot(name)
    with st.popover("Jump", icon=":material/fast_forward:", key=f"{key}/open"):
        st.text_input("Set the clock forward to", key=f"{key}/to", placeholder=moments.HINT)
        st.radio(
            "What comes due between", list(BETWEEN), key=f"{key}/between",
            format_func=lambda way: BETWEEN[way][0], captions=[caption for _, caption in BETWEEN.values()],
        )  # fmt: skip
        if typed(name, "between") == "summarise":
            st.text_area("Begin the summary with", key=f"{key}/summary", height=80)
        if typed(name, "to"):
            with suppress(ValueError):
                _between(me, moments.read(typed(name, "to"), now(me)))
        button(me, name, "Set the clock forward", lambda: _jump(me, name), "The clock is set forward", type="primary")


def _jump(me: Session, name: str) -> Jump:
    to = moments.read(typed(name, "to") or "", now(me))
    return Jump(to, typed(name, "between") or "deliver", typed(name, "summary") or "")


def _between(me: Session, to: int) -> None:
    """What would come until then, and which open windows would be cut off; where that is not so everywhere, where."""
    seen = ahead.seen(me, to)
    coming = alike({name: [*map(_id, found.arrivals)] for name, found in seen.items()})
    routine = {id for found in seen.values() for id in map(_id, found.arrivals) if ahead.routine(me, id)}
    ids = ", ".join(f"{id}{within(me, names)}" for id, names in coming.items() if id not in routine)
    besides = f" and {len(routine)} of routine traffic" if routine else ""
    st.markdown(f"Until {words.at(to)} lies **{words.plain(ids) or 'no inject'}**{besides}.")
    if cut := alike({name: _cut_off(me, found) for name, found in seen.items()}):
        ends = (f"{words.plain(end)}{within(me, names)}" for end, names in cut.items())
        st.markdown(f"Cut off would be {', '.join(ends)}.")


def _id(arrival: Arrival) -> str:
    return arrival.inject


def _cut_off(me: Session, seen: Outlook) -> list[str]:
    """The windows that are open now and would close on the way."""
    coming = {arrival.inject for arrival in seen.arrivals}
    return [f"{end.inject} at {me.scenario.name(end.team)}" for end in seen.closings if end.inject not in coming]


def measures(me: Session) -> None:
    """Set a measure by hand, where the model and the room disagree."""
    name = "measure"
    key = slot(name)
    rows = {measure.id: measure.title for measure in me.scenario.measures}
    if not rows:
        return
    with st.popover("Set a measure", icon=":material/tune:", key=f"{key}/open"), st.form(f"{key}/form", border=False):
        st.selectbox("Measure", list(rows), format_func=rows.__getitem__, key=f"{key}/id")
        st.number_input("Now at", 0.0, 100.0, 50.0, 1.0, key=f"{key}/value")
        st.text_input("Why?", key=f"{key}/reason", placeholder="The debrief shows this")
        send(
            me, name, "Set it",
            lambda: SetMeasure(typed(name, "id"), float(typed(name, "value")), typed(name, "reason") or ""),
            "The measure is set",
        )  # fmt: skip


def now(me: Session) -> int:
    """Exercise time (ms) now."""
    return me.clock.now(control().now())
