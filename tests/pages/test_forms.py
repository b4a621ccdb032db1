"""Messages and answers in a form: laid into the field, refused with what is missing, sent whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Decide, Send
from exercise.core.scenario import MINUTE, STANDARD_FORMS, Ask, Inject, Scenario
from tests.pages.conftest import SCENARIO, Stage, texts
from tests.pages.test_desk import acts, desk, press, section, send

SALUTE, RISK = STANDARD_FORMS["salute"], STANDARD_FORMS["risk"]
FORMS = replace(
    SCENARIO,
    forms=(SALUTE, RISK),
    injects=(
        *SCENARIO.injects,
        Inject("R1", "A raid?", ("force",), at=MINUTE, window=50 * MINUTE, body="Say.",
               ask=Ask("text", "Your estimate", rationale="none", form="risk")),
    ),
)  # fmt: skip
FILLED = "\n".join([SALUTE.title, *(f"{field.title}: known" for field in SALUTE.fields)])


@pytest.fixture
def forms(set_stage: Callable[[Scenario], Stage]) -> Stage:
    """The exercise in its tenth minute, with two forms."""
    stage = set_stage(FORMS)
    stage.start(10)
    return stage


def _message(app: AppTest) -> str:
    (area,) = [area for area in app.text_area if area.label == "Message"]
    return str(area.value)


def _write(app: AppTest, text: str) -> AppTest:
    (area,) = [area for area in app.text_area if area.label == "Message"]
    area.set_value(text)
    app.selectbox(key="message-to").set_value("police")
    (button,) = [button for button in app.button if button.label == "Send" and "message" in (button.key or "")]
    button.click().run()
    assert not app.exception
    return app


def test_a_form_is_laid_into_the_message(forms: Stage) -> None:
    """Choosing a form lays its headings into an empty message; another one takes its place, none clears it."""
    app = section(desk(forms), "Messages")
    app.button_group(key="message-shape").set_value("salute").run()
    assert _message(app) == SALUTE.template()
    app.button_group(key="message-shape").set_value("risk").run()
    assert _message(app) == RISK.template()
    app.button_group(key="message-shape").set_value(None).run()
    assert _message(app) == ""


def test_what_a_message_lacks_is_said(forms: Stage) -> None:
    """An empty heading is named and nothing is lost; filled, the message goes with its form."""
    app = section(desk(forms), "Messages")
    app.button_group(key="message-shape").set_value("salute").run()
    half = FILLED.replace("Unit: known", "Unit: ")
    app = _write(app, half)
    assert "SALUTE also says: Unit." in texts(app)
    assert _message(app) == half
    app = _write(app, FILLED)
    assert acts(forms, Send) == [Send("police", FILLED, "radio", form="salute")]


def test_words_already_written_stay(forms: Stage) -> None:
    """A form chosen afterwards is laid above what was written."""
    app = section(desk(forms), "Messages")
    (area,) = [area for area in app.text_area if area.label == "Message"]
    area.set_value("Six men at the ford").run()
    app.button_group(key="message-shape").set_value("salute").run()
    assert _message(app) == f"{SALUTE.template()}\n\nSix men at the ford"


def test_an_answer_in_a_form(forms: Stage) -> None:
    """The headings stand in the answer with what belongs there; what is missing is said, and then it is filed."""
    app = desk(forms, "R1")
    area = app.text_area(key="answer-R1-text")
    assert area.value == RISK.template()
    assert "1 very unlikely to 5 very likely" in texts(app)
    app = send(app, "R1")
    assert "Risk estimate also says: Risk; Likelihood; Impact; Mitigation; Owner." in texts(app)
    assert acts(forms, Decide) == []
    text = "Risk estimate\nRisk: a raid\nLikelihood: 4\nImpact: 5\nMitigation: patrols\nOwner: Force"
    app.text_area(key="answer-R1-text").set_value(text)
    press(app, "answer-R1-send")
    assert [act.text for act in acts(forms, Decide)] == [text]
