"""How the teams stand: open questions, last sign of life, who is connected; trouble is called out."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from exercise.core.clock import Clock
from exercise.core.excon import attention, boards
from exercise.core.excon.boards import TeamLoad
from exercise.store import SeatInfo
from exercise.ui import comms, words
from exercise.ui.people import ready, trainees
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import each, several

_GONE = "nobody connected"
_STYLE = """
<style>
  .whitecell-teams { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
  .whitecell-teams > div { padding: .35rem .6rem; border: 1px solid var(--wc-line); border-radius: .5rem;
    font-size: .8rem; line-height: 1.4; }
  .whitecell-teams header { display: flex; flex-wrap: wrap; justify-content: space-between;
    column-gap: .5rem; font-weight: 700; font-size: .85rem; }
  .whitecell-teams header span + span { white-space: nowrap; }
  .whitecell-teams .flag, .whitecell-groups .flag { color: var(--wc-due); font-weight: 700; }
  .whitecell-groups { overflow-x: auto; }
  .whitecell-groups table { border-collapse: collapse; width: 100%; font-size: .8rem; line-height: 1.35; }
  .whitecell-groups th, .whitecell-groups td { padding: .2rem .5rem; border: 1px solid var(--wc-line);
    text-align: left; vertical-align: top; white-space: nowrap; }
  .whitecell-groups tr > th:first-child { position: sticky; left: 0; background: var(--wc-soft); }
</style>
"""


def teams(me: Session, connected: Mapping[str, int]) -> None:
    """How every team stands; ``connected`` says how many tabs each seat has open."""
    if several(me):
        _groups(me, connected)
    else:
        _strip(me, connected)


def _strip(me: Session, connected: Mapping[str, int]) -> None:
    """A card for each team."""
    seats, clock = trainees(me), me.clock
    cards = [_card(me, load, _own(load, seats), connected, clock) for load in me.look(boards.loads)]
    st.html(f'{_STYLE}<div class="whitecell-teams" role="list" aria-label="Teams">{"".join(cards)}</div>')


def _groups(me: Session, connected: Mapping[str, int]) -> None:
    """A row for each syndicate, a column for each team."""
    clock = me.clock
    rows, heads = [], ""
    for seen in each(me):
        seats, loads = trainees(seen), seen.look(boards.loads)
        heads = "".join(f"<th>{escape(load.name)}</th>" for load in loads)
        cells = "".join(f"<td>{_cell(seen, load, _own(load, seats), connected, clock)}</td>" for load in loads)
        rows.append(f"<tr><th>{escape(seen.seat.syndicate or '')}</th>{cells}</tr>")
    table = f'<table aria-label="Teams of every syndicate"><tr><th></th>{heads}</tr>{"".join(rows)}</table>'
    st.html(f'{_STYLE}<div class="whitecell-groups">{table}</div>')


def _own(load: TeamLoad, seats: list[SeatInfo]) -> list[SeatInfo]:
    return [seat for seat in seats if seat.team == load.team]


def _card(me: Session, load: TeamLoad, own: list[SeatInfo], connected: Mapping[str, int], clock: Clock) -> str:
    if clock.state == "ready":
        return _framed(load.name, "", _joined(own), *comms.progress(me, load.team, own, ready(me)))
    last = f"last act {words.at(load.last_act)}" if load.last_act is not None else "nothing from them yet"
    flags = _flags(load, own, connected, clock)
    if _simulated(load, own):
        here = ["simulated trainees"]
    else:
        here = [] if _GONE in flags else [f"{_here(own, connected)} of {len(own)} connected"]
    figures = f"{load.answered} answered, {load.missed} missed"
    return _framed(load.name, f"{load.open} open", figures, last, *here, *map(_flag, flags))


def _framed(name: str, figure: str, *lines: str) -> str:
    head = f"<header><span>{escape(name)}</span><span>{figure}</span></header>"
    return f'<div role="listitem">{head}{"<br>".join(lines)}</div>'


def _cell(me: Session, load: TeamLoad, own: list[SeatInfo], connected: Mapping[str, int], clock: Clock) -> str:
    if clock.state == "ready":
        read, partners, there = comms.progress(me, load.team, own, ready(me))
        return f"<b>{there}</b><br>{_joined(own)}<br>{read}<br>{partners}"
    figures = f"<b>{load.open} open</b> · {load.answered} ✓ · {load.missed} ✕"
    return "<br>".join([figures, *map(_flag, _flags(load, own, connected, clock))])


def _joined(own: list[SeatInfo]) -> str:
    return f"{sum(seat.joined_wall is not None for seat in own)} of {len(own)} joined"


def _here(own: list[SeatInfo], connected: Mapping[str, int]) -> int:
    return sum(bool(connected.get(seat.id)) for seat in own)


def _simulated(load: TeamLoad, own: list[SeatInfo]) -> bool:
    """Whether somebody acts for the team and no person can: nobody has joined it."""
    return load.last_act is not None and not any(seat.joined_wall for seat in own)


def _flags(load: TeamLoad, own: list[SeatInfo], connected: Mapping[str, int], clock: Clock) -> list[str]:
    """What is wrong there while the clock runs."""
    if not clock.running:
        return []
    gone = [_GONE] if own and not _here(own, connected) and not _simulated(load, own) else []
    return [*attention.troubles(load, clock.now(control().now())), *gone]


def _flag(text: str) -> str:
    return f'<span class="flag">⚠ {text}</span>'
