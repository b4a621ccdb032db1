"""Two implementations of the scores agree: one built on the engine's situation, one on exported rows alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.content import load, to_json
from exercise.core.bots import POLICIES, play
from exercise.core.engine import Run
from exercise.core.facts import (
    Fact,
    ForecastMade,
    ForecastSettled,
    ProbeAnswered,
    ProbeOpened,
    ReplyReceived,
    ReportPosted,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.replay import replay
from exercise.core.scenario import MINUTE, ProbeItem, Scenario
from exercise.core.scoring import scores
from exercise.shipped import folder
from tests.core.second import second_opinion
from tests.properties.strategies import scenarios, scripts
from tests.script import log

TEAMS = st.sampled_from("abc")
PROBES = (ProbeItem("P1", "awareness", "Where?", choices=("x", "y")), ProbeItem("P2", "forecast", "Will it?"))
RUNS = 200


def plainly(run: Run) -> list[dict[str, Any]]:
    """The facts as an export has them: JSON rows; a fact's own ``kind`` gives way to what it is."""
    rows = [fact._asdict() | {"kind": type(fact).__name__, "kind_": getattr(fact, "kind", "")} for fact in run.facts]
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]


def agree(run: Run) -> None:
    """Both give every team the same score in every dimension."""
    second = second_opinion(json.loads(to_json(run.scenario)), plainly(run), run.at)
    for team, table in scores(run).items():
        for dimension in table:
            other = second[team][dimension.id]
            assert (dimension.score is None) == (other is None), (team, dimension, other)
            assert other is None or dimension.score == pytest.approx(other, abs=0.051), (team, dimension)


@st.composite
def inquiries(draw: st.DrawFn) -> list[Fact]:
    """Facts about probes, forecasts, requests and posts as they may come, in order of time."""
    found: list[Fact] = []
    for number in range(draw(st.integers(0, 8))):
        at, team, other = draw(st.integers(0, 60)) * MINUTE, draw(TEAMS), draw(TEAMS)
        seq, report = 900 + number, draw(st.sampled_from("rs"))
        match draw(st.sampled_from(["probe", "silent", "forecast", "settled", "request", "post"])):
            case "probe":
                found.append(ProbeAnswered(at, "P1", team, "s", draw(st.integers(0, 1)), 0, seq))
            case "silent":
                found.append(ProbeOpened(at, "P1", team, at + 5 * MINUTE))
            case "forecast":
                found.append(ForecastMade(at, "P2", team, "s", draw(st.integers(0, 100)), "", seq))
            case "settled":
                found.append(ForecastSettled(at, "P2", draw(st.booleans())))
            case "post":
                found.append(ReportPosted(at, report, team, seq))
            case "request" if team != other:
                found.append(RequestSent(at, seq, team, other, "information", report, "?", "radio", None))
                if draw(st.booleans()):
                    found.append(RequestReceived(at + MINUTE, seq, team, other))
                    if draw(st.booleans()):
                        later, granted = at + draw(st.integers(2, 50)) * MINUTE, draw(st.booleans())
                        found.append(RequestAnswered(later, seq, other, team, granted, "", "radio", 0))
                        found.append(ReplyReceived(later + MINUTE, seq, team, 0))
    # What a forecast is about is settled once.
    settled = [fact for fact in found if isinstance(fact, ForecastSettled)][1:]
    return sorted((fact for fact in found if fact not in settled), key=lambda fact: fact.at)


@given(scene=scenarios(), script=scripts(), asked=inquiries())
@settings(max_examples=RUNS, deadline=None)
def test_random_runs(scene: Scenario, script: str, asked: list[Fact]) -> None:
    """On 200 random runs, with everything people can do and everything they can be asked."""
    run = replay(replace(scene, probes=PROBES), tuple(log(script)), 60 * MINUTE)
    agree(run)
    agree(replace(run, facts=tuple(sorted((*run.facts, *asked), key=lambda fact: fact.at))))


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", ["harmattan-link", "lake-mbari", "port-clair-nights", "wadi-serif"])
def test_shipped_scenarios(name: str, policy: str) -> None:
    """On every scenario that is shipped, whoever plays it."""
    scenario = load(folder("injects") / name)
    agree(play(scenario, {agency.id: policy for agency in scenario.agencies})[1])  # type: ignore[misc]


def test_they_can_disagree() -> None:
    """The comparison has teeth: a run with one fact taken away is not scored alike."""
    scenario = load(folder("injects") / "harmattan-link")
    run = play(scenario, dict.fromkeys(scenario.agency, "typical"))[1]
    rows = [row for row in plainly(run) if row["kind"] != "AnswerClosed"]
    second = second_opinion(json.loads(to_json(scenario)), rows, run.at)
    first = {team: {one.id: one.score for one in table} for team, table in scores(run).items()}
    assert any(first[team]["timeliness"] != second[team]["timeliness"] for team in first)
