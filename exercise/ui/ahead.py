"""What comes next if nobody acts, and what an order would change in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from exercise.core.acts import Act, Hold, Release, Skip
from exercise.core.excon import boards
from exercise.core.excon.outlook import Arrival, Difference, Outlook, difference, outlook
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE
from exercise.ui import words
from exercise.ui.board import ROUTINE
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import alike, several, there, watched, within

MINUTES = (10, 20, 30, 60)
ORDERS: dict[str, Callable[[str], Act]] = {
    "hold it": Hold,
    "release it now": Release,
    "skip it": lambda inject: Skip(inject, "what if"),
}


def seen(me: Session, until: int) -> dict[str, Outlook]:
    """What would come until a moment (ms), in every syndicate that is looked at."""
    return _tried(me, until)[0]


def _tried(me: Session, until: int, act: Act | None = None) -> tuple[dict[str, Outlook], dict[str, str]]:
    """What would come until a moment (ms) after an act, where one is given; and where it cannot be filed, why."""
    whole, now = control().log(me.exercise or ""), me.clock.now(control().now())
    found: dict[str, Outlook] = {}
    refused: dict[str, str] = {}
    for place in watched(me):
        name = place.seat.syndicate or me.info.syndicates[0]
        log = [entry for entry in whole if entry.syndicate in (None, name)]
        try:
            found[name] = outlook(me.scenario, log, now, until, place.seat, act)
        except ValueError as error:
            refused[name] = str(error)
    return found, refused


def ahead(me: Session) -> None:
    """The next minutes, and the what-if beside them."""
    if me.clock.state not in ("running", "paused"):
        st.caption("What comes next stands here while the exercise runs.")
        return
    left, right = st.columns((3, 2), gap="large")
    with left:
        minutes = st.segmented_control(
            "Exercise minutes ahead", MINUTES, default=MINUTES[0], required=True, key="ahead", persist_state="session"
        )
        until = me.clock.now(control().now()) + int(minutes or MINUTES[0]) * MINUTE
        found = seen(me, until)
        _coming(me, found)
    with right:
        _what_if(me, until, found)


def _coming(me: Session, found: Mapping[str, Outlook]) -> None:
    where = alike({name: [*_arrivals(me, here.arrivals), *_closings(me, here)] for name, here in found.items()})
    if not where:
        st.info("Nothing comes by itself in that time. Release something, or write an inject.", icon=":material/air:")
        return
    rows = [
        {"Time": moment(row.at), "Real time": words.wall(me.clock.wall_of(row.at)), "What": row.what}
        | ({"Syndicates": there(me, names)} if several(me) else {})
        | {"Inject": row.inject, "Title": row.title, "Teams": row.about}
        for row, names in sorted(where.items())
    ]
    st.dataframe(rows, hide_index=True, alt="What comes next", height=min(35 * (len(rows) + 1) + 3, 420))
    full = ", ".join(_fullest(me, found))
    st.caption(
        "If nobody acts; answers given meanwhile change it."
        + (f" Most questions open at once: {words.plain(full)}." if full else "")
    )


def _fullest(me: Session, found: Mapping[str, Outlook]) -> list[str]:
    """The teams that would have several questions before them at once, in order."""
    said = []
    for agency in me.scenario.agencies:
        most = alike({name: [here.open.get(agency.id, 0)] for name, here in found.items()})
        said += [
            f"{me.scenario.name(agency.id)} {count}{within(me, names)}" for count, names in most.items() if count >= 2
        ]
    return said


def routine(me: Session, id: str) -> bool:
    """Whether this inject only hides the signal."""
    inject = me.scenario.inject.get(id)
    return inject is not None and inject.kind == "routine"


class _Row(NamedTuple):
    """Something that happens by itself at exercise time ``at`` (ms)."""

    at: int
    what: str
    inject: str
    title: str
    about: str


def _arrivals(me: Session, arrivals: Sequence[Arrival]) -> list[_Row]:
    return [
        _Row(arrival.at, "comes", arrival.inject, arrival.title, ", ".join(map(me.scenario.name, arrival.to)))
        for arrival in arrivals
        if st.session_state.get(ROUTINE) or not routine(me, arrival.inject)
    ]


def _closings(me: Session, found: Outlook) -> list[_Row]:
    teams: dict[tuple[int, str, str], list[str]] = {}
    for end in found.closings:
        teams.setdefault((end.at, end.inject, end.title), []).append(me.scenario.name(end.team))
    rows = [_Row(at, "closes", inject, title, ", ".join(who)) for (at, inject, title), who in teams.items()]
    titles = {id: inject.title for id, inject in me.scenario.inject.items()}
    return rows + [_Row(at, "is skipped", id, titles.get(id, id), reason) for at, id, reason in found.skips]


def _what_if(me: Session, until: int, found: Mapping[str, Outlook]) -> None:
    """One order tried out: nothing is filed."""
    st.markdown("**What if I …**")
    waiting = {
        row.inject: row.title
        for place in watched(me)
        for row in place.look(boards.board)
        if row.status in ("waiting", "held") and row.kind != "expected-action"
    }
    order = st.segmented_control("Order", list(ORDERS), default="hold it", required=True, key="what-if/order",
                                 label_visibility="collapsed", persist_state="session")  # fmt: skip
    inject = st.selectbox(
        "Inject", list(waiting), None, lambda id: f"{id} · {waiting[id]}", key="what-if/inject",
        placeholder="Choose an inject that waits", label_visibility="collapsed",
    )  # fmt: skip
    if not inject:
        st.caption("Tried out on a copy of the exercise: nothing is filed, nobody sees it.")
        return
    others, refused = _tried(me, until, ORDERS[str(order)](inject))
    told = alike({name: tell(me, difference(found[name], other), inject) for name, other in others.items()})
    reasons = alike({name: [f"Not possible{within(me, [name])}: {reason}"] for name, reason in refused.items()})
    lines = [*(f"{line}{within(me, names)}" for line, names in told.items()), *reasons]
    st.markdown("\n".join(f"- {words.plain(line)}" for line in lines) or "Nothing else changes in that time.")


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
