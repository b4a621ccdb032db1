"""The run on one line: a slider, a play button, and at every moment what each team saw, held and had decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from time import monotonic

import streamlit as st

from exercise.core.debrief.moments import shortened
from exercise.core.debrief.playback import Desk, Happening, Piece, Tone, course, desks, truth, until
from exercise.core.engine import Run
from exercise.core.excon import boards
from exercise.core.excon.boards import MeasureRow
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, SECOND
from exercise.ui import words
from exercise.ui.debriefing.room import AT, Room
from exercise.ui.when import both

RATES = (1, 5, 10, 30, 60)
_PLAYING, _RATE, _SLIDER = "debrief/playing", "debrief/rate", "debrief/slider"
_EVERY = 0.9
_SHOWN, _BEFORE, _WORDS = 4, 10 * MINUTE, 90
_SIGNS: dict[Tone, str] = {
    "clock": "◷", "inject": "▸", "decision": "✓", "missed": "✕", "report": "⇄", "breach": "!", "message": "✉",
    "measure": "±", "skipped": "↷",
}  # fmt: skip


def timeline(room: Room) -> None:
    """The slider and what stood at its moment; while it plays it moves by itself."""
    playing = _PLAYING in st.session_state
    st.fragment(_timeline, run_every=_EVERY if playing else None)(room)


def _timeline(room: Room) -> None:
    last = room.run.at
    at = _advanced(last)
    stops = sorted({*range(0, last + 1, MINUTE), last})
    nearest = min(stops, key=lambda stop: abs(stop - at))
    st.session_state[_SLIDER] = nearest
    play, rate, line = st.columns((2, 4, 9), vertical_alignment="bottom")
    with play:
        playing = _PLAYING in st.session_state
        label, icon = ("Pause", ":material/pause:") if playing else ("Play", ":material/play_arrow:")
        if st.button(label, key="debrief/play", icon=icon, width="stretch"):
            _toggle(at, last)
            st.rerun()
    with rate:
        st.segmented_control(
            "Speed", RATES, default=30, required=True, key=_RATE, format_func=words.rate, on_change=_restart
        )
    with line:
        st.select_slider("Exercise time", stops, key=_SLIDER, format_func=moment, on_change=_moved)
    then = until(room.run, at)
    st.html(_moment(room.run, then))
    if at >= last and playing:
        st.session_state.pop(_PLAYING, None)
        st.rerun()


def _advanced(last: int) -> int:
    """The moment to show: where the slider stands, or where playing has brought it."""
    at: int = min(st.session_state.get(AT, last), last)
    if started := st.session_state.get(_PLAYING):
        since, begun = started
        at = min(last, begun + round((monotonic() - since) * st.session_state.get(_RATE, 30) * SECOND))
        st.session_state[AT] = at
    return at


def _toggle(at: int, last: int) -> None:
    if _PLAYING in st.session_state:
        del st.session_state[_PLAYING]
    else:
        # Played from its end a run begins again.
        at = 0 if at >= last else at
        st.session_state[AT] = at
        st.session_state[_PLAYING] = monotonic(), at


def _restart() -> None:
    """Another speed counts from here on."""
    if _PLAYING in st.session_state:
        st.session_state[_PLAYING] = monotonic(), st.session_state.get(AT, 0)


def _moved() -> None:
    st.session_state[AT] = st.session_state[_SLIDER]
    _restart()


def _moment(run: Run, then: Run) -> str:
    """Everything that stood at a moment, as one piece of HTML: it is drawn again with every step."""
    happened = [row for row in course(then) if row.at > then.at - _BEFORE]
    measures = tuple(boards.measures(then))
    cards = "".join(_desk(then, desk) for desk in desks(then))
    return (
        f'<p class="wd-now">{both(run.scenario, then.at)}</p>'
        f'<div class="wd-grid">{_truth(then, truth(then), measures)}{_happened(happened)}{cards}</div>'
    )


def _card(title: str, aside: str, body: str, kind: str = "") -> str:
    return f'<section class="wd-card {kind}"><h3>{escape(title)}<span>{escape(aside)}</span></h3>{body}</section>'


def _truth(run: Run, pieces: Sequence[Piece], measures: Sequence[MeasureRow]) -> str:
    name = run.scenario.name
    rows = []
    for piece in pieces:
        holders = ", ".join(map(name, piece.holders))
        lacking = f"<em>✕ needed by {escape(', '.join(map(name, piece.lacking)))}</em>" if piece.lacking else ""
        what = "true" if piece.true else "<b>false</b>"
        rows.append(f"<li>{escape(piece.title)} <small>{what} · held by {escape(holders)}</small>{lacking}</li>")
    bars = "".join(
        f'<li class="wd-bar"><span>{escape(row.title)}</span><meter min="0" max="100" value="{row.now:.0f}"></meter>'
        f"<b>{row.now:.0f}</b></li>"
        for row in measures
    )
    body = f"<ul>{bars}</ul><h4>What was known, and to whom</h4>{_list(rows, 'No report is about yet.', 6)}"
    return _card("Ground truth", "no team saw this", body, "wd-truth")


def _happened(rows: Sequence[Happening]) -> str:
    items = [
        f'<i aria-hidden="true">{_SIGNS[row.tone]}</i> {escape(row.text)} <small>{moment(row.at)}</small>'
        for row in reversed(rows)
    ]
    return _card("Just happened", "last ten minutes", _list([f"<li>{item}</li>" for item in items], "Nothing.", 9))


def _desk(run: Run, desk: Desk) -> str:
    saw = [
        f"<li>{words.ANSWER[row.status].glyph} {row.inject} {escape(row.title)} "
        f"<small>{words.ANSWER[row.status].word} · {moment(row.at)}</small></li>"
        for row in desk.saw
    ]
    held = [
        f"<li>{escape(row.title)} <small>{escape(row.sender)} · {moment(row.since)}"
        f"{'' if row.true else ' · <b>false</b>'}</small></li>"
        for row in desk.held
    ]
    chose = [
        f"<li>{escape(shortened(row.answer, _WORDS))} <small>on {row.inject} · {moment(row.at)}</small></li>"
        for row in desk.decided
    ]
    body = (
        f"<h4>Saw</h4>{_list(saw, 'Nothing yet.')}<h4>Held</h4>{_list(held, 'Nothing.')}"
        f"<h4>Had decided</h4>{_list(chose, 'Nothing yet.')}"
    )
    aside = words.count(desk.waiting, "inject") + " waiting" if desk.waiting else "nothing waiting"
    return _card(desk.name, aside, body)


def _list(items: Iterable[str], none: str, shown: int = _SHOWN) -> str:
    rows = list(items)
    if not rows:
        return f'<p class="wc-quiet">{none}</p>'
    rest = rows[shown:]
    more = (
        f"<details><summary>{words.count(len(rest), 'more', 'more')}</summary><ul>{''.join(rest)}</ul></details>"
        if rest
        else ""
    )
    return f"<ul>{''.join(rows[:shown])}</ul>{more}"
