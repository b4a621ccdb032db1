"""The people of an exercise: who sits where, and whose name stands behind an id."""

from __future__ import annotations

from exercise.core import views
from exercise.core.acts import Role
from exercise.store import SeatInfo
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.syndicates import watched


def trainees(me: Session) -> list[SeatInfo]:
    """The seats of the teams, as far as this seat sees syndicates."""
    return [
        seat
        for seat in control().store.seats(me.exercise or "")
        if seat.role is Role.TRAINEE and me.seat.syndicate in (None, seat.syndicate)
    ]


def ready(me: Session) -> frozenset[str]:
    """The seats that have reported ready, in every syndicate this seat sees."""
    return frozenset(seat for place in watched(me) for seat in place.look(views.ready))


def reading(me: Session) -> frozenset[str]:
    """The seats that said they can read the brief, in every syndicate this seat sees."""
    return frozenset(seat for place in watched(me) for seat in place.look(views.reading))


def named(id: str) -> str:
    """The person's name, or the role where no name is known."""
    store = control().store
    seat = store.seat(id)
    if seat is not None:
        return seat.name or str(seat.role).capitalize()
    account = store.account(id)
    return account.name if account else "Staff"
