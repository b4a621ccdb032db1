"""Who may look: a trainee at the own team's desk, the staff at everything."""

from __future__ import annotations

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run


class NotYours(PermissionError):
    """This view is not for that seat."""


def own_team(run: Run, seat: Seat) -> str:
    """The team whose desk the seat may see."""
    if seat.role is not Role.TRAINEE or seat.team not in run.situation.by_team:
        raise NotYours(f"A {seat.role} seat has no desk of its own.")
    return seat.team


def staff_only(seat: Seat) -> None:
    """Refuse a trainee."""
    if seat.role is Role.TRAINEE:
        raise NotYours("This page is for the exercise staff.")
