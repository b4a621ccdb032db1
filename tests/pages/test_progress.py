"""The progress page: what stands there before anything has ended, and after."""

from __future__ import annotations

import pytest

from exercise.core.acts import Decide, EndEx
from exercise.core.scenario import MINUTE
from tests.pages.conftest import Stage, texts


@pytest.fixture
def played(stage: Stage) -> Stage:
    """One exercise that has ended."""
    stage.start(6)
    stage.file("force", Decide("I01", ("alert",), rationale="Gate is weak"))
    stage.tick(20 * MINUTE)
    stage.file("controller", EndEx())
    return stage


@pytest.mark.parametrize("section", ["Learning curves", "Readiness", "Lessons", "Campaigns"])
def test_nothing_has_ended(stage: Stage, section: str) -> None:
    """Every section says what will stand there, and when."""
    app = stage.page("progress", stage.seats["instructor"][0])
    app.session_state["progress-section"] = section
    app.run()
    assert not app.exception
    assert len(app.info) == 1


def test_curves_and_readiness(played: Stage) -> None:
    """After EndEx there is a chart and a table of critical tasks, those that need work first."""
    app = played.page("progress", played.seats["instructor"][0])
    assert len(app.get("vega_lite_chart")) == 1
    app.session_state["progress-section"] = "Readiness"
    app.run()
    assert not app.exception
    assert "1 critical task: 0 with major challenges" in texts(app).replace("\\", "")
    assert app.dataframe[0].value["Answered"].tolist() == ["1 of 1"]


def test_a_filter_that_leaves_nothing_says_so(played: Stage) -> None:
    """With no lesson of the statuses chosen, the page says which those are and what to do."""
    lesson = played.store.add_lesson(played.exercise, "The log stayed at the gate", created=played.wall)
    played.store.change_lesson(lesson.id, played.wall, status="done")
    app = played.page("progress", played.seats["instructor"][0])
    app.session_state["progress-section"] = "Lessons"
    app.run()
    assert [info.value for info in app.info] == ["No lesson is open or in hand. Choose above what else to show."]


def test_lessons_change_their_status_and_are_tested_again(played: Stage) -> None:
    """The register counts what is open; a status set here is kept, and so is the exercise that tested it again."""
    store = played.store
    lesson = store.add_lesson(played.exercise, "The log stayed at the gate", owner="Chief", created=played.wall)
    app = played.page("progress", played.seats["instructor"][0])
    app.session_state["progress-section"] = "Lessons"
    app.run()
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["1", "0", "0", "0", "0"]
    app.segmented_control(key=f"progress/{lesson.id}/status").set_value("in hand")
    app.run()
    changed = store.lesson(lesson.id)
    assert changed is not None
    assert changed.status == "in hand"
