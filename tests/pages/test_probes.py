"""Questions beside the play: they lie on top, one at a time, are answered in a tap or two, or put off in one."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from exercise.core.acts import EndEx, Forecast, Pause, Probe, Workload
from exercise.core.scenario import WORKLOAD_ITEMS
from tests.pages.conftest import Stage, texts
from tests.pages.test_desk import acts, desk
from tests.pages.test_means import click, field

ASKED = "A question for you"


def later(app: AppTest) -> AppTest:
    """Put the question off."""
    (button,) = [button for button in app.button if (button.key or "").endswith("/later")]
    return button.click().run()


def test_one_at_a_time(joint: Stage) -> None:
    """The first question lies on top with what it offers; answered, it makes room for the next."""
    joint.start(10)
    app = desk(joint)
    said = texts(app)
    assert f"{ASKED} · 1 of 2" in said
    assert "Who holds the bridge?" in said
    assert "An attack before dawn?" not in said
    field(app, "radio", "choice").set_value(1)
    click(app, "probe/P1")
    assert acts(joint, Probe) == [Probe("P1", 1)]
    assert "An attack before dawn?" in texts(app)
    field(app, "select_slider", "probability").set_value(80)
    click(app, "probe/P2")
    assert acts(joint, Forecast) == [Forecast("P2", 80)]
    assert ASKED not in texts(app)


def test_an_answer_is_needed_to_answer(joint: Stage) -> None:
    """An answer without a choice is refused in words, and the way out is named."""
    joint.start(10)
    app = click(desk(joint), "probe/P1")
    assert "Choose an answer, or put the question off with Later." in texts(app) + str(
        [warning.value for warning in app.warning]
    )
    assert acts(joint, Probe) == []


def test_later(joint: Stage) -> None:
    """One tap clears the desk; the question waits beside the inbox and comes back on another tap."""
    joint.start(10)
    app = later(later(desk(joint)))
    assert ASKED not in texts(app)
    (back,) = [button for button in app.button if button.key == "probe-back"]
    assert back.label == "2 questions for you"
    back.click().run()
    assert "Who holds the bridge?" in texts(app)


def test_workload_at_a_pause(joint: Stage) -> None:
    """At a pause the six items are asked once of everybody, each with what its ends mean."""
    joint.start(7)
    app = desk(joint)
    joint.file("controller", Pause())
    app.run()
    assert [slider.label for slider in app.slider] == list(WORKLOAD_ITEMS)
    assert "of your own performance 0 is perfect, 100 failure." in texts(app)
    for number, slider in enumerate(app.slider):
        slider.set_value(10 * number)
    click(app, "probe/P3")
    assert acts(joint, Workload) == [Workload((0, 10, 20, 30, 40, 50), "P3")]
    assert ASKED not in texts(app)
    assert ASKED in texts(desk(joint, number=1))


def test_a_forecast_is_the_teams(joint: Stage) -> None:
    """Where a team mate has given the team's forecast it is not asked again."""
    joint.start(10)
    joint.file("force", Forecast("P2", 30))
    assert f"{ASKED} · 1 of 2" not in texts(desk(joint, number=1))


def test_nobody_else_is_asked(joint: Stage) -> None:
    """A question is for its team, and none is left after EndEx."""
    joint.start(10)
    assert ASKED not in texts(desk(joint, place="police"))
    joint.file("controller", EndEx())
    assert ASKED not in texts(desk(joint))


def test_a_forecast_is_revised(joint: Stage) -> None:
    """The team's forecast stands beside the inbox, opens with what was said, and the last one counts."""
    joint.start(10)
    joint.file("force", Forecast("P2", 30))
    app = desk(joint, number=1)
    (standing,) = [button for button in app.button if button.key == "probe-revise-P2"]
    assert standing.label == "Your team’s forecast: 30 %, unlikely"
    app = standing.click().run()
    assert field(app, "select_slider", "probability").value == 30
    field(app, "select_slider", "probability").set_value(85)
    app = click(app, "probe/P2")
    assert acts(joint, Forecast) == [Forecast("P2", 30), Forecast("P2", 85)]
    (standing,) = [button for button in app.button if button.key == "probe-revise-P2"]
    assert standing.label == "Your team’s forecast: 85 %, highly likely"
    app = later(standing.click().run())
    assert not [button for button in app.button if button.label == "Leave it"]
    assert len(acts(joint, Forecast)) == 2


def test_after_endex_one_sees_what_one_knew(joint: Stage) -> None:
    """Each seat reads what it answered and what was right when it did; before EndEx nobody does."""
    joint.start(10)
    joint.file("force", Probe("P1", 1))
    assert "What you knew" not in texts(desk(joint))
    right = joint.control.run(joint.exercise, "A").situation.inquiry.answers["P1", joint.seats["force"][0]].right
    choices = joint.control.run(joint.exercise, "A").scenario.probe["P1"].choices
    joint.file("controller", EndEx())
    said = texts(desk(joint))
    assert f"You answered {int(right == 1)} of 1 question rightly." in said
    assert choices[right] in said
    assert "You did not answer." in texts(desk(joint, number=1))
