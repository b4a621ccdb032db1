"""Serve the real pages over a big exercise: `python -m tests.benchmarks.server DATABASE PORT TEAMS ROUNDS LEAD`.

Thirty teams of ten seats are in the middle of it, with everything that lay before closed; the clock is
paused. After Resume nothing is due for LEAD ms; then, every two seconds, an inject for one of the first TEAMS, and a
last one for everybody. Some more wait for the controller's word. A text carries the canary of those who may read it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from exercise.control import Control
from exercise.core.acts import Act, Decide, Pause, Role, Seat, Send, Share, StartEx
from exercise.core.entries import Entry
from exercise.core.scenario import HOUR, MINUTE, SECOND, Inject, Report
from exercise.store import NewSeat, open_store
from exercise.web.app import SCRIPT
from tests.benchmarks.canary import canary
from tests.benchmarks.kernel import big
from tests.benchmarks.meter import meter
from tests.web.serve import serve
from tests.web.stage import Stage

TEAMS = 30
SEATS = 10
PAST = 2 * HOUR
NOW = PAST + 20 * MINUTE
GAP = 2 * SECOND
EVERYBODY = "For everybody."
SPARES = 12
EXCON = Seat("excon", Role.CONTROLLER)


def name(team: int, seat: int) -> str:
    """The name of a seat, as its cookie is known by."""
    return f"t{team}-{seat}"


def coming(teams: int, rounds: int, lead: int) -> tuple[Inject, ...]:
    """The injects that fall due while the bench looks on, for one team each and a last one for everybody; then those
    that wait for the controller."""
    asked = big(injects=1)[0].injects[0].ask
    names = tuple(f"t{team}" for team in range(teams))
    addressed = [(f"Round {number}.", (names[number % teams],)) for number in range(rounds)]
    if rounds:
        addressed.append((EVERYBODY, names))
    timed = [
        Inject(f"R{number}", f"{title} {canary(*to)}", to, at=NOW + lead + number * GAP, window=HOUR, ask=asked)
        for number, (title, to) in enumerate(addressed)
    ]
    spare = [
        Inject(
            f"S{number}", f"{title(number)} {canary(names[number % teams])}", (names[number % teams],),
            at=NOW + HOUR, window=HOUR, ask=asked,
        )
        for number in range(SPARES)
    ]  # fmt: skip
    return (*timed, *spare)


def title(spare: int) -> str:
    """The title of an inject that waits for the controller."""
    return f"Spare {spare}."


def made(url: str, rounds: tuple[Inject, ...]) -> Stage:
    """The exercise in its middle: injects, answers, reports and messages of two hours, then a pause."""
    whole, log = big(TEAMS, injects=7 * TEAMS)
    log = [entry for entry in log[1:] if entry.at < PAST]
    past = tuple(
        replace(inject, title=f"{inject.title} {canary(*inject.to)}", body=canary(*inject.to))
        for inject in whole.injects
        if inject.at is not None and inject.at < PAST
    )
    scenario = replace(whole, injects=(*past, *rounds), reports=tuple(_marked(whole.reports, log)))
    control = Control(open_store(url))
    seats = [NewSeat(Role.TRAINEE, f"t{team}", "A", name(team, seat)) for team in range(TEAMS) for seat in range(SEATS)]
    exercise = control.create(scenario, [NewSeat(Role.CONTROLLER, None, None, "excon"), *seats])
    now = control.now()
    began = now - timedelta(milliseconds=NOW)
    control.keep(
        exercise,
        [
            Entry(seq, at, wall, seat, act, seat.syndicate)
            for seq, (seat, act, at, wall) in enumerate(
                [
                    (EXCON, StartEx(), 0, began),
                    *((e.seat, _said(e), e.at, began + timedelta(milliseconds=e.at)) for e in log),
                    (EXCON, Pause(), NOW, now),
                ],
                1,
            )
        ],
    )
    return Stage(control, exercise, {info.name: info for info in control.store.seats(exercise)}, {})


def _marked(reports: Iterable[Report], log: Iterable[Entry]) -> Iterator[Report]:
    """Reports with the canary of all who hold them sooner or later."""
    told: dict[str, set[str]] = {}
    for entry in log:
        if isinstance(entry.act, Share):
            told.setdefault(entry.act.report, set()).update(entry.act.to)
    for report in reports:
        word = canary(report.origin, *told.get(report.id, ()))
        yield replace(report, title=f"{report.title} {word}", body=word)


def _said(entry: Entry) -> Act:
    """The act, its words with the canary of those who may read them."""
    act, team = entry.act, entry.seat.team or ""
    if isinstance(act, Decide):
        return replace(act, rationale=f"{act.rationale} {canary(team)}")
    if isinstance(act, Send):
        return replace(act, text=f"{act.text} {canary(team, act.to)}")
    return act


def main(url: str, port: str, teams: str, rounds: str, lead: str) -> None:
    """Set up the exercise and serve until killed."""
    serve(made(url, coming(int(teams), int(rounds), int(lead))), SCRIPT, int(port), (meter(),))


if __name__ == "__main__":
    main(*sys.argv[1:])
