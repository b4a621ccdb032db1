"""What trainees are asked beside the play: awareness, forecasts, workload; and injects that ask for a forecast."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core import views
from exercise.core.acts import Act, Decide, Forecast, Pause, Probe, Workload
from exercise.core.facts import ProbeOpened
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from tests.script import EXCON, Played, ms, play, trainee

INQUIRY = ("ProbeOpened", "ProbeAnswered", "ForecastMade", "ForecastSettled", "WorkloadReported")


def test_at_its_moment(played: Played) -> None:
    """A probe opens at its moment for its teams, or for all; the right choice is the one that is right then.

    probe P1 awareness a | at 0:10 | choices north south | right 1 | when 0 decided(I1, x)
    probe P2 awareness | at 0:30 | choices north south | right 1 | when 0 decided(I1, x)
    I1 -> a | at 0:05 | ask x y
    ---
    0:12 a probe P1 0
    0:20 a decide I1 x
    0:31 a probe P2 0
    0:32 b probe P2 1
    """
    assert played.told(*INQUIRY) == [
        "0:10 ProbeOpened P1 a",
        "0:12 ProbeAnswered P1 a 0 1",
        "0:30 ProbeOpened P2 a",
        "0:30 ProbeOpened P2 b",
        "0:30 ProbeOpened P2 c",
        "0:31 ProbeAnswered P2 a 0 0",
        "0:32 ProbeAnswered P2 b 1 0",
    ]


def test_at_a_pause(played: Played) -> None:
    """A probe without a moment opens at the next pause, once; answers come in while the clock stands.

    probe P1 awareness a | choices north south
    ---
    0:10 excon pause
    0:10 a probe P1 0
    0:10 excon resume
    0:20 excon pause
    """
    assert played.told(*INQUIRY) == ["0:10 ProbeOpened P1 a", "0:10 ProbeAnswered P1 a 0 0"]


def test_an_outage_asks_nothing() -> None:
    """A pause that nobody called is no moment to ask."""
    played = play("probe P1 awareness a | choices north south\n---\n0:10 excon pause")
    outage = replace(played.log[1], act=Pause("Nobody served", outage=True))
    run = replay(played.scenario, [played.log[0], outage], ms("0:20"))
    assert not [fact for fact in run.facts if isinstance(fact, ProbeOpened)]


def test_forecast(played: Played) -> None:
    """A forecast may be revised; it is settled the moment its outcome comes, or at EndEx because it has not.

    probe P1 forecast a | at 0:10 | outcome delivered(I1)
    probe P2 forecast a | at 0:10 | outcome decided(I1, y)
    probe P3 forecast a | at 0:10 | outcome elapsed() > 1m
    I1 -> a | at 0:30 | ask x y
    ---
    0:12 a forecast P1 30
    0:13 a forecast P1 70 They were seen again
    0:13 a forecast P2 10
    0:40 a forecast P1 100 I can see it
    0:50 excon end
    """
    assert played.told("ForecastMade", "ForecastSettled") == [
        "0:10 ForecastSettled P3 True",
        "0:12 ForecastMade P1 a 30",
        "0:13 ForecastMade P1 a 70",
        "0:13 ForecastMade P2 a 10",
        "0:30 ForecastSettled P1 True",
        "0:40 ForecastMade P1 a 100",
        "0:50 ForecastSettled P2 False",
    ]
    standing = played.run.situation.inquiry.forecast("P1", "a")
    assert standing is not None
    assert standing.probability == 70


def test_an_inject_asks_for_a_forecast(played: Played) -> None:
    """A forecast that an inject asks for is the team's answer to it: revisable, closed like any other, settled.

    I1 -> a b | at 0:10 | window 10m | forecast delivered(I2)
    I2 -> c | at 0:30
    ---
    0:12 a forecast I1 40 Twice before
    0:14 a forecast I1 60
    """
    assert played.told("DecisionTaken", "ForecastMade", "AnswerClosed", "ForecastSettled") == [
        "0:12 DecisionTaken I1 a 0 ",
        "0:12 ForecastMade I1 a 40",
        "0:14 DecisionTaken I1 a 1 ",
        "0:14 ForecastMade I1 a 60",
        "0:20 AnswerClosed I1 a answered",
        "0:20 AnswerClosed I1 b missed",
        "0:30 ForecastSettled I1 True",
    ]


def test_a_struck_forecast_does_not_count(played: Played) -> None:
    """When the controller strikes the answer, the forecast before it stands again.

    I1 -> a | at 0:10 | forecast delivered(I2)
    I2 -> a | hold
    ---
    0:12 a forecast I1 40
    0:14 a forecast I1 60
    0:20 excon void 3
    """
    situation = played.run.situation
    standing = situation.inquiry.forecast("I1", "a", situation.voided)
    assert standing is not None
    assert standing.probability == 40


def test_workload(played: Played) -> None:
    """Workload is reported for a probe or at any time, as often as somebody wants.

    probe P1 workload a | at 0:10 | window 5m
    ---
    0:05 a load 10+20+30+40+50+60
    0:12 a load 60+50+40+30+20+10 P1
    """
    assert played.told("WorkloadReported") == [
        "0:05 WorkloadReported a 10 20 30 40 50 60",
        "0:12 WorkloadReported a 60 50 40 30 20 10",
    ]


SCENE = """
    probe P1 awareness a | at 0:10 | choices north south
    probe P2 forecast a | at 0:10 | window 30m | outcome delivered(I9)
    probe P3 workload a | at 0:10 | window 5m
    I1 -> a | at 0:10 | forecast delivered(I9)
    I2 -> a | at 0:10 | ask x y
    I3 -> a | at 0:10
    I9 -> a | hold
    ---
    0:11 a probe P1 1
    """


@pytest.mark.parametrize(
    ("team", "act", "sentence"),
    [
        ("b", Probe("P1", 0), "There is no question P1 before your team."),
        ("a", Probe("P9", 0), "There is no question P9 before your team."),
        ("a", Probe("P2", 0), "That question asks how likely something is."),
        ("a", Probe("P1", 0), "You have answered that question; the first answer counts."),
        ("a", Forecast("P2", 130), "A forecast of 130 % is not possible; choose 0 to 100."),
        ("a", Forecast("P2", -1), "A forecast of -1 % is not possible; choose 0 to 100."),
        ("a", Forecast("P1", 50), "That question asks for one of its choices."),
        ("b", Forecast("P2", 50), "There is no question P2 before your team."),
        ("b", Forecast("I1", 50), "I1 was not sent to your team."),
        ("a", Forecast("I2", 50), "Choose one option."),
        ("a", Forecast("I3", 50), "I3 is for your information; it asks for no answer."),
        ("a", Decide("I1"), "Say how likely it is, from 0 to 100 %."),
        ("a", Workload((1, 2, 3)), "Rate all 6 items, each from 0 to 100."),
        ("a", Workload((1, 2, 3, 4, 5, 101)), "Rate all 6 items, each from 0 to 100."),
        ("a", Workload((1, 2, 3, 4, 5, 6), "P1"), "That question asks for one of its choices."),
        ("a", Workload((1, 2, 3, 4, 5, 6), "P3"), "The time to answer that question ended at H+0:15"),
    ],
)
def test_refused(team: str, act: Act, sentence: str) -> None:
    """Each answer that cannot be has its own sentence."""
    run = play(SCENE, "0:20").run
    assert sentence in refusal(run.situation, run.clock, trainee(team), act, run.at)


def test_no_such_choice() -> None:
    """A choice that does not exist is refused, and so is an answer at the very millisecond of the deadline."""
    run = play("probe P1 awareness a | at 0:10 | window 5m | choices north south\n---", "0:11").run
    assert refusal(run.situation, run.clock, trainee("a"), Probe("P1", 2), run.at) == (
        "There is no such choice; the question offers 2."
    )
    assert refusal(run.situation, run.clock, trainee("a"), Probe("P1", 1), ms("0:15") - 1) == ""
    assert "ended at H+0:15" in refusal(run.situation, run.clock, trainee("a"), Probe("P1", 1), ms("0:15"))


def test_the_right_answer_stays_hidden(played: Played) -> None:
    """A trainee reads the question and the own answer; what was right only after EndEx. Staff see everything.

    probe P1 awareness a | at 0:10 | window 30m | choices north south | right 1
    probe P2 forecast a | at 0:12 | outcome delivered(I1)
    I1 -> a | hold
    ---
    0:13 a probe P1 0
    0:14 a forecast P2 20
    0:30 excon end
    """
    before = replay(played.scenario, played.log, ms("0:20"))
    latest, first = views.probes(before, trainee("a"))
    assert (first.choice, first.right, first.open) == (0, None, False)
    assert (latest.probability, latest.open) == (20, True)
    assert views.probes(before, trainee("b")) == ()
    assert views.probes(played.run, trainee("a"))[1].right == 1
    results = views.probe_results(played.run, EXCON)
    assert [(found.probe.id, found.teams, found.came) for found in results] == [
        ("P1", ("a",), None),
        ("P2", ("a",), False),
    ]
    with pytest.raises(views.NotYours):
        views.probe_results(played.run, trainee("a"))
