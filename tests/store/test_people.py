"""Accounts, logins and guesses."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from exercise.core.acts import Role
from exercise.store import Store, StoreConflict
from tests.store.build import WALL, at_once, later, new_exercise

HOUR = timedelta(hours=1)


def test_a_login_holds_until_it_expires(store: Store) -> None:
    """A login is found by its token's digest, until the moment it expires."""
    seat = store.seats(new_exercise(store))[0].id
    login = store.add_login("sha", seat_id=seat, created=WALL, expires=WALL + HOUR)
    for moment in (WALL, WALL + HOUR - timedelta(microseconds=1)):
        assert store.login("sha", moment) == login
        assert store.seat_by_login("sha", moment) == store.seat(seat)
    for token, moment in (("sha", WALL + HOUR), ("another", WALL)):
        assert store.login(token, moment) is None
        assert store.seat_by_login(token, moment) is None


def test_a_revoked_login_is_none(store: Store) -> None:
    """Revoking ends one login and no other; revoking nothing does no harm."""
    seat = store.seats(new_exercise(store))[0].id
    for token in ("lost", "kept"):
        store.add_login(token, seat_id=seat, created=WALL, expires=WALL + HOUR)
    store.revoke("lost")
    store.revoke("never was")
    assert store.login("lost", WALL) is None
    assert store.login("kept", WALL) is not None
    assert store.seat_by_login("lost", WALL) is None
    assert store.seat_by_login("kept", WALL) == store.seat(seat)


def test_many_logins_are_looked_at_in_one_question(store: Store) -> None:
    """Each finds its seat; what is expired, revoked, unknown or an account's is missing."""
    one, other = (seat.id for seat in store.seats(new_exercise(store))[:2])
    account = store.add_account("Ada", Role.INSTRUCTOR, "hash", WALL).id
    for sha, holder, hours in (
        ("one", {"seat_id": one}, 2),
        ("other", {"seat_id": other}, 2),
        ("again", {"seat_id": one}, 2),
        ("late", {"seat_id": one}, 1),
        ("lost", {"seat_id": one}, 2),
        ("staff", {"account_id": account}, 2),
    ):
        store.add_login(sha, **holder, created=WALL, expires=WALL + hours * HOUR)
    store.revoke("lost")
    asked = ("one", "other", "again", "late", "lost", "staff", "nobody")
    found = store.seats_by_logins(asked, WALL + HOUR)
    assert {sha: seat.id for sha, seat in found.items()} == {"one": one, "other": other, "again": one}
    assert found["other"] == store.seat(other)
    assert store.seats_by_logins((), WALL) == {}


def test_a_login_has_one_holder(store: Store) -> None:
    """A login of nobody, of two, or of somebody who is not there is refused."""
    seat = store.seats(new_exercise(store))[0].id
    account = store.add_account("Ada", Role.INSTRUCTOR, "hash", WALL).id
    for holder in ({}, {"seat_id": seat, "account_id": account}, {"seat_id": "nobody"}):
        with pytest.raises(StoreConflict):
            store.add_login("sha", **holder, created=WALL, expires=WALL + HOUR)
    assert store.login("sha", WALL) is None


def test_accounts_are_found_by_name(store: Store) -> None:
    """A name belongs to one account."""
    ben = store.add_account("Ben", Role.CONTROLLER, "hash", WALL)
    ada = store.add_account("Ada", Role.INSTRUCTOR, "hash", WALL)
    assert store.account_by_name("Ada") == store.account(ada.id) == ada
    assert store.account_by_name("Eve") is store.account("eve") is None
    assert store.accounts() == (ada, ben)
    with pytest.raises(StoreConflict):
        store.add_account("Ada", Role.CONTROLLER, "hash", WALL)


def test_a_new_password_or_a_shut_account_ends_its_logins(store: Store) -> None:
    """Whoever was logged in with the old password, or before being shut out, is out for good."""
    account = store.add_account("Ada", Role.INSTRUCTOR, "old", WALL).id

    def log_in(token: str) -> bool:
        store.add_login(token, account_id=account, created=WALL, expires=WALL + HOUR)
        return store.login(token, WALL) is not None

    assert log_in("first")
    store.set_password(account, "new")
    assert store.login("first", WALL) is None
    assert log_in("second")
    store.disable_account(account)
    assert store.login("second", WALL) is None
    assert not log_in("while shut out")
    store.disable_account(account, disabled=False)
    assert store.login("second", WALL) is None
    assert log_in("third")
    changed = store.account(account)
    assert changed is not None
    assert (changed.password_hash, changed.disabled) == ("new", False)
    with pytest.raises(LookupError, match="no account 'eve'"):
        store.set_password("eve", "new")


def test_guesses_are_counted(store: Store) -> None:
    """Each address has its own count, also under many at once, and starts again when its window is over."""
    guess = partial(store.count_attempt, "10.0.0.1", WALL, HOUR)
    assert sorted(at_once([guess] * 10)) == list(range(1, 11))
    assert store.count_attempt("10.0.0.2", later(1), HOUR) == 1
    assert store.count_attempt("10.0.0.1", WALL + HOUR - timedelta(microseconds=1), HOUR) == 11
    assert store.count_attempt("10.0.0.1", WALL + HOUR, HOUR) == 1
    assert store.count_attempt("10.0.0.2", WALL + HOUR, HOUR) == 2


def test_staff_are_posted_to_exercises(store: Store) -> None:
    """Who may open all is staff everywhere; who is posted, only there, until taken off again."""
    first, second = new_exercise(store), new_exercise(store)
    chief = store.add_account("Chief", Role.CONTROLLER, "hash", WALL)
    eva = store.add_account("Eva", Role.EVALUATOR, "hash", WALL, everywhere=False)
    store.post(eva.id, first)
    store.post(eva.id, first)
    assert store.postings(eva.id) == {first}
    assert store.postings(chief.id) == frozenset()
    assert [[found.name for found in store.staff(id)] for id in (first, second)] == [["Chief", "Eva"], ["Chief"]]
    store.unpost(eva.id, first)
    assert [found.name for found in store.staff(first)] == ["Chief"]
    with pytest.raises(StoreConflict):
        store.post(eva.id, "zz")


def test_an_account_changes_its_role_and_signs_in_again(store: Store) -> None:
    """A new role counts from the next sign-in; the logins of the old one end."""
    account = store.add_account("Eva", Role.EVALUATOR, "hash", WALL)
    store.add_login("sha", account_id=account.id, created=WALL, expires=WALL + HOUR)
    store.change_account(account.id, Role.INSTRUCTOR, everywhere=False)
    changed = store.account(account.id)
    assert changed is not None
    assert (changed.role, changed.everywhere) == (Role.INSTRUCTOR, False)
    assert store.login("sha", WALL) is None
