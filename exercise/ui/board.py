"""The MSEL as a live board: one row per inject, filters that stay, and a row to open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from exercise.core.clock import Clock
from exercise.core.excon import boards
from exercise.core.excon.boards import BoardRow
from exercise.core.scenario import Scenario
from exercise.ui import words
from exercise.ui.session import Session
from exercise.ui.syndicates import columns as side_columns
from exercise.ui.syndicates import several, side_by_side, watched

CHOSEN = "inject"
ROUTINE = "routine"
_ROW, _TALLEST = 35, 560
# The rows of every syndicate.
Boards = dict[str, tuple[BoardRow, ...]]
_BROUGHT = {"met": "answered", "missed": "missed"}


def board(me: Session, found: Boards) -> None:
    """The filters and the rows they leave; all syndicates side by side where all are looked at."""
    rows = {row.inject: row for board in reversed(found.values()) for row in board}
    kept = {row.inject for row in filtered([row for board in found.values() for row in board], me.scenario)}
    ids = [id for id in rows if id in kept]
    if not ids:
        st.info("No inject fits these filters. Take one away to see more.", icon=":material/filter_alt_off:")
        return
    if several(me):
        shown = [row for row in side_by_side(found) if row["Inject"] in kept]
        config = side_columns(me.info.syndicates)
    else:
        clock, scenario = me.clock, me.scenario
        shown = [cells(rows[id], clock, scenario) for id in ids]
        config = columns(scenario)
    chosen = st.session_state.get(CHOSEN)
    # Selection counts rows, so a grid with other rows is another grid.
    key = f"board/{hash((me.seat.syndicate, *ids))}"
    st.dataframe(
        shown,
        key=key,
        height=min(_ROW * (len(ids) + 1) + 3, _TALLEST),
        hide_index=True,
        column_config=config,
        on_select=partial(_choose, key, ids),
        selection_mode=("single-row", "single-cell"),
        selection_default={"selection": {"rows": [ids.index(chosen)]}} if chosen in ids else None,
        alt="MSEL: every inject and its status",
    )
    st.caption(f"{len(ids)} of {words.count(len(rows), 'inject')} · choose a row to see all of it and to act on it")


def routine(me: Session) -> None:
    """Have routine traffic on the board too, where the scenario has any."""
    if any(inject.kind == "routine" for inject in me.scenario.injects):
        st.toggle(
            "Routine traffic", key=ROUTINE, bind="query-params",
            help="What arrives on every desk day in, day out, and hides what matters",
        )  # fmt: skip


def rows_of(me: Session) -> Boards:
    """The rows of every syndicate that is looked at, routine traffic among them where it is switched on."""
    routine = bool(st.session_state.get(ROUTINE))
    return {place.seat.syndicate or "": place.look(boards.board, routine) for place in watched(me)}


def _choose(key: str, ids: Sequence[str]) -> None:
    selection = st.session_state[key]["selection"]
    rows = [row for row, _ in selection["cells"]] or selection["rows"]
    if rows:
        st.session_state[CHOSEN] = ids[rows[0]]


def filtered(rows: Sequence[BoardRow], scenario: Scenario) -> list[BoardRow]:
    """The rows that fit the filters; the filters stand in the address, so they stay."""
    with st.container(horizontal=True):
        status = _filter("Status", list(words.BOARD), "status", lambda status: str(words.BOARD[status]))
        team = _filter("Team", [agency.id for agency in scenario.agencies], "team", scenario.name)
        storyline = _filter("Storyline", [*dict.fromkeys(row.storyline for row in rows if row.storyline)], "storyline")
        phase = _filter("Phase", [*dict.fromkeys(row.phase for row in rows if row.phase)], "phase")
    return [
        row
        for row in rows
        if (not status or row.status in status)
        and (not team or set(row.to) & set(team))
        and (not storyline or row.storyline in storyline)
        and (not phase or row.phase in phase)
    ]


def _filter(label: str, options: list[str], key: str, said: Any = str) -> list[str]:
    return st.multiselect(
        label, options, key=key, format_func=said, bind="query-params", placeholder=label,
        label_visibility="collapsed", width=165,
    )  # fmt: skip


def cells(row: BoardRow, clock: Clock, scenario: Scenario) -> dict[str, Any]:
    """One inject as the grid shows it."""
    status = {answer.team: answer.status for answer in row.answers}
    # An expected action reaches nobody: it is the team that brings it.
    other = _BROUGHT.get(row.status, "") if row.kind == "expected-action" else ""
    return {
        "Inject": row.inject,
        "Status": [str(words.BOARD[row.status])],
        "Title": row.title,
        "Teams": [_team(scenario, team, status.get(team, other)) for team in row.to],
        "Due": words.at(row.due),
        "Real time": words.wall(clock.wall_of(row.due)) if row.due is not None and clock.anchors else words.NOTHING,
        "Delivered": words.at(row.delivered),
        "Why": row.why or waits(row),
        "Storyline": row.storyline,
        "Phase": row.phase,
    }


def _team(scenario: Scenario, team: str, status: str) -> str:
    return f"{words.ANSWER[status].glyph} {scenario.name(team)}"


def waits(row: BoardRow) -> str:
    """What an inject waits for, in words, with a mark for what holds."""
    return ", ".join(f"{'✓' if why.holds else '✗'} {why.text}" for why in row.waits_for)


def columns(scenario: Scenario) -> dict[str, Any]:
    """How the grid shows its columns."""
    text, chips = st.column_config.TextColumn, st.column_config.MultiselectColumn
    teams = {
        _team(scenario, agency.id, status): mark.colour
        for status, mark in words.ANSWER.items()
        for agency in scenario.agencies
    }
    statuses = {str(mark): mark.colour for mark in words.BOARD.values()}
    legend = ", ".join(f"{mark.glyph} {mark.word}" for mark in words.ANSWER.values())
    return {
        "Inject": text(pinned=True, width=58),
        "Status": chips(options=list(statuses), color=list(statuses.values()), width=126),
        "Title": text(width=250),
        "Teams": chips(options=list(teams), color=list(teams.values()), width=200, help=legend),
        "Due": text(width=70, help="Exercise time; a dash where only a condition decides"),
        "Real time": text(width=80, help="When it is due on the wall clock, at this rate"),
        "Delivered": text(width=80),
        "Why": text("Why it came, or what it waits for", width=360, help="✓ holds already, ✗ does not hold yet"),
        "Storyline": text(width=130),
        "Phase": text(width=110),
    }
