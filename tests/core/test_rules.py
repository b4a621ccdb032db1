"""Acting outside a rule is possible, recorded and has its price; time limits run; harm is counted."""

from __future__ import annotations

from random import Random

import pytest

from exercise.core.facts import HarmDone
from exercise.core.processes.rules import poisson
from exercise.core.refusals import refusal
from tests.script import Played, play, trainee


def test_another_leads(played: Played) -> None:
    """Who acts where somebody else leads breaks jurisdiction, once the choice has settled.

    lead town arrest b
    I1 -> a | at 0:05 | window 30m | where town | option x what=arrest | option y
    ---
    0:07 a decide I1 x
    """
    assert played.told("RuleBroken") == ["0:10 RuleBroken jurisdiction a I1 Agency B leads on arrest in town"]


def test_together_with_the_lead(played: Played) -> None:
    """Acting together with the lead breaks nothing.

    lead town arrest b
    I1 -> a | at 0:05 | window 30m | where town | option x what=arrest together=b:10m | option y
    ---
    0:07 a decide I1 x
    0:08 b approve 2
    """
    assert played.told("RuleBroken") == []


def test_a_choice_taken_back_breaks_nothing(played: Played) -> None:
    """What is revised before it settles has not happened.

    lead town arrest b
    I1 -> a | at 0:05 | window 30m | where town | option x what=arrest | option y
    ---
    0:07 a decide I1 x
    0:09 a decide I1 y
    """
    assert played.told("RuleBroken") == []


@pytest.mark.parametrize(("status", "told"), [("outside", 1), ("needs-approval", 1), ("within", 0)])
def test_the_mandate(status: str, told: int) -> None:
    """An option outside the mandate, or without the approval it wants, is recorded as such."""
    played = play(f"""I1 -> a | at 0:05 | window 30m | option x mandate={status} | option y
    ---
    0:07 a decide I1 x""")
    assert len(played.told("RuleBroken")) == told


def test_an_approval_makes_it_lawful(played: Played) -> None:
    """What the mandate wants approved is lawful once somebody with authority has approved it.

    rung low a
    rung top b
    I1 -> a | at 0:05 | window 30m | option x mandate=needs-approval authority=top | option y
    ---
    0:07 a decide I1 x
    0:08 b approve 2
    """
    assert played.told("OptionCarriedOut", "RuleBroken") == ["0:08 OptionCarriedOut I1 x a"]


def test_the_step_before(played: Played) -> None:
    """Acting before a required step breaks its rule; conditions see it.

    I0 -> b | at 0:01 | window 30m | option check | option leave
    I1 -> a | at 0:05 | window 30m | option x requires=due-diligence:decided(I0,check) | option y
    I2 -> c | when broke(due-diligence, a)
    ---
    0:07 a decide I1 x
    """
    assert played.told("RuleBroken", "InjectDelivered")[-2:] == [
        "0:10 RuleBroken due-diligence a I1 without due-diligence",
        "0:10 InjectDelivered I2 c",
    ]


def test_the_step_taken(played: Played) -> None:
    """Once the step is taken nothing is broken.

    I0 -> b | at 0:01 | window 30m | option check | option leave
    I1 -> a | at 0:05 | window 30m | option x requires=due-diligence:decided(I0,check) | option y
    ---
    0:03 b decide I0 check
    0:07 a decide I1 x
    """
    assert played.told("RuleBroken") == []


def test_a_gate_keeps_the_option_closed() -> None:
    """A required step that is a gate closes the option until it is taken."""
    text = """I0 -> b | at 0:01 | window 30m | option check | option leave
    I1 -> a | at 0:05 | window 30m | option x requires=!due-diligence:decided(I0,check) | option y
    ---
    """
    run = play(text, "0:06").run
    act = play(text + "0:05 a decide I1 y").log[-1].act
    assert refusal(run.situation, run.clock, trainee("a"), act, run.at) == ""
    tried = type(act)("I1", ("x",))  # type: ignore[call-arg]
    assert "without due-diligence" in refusal(run.situation, run.clock, trainee("a"), tried, run.at)


def test_the_detention_clock(played: Played) -> None:
    """A time limit starts with its condition and runs out unless it is stopped, which breaks its rule.

    clock custody a 20m delivered(I1) until decided(I2, y)
    I1 -> a | at 0:05
    I2 -> a | at 0:06 | window 40m | option x | option y
    I3 -> b | when ran_out(custody)
    ---
    """
    assert played.told("ClockStarted", "ClockRanOut", "RuleBroken", "InjectDelivered")[1:] == [
        "0:05 ClockStarted custody a 1500000",
        "0:06 InjectDelivered I2 a",
        "0:25 ClockRanOut custody a",
        "0:25 RuleBroken detention a custody custody ran out",
        "0:25 InjectDelivered I3 b",
    ]


def test_the_detention_clock_kept(played: Played) -> None:
    """A time limit stopped in time breaks nothing.

    clock custody a 20m delivered(I1) until decided(I1, y)
    I1 -> a | at 0:05 | window 40m | option x | option y
    ---
    0:15 a decide I1 y
    """
    assert played.told("ClockStopped", "ClockRanOut", "RuleBroken") == ["0:15 ClockStopped custody a"]


def test_harm_and_violence(played: Played) -> None:
    """Harm is drawn and counted with who decided; the level of violence stays on its ladder.

    escalation calm tense war
    I1 -> a | at 0:05 | window 30m | escalates 1 | option x harm=killed:40 escalates=5 | option y
    I2 -> b | when harm(killed) >= 1 and escalation() >= 2
    ---
    0:07 a decide I1 x
    """
    assert played.told("HarmDone", "EscalationChanged", "InjectDelivered") == [
        "0:05 InjectDelivered I1 a",
        "0:05 EscalationChanged 1 1 I1 delivered",
        "0:10 HarmDone killed I1 x a",
        "0:10 EscalationChanged 2 1 I1 x by a",
        "0:10 InjectDelivered I2 b",
    ]
    (harm,) = (fact for fact in played.run.facts if isinstance(fact, HarmDone))
    assert harm.people == played.run.situation.rules.harm["killed"] > 0


@pytest.mark.parametrize("mean", [0.2, 3.0, 60.0, 900.0])
def test_poisson(mean: float) -> None:
    """The number of people harmed has the mean and the spread of a Poisson law, small or large."""
    stream = Random("poisson")
    drawn = [poisson(stream, mean) for _ in range(4000)]
    average = sum(drawn) / len(drawn)
    variance = sum((people - average) ** 2 for people in drawn) / len(drawn)
    assert average == pytest.approx(mean, rel=0.08)
    assert variance == pytest.approx(mean, rel=0.12)
