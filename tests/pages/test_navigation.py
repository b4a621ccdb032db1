"""Who gets which page: what the navigation offers, and what a page does with somebody who came round it."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Disclose, EndEx, Role
from exercise.shipped import folder
from exercise.store import SeatInfo
from exercise.ui import main, session
from exercise.ui.session import Session
from tests.pages.conftest import SCENARIO, SEATS, Stage, texts

PLACES = {
    "force": Role.TRAINEE,
    "controller": Role.CONTROLLER,
    "evaluator": Role.EVALUATOR,
    "instructor": Role.INSTRUCTOR,
}


@pytest.mark.parametrize("started", [False, True], ids=["before StartEx", "running"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("page", "roles"), [(name, roles) for name, _, roles in main.PAGES])
def test_page_opens_for_its_roles_and_refuses_all_others(
    stage: Stage, page: str, roles: frozenset[Role], place: str, started: bool
) -> None:
    """A page draws for every role it is for, and says whom it is for to everybody else."""
    if started:
        stage.start(minutes=12)
    app = stage.page(page, stage.seats[place][0])
    assert not app.exception
    assert ("This page is for" in texts(app)) == (PLACES[place] not in roles)


@pytest.mark.parametrize(
    "page", ["control", "evaluate", "scoreboard", "debrief", "progress", "lobby", "picture", "clock"]
)
def test_page_opens_for_staff_of_several_syndicates(stage: Stage, page: str) -> None:
    """Staff have no syndicate of their own: each page lets them choose one, or says what is the same in all."""
    stage.exercise = stage.control.create(SCENARIO, SEATS, syndicates=("A", "B"))
    stage.seats = {info.team or info.role.value: [info.id] for info in stage.store.seats(stage.exercise)}
    place = "evaluator" if page == "evaluate" else "controller"
    assert not stage.page(page, stage.seats[place][0]).exception
    stage.start(minutes=12)
    assert not stage.page(page).exception
    assert "debrief" in [name for name, _ in main.offered(session.current() or pytest.fail("nobody sits here"))]
    stage.file("controller", EndEx())
    assert not stage.page(page).exception


def test_each_page_of_the_navigation_is_shipped() -> None:
    """The navigation names no page that does not lie in the folder of pages."""
    assert {name for name, _, _ in main.PAGES} == {path.stem for path in folder("pages").glob("*.py")}


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.TRAINEE, ["lobby", "desk", "picture", "scoreboard", "debrief"]),
        (Role.CONTROLLER, ["control", "library", "scoreboard", "debrief", "progress", "lobby", "picture", "clock"]),
        (Role.EVALUATOR, ["evaluate", "scoreboard", "debrief", "lobby", "picture", "clock"]),
        (Role.INSTRUCTOR, ["evaluate", "scoreboard", "debrief", "progress", "lobby", "picture", "clock"]),
    ],
)
def test_role_has_its_pages(role: Role, pages: list[str]) -> None:
    """Every role is offered its own pages, the one it needs first at the front."""
    assert [name for name, _ in main.open_to(role)] == pages


def test_scores_and_debrief_are_offered_while_they_are_open(stage: Stage) -> None:
    """A trainee is offered scores when the controller shows them, the debrief after EndEx; the staff both, always."""
    stage.start(minutes=6)

    def offered(place: str) -> list[str]:
        me = Session(stage.seat(place), stage.exercise, "")
        return [name for name, _ in main.offered(me)]

    assert offered("force") == ["lobby", "desk", "picture"]
    assert "debrief" in offered("instructor")
    stage.file("controller", Disclose("own", debrief=True))
    assert offered("force") == ["lobby", "desk", "picture", "scoreboard"]
    stage.file("controller", EndEx())
    assert offered("force") == ["lobby", "desk", "picture", "scoreboard", "debrief"]


@pytest.mark.parametrize("place", PLACES)
def test_entry_script_opens_the_first_page(stage: Stage, place: str) -> None:
    """The Streamlit script itself runs for every role and offers the way out."""
    stage.as_seat(stage.seats[place][0])
    app = AppTest.from_file(main.__file__, default_timeout=20).run()
    assert not app.exception
    assert any("/logout" in str(found.proto) for found in app.sidebar.get("html"))


def test_stranger_is_shown_the_way_in(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a login that counts nothing but the way in is drawn."""
    monkeypatch.setattr(session, "cookie", lambda: "unknown")
    app = AppTest.from_file(main.__file__, default_timeout=20).run()
    assert not app.exception
    assert "Join" in texts(app)


def test_a_login_is_read_once_in_a_run(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of one run of a page is drawn for whoever sat there when it began; with the next run a revoked login ends."""
    stage.as_seat(stage.seats["force"][0])
    read: list[str] = []
    seat_by_login = stage.store.seat_by_login

    def counted(token_sha: str, now: datetime) -> SeatInfo | None:
        read.append(token_sha)
        return seat_by_login(token_sha, now)

    monkeypatch.setattr(stage.store, "seat_by_login", counted)
    with session.one_run():
        found = session.current()
        assert found is not None
        stage.store.revoke(session.token_sha(session.cookie()))
        assert session.current() == found
    assert len(read) == 1
    with session.one_run():
        assert session.current() is None
    assert session.current() is None
    assert len(read) == 3
