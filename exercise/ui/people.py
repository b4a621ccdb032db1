"""Whose name stands behind a seat's or an account's id, for the staff."""

from __future__ import annotations

from exercise.ui.state import control


def named(id: str) -> str:
    """The person's name, or the role where no name is known."""
    store = control().store
    seat = store.seat(id)
    if seat is not None:
        return seat.name or str(seat.role).capitalize()
    account = store.account(id)
    return account.name if account else "Staff"
