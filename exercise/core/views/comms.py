"""The comms check as a seat may see it: the own team's calls; the staff see everybody's."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.views.rights import own_team


class Call(NamedTuple):
    """A call between two teams: its entry, the team and seat that called, the team called, and who answered.

    ``answered`` is the seat that did, or empty while nobody has.
    """

    entry: int
    team: str
    seat: str
    to: str
    answered: str


def calls(run: Run, seat: Seat) -> tuple[Call, ...]:
    """The calls to and from the seat's team, in order; all calls for the staff."""
    comms, mine = run.situation.comms, own_team(run, seat) if seat.role is Role.TRAINEE else ""
    return tuple(
        Call(hail.seq, hail.team, hail.seat, hail.to, comms.answers[hail.seq].seat if hail.seq in comms.answers else "")
        for hail in comms.hails.values()
        if not mine or mine in (hail.team, hail.to)
    )


def reading(run: Run, seat: Seat) -> frozenset[str]:
    """The seats that said they can read the brief; a trainee learns only of the own one."""
    found = frozenset(run.situation.comms.reading)
    return found & {seat.id} if seat.role is Role.TRAINEE else found
