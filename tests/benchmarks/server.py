"""Serve the real pages over a big exercise: `python -m tests.benchmarks.server DATABASE PORT TEAMS ROUNDS LEAD`.

Thirty teams of ten seats are in the middle of it, with everything that lay before closed; the clock is
paused. After Resume nothing is due for LEAD ms; then, every two seconds, an inject for one of the first TEAMS.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta

from exercise.control import Control
from exercise.core.acts import Pause, Role, Seat, StartEx
from exercise.core.entries import Entry
from exercise.core.scenario import HOUR, MINUTE, SECOND, Inject, Scenario
from exercise.store import NewSeat, open_store
from exercise.web.app import SCRIPT
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
EXCON = Seat("excon", Role.CONTROLLER)


def name(team: int, seat: int) -> str:
    """The name of a seat, as its cookie is known by."""
    return f"t{team}-{seat}"


def coming(teams: int, rounds: int, lead: int) -> tuple[Inject, ...]:
    """The injects that fall due while the bench looks on: for one team each, and a last one for everybody."""
    asked = big(injects=1)[0].injects[0].ask
    names = tuple(f"t{team}" for team in range(teams))
    addressed = [(f"Round {number}.", (names[number % teams],)) for number in range(rounds)]
    if rounds:
        addressed.append((EVERYBODY, names))
    return tuple(
        Inject(f"R{number}", title, to, at=NOW + lead + number * GAP, window=HOUR, ask=asked)
        for number, (title, to) in enumerate(addressed)
    )


def made(url: str, rounds: tuple[Inject, ...]) -> Stage:
    """The exercise in its middle: injects, answers, reports and messages of two hours, then a pause."""
    whole, log = big(TEAMS, injects=7 * TEAMS)
    past = tuple(inject for inject in whole.injects if inject.at is not None and inject.at < PAST)
    scenario: Scenario = replace(whole, injects=(*past, *rounds))
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
                    *((e.seat, e.act, e.at, began + timedelta(milliseconds=e.at)) for e in log[1:] if e.at < PAST),
                    (EXCON, Pause(), NOW, now),
                ],
                1,
            )
        ],
    )
    return Stage(control, exercise, {info.name: info for info in control.store.seats(exercise)}, {})


def main(url: str, port: str, teams: str, rounds: str, lead: str) -> None:
    """Set up the exercise and serve until killed."""
    serve(made(url, coming(int(teams), int(rounds), int(lead))), SCRIPT, int(port), (meter(),))


if __name__ == "__main__":
    main(*sys.argv[1:])
