"""Accounts and logins: who the staff are, and which browser holds a valid token."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from exercise.core.acts import Role
from exercise.store import tables
from exercise.store.part import Part, columns

_ACCOUNT = tables.table(tables.Account)
_LOGIN = tables.table(tables.Login)
_ATTEMPT = tables.table(tables.Attempt)
_POSTING = tables.table(tables.Posting)
_HERE = _POSTING.c.exercise_id == bindparam("exercise")


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """Somebody of the staff."""

    id: str
    name: str
    role: Role
    password_hash: str
    created_wall: datetime
    disabled: bool
    everywhere: bool = True


@dataclass(frozen=True, slots=True)
class LoginInfo:
    """A login that holds: of a seat or of an account."""

    token_sha: str
    seat_id: str | None
    account_id: str | None
    created_wall: datetime
    expires_wall: datetime


class People(Part):
    """The part of the store that holds accounts, logins and the count of guesses."""

    def add_account(
        self, name: str, role: Role, password_hash: str, created: datetime, *, everywhere: bool = True
    ) -> AccountInfo:
        """Add somebody to the staff: of every exercise, or of those they will be posted to.

        Raises:
            StoreConflict: the name is taken.
        """
        account = AccountInfo(token_hex(4), name, role, password_hash, created, False, everywhere)
        with self._database.writing() as connection:
            connection.execute(insert(_ACCOUNT).values(asdict(account) | {"role": role.value}))
        return account

    def account(self, account_id: str) -> AccountInfo | None:
        """The account of that id, or None."""
        return self._one(_account, select(*_ACCOUNT_COLUMNS).where(_ACCOUNT.c.id == account_id))

    def account_by_name(self, name: str) -> AccountInfo | None:
        """The account of that name, or None."""
        return self._one(_account, select(*_ACCOUNT_COLUMNS).where(_ACCOUNT.c.name == name))

    def accounts(self) -> tuple[AccountInfo, ...]:
        """All accounts, by name."""
        return self._all(_account, select(*_ACCOUNT_COLUMNS).order_by(_ACCOUNT.c.name))

    def set_password(self, account_id: str, password_hash: str) -> None:
        """Change a password; every login made with the old one ends.

        Raises:
            LookupError: there is no such account.
        """
        self._change_account(account_id, password_hash=password_hash)

    def disable_account(self, account_id: str, disabled: bool = True) -> None:
        """Shut an account out, or let it in again; its logins end either way.

        Raises:
            LookupError: there is no such account.
        """
        self._change_account(account_id, disabled=disabled)

    def change_account(self, account_id: str, role: Role, everywhere: bool) -> None:
        """Change what an account may do, and whether at every exercise; its logins end.

        Raises:
            LookupError: there is no such account.
        """
        self._change_account(account_id, role=role.value, everywhere=everywhere)

    def post(self, account_id: str, exercise_id: str) -> None:
        """Let an account open an exercise; twice is once.

        Raises:
            StoreConflict: there is no such account or exercise.
        """
        with self._database.writing() as connection:
            known = select(_POSTING).where(_HERE, _POSTING.c.account_id == account_id)
            if connection.execute(known, {"exercise": exercise_id}).first() is None:
                connection.execute(insert(_POSTING).values(exercise_id=exercise_id, account_id=account_id))

    def unpost(self, account_id: str, exercise_id: str) -> None:
        """Take an account off an exercise, if it was posted there."""
        with self._database.writing() as connection:
            connection.execute(
                delete(_POSTING).where(_POSTING.c.exercise_id == exercise_id, _POSTING.c.account_id == account_id)
            )

    def staff(self, exercise_id: str) -> tuple[AccountInfo, ...]:
        """Who may open an exercise, by name: those posted there, and those who may open all."""
        posted = select(_POSTING.c.account_id).where(_HERE)
        which = and_(_ACCOUNT.c.disabled.is_(False), or_(_ACCOUNT.c.everywhere, _ACCOUNT.c.id.in_(posted)))
        return self._all(
            _account, select(*_ACCOUNT_COLUMNS).where(which).order_by(_ACCOUNT.c.name), exercise=exercise_id
        )

    def postings(self, account_id: str) -> frozenset[str]:
        """The exercises an account is posted to."""
        return frozenset(self._all(str, select(_POSTING.c.exercise_id).where(_POSTING.c.account_id == account_id)))

    def _change_account(self, account_id: str, **values: Any) -> None:
        with self._database.writing() as connection:
            changed = connection.execute(update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(values))
            if changed.rowcount == 0:
                raise LookupError(f"There is no account {account_id!r}.")
            connection.execute(update(_LOGIN).where(_LOGIN.c.account_id == account_id).values(revoked=True))

    def add_login(
        self,
        token_sha: str,
        *,
        seat_id: str | None = None,
        account_id: str | None = None,
        created: datetime,
        expires: datetime,
    ) -> LoginInfo:
        """Keep a login of a seat or of an account, known by the digest of its token.

        Raises:
            StoreConflict: neither or both were given, or the one given does not exist.
        """
        login = LoginInfo(token_sha, seat_id, account_id, created, expires)
        with self._database.writing() as connection:
            connection.execute(insert(_LOGIN).values(asdict(login) | {"revoked": False}))
        return login

    def login(self, token_sha: str, now: datetime) -> LoginInfo | None:
        """The login, or None if it is unknown, expired or revoked, or its account is disabled."""
        return self._one(LoginInfo, _HELD, token_sha=token_sha, now=now)

    def revoke(self, token_sha: str) -> None:
        """End a login, if there is one."""
        with self._database.writing() as connection:
            connection.execute(update(_LOGIN).where(_LOGIN.c.token_sha == token_sha).values(revoked=True))

    def count_attempt(self, ip: str, now: datetime, window: timedelta) -> int:
        """Count one more guess from an address, and say how many that makes in the window since its first."""
        dialect = postgresql if self._database.dialect == "postgresql" else sqlite
        one_more = (
            dialect.insert(_ATTEMPT)
            .values(ip=ip, since_wall=now, count=1)
            .on_conflict_do_update(index_elements=[_ATTEMPT.c.ip], set_={"count": _ATTEMPT.c.count + 1})
            .returning(_ATTEMPT.c.count)
        )
        with self._database.writing() as connection:
            connection.execute(delete(_ATTEMPT).where(_ATTEMPT.c.since_wall <= now - window))
            return int(connection.execute(one_more).scalar_one())


COUNTS = and_(_LOGIN.c.expires_wall > bindparam("now"), _LOGIN.c.revoked.is_(False))
HOLDS = and_(_LOGIN.c.token_sha == bindparam("token_sha"), COUNTS)
_ACCOUNT_COLUMNS = columns(AccountInfo, _ACCOUNT)
_HELD = (
    select(*columns(LoginInfo, _LOGIN))
    .outerjoin(_ACCOUNT, _ACCOUNT.c.id == _LOGIN.c.account_id)
    .where(HOLDS, or_(_LOGIN.c.account_id.is_(None), _ACCOUNT.c.disabled.is_(False)))
)


def _account(id: str, name: str, role: str, *rest: Any) -> AccountInfo:
    return AccountInfo(id, name, Role(role), *rest)
