"""What comes next if nobody acts, and what an order would change in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from exercise.core.acts import Act, Hold, Release, Skip
from exercise.core.excon import boards
from exercise.core.excon.outlook import Arrival, Difference, Outlook, difference, outlook
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE
from exercise.ui import words
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import several

MINUTES = (10, 20, 30, 60)
ORDERS: dict[str, Callable[[str], Act]] = {
    "hold it": Hold,
    "release it now": Release,
    "skip it": lambda inject: Skip(inject, "what if"),
}


def seen(me: Session, until: int, act: Act | None = None) -> Outlook:
    """What would come until a moment (ms), after an act where one is given.

    Raises:
        ValueError: the act cannot be filed.
    """
    log = control().log(me.exercise or "", me.seat.syndicate or me.info.syndicates[0])
    now = me.clock.now(control().now())
    return outlook(me.scenario, log, now, until, me.seat, act)


def ahead(me: Session) -> None:
    """The next minutes, and the what-if beside them."""
    if me.clock.state not in ("running", "paused"):
        st.caption("What comes next stands here while the exercise runs.")
        return
    if several(me):
        st.caption(f"For syndicate {me.info.syndicates[0]}; choose another one above to look ahead in it.")
    left, right = st.columns((3, 2), gap="large")
    with left:
        minutes = st.segmented_control(
            "Exercise minutes ahead", MINUTES, default=MINUTES[0], required=True, key="ahead", persist_state="session"
        )
        until = me.clock.now(control().now()) + int(minutes or MINUTES[0]) * MINUTE
        _coming(me, seen(me, until))
    with right:
        _what_if(me, until)


def _coming(me: Session, found: Outlook) -> None:
    rows = sorted([*_arrivals(me, found.arrivals), *_closings(me, found)], key=lambda row: (row["at"], row["What"]))
    if not rows:
        st.info("Nothing comes by itself in that time. Release something, or write an inject.", icon=":material/air:")
        return
    shown = [{name: value for name, value in row.items() if name != "at"} for row in rows]
    st.dataframe(shown, hide_index=True, alt="What comes next", height=min(35 * (len(rows) + 1) + 3, 420))
    full = ", ".join(f"{me.scenario.name(team)} {count}" for team, count in found.open.items() if count >= 2)
    st.caption(
        "If nobody acts; answers given meanwhile change it."
        + (f" Most questions open at once: {words.plain(full)}." if full else "")
    )


def _arrivals(me: Session, arrivals: Sequence[Arrival]) -> list[dict[str, Any]]:
    return [
        _row(me, arrival.at, "comes", arrival.inject, arrival.title, ", ".join(map(me.scenario.name, arrival.to)))
        for arrival in arrivals
    ]


def _closings(me: Session, found: Outlook) -> list[dict[str, Any]]:
    teams: dict[tuple[int, str, str], list[str]] = {}
    for end in found.closings:
        teams.setdefault((end.at, end.inject, end.title), []).append(me.scenario.name(end.team))
    rows = [_row(me, at, "closes", inject, title, ", ".join(who)) for (at, inject, title), who in teams.items()]
    titles = {id: inject.title for id, inject in me.scenario.inject.items()}
    return rows + [_row(me, at, "is skipped", id, titles.get(id, id), reason) for at, id, reason in found.skips]


def _row(me: Session, at: int, what: str, inject: str, title: str, about: str) -> dict[str, Any]:
    due = me.clock.wall_of(at)
    return {
        "at": at, "Time": moment(at), "Real time": words.wall(due), "What": what,
        "Inject": inject, "Title": title, "Teams": about,
    }  # fmt: skip


def _what_if(me: Session, until: int) -> None:
    """One order tried out: nothing is filed."""
    st.markdown("**What if I …**")
    waiting = {row.inject: row.title for row in me.look(boards.board) if row.status in ("waiting", "held")}
    order = st.segmented_control("Order", list(ORDERS), default="hold it", required=True, key="what-if/order",
                                 label_visibility="collapsed", persist_state="session")  # fmt: skip
    inject = st.selectbox(
        "Inject", list(waiting), None, lambda id: f"{id} · {waiting[id]}", key="what-if/inject",
        placeholder="Choose an inject that waits", label_visibility="collapsed",
    )  # fmt: skip
    if not inject:
        st.caption("Tried out on a copy of the exercise: nothing is filed, nobody sees it.")
        return
    try:
        other = seen(me, until, ORDERS[str(order)](inject))
    except ValueError as error:
        st.warning(str(error), icon=":material/block:")
        return
    told = list(tell(me, difference(seen(me, until), other), inject))
    st.markdown("\n".join(f"- {words.plain(line)}" for line in told) or "Nothing else changes in that time.")


def tell(me: Session, found: Difference, inject: str) -> list[str]:
    """What would be otherwise, a sentence each; the inject itself goes without saying."""
    lines = [f"{gone.inject} “{gone.title}” would not come" for gone in found.gone if gone.inject != inject]
    lines += [f"{fresh.inject} “{fresh.title}” would come at {moment(fresh.at)}" for fresh in found.fresh]
    lines += [
        f"{now.inject} “{now.title}” would come at {moment(now.at)} instead of {moment(was.at)}"
        for was, now in found.moved
    ]
    teams: dict[str, int] = {}
    for closing in found.spared:
        teams[closing.team] = teams.get(closing.team, 0) + 1
    return lines + [
        f"{me.scenario.name(team)} would miss {words.count(count, 'answer')} fewer" for team, count in teams.items()
    ]
