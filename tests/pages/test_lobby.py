"""The lobby: what one may know before StartEx, reporting ready, and the way on."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Acknowledge, Confirm, EndEx, Hail, Plan, Ready, Survey, Void
from exercise.core.evaluation.survey import AFTER, BEFORE, FORMS
from exercise.core.scenario import MINUTE
from tests.pages.conftest import Stage, texts


def lobby(stage: Stage, place: str = "force") -> AppTest:
    """The lobby as somebody sees it."""
    app = stage.page("lobby", stage.seats[place][0])
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    """The buttons on the page."""
    return [button.label for button in app.button]


def chapters(app: AppTest) -> list[str]:
    """The chapters of the rules, below what is to be done before StartEx."""
    return [found.label for found in app.expander][2:]


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
    for secret in ("Mentor the gendarmerie", "A small exercise for the pages", "55.0", "why alert"):
        assert secret not in said


def test_the_rules(joint: Stage) -> None:
    """Authority, lead, procedures, limits, coordination, means and weights stand in the lobby and in the brief."""
    app = lobby(joint)
    assert chapters(app) == [
        "Who may decide what",
        "Who leads where",
        "Standing procedures",
        "Time limits",
        "How the agencies work together",
        "What each agency has",
        "What counts in the end",
    ]
    for words in (
        "<b>Force commander</b></td><td>Force HQ (your team)",
        "What needs a rung above yours waits for its holder’s word.",
        "<b>town</b></td><td>arrest</td><td>Police",
        "<li>Notify the ICRC</li>",
        "<b>Detention without charge</b></td><td>40 min</td><td>Standing order 12",
        "Liaison officers between agencies.",
        "what a team posts on it reaches everybody (usually 15 min)",
        "<b>UAV</b></td><td>Force HQ (your team)</td><td>1</td><td>at once</td><td>Flight clearance",
        "<b>Host consent</b></td><td>100 %",
    ):
        assert words in texts(app)
    assert "Detention without charge" not in texts(lobby(joint, "police"))
    joint.start(1)
    desk = joint.page("desk", joint.seats["force"][0])
    desk.session_state["section"] = "Brief"
    assert "<li>Notify the ICRC</li>" in texts(desk.run())


def test_a_scenario_without_rules_has_no_empty_chapters(stage: Stage) -> None:
    """Only what the planner wrote is listed."""
    assert chapters(lobby(stage)) == [
        "How the agencies work together",
        "What counts in the end",
    ]


def test_reporting_ready(stage: Stage) -> None:
    """Ready is in the log once, and the page says to wait."""
    app = lobby(stage)
    app.button(key="ready").click().run()
    assert not app.exception
    assert [entry.act for entry in stage.log()] == [Ready()]
    assert "You are ready. Wait here for StartEx" in texts(app)
    assert "✓ Ada ready" in texts(app)
    assert "Ready" not in labels(lobby(stage))


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


def test_the_comms_check(stage: Stage) -> None:
    """A partner is called, answers with one tap, and the caller sees who did; EXCON sees how far each team is."""
    app = lobby(stage)
    done = {"I can read this", "Call all 2 partners", "Call Police", "Call Civil Affairs", "Ready"}
    assert done | {"File the plan", "Send"} == set(labels(app))
    press(app, "I can read this")
    press(app, "Call Police")
    assert "<b>Police</b>: called, no answer yet" in texts(app)
    assert "Call Police" not in labels(app)
    partner = lobby(stage, "police")
    assert "Ada of Force HQ is calling" in texts(partner)
    press(partner, "Answer Force HQ")
    assert [entry.act for entry in stage.log()] == [Confirm(), Hail("police"), Acknowledge(2)]
    assert "<b>Police</b>: Bea answered" in texts(lobby(stage))
    board = texts(stage.page("control", stage.seats["controller"][0]))
    assert "1 of 2 can read<br>1 of 2 partners reached<br>0 of 2 ready" in board
    stage.start(1)
    assert labels(lobby(stage)) == ["Go to your desk"]


def test_all_partners_are_called_at_once(stage: Stage) -> None:
    """One button calls every partner not called yet; it is there while there is more than one."""
    app = lobby(stage)
    press(app, "Call all 2 partners")
    assert [entry.act for entry in stage.log()] == [Hail("police"), Hail("civil")]
    assert not [label for label in labels(app) if label.startswith("Call")]
    assert "Call Civil Affairs" in labels(lobby(stage, "police"))
    assert "Call all 2 partners" not in labels(lobby(stage, "police"))


def test_calling_all_leaves_out_whoever_called_meanwhile(stage: Stage) -> None:
    """A partner that called since the page was drawn is not called back, and the others are called all the same."""
    app = lobby(stage)
    stage.file("police", Hail("force"))
    press(app, "Call all 2 partners")
    assert [entry.act for entry in stage.log()] == [Hail("force"), Hail("civil")]
    assert "Answer Police" in labels(app)


def test_excon_strikes_a_mistaken_call(stage: Stage) -> None:
    """The board of seats counts who can read and which partners were reached; a call struck there can be made again."""
    stage.file("force", Confirm())
    stage.file("force", Hail("police"))
    stage.file("police", Acknowledge(2))
    app = stage.page("control", stage.seats["controller"][0])
    rows = app.dataframe[1].value
    assert rows["Can read"].tolist() == ["✓ yes", "○ not yet", "○ not yet", "○ not yet"]
    assert rows["Partners"].tolist() == ["○ 1 of 2", "○ 1 of 2", "○ 1 of 2", "○ 0 of 2"]
    press(app, "Strike it")
    assert "Choose the call that is to be struck." in app.warning[0].value
    calls = next(box for box in app.selectbox if box.label == "Call")
    assert calls.options == ["Force HQ called Police: Bea answered"]
    calls.set_value(2).run()
    press(app, "Strike it")
    assert [entry.act for entry in stage.log(Void)] == [Void(2)]
    assert app.dataframe[1].value["Partners"].tolist() == ["○ 0 of 2"] * 4
    assert "Call Police" in labels(lobby(stage))
    stage.start(1)
    assert "Partners" not in stage.page("control", stage.seats["controller"][0]).dataframe[1].value


def press(app: AppTest, label: str) -> None:
    """Press the button with this label."""
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_the_plan(joint: Stage) -> None:
    """A plan is filed before StartEx, team mates see whose it is and may change it; afterwards it is not asked for."""
    app = lobby(joint)
    press(app, "File the plan")
    assert "Write what your team wants to achieve." in texts(app)
    field(app.text_area, "What do you want to achieve?").set_value("Hold the <b>gate</b>")
    field(app.multiselect, "To whom do you report?").set_value(["police"])
    field(app.selectbox, "At least every").set_value(15)
    field(app.multiselect, "What do you keep in reserve?").set_value(["qrf"])
    press(app, "File the plan")
    plan = Plan("Hold the <b>gate</b>", "", ("police",), 15 * MINUTE, ("qrf",))
    assert [entry.act for entry in joint.log(Plan)] == [plan]
    mate = joint.page("lobby", joint.seats["force"][1])
    assert "Your plan is filed, last by Ada." in texts(mate)
    assert field(mate.text_area, "What do you want to achieve?").value == "Hold the <b>gate</b>"
    assert "Hold the" not in texts(lobby(joint, "police"))
    joint.start(1)
    assert "File the plan" not in labels(lobby(joint))


def test_how_sure_people_are(stage: Stage) -> None:
    """The same statements are asked before StartEx and after EndEx; the first answers stand until StartEx."""
    app = lobby(stage)
    field(app.button_group, FORMS[BEFORE][0].text).set_value(2)
    press(app, "Send")
    assert [entry.act for entry in stage.log(Survey)] == [Survey(BEFORE, (2, 0, 0, 0, 0))]
    assert "Your answers are in." in texts(app)
    stage.start(5)
    stage.file("controller", EndEx())
    app = lobby(stage)
    field(app.button_group, FORMS[BEFORE][0].text).set_value(4)
    press(app, "Send my answers")
    assert [entry.act for entry in stage.log(Survey)][1:] == [Survey(AFTER, (0,) * 12 + (4, 0, 0, 0, 0))]


def field(found: Any, label: str) -> Any:
    """The widget with this label."""
    return next(widget for widget in found if widget.label == label)
