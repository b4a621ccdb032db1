"""What would come if nobody acted from now on, and what an order of EXCON's would change in it.

A replay of the log a little further than the clock is. It knows what the scenario knows, chance included, and
nothing of what people will do meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from exercise.core import modes
from exercise.core.acts import Act, Seat
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.excon import boards
from exercise.core.facts import AnswerClosed, InjectDelivered, InjectSkipped
from exercise.core.refusals import refusal
from exercise.core.scenario import Scenario
from exercise.core.views import staff_only


class Arrival(NamedTuple):
    """An inject that would reach these teams at exercise time ``at`` (ms)."""

    at: int
    inject: str
    title: str
    to: tuple[str, ...]


class Closing(NamedTuple):
    """A window that would close at exercise time ``at`` (ms) without an answer."""

    at: int
    inject: str
    title: str
    team: str


class Outlook(NamedTuple):
    """What would come until a moment; ``open`` is the largest number of open questions each team would have at once."""

    arrivals: tuple[Arrival, ...]
    closings: tuple[Closing, ...]
    skips: tuple[tuple[int, str, str], ...]
    open: dict[str, int]


class Difference(NamedTuple):
    """What an order would change: what would not come, what would come besides, and what at another moment."""

    gone: tuple[Arrival, ...]
    fresh: tuple[Arrival, ...]
    moved: tuple[tuple[Arrival, Arrival], ...]
    spared: tuple[Closing, ...]


def outlook(
    scenario: Scenario, log: Sequence[Entry], now: int, until: int, seat: Seat | None = None, act: Act | None = None
) -> Outlook:
    """What would come after ``now`` and up to ``until`` (ms), after an act of the seat's where one is given.

    Raises:
        ValueError: the act cannot be filed; the message says why.
    """
    engine = Engine(scenario)
    for entry in log:
        engine.apply(entry)
    engine.advance(now)
    if act is not None and seat is not None:
        reason = refusal(engine.situation, engine.clock, seat, act, now)
        if reason:
            raise ValueError(reason)
        wall = log[-1].wall
        engine.apply(Entry(engine.seq + 1, now, wall, seat, act))
    engine.advance(until)
    return _seen(engine.run(), now, until)


class Step(NamedTuple):
    """Where the clock of a table-top goes next (ms), and the injects that come then."""

    to: int
    injects: tuple[str, ...]


def step(run: Run, seat: Seat) -> Step | None:
    """The next step at a table; None when time alone brings nothing more. Staff only."""
    staff_only(seat)
    jump = modes.step(run)
    if jump is None:
        return None
    rows = [row for row in boards.board(run, seat) if row.status == "waiting" and row.kind != "expected-action"]
    return Step(jump.to, tuple(row.inject for row in rows if row.due is not None and row.due <= jump.to))


def _seen(run: Run, now: int, until: int) -> Outlook:
    situation = run.situation
    arrivals: dict[str, Arrival] = {}
    closings: list[Closing] = []
    skips: list[tuple[int, str, str]] = []
    for fact in run.facts:
        if not now < fact.at <= until:
            continue
        if isinstance(fact, InjectDelivered):
            inject = situation.injects[fact.inject]
            known = arrivals.setdefault(fact.inject, Arrival(fact.at, inject.id, inject.title, ()))
            arrivals[fact.inject] = known._replace(to=(*known.to, fact.team))
        elif isinstance(fact, AnswerClosed) and fact.outcome == "missed":
            closings.append(Closing(fact.at, fact.inject, situation.injects[fact.inject].title, fact.team))
        elif isinstance(fact, InjectSkipped):
            skips.append((fact.at, fact.inject, fact.reason))
    return Outlook(tuple(arrivals.values()), tuple(closings), tuple(skips), _most_open(run, now, until))


def _most_open(run: Run, now: int, until: int) -> dict[str, int]:
    """How many questions each team would have before it at once, at most."""
    most: dict[str, int] = {}
    for team in run.situation.by_team:
        steps: list[tuple[int, int]] = []
        for answer in run.situation.answers_of(team):
            end = answer.closed.at if answer.closed else until + 1
            asked = run.situation.injects[answer.inject].ask is not None
            if asked and not answer.decisions and end > now and answer.delivered <= until:
                steps += [(max(now, answer.delivered), 1), (end, -1)]
        open = peak = 0
        for _, step in sorted(steps):
            open += step
            peak = max(peak, open)
        most[team] = peak
    return most


def difference(plain: Outlook, other: Outlook) -> Difference:
    """What the other outlook has otherwise than the plain one."""
    here = {arrival.inject: arrival for arrival in plain.arrivals}
    there = {arrival.inject: arrival for arrival in other.arrivals}
    kept = {(closing.inject, closing.team) for closing in other.closings}
    return Difference(
        tuple(arrival for id, arrival in here.items() if id not in there),
        tuple(arrival for id, arrival in there.items() if id not in here),
        tuple((arrival, there[id]) for id, arrival in here.items() if id in there and there[id].at != arrival.at),
        tuple(closing for closing in plain.closings if (closing.inject, closing.team) not in kept),
    )
