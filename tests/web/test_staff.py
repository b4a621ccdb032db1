"""Getting in with a password or a link, and getting out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from exercise import shelf
from exercise.codes import hashed
from exercise.core.acts import Role
from exercise.ui.session import COOKIE, open_to, seat_of
from exercise.web.login import LINK_LASTS, STAFF_LASTS, WRONG_PASSWORD, link_to
from tests.web.conftest import front
from tests.web.stage import Stage, stage
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def account(played: Stage) -> str:
    """The id of an account with the password ``correct horse``."""
    now = played.control.now()
    return played.control.store.add_account("cleo", Role.CONTROLLER, hashed("correct horse"), now).id


def test_password_opens_the_account(played: Stage, visit: Visit, account: str) -> None:
    """Name and password let somebody of the staff in, at no exercise of their own."""
    cleo = visit()
    assert cleo.post("/login", {"name": " cleo ", "password": "correct horse"}).status == 303
    found = seat_of(played.control, cleo.cookies)
    assert found is not None
    assert (found.seat.id, found.seat.role, found.exercise) == (account, Role.CONTROLLER, None)


@pytest.mark.parametrize("form", [{"name": "cleo", "password": "wrong"}, {"name": "nobody", "password": "wrong"}])
def test_wrong_password_and_unknown_name_get_one_answer(
    visit: Visit, account: str, pauses: list[float], form: dict[str, str]
) -> None:
    """Nobody can tell which names there are."""
    answer = visit().post("/login", form)
    assert (answer.status, WRONG_PASSWORD in answer.text) == (403, True)
    assert "wrong" not in answer.headers.get("set-cookie", "")
    assert len(pauses) == 1


def test_a_disabled_account_is_refused(played: Stage, visit: Visit, account: str, pauses: list[float]) -> None:
    """Who was shut out does not get in with the right password."""
    played.control.store.disable_account(account)
    assert visit().post("/login", {"name": "cleo", "password": "correct horse"}).status == 403


def test_shutting_an_account_out_acts_at_once(played: Stage, visit: Visit, account: str) -> None:
    """The very next request of somebody shut out is a stranger's."""
    cleo = visit()
    cleo.post("/login", {"name": "cleo", "password": "correct horse"})
    played.control.store.disable_account(account)
    assert cleo.get("/").status == 303


def test_a_login_expires() -> None:
    """A login of the staff ends after its hours."""
    wall = [datetime(2031, 4, 14, 12, tzinfo=UTC)]
    made = stage(now=lambda: wall[0])
    made.control.store.add_account("cleo", Role.CONTROLLER, hashed("correct horse"), wall[0])
    cleo = Visitor(front(made.control))
    cleo.post("/login", {"name": "cleo", "password": "correct horse"})
    assert cleo.get("/").status == 200
    wall[0] += STAFF_LASTS
    assert cleo.get("/").headers["location"] == "/join"


def test_a_link_opens_a_seat_once(played: Stage, visit: Visit) -> None:
    """A link is exchanged for a cookie, leaves the address, and is used up."""
    link = link_to(played.control, seat_id=played.seats["a1"].id)
    ada = visit()
    answer = ada.get(link)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert ada.get("/").status == 200
    assert visit().get(link).status == 403


def test_a_link_to_a_seat_sits_down(played: Stage, visit: Visit) -> None:
    """Whoever comes by a link has joined, as by a code: simulated trainees stand up, and partners see them."""
    seat = played.seats["a1"].id
    before = played.control.store.seat(seat)
    assert before is not None
    assert before.joined_wall is None
    visit().get(link_to(played.control, seat_id=seat))
    after = played.control.store.seat(seat)
    assert after is not None
    assert after.joined_wall is not None


def test_a_link_is_no_login(played: Stage, visit: Visit) -> None:
    """The token of a link cannot be used as a cookie, nor a cookie as a link."""
    link = link_to(played.control, seat_id=played.seats["a1"].id)
    assert visit(cookies={COOKIE: link.partition("=")[2]}).get("/").status == 303
    ada = visit()
    ada.get(link)
    assert visit().get(f"/enter?token={ada.cookies[COOKIE]}").status == 403


def test_a_link_expires() -> None:
    """A link that nobody used in time is worth nothing."""
    wall = [datetime(2031, 4, 14, 12, tzinfo=UTC)]
    made = stage(now=lambda: wall[0])
    link = link_to(made.control, seat_id=made.seats["a1"].id)
    wall[0] += LINK_LASTS + timedelta(seconds=1)
    assert Visitor(front(made.control)).get(link).status == 403


def test_signing_out_ends_the_login(played: Stage, visit: Visit) -> None:
    """After signing out the cookie opens nothing, even where somebody kept it."""
    ada = visit()
    ada.get(link_to(played.control, seat_id=played.seats["a1"].id))
    kept = dict(ada.cookies)
    assert "<form" in ada.get("/logout").text
    assert ada.get("/").status == 200, "asking alone signs nobody out"
    assert ada.post("/logout", {}).headers["location"] == "/join"
    assert visit(cookies=kept).get("/").status == 303


def test_staff_see_the_exercises_they_are_posted_to(played: Stage) -> None:
    """Another exercise is not offered, and asking for it by name opens nothing."""
    store, now = played.control.store, played.control.now()
    other = shelf.copy(played.control, played.exercise)[0]
    eva = store.add_account("eva", Role.EVALUATOR, "hash", now, everywhere=False)
    assert open_to(played.control, eva) == ()
    store.post(eva.id, other)
    assert [info.id for info in open_to(played.control, eva)] == [other]
    chief = store.add_account("chief", Role.CONTROLLER, "hash", now)
    assert {info.id for info in open_to(played.control, chief)} == {other, played.exercise}


def test_a_link_may_open_an_exercise(played: Stage, visit: Visit, account: str) -> None:
    """A link leads to a page of an exercise, and never anywhere else."""
    debrief = link_to(played.control, account_id=account, page="debrief", exercise=played.exercise)
    assert visit().get(debrief).headers["location"] == f"/debrief?exercise={played.exercise}"
    bare = link_to(played.control, account_id=account)
    assert visit().get(f"{bare}&to=//evil.example&exercise=x%26y").headers["location"] == "/"
