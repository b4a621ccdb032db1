"""Simulated trainees: they answer what is asked, share what is needed, and the better ones do it better."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from statistics import mean

from exercise.core.acts import Act, Role, Seat
from exercise.core.bots import POLICIES, Policy, afresh, play, react
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.facts import (
    Fact,
    ForecastMade,
    MessageSent,
    ProbeAnswered,
    ReportPosted,
    RequestAnswered,
    WorkloadReported,
)
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, Scenario
from tests.script import WALL, log, ms, scenario

TEAMS = "abc"


def played(text: str, policy: Policy = "expert", seed: int = 1) -> Run:
    """An hour with a bot of that policy in every team."""
    return play(scenario(text, seed=seed), dict.fromkeys(TEAMS, policy))[1]


def of(run: Run, kind: type[Fact]) -> list[Fact]:
    """The facts of a kind."""
    return [fact for fact in run.facts if isinstance(fact, kind)]


def replied(scene: Scenario, text: str, policy: Policy = "expert") -> list[RequestAnswered | MessageSent]:
    """What bots in every seat, and in the SimCell, answer to what the script asks."""
    engine, number, seen = Engine(scene), count(100), 0
    for entry in log(text):
        engine.apply(entry)
    engine.advance(30 * 60_000)
    seats = [Seat("excon", Role.CONTROLLER), *(Seat(f"{team}-9", Role.TRAINEE, team, "A") for team in TEAMS)]
    plans = [
        plan
        for fact in engine.world.facts[seen:]
        for seat in seats
        for plan in react(engine.situation, policy, seat, fact)
        if plan.key.startswith(("reply", "answer"))
    ]
    for plan in plans:
        engine.apply(Entry(next(number), max(plan.at, engine.at), WALL, plan.seat, plan.act))
    return [fact for fact in engine.world.facts
            if isinstance(fact, RequestAnswered) or (isinstance(fact, MessageSent) and fact.answers)]  # fmt: skip


def test_experts_post_what_is_true_and_free() -> None:
    """On the picture goes what is true, needed, and released to everybody; under stove-pipes nothing does."""
    text = """
        report r from a needed b 0:30
        report s from a needed b 0:30 only restricted a b
        report t from b needed a 0:30
        report u from b
        about t false
    """
    assert [fact.report for fact in of(played(text), ReportPosted)] == ["r"]
    assert of(played(f"coordination stove-piped\n{text}"), ReportPosted) == []


def test_probes_by_skill() -> None:
    """Experts know more than typical teams, those more than who guesses; everybody reports a workload when asked."""
    text = """
        probe P1 awareness | at 0:10 | choices north south east west | right 2
        probe P2 forecast | at 0:10 | outcome elapsed() > 20m
        probe P3 workload | at 0:10
        probe P4 awareness | choices north south
    """
    knows = {}
    for policy in POLICIES[:3]:
        answers = [fact for seed in range(40) for fact in of(played(text, policy, seed), ProbeAnswered)]
        knows[policy] = mean(a.choice == a.right for a in answers if a.probe == "P1")  # type: ignore[union-attr]
    assert knows["expert"] > knows["typical"] > knows["random"]
    run = played(text)
    assert {fact.team for fact in of(run, ForecastMade)} == set(TEAMS)  # type: ignore[union-attr]
    assert {fact.team for fact in of(run, WorkloadReported)} == set(TEAMS)  # type: ignore[union-attr]
    assert {f.team for f in of(run, ProbeAnswered) if f.probe == "P4"} == set(TEAMS)  # type: ignore[union-attr]


def test_an_inject_asks_for_a_forecast() -> None:
    """A forecast that an inject asks for is given as one."""
    run = played("I1 -> a | at 0:10 | window 20m | forecast delivered(I2)\nI2 -> a | at 0:50")
    assert len(of(run, ForecastMade)) == 1


def test_replies() -> None:
    """Experts grant what they can and may: information they hold, a free resource, a release to who is cleared."""
    scene = scenario(
        """
        report r from b
        report s from b only confidential b
        resource qrf b 1
        """
    )
    agencies = (replace(scene.agencies[0], clearance="confidential"), *scene.agencies[1:])
    scene = replace(scene, agencies=agencies)
    answers = replied(
        scene,
        """
        0:01 a ask b information r - Who?
        0:02 a ask b resource qrf - We need it
        0:03 a ask b release s - May we?
        0:04 c ask b release s - May we?
        0:05 c ask b information s - What is it?
        0:06 a ask press information - - Have you film?
        0:07 a send press Hello
        """,
    )
    ruled = {fact.entry: fact.granted for fact in answers if isinstance(fact, RequestAnswered)}
    assert ruled == {2: True, 3: True, 4: True, 5: False, 6: False, 7: True}
    assert [fact.answers for fact in answers if isinstance(fact, MessageSent)] == [8]


def test_absent_teams_answer_nothing() -> None:
    """Who is not there replies to nobody; the SimCell is not among them."""
    scene = scenario("report r from b")
    assert replied(scene, "0:01 a ask b information r - Who?", "absent") == []


def test_another_way() -> None:
    """When the channel a bot meant to use has failed, it takes one that works and that the marking allows."""
    scene = scenario(
        """
        channel radio 1m
        channel phone 2m upto unclassified
        channel cable 9m
        report r from a needed b 0:30
        I1 -> c | at 0:00 | breaks radio
        """
    )
    run = replay(scene, log(""), ms("0:05"))
    act: Act = next(plan.act for fact in run.facts for plan in react(
        replay(scene, log(""), 0).situation, "expert", Seat("a-9", Role.TRAINEE, "a", "A"), fact))  # fmt: skip
    assert getattr(afresh(run.situation, replace(act, channel="radio")), "channel", "") == "cable"
    assert play(scene, dict.fromkeys(TEAMS, "expert"))[1].situation.holds("b", "r")


def test_a_pause_half_way() -> None:
    """Where something is asked at a pause there is one; the log replays with it."""
    scene = scenario("probe P1 awareness a | choices x y")
    entries, run = play(scene, dict.fromkeys(TEAMS, "typical"))
    assert [entry.act.kind for entry in entries if entry.at == HOUR // 2] == ["Pause", "Resume"]
    assert replay(scene, entries).mark == run.mark
