"""Accounts of the staff: who may open which exercise, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_urlsafe

from exercise.codes import hashed
from exercise.control import Control
from exercise.core.acts import Role
from exercise.store import AccountInfo


def appoint(
    control: Control, name: str, role: Role | None = None, exercises: tuple[str, ...] = (), everywhere: bool = False
) -> str:
    """Make an account, or change one and give it a new password; return the password, shown this once.

    A new account is posted to ``exercises``; without any, it may open every exercise. One that exists keeps
    its role and its postings where nothing else is said.

    Raises:
        LookupError: there is no such exercise; nothing was changed.
    """
    for exercise in exercises:
        if control.store.exercise(exercise) is None:
            raise LookupError(f"There is no exercise {exercise}.")
    password = token_urlsafe(9)
    found = control.store.account_by_name(name)
    if found is None:
        everywhere = everywhere or not exercises
        found = control.store.add_account(
            name, role or Role.CONTROLLER, hashed(password), control.now(), everywhere=everywhere
        )
    else:
        control.store.set_password(found.id, hashed(password))
        wide = everywhere or (found.everywhere and not exercises)
        if (role or found.role, wide) != (found.role, found.everywhere):
            control.store.change_account(found.id, role or found.role, wide)
    for exercise in exercises:
        control.store.post(found.id, exercise)
    return password


def shut_out(control: Control, name: str, out: bool = True) -> None:
    """Shut an account out at once, or let it in again.

    Raises:
        LookupError: there is no such account.
    """
    control.store.disable_account(_named(control, name).id, out)


def listed(control: Control) -> Iterator[str]:
    """A line for every account: name, role, and where it may go."""
    for account in control.store.accounts():
        where = "every exercise" if account.everywhere else ", ".join(sorted(control.store.postings(account.id)))
        out = ", shut out" if account.disabled else ""
        yield f"{account.name}: {account.role.value}, {where or 'no exercise'}{out}"


def _named(control: Control, name: str) -> AccountInfo:
    found = control.store.account_by_name(name)
    if found is None:
        raise LookupError(f"There is no account {name}.")
    return found
