"""Getting in with a join code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exercise.codes import ALPHABET, KEY, LENGTH, matches, new_code, plain_code
from exercise.core.acts import EndEx
from exercise.ui.session import COOKIE, SECURE_COOKIE, seat_of, token_sha
from exercise.web.login import LONGEST_WAIT, TAKEN, WRONG_CODE, wait_after
from tests.web.conftest import front
from tests.web.stage import Stage, stage
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]


def test_code_has_a_key_and_a_hash() -> None:
    """A code is ten letters and digits, is found by its first four, and is checked against a hash."""
    code, key, hash = new_code()
    plain = plain_code(code)
    assert plain is not None
    assert (len(plain), plain[:KEY], code[LENGTH // 2]) == (LENGTH, key, "-")
    assert hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert matches(hash, plain)


@pytest.mark.parametrize("typed", ["abcde fghjk", "ABCDE-FGHJK", " a b c d e f g h j k ", "abcdefghjk"])
def test_spelling_is_forgiven(typed: str) -> None:
    """Case, spaces and dashes do not matter."""
    assert plain_code(typed) == "ABCDEFGHJK"


@pytest.mark.parametrize(("typed", "meant"), [("OIL00-00000", "0110000000"), ("oil11-11111", "0111111111")])
def test_letters_that_look_like_digits_are_digits(typed: str, meant: str) -> None:
    """O is 0; I and L are 1."""
    assert plain_code(typed) == meant


@pytest.mark.parametrize("typed", ["", "short", "ABCDE-FGHJKX", "UUUUU-UUUUU", "ÄÖÜßé-12345", "a" * 5000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    """Other lengths and letters outside the alphabet are no codes."""
    assert "U" not in ALPHABET
    assert plain_code(typed) is None


def test_nobody_has_no_right_secret() -> None:
    """Without a hash nothing matches, whatever was typed."""
    assert not matches(None, "ABCDEFGHJK")
    assert not matches("not a hash", "ABCDEFGHJK")


def test_right_code_opens_the_seat(played: Stage, visit: Visit) -> None:
    """Joining sets a cookie that no script can read, and leads to the pages of that seat."""
    ada = visit()
    answer = ada.post("/join", {"code": played.codes["a1"].lower(), "name": "  Ada\n Lovelace\u202e "})
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in (f"{COOKIE}=", "httponly", "samesite=lax", "path=/"))
    assert "secure" not in cookie
    found = seat_of(played.control, ada.cookies)
    assert found is not None
    assert (found.seat, found.name, found.exercise) == (played.seat("a1"), "Ada Lovelace", played.exercise)
    assert ada.get("/").text == f"inside {token_sha(ada.cookies[COOKIE])}"


def test_only_the_digest_is_stored(played: Stage, visit: Visit) -> None:
    """The database knows the token's digest and not the token."""
    ada = visit()
    ada.post("/join", {"code": played.codes["a1"]})
    token = ada.cookies[COOKIE]
    assert played.control.store.login(token, played.control.now()) is None
    assert played.control.store.login(token_sha(token), played.control.now()) is not None


def test_https_cookie_is_bound_to_the_host(played: Stage, visit: Visit) -> None:
    """Served over TLS the cookie is Secure and carries the __Host- prefix, and it is read as well."""
    ada = visit(scheme="https")
    answer = ada.post("/join", {"code": played.codes["a1"]})
    assert answer.headers["set-cookie"].startswith(f"{SECURE_COOKIE}=")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert ada.get("/").status == 200


def test_unknown_and_wrong_codes_get_one_answer(played: Stage, visit: Visit, pauses: list[float]) -> None:
    """Nobody can tell a code with a known beginning from one that is all wrong."""
    key = played.seats["a1"].code_key
    answers = [visit().post("/join", {"code": f"{key}{'0' * 6}"}), visit().post("/join", {"code": "00000-00000"})]
    assert [answer.status for answer in answers] == [403, 403]
    assert all(WRONG_CODE in answer.text for answer in answers)
    assert answers[0].text.replace(f"{key}{'0' * 6}", "") == answers[1].text.replace("00000-00000", "")


def test_unknown_code_costs_the_same_work(
    played: Stage, visit: Visit, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hash is reckoned for a code that nobody has, even for one that cannot be a code."""
    from exercise.web import login

    asked: list[str | None] = []
    monkeypatch.setattr(login, "matches", lambda known, secret: asked.append(known))
    for code in (played.codes["a1"], "00000-00000", "no code"):
        visit().post("/join", {"code": code})
    assert asked == [played.seats["a1"].code_hash, None, None]


def test_what_was_typed_stays_and_is_only_text(visit: Visit, pauses: list[float]) -> None:
    """A refused form keeps its words, and they are never markup."""
    answer = visit().post("/join", {"code": '"><script>', "name": "<b>Ada"})
    assert "<script>" not in answer.text
    assert "&lt;b&gt;Ada" in answer.text


def test_guessing_is_slowed_and_nobody_is_locked_out(played: Stage, visit: Visit, pauses: list[float]) -> None:
    """Wrong guesses from one address wait longer and longer; the right code from there is let in at once."""
    for _ in range(12):
        visit().post("/join", {"code": "00000-00000"})
    assert pauses == sorted(pauses)
    assert pauses[0] == 0
    assert pauses[-1] > 0
    pauses.clear()
    assert visit().post("/join", {"code": played.codes["a1"]}).status == 303
    assert pauses == []


def test_guesses_at_one_exercise_are_counted_together(played: Stage, visit: Visit, pauses: list[float]) -> None:
    """Many addresses that guess at one exercise share a counter."""
    code = f"{played.seats['a1'].code_key}000000"
    for number in range(12):
        visit(address=f"192.0.2.{number}").post("/join", {"code": code})
    assert pauses[-1] > 0


def test_the_wait_is_bounded() -> None:
    """However many guesses, a person who mistypes waits a few seconds and no more."""
    assert [wait_after(guesses) for guesses in (1, 5, 1_000_000)] == [0, 0, LONGEST_WAIT]


def test_a_taken_seat_asks_first(played: Stage, visit: Visit) -> None:
    """A second person is told that somebody sits there, and may take over by ticking a box."""
    visit().post("/join", {"code": played.codes["a1"], "name": "Ada"})
    bea = visit()
    answer = bea.post("/join", {"code": played.codes["a1"], "name": "Bea"})
    assert answer.status == 409
    assert TAKEN.format(name=" (Ada)") in answer.text
    assert COOKIE not in bea.cookies
    assert bea.post("/join", {"code": played.codes["a1"], "name": "Bea", "takeover": "yes"}).status == 303
    found = seat_of(played.control, bea.cookies)
    assert found is not None
    assert found.name == "Bea"


def test_own_seat_is_not_taken(played: Stage, visit: Visit) -> None:
    """Whoever sits there already may type the code again."""
    ada = visit()
    ada.post("/join", {"code": played.codes["a1"]})
    before = dict(ada.cookies)
    assert ada.post("/join", {"code": played.codes["a1"]}).status == 303
    assert seat_of(played.control, ada.cookies) is not None
    assert seat_of(played.control, before) is None, "a new login ends the old one of this browser"


def test_an_ended_exercise_is_closed(played: Stage, visit: Visit) -> None:
    """After EndEx no seat can be joined; the sentence says so."""
    played.start()
    played.file("excon", EndEx())
    answer = visit().post("/join", {"code": played.codes["a1"]})
    assert (answer.status, "is over" in answer.text) == (403, True)


def test_an_archived_exercise_is_closed(played: Stage, visit: Visit) -> None:
    """An exercise that was put away has no seats to join."""
    played.control.store.archive(played.exercise)
    assert visit().post("/join", {"code": played.codes["a1"]}).status == 403


def test_the_code_of_a_qr_picture_is_filled_in(visit: Visit) -> None:
    """The form opens with the code in it."""
    assert 'value="ABCDE-FGHJK"' in visit().get("/join?code=ABCDE-FGHJK").text


def test_a_long_form_is_not_read(visit: Visit) -> None:
    """More than any form of ours holds is refused before it is understood."""
    assert visit().post("/join", {"code": "A" * 100_000}).status == 413


def test_the_cookie_outlives_the_server(tmp_path: object) -> None:
    """A restart over the same database costs nobody the login."""
    url = f"sqlite:///{tmp_path}/whitecell.db"
    first = stage(url)
    ada = Visitor(front(first.control))
    ada.post("/join", {"code": first.codes["a1"]})
    first.control.store.close()

    from exercise.control import Control
    from exercise.store import open_store

    again = Control(open_store(url))
    ada.app = front(again)
    assert ada.get("/").text.startswith("inside")
    again.store.close()
