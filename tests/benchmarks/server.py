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
from tests.benchmarks.canary import canary, said_in
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
SYNDICATES = "ABCDEFGHIJ"
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


def made(url: str, rounds: tuple[Inject, ...], teams: int = TEAMS, syndicates: int = 1) -> Stage:
    """The exercise in its middle: injects, answers, reports and messages of two hours, then a pause.

    Every syndicate has all teams; their seats are counted on from one to the next.
    """
    whole, log = big(teams, injects=7 * teams, entries=50 * teams)
    log = [entry for entry in log[1:] if entry.at < PAST]
    past = tuple(
        replace(inject, title=f"{inject.title} {canary(*inject.to)}", body=canary(*inject.to))
        for inject in whole.injects
        if inject.at is not None and inject.at < PAST
    )
    scenario = replace(whole, injects=(*past, *rounds), reports=tuple(_marked(whole.reports, log)))
    control = Control(open_store(url))
    names = SYNDICATES[:syndicates]
    seats = [
        NewSeat(Role.TRAINEE, f"t{team}", syndicate, name(number * teams + team, seat))
        for number, syndicate in enumerate(names)
        for team in range(teams)
        for seat in range(SEATS)
    ]
    excon = NewSeat(Role.CONTROLLER, None, None, "excon")
    exercise = control.create(scenario, [excon, *seats], syndicates=tuple(names))
    began = control.now() - timedelta(milliseconds=NOW)
    acts = [
        (EXCON, StartEx(), 0),
        *((replace(said.seat, syndicate=where), _said(said, where), said.at) for said in log for where in names),
        (EXCON, Pause(), NOW),
    ]
    control.keep(
        exercise,
        [
            Entry(seq, at, began + timedelta(milliseconds=at), seat, act, seat.syndicate)
            for seq, (seat, act, at) in enumerate(acts, 1)
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


def _said(entry: Entry, syndicate: str) -> Act:
    """The act, its words with the canary of those who may read them: these teams of that syndicate."""
    act, team = entry.act, said_in(syndicate, entry.seat.team or "")
    if isinstance(act, Decide):
        return replace(act, rationale=f"{act.rationale} {canary(team)}")
    if isinstance(act, Send):
        return replace(act, text=f"{act.text} {canary(team, said_in(syndicate, act.to))}")
    return act


def main(url: str, port: str, teams: str, rounds: str, lead: str) -> None:
    """Set up the exercise and serve until killed."""
    serve(made(url, coming(int(teams), int(rounds), int(lead))), SCRIPT, int(port), (meter(),))


if __name__ == "__main__":
    main(*sys.argv[1:])
