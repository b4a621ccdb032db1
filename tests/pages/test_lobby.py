"""The lobby: what one may know before StartEx, reporting ready, and the way on."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import EndEx, Ready
from tests.pages.conftest import Stage, texts


def lobby(stage: Stage, place: str = "force") -> AppTest:
    """The lobby as somebody sees it."""
    app = stage.page("lobby", stage.seats[place][0])
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    """The buttons on the page."""
    return [button.label for button in app.button]


def test_what_to_know_before(stage: Stage) -> None:
    """Who one is, the brief, the role card, partners, channels and the content notice; no planner's summary."""
    said = texts(lobby(stage))
    for words in (
        "Ada · UNSAT Force Headquarters",
        "Quiet so far at <strong>Camp Kilo</strong>",
        "Protect the <strong>camp</strong>",
        "○ Bea not here yet",
        "○ free seat, not here yet",
        "The press",
        "Liaison officer",
        "Content notice: Violence is reported, never shown. If you need a break, tell the controller.",
        "UNSAT RESTRICTED",
    ):
        assert words in said
    for secret in ("Mentor the gendarmerie", "A small exercise for the pages", "Host consent"):
        assert secret not in said


def test_reporting_ready(stage: Stage) -> None:
    """Ready is in the log once, and the page says to wait."""
    app = lobby(stage)
    app.button(key="ready").click().run()
    assert not app.exception
    assert [entry.act for entry in stage.log()] == [Ready()]
    assert "You are ready. Wait here for StartEx" in texts(app)
    assert "✓ Ada ready" in texts(app)
    assert "I can read this: ready" not in labels(lobby(stage))


def test_ready_of_others_is_for_the_staff(stage: Stage) -> None:
    """A trainee sees who joined; who is ready is for the staff, who cannot report ready themselves."""
    stage.file("police", Ready())
    assert "✓ Bea ready" not in texts(lobby(stage))
    app = lobby(stage, "controller")
    assert "✓ Bea ready" in texts(app)
    assert "0 of 4 seats joined, 1 ready" in texts(app)
    assert labels(app) == []


def test_joined(stage: Stage) -> None:
    """Whoever has sat down is shown as joined."""
    stage.store.mark_joined(stage.seats["police"][0], stage.wall)
    assert "● Bea joined" in texts(lobby(stage))


def test_startex_opens_the_way(stage: Stage) -> None:
    """When the clock runs the next thing is the desk."""
    app = lobby(stage)
    stage.start(1)
    app.run()
    assert labels(app) == ["Go to your desk"]
    assert "The exercise is running" in texts(app)
    assert labels(lobby(stage, "evaluator")) == []


def test_after_endex(stage: Stage) -> None:
    """After the end there is thanks, and where the scores are."""
    stage.start(1)
    stage.file("controller", EndEx())
    app = lobby(stage)
    assert "The exercise has ended. Thank you." in texts(app)
    assert labels(app) == ["Send my answers"]


def test_nobody_is_let_in_without_a_seat(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a login there is only the way to get one."""
    monkeypatch.setattr("exercise.ui.session.cookie", lambda: "forged")
    app = stage.page("lobby")
    assert "Camp Kilo" not in texts(app)
    assert [info.value for info in app.info] == ["You are not signed in. Join with your code, or sign in as staff."]
