"""Simulated trainees: they answer what is asked, share what is needed, and the better ones do it better."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from statistics import mean

from exercise.core.acts import Act, Commit, Reply, Request, Role, Seat
from exercise.core.acts import Plan as PlanAct
from exercise.core.bots import POLICIES, Policy, afresh, play, react
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.facts import (
    Fact,
    ForecastMade,
    MessageSent,
    ProbeAnswered,
    ReleaseBreached,
    ReportPosted,
    RequestAnswered,
    RequestSent,
    WorkloadReported,
)
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, Scenario
from tests.script import WALL, log, ms, scenario

TEAMS = "abc"


def played(text: str, policy: Policy = "expert", seed: int = 1) -> Run:
    """An hour with a bot of that policy in every team."""
    return play(scenario(text, seed=seed), dict.fromkeys(TEAMS, policy))[1]


def acted(text: str, policy: Policy, seed: int = 1) -> list[Act]:
    """What bots of that policy do in an hour, in order."""
    return [entry.act for entry in play(scenario(text, seed=seed), dict.fromkeys(TEAMS, policy))[0]]


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
    again = afresh(run.situation, Seat("a-9", Role.TRAINEE, "a", "A"), replace(act, channel="radio"))
    assert getattr(again, "channel", "") == "cable"
    assert play(scene, dict.fromkeys(TEAMS, "expert"))[1].situation.holds("b", "r")


def test_a_pause_half_way() -> None:
    """Where something is asked at a pause there is one; the log replays with it."""
    scene = scenario("probe P1 awareness a | choices x y")
    entries, run = play(scene, dict.fromkeys(TEAMS, "typical"))
    assert [entry.act.kind for entry in entries if entry.at == HOUR // 2] == ["Pause", "Resume"]
    assert replay(scene, entries).mark == run.mark


def test_what_does_not_come_is_asked_for() -> None:
    """Who needs a report that stays away asks its holder for it, or its originator for the release, before it is late.

    What has come by itself is not asked for, and nobody asks who is not there.
    """
    scene = scenario(
        """
        report r from a needed b 0:50
        report s from a needed c 0:50 only unclassified a
        """
    )
    sitting: dict[str, Policy] = {"a": "absent", "b": "expert", "c": "expert"}
    asked = [fact for fact in of(play(scene, sitting)[1], RequestSent) if isinstance(fact, RequestSent)]
    assert [(fact.sender, fact.to, fact.what, fact.about) for fact in sorted(asked, key=lambda fact: fact.sender)] == [
        ("b", "a", "information", "r"),
        ("c", "a", "release", "s"),
    ]
    assert all(ms("0:20") <= fact.at <= ms("0:30") for fact in asked)
    awake = play(scene, dict.fromkeys(TEAMS, "expert"))[1]
    assert [fact.about for fact in of(awake, RequestSent)] == ["s"]  # type: ignore[union-attr]
    assert awake.situation.holds("c", "s")
    assert not of(awake, ReleaseBreached)
    assert of(play(scene, dict.fromkeys(TEAMS, "absent"))[1], RequestSent) == []


def test_an_answer_takes_a_way_it_may_take() -> None:
    """A report that goes along with a reply goes by the fastest channel that may carry it."""
    scene = scenario(
        """
        channel radio 1m upto unclassified
        channel cable 9m upto secret
        report r from a needed b 0:50 only confidential a b
        """
    )
    engine = Engine(scene)
    for entry in log("0:01 b ask a information r - What do you have?"):
        engine.apply(entry)
    engine.advance(ms("0:10"))
    seat = Seat("a-9", Role.TRAINEE, "a", "A")
    plans = [plan for fact in engine.world.facts for plan in react(engine.situation, "expert", seat, fact)]
    assert [plan.act.channel for plan in plans if isinstance(plan.act, Reply)] == ["cable"]


def test_liaison_officers_go_where_there_is_most_to_tell() -> None:
    """Experts send each officer that no answer binds to another partner, the one with most to exchange first."""
    text = """
        report r from a needed c 0:50
        resource lo a 2 kind liaison
        I1 -> a | at 0:40 | window 10m | option x needs=lo:1:10m | option y
    """
    more = text.replace("lo a 2", "lo a 4")
    assert [(act.resource, act.units, act.to) for act in acted(text, "expert") if isinstance(act, Commit)] == [
        ("lo", 1, "c")
    ]
    assert sorted(act.to for act in acted(more, "expert") if isinstance(act, Commit)) == ["b", "c"]
    assert played(text).situation.liaised("a", "c")
    assert not [act for act in acted(text, "absent") if isinstance(act, Commit)]


def test_means_are_asked_for_lent_and_called_home() -> None:
    """Of a partner's means bots ask only for what it can spare; it is called home when it has done its work."""
    text = "resource qrf b 2 travel 2m\nresource uav b 1\n" + "\n".join(
        f"I{n} -> a b c | at 0:{n:02} | window 20m | option x needs=uav:1:1m | option y" for n in range(1, 20)
    )
    acts = acted(text, "expert")
    asked = [act for act in acts if isinstance(act, Request)]
    assert {act.about for act in asked} == {"qrf"}
    assert 1 <= len(asked) <= 2
    uses = [use for use in played(text).situation.undertakings.uses.values() if use.resource == "qrf"]
    assert {(use.state, use.reason) for use in uses} == {("freed", "recalled")}


def test_plans_are_filed_before_startex() -> None:
    """Each team that is awake promises reports to those it owes most, says where it leads, and keeps a reserve."""
    text = """
        measure m 50
        lead town arrest a
        report r from a needed c 0:50
        resource qrf a 1
    """
    entries, run = play(scenario(text), dict.fromkeys(TEAMS, "expert"))
    assert [entry.act.kind for entry in entries[:4]] == ["Plan", "Plan", "Plan", "StartEx"]
    plan = entries[0].act
    assert isinstance(plan, PlanAct)
    assert plan.partners == ("c", "b")
    assert "arrest (town)" in plan.limits
    assert replay(scenario(text), entries).mark == run.mark
    assert not [act for act in acted(text, "absent") if isinstance(act, PlanAct)]


def test_the_same_seed_the_same_acts() -> None:
    """What bots ask, send and lend hangs on the seed alone."""
    text = """
        report r from a needed b 0:50
        resource lo a 1 kind liaison
        resource qrf b 2
        I1 -> a c | at 0:10 | window 20m | ask x y
    """
    for policy in POLICIES:
        assert acted(text, policy) == acted(text, policy)
    assert acted(text, "typical", 1) != acted(text, "typical", 2)
