"""Forms of message: every heading that must be filled is, figures lie on their scale, and the reader may insist."""

from __future__ import annotations

import pytest

from exercise.core.acts import Decide, Send
from exercise.core.clock import clock
from exercise.core.debrief.risks import estimates
from exercise.core.refusals import refusal
from exercise.core.scenario import MINUTE, STANDARD_FORMS
from tests.script import EXCON, Played, play, trainee

METHANE, RISK = STANDARD_FORMS["methane"], STANDARD_FORMS["risk"]
FILLED = "\n".join([METHANE.title, *(f"{field.title}: known" for field in METHANE.fields)])
ESTIMATE = "Risk estimate\nRisk: a raid\nLikelihood: {}\nImpact: {}\nMitigation: patrols\nOwner: Force"


def _why(played: Played, act: Send | Decide, seat: str = "a") -> str:
    who = EXCON if seat == "excon" else trainee(seat)
    return refusal(played.run.situation, clock(played.log), who, act, played.run.at)


@pytest.mark.parametrize("form", STANDARD_FORMS.values(), ids=STANDARD_FORMS)
def test_the_empty_form_lacks_everything(form: object) -> None:
    """A form as it is laid into a message is not filled yet; it has a heading for each field, each only once."""
    assert isinstance(form, type(METHANE))
    must = [field.title for field in form.fields if field.must]
    assert all(title in form.lacks(form.template()) for title in must)
    assert form.template().splitlines() == [form.title, *(f"{field.title}: " for field in form.fields)]
    assert list(form.said(form.template())) == [field.id for field in form.fields]


def test_a_filled_form_lacks_nothing() -> None:
    """Headings are found in any case and order, with bullets; what follows on further lines belongs to them."""
    assert METHANE.lacks(FILLED) == ""
    turned = "\n".join(["- " + line.upper() for line in reversed(FILLED.splitlines())])
    assert METHANE.lacks(turned) == ""
    text = FILLED.replace("Hazards: known", "Hazards:\nfuel\nand a cable: live")
    assert METHANE.said(text)["hazards"] == "fuel\nand a cable: live"
    assert METHANE.lacks(text) == ""


def test_what_is_left_out_is_named() -> None:
    """The sentence names each empty heading, and says what to write where there is nothing to say."""
    text = FILLED.replace("Access: known", "Access: ").replace("Hazards: known\n", "")
    assert METHANE.lacks(text) == (
        "METHANE also says: Hazards; Access. Write “none” or “unknown” where that is so."
    )  # fmt: skip


@pytest.mark.parametrize("figure", ["0", "6", "likely", "-1", "99999999"])
def test_a_figure_lies_on_its_scale(figure: str) -> None:
    """Likelihood and impact are figures from 1 to 5."""
    assert RISK.lacks(ESTIMATE.format(figure, 3)) == "Likelihood in Risk estimate is a figure from 1 to 5."
    assert RISK.lacks(ESTIMATE.format("5", "4, if the gate is open")) == ""


def test_a_message_has_the_form_it_claims(played: Played) -> None:
    """A message in a form is complete, or it is not sent; free words stay free.

    form methane methane
    ---
    0:01 a send b hello
    """
    assert _why(played, Send("b", "METHANE", form="methane")).startswith("METHANE also says: Major incident")
    assert _why(played, Send("b", FILLED, form="methane")) == ""
    assert _why(played, Send("b", "just words")) == ""
    assert _why(played, Send("b", FILLED, form="salute")) == "There is no form salute in this exercise."


def test_a_reader_who_insists(played: Played) -> None:
    """Who takes messages in a form takes no others from trainees; a team without a form of its own takes all.

    form report methane press
    ---
    0:01 a send b hello
    """
    why = "The press takes messages as METHANE; choose the form above the message."
    assert _why(played, Send("press", "just words")) == why
    assert _why(played, Send("press", FILLED, form="report")) == ""
    assert _why(played, Send("b", "just words")) == ""


def test_an_answer_in_a_form(played: Played) -> None:
    """Where an inject asks for a form an answer without it is refused; a draft at EndEx is filed as it stands.

    form risk risk
    I1 -> a | at 0:05 | window 58m | text risk
    """
    assert _why(played, Decide("I1", text="There is a risk.")).startswith("Risk estimate also says: Risk")
    assert _why(played, Decide("I1", text=ESTIMATE.format(3, 4))) == ""
    assert _why(played, Decide("I1", text="half a", draft=True)) == ""


def _estimated(likelihood: int, impact: int, effect: str = "I2 -> b | at 0:20") -> Played:
    text = ESTIMATE.format(likelihood, impact).replace("\n", "\\n")
    return play(f"""
        form risk risk
        I1 -> a | at 0:05 | window 50m | text risk delivered(I2)
        {effect}
        ---
        0:07 a write I1 {text}
    """)


def test_estimates_beside_what_came() -> None:
    """Likelihood by impact in words, and whether what it was about came."""
    (one,) = estimates(_estimated(4, 5).run)
    assert (one.at, one.team, one.likelihood, one.impact, one.band, one.came) == (
        7 * MINUTE, "a", 4, 5, "very high", True
    )  # fmt: skip
    assert dict(one.said)["Mitigation"] == "patrols"
    (other,) = estimates(_estimated(1, 2, "I2 -> b | hold").run)
    assert (other.band, other.came) == ("low", False)


@pytest.mark.parametrize(
    ("likelihood", "impact", "band"), [(1, 5, "low"), (2, 5, "medium"), (4, 4, "high"), (4, 5, "very high")]
)
def test_bands(likelihood: int, impact: int, band: str) -> None:
    """The matrix of likelihood and impact, at its edges."""
    assert estimates(_estimated(likelihood, impact).run)[0].band == band
