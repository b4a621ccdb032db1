"""The evaluation guide on its page, and the survey in the lobby."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Decide, EndEx, Grade, Observe, Rate, Survey
from exercise.core.evaluation.survey import AFTER
from exercise.core.scenario import MINUTE
from tests.pages.conftest import SCENARIO, SEATS, Stage, texts

EVA = "evaluator"


@pytest.fixture
def played(stage: Stage) -> Stage:
    """A decision for task T1 and an answer in words at Force HQ, fifteen minutes in."""
    stage.start(10)
    stage.file("force", Decide("I01", ("alert",), rationale="Gate is weak"))
    stage.file("force", Decide("I04", text="We are <b>looking</b> into it"))
    stage.tick(5 * MINUTE)
    return stage


def page(stage: Stage, place: str = EVA) -> AppTest:
    app = stage.page("evaluate", stage.seats[place][0])
    assert not app.exception
    return app


def choose(app: AppTest, label: str, value: object, kind: str = "radio") -> None:
    """Choose something in the widget whose label begins like that."""
    widget = next(widget for widget in app.get(kind) if widget.label.startswith(label))
    widget.set_value(value)


def write(app: AppTest, label: str, text: str, nth: int = 0) -> None:
    [area for area in app.text_area if area.label == label][nth].set_value(text)


def press(app: AppTest, label: str, nth: int = 0) -> AppTest:
    app = [button for button in app.button if button.label == label][nth].click().run()
    assert not app.exception
    return app


def test_record_beside_the_task(played: Stage) -> None:
    """The chosen task shows what was expected and what each team did, with the entry of the decision."""
    said = texts(page(played))
    assert "Pass the log on" in said
    assert "Expected: Raise the alert." in said
    assert "Force HQ answered after 5 min: Order the alert" in said
    assert "entry 2" in said


def test_definitions_stand_beside_the_ratings(played: Stage) -> None:
    """P, S, M and U are offered with what they mean."""
    radio = next(radio for radio in page(played).radio if radio.label.startswith("Rating"))
    assert [option.split(" ", 1)[0] for option in radio.options] == ["**P**", "**S**", "**M**", "**U**"]
    assert "**M** Performed with major challenges" in radio.options
    assert any("Nothing else suffered" in caption for caption in radio.proto.captions)


def test_rating_is_filed(played: Stage) -> None:
    """Choosing a rating and saying why files it; it can be corrected, and the page shows what stands."""
    app = page(played)
    choose(app, "Rating", "M")
    write(app, "Why", "The gate stayed open")
    app = press(app, "Rate")
    (entry,) = played.log(Rate)
    assert entry.act == Rate("T1", "M", "The gate stayed open")
    assert "rated M · 1 record" in next(radio for radio in app.radio if radio.label == "Critical task").proto.captions
    assert [button.label for button in app.button if button.label == "Rate again"] == ["Rate again"]


def test_a_reason_is_asked_for(played: Stage) -> None:
    """U without a reason is refused with a sentence, and what was chosen stays."""
    app = page(played)
    choose(app, "Rating", "U")
    app = press(app, "Rate")
    assert played.log(Rate) == []
    assert "Say why: a rating of U goes into the improvement plan." in [warning.value for warning in app.warning]
    assert next(radio for radio in app.radio if radio.label.startswith("Rating")).value == "U"


def test_nothing_chosen(played: Stage) -> None:
    """Rating without choosing is answered with what to choose from."""
    app = press(page(played), "Rate")
    assert any("choose P, S, M, U" in warning.value for warning in app.warning)
    assert played.log(Rate) == []


def test_second_rater_is_blind(played: Stage) -> None:
    """The second rater learns that somebody has rated, not what; after the own rating both stand there."""
    played.file(EVA, Rate("T1", "U", "Nobody passed it on"))
    app = page(played, "instructor")
    assert "Another rater has rated this." in texts(app)
    assert "Nobody passed it on" not in texts(app)
    choose(app, "Rating", "S")
    app = press(app, "Rate")
    assert "Nobody passed it on" in texts(app)
    assert next(metric for metric in app.metric if metric.label == "Same rating").value == "0 %"


def test_observation_is_stamped_and_linked(played: Stage) -> None:
    """An observation beside a task carries the exercise time, the task, and the decision it is linked to."""
    app = page(played)
    write(app, "Observation", "Two voices on the net")
    next(box for box in app.selectbox if box.label == "About the decision").set_value(2)
    app = press(app, "File observation")
    (entry,) = played.log(Observe)
    assert (entry.at, entry.act) == (15 * MINUTE, Observe("Two voices on the net", "", "T1", "I01", "force", 2))
    assert "Two voices on the net" in texts(app)


def test_free_observation(played: Stage) -> None:
    """What belongs to no task is filed too, and stands among one's own."""
    app = page(played)
    write(app, "Observation", "The room was too small", nth=1)
    app = press(app, "File observation", nth=1)
    (entry,) = played.log(Observe)
    assert entry.act == Observe("The room was too small")
    assert "the exercise" in texts(app)


def test_words_are_graded_against_what_was_expected(played: Stage) -> None:
    """An answer in words waits with a count, is shown as it was typed, and is graded once."""
    app = page(played)
    assert "Answers in words (1)" in [tab.label for tab in app.tabs]
    assert "We are &lt;b&gt;looking&lt;/b&gt; into it" in texts(app)
    app = press(app, "Grade")
    assert played.log(Grade) == []
    assert "Choose a grade from 0 to 100." in [warning.value for warning in app.warning]
    next(group for group in app.button_group if group.label == "Grade").set_value(70)
    app = press(app, "Grade")
    assert [entry.act for entry in played.log(Grade)] == [Grade(3, 70)]
    assert "Answers in words" in [tab.label for tab in app.tabs]


def test_before_startex(stage: Stage) -> None:
    """Before StartEx the tasks can be read, and the page says when rating begins."""
    said = texts(page(stage))
    assert "Evaluation begins with StartEx." in said
    assert "Nothing has happened for this task yet; 1 inject will test it." in said


def test_no_objectives(stage: Stage) -> None:
    """A scenario without objectives can still be observed."""
    stage.exercise = stage.control.create(replace(SCENARIO, objectives=()), SEATS)
    stage.seats = {"evaluator": [info.id for info in stage.store.seats(stage.exercise) if info.role == "evaluator"]}
    assert "This scenario names no objectives" in texts(page(stage))


def test_after_endex(played: Stage) -> None:
    """Rating goes on after EndEx."""
    played.file("controller", EndEx())
    app = page(played)
    choose(app, "Rating", "P")
    press(app, "Rate")
    assert [entry.act for entry in played.log(Rate)] == [Rate("T1", "P")]


def lobby(stage: Stage, place: str = "force") -> AppTest:
    app = stage.page("lobby", stage.seats[place][0])
    assert not app.exception
    return app


def test_survey_opens_at_endex(played: Stage) -> None:
    """Before EndEx the lobby has no survey; after it everybody is asked, staff too."""
    assert "Send my answers" not in [button.label for button in lobby(played).button]
    played.file("controller", EndEx())
    for place in ("force", EVA, "controller"):
        assert "Send my answers" in [button.label for button in lobby(played, place).button]


def test_survey_is_answered_and_changed(played: Stage) -> None:
    """What was written and chosen is filed; who comes back finds the own answers, and the last ones count."""
    played.file("controller", EndEx())
    app = lobby(played)
    write(app, "What went well, and should stay as it is?", "Maps on the wall")
    app = press(app, "Send my answers")
    assert [entry.act for entry in played.log(Survey)] == [Survey(AFTER, (0,) * 17, "Maps on the wall")]
    assert "Your answers are in." in texts(app)
    app = lobby(played)
    assert app.text_area[0].value == "Maps on the wall"
    write(app, "What went well, and should stay as it is?", "Maps on the wall and maps")
    press(app, "Send my answers")
    assert played.log(Survey)[-1].act == Survey(AFTER, (0,) * 17, "Maps on the wall and maps")
    assert "Maps on the wall" not in texts(lobby(played, "police"))


def test_empty_survey(played: Stage) -> None:
    """An empty form is answered with what to do."""
    played.file("controller", EndEx())
    app = press(lobby(played), "Send my answers")
    assert any(warning.value.startswith("Nothing is answered yet") for warning in app.warning)
    assert played.log(Survey) == []


def test_syndicates_are_evaluated_apart(stage: Stage) -> None:
    """With two syndicates a rating goes to the one chosen, and what is typed for one is not in the other's form."""
    stage.exercise = stage.control.create(SCENARIO, SEATS, syndicates=("A", "B"))
    stage.seats = {}
    for info in stage.store.seats(stage.exercise):
        stage.seats.setdefault(info.team or info.role.value, []).append(info.id)
    stage.start(10)
    app = page(stage)
    write(app, "Observation", "Only in A")
    app.run()
    app.button_group(key="syndicate").set_value("B").run()
    assert [area.value for area in app.text_area if area.label == "Observation"] == ["", ""]
    choose(app, "Rating", "P")
    press(app, "Rate")
    (entry,) = stage.log(Rate)
    assert entry.syndicate == "B"
