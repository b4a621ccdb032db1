"""A plan is made before StartEx, the last one stands, and the debrief says what came of it."""

from __future__ import annotations

import pytest

from exercise.core import views
from exercise.core.acts import Plan
from exercise.core.clock import Clock, clock
from exercise.core.debrief.plans import plans
from exercise.core.refusals import refusal
from exercise.core.scenario import MINUTE
from tests.script import Played, play, trainee

SCENE = "resource qrf a 1\nresource uav b 1\n---\n"
BEFORE = "0:00 a means 15m b - Hold the gate\n0:00 excon start\n"


def test_what_was_promised_and_done(played: Played) -> None:
    """In two of four spans something went to the partner; the longest silence is told; later plans take the place.

    resource qrf a 1
    ---
    0:00 a means 15m c qrf First thought
    0:00 a means 15m b qrf Hold the gate
    0:00 excon start
    0:05 a send b hello
    0:20 a commit qrf 1 gate 10m
    0:46 a send b still here
    """
    (found,) = plans(played.run)
    assert (found.plan.intent, found.changes) == ("Hold the gate", 1)
    assert found.reported == (("b", 2, 4, 41 * MINUTE),)
    ((resource, committed, to),) = found.reserve
    assert (resource, committed, to) == ("qrf", 20 * MINUTE, "gate")


def test_a_promise_kept(played: Played) -> None:
    """A request, a report or a message in every span is all that was promised; a reserve not touched was kept.

    resource qrf a 1
    report r from a
    ---
    0:00 a means 30m b qrf Hold
    0:00 excon start
    0:10 a share r b
    0:40 a ask b information - - Who is there?
    """
    (found,) = plans(played.run)
    assert [(row.kept, row.spans) for row in found.reported] == [(2, 2)]
    assert found.reserve[0].committed is None


def test_the_last_span_is_not_held_against_anybody() -> None:
    """A span that EndEx cuts short counts only where something went in it."""
    (found,) = plans(play(f"{SCENE}{BEFORE}0:05 a send b hello\n0:20 excon end").run)
    assert [(row.kept, row.spans) for row in found.reported] == [(1, 1)]


def test_a_plan_is_the_teams_own() -> None:
    """Team mates see it, partners do not."""
    run = play(f"{SCENE}{BEFORE}").run
    mine = views.plan(run, trainee("a"))
    assert mine is not None
    assert mine.intent == "Hold the gate"
    assert views.plan(run, trainee("b")) is None


def test_nobody_planned() -> None:
    """Without plans there is nothing to compare."""
    assert plans(play(f"{SCENE}0:05 a send b hello").run) == ()


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Plan(" "), "Write what your team wants to achieve."),
        (Plan("Hold", partners=("a",), every=15 * MINUTE), "a is no partner of your team."),
        (Plan("Hold", partners=("z",), every=15 * MINUTE), "z is no partner of your team."),
        (Plan("Hold", partners=("b",)), "Say how often you report to them."),
        (Plan("Hold", partners=("b",), every=MINUTE), "Report at least every 120 minutes, and at most every 5."),
        (Plan("Hold", reserve=("uav",)), "uav is not your team's to keep in reserve."),
        (Plan("Hold", reserve=("tank",)), "tank is not your team's to keep in reserve."),
        (Plan("Hold", "Police lead", ("b", "c"), 15 * MINUTE, ("qrf",)), ""),
    ],
)
def test_what_is_no_plan(act: Plan, sentence: str) -> None:
    """Before StartEx a plan is judged by what it says; after it there is none to make."""
    run = play(f"{SCENE}0:59 excon start", "0:00").run
    assert refusal(run.situation, Clock(), trainee("a"), act, 0) == sentence
    late = play(f"{SCENE}0:01 a send b hello")
    said = refusal(late.run.situation, clock(late.log), trainee("a"), act, late.run.at)
    assert said.startswith("Plans were made before StartEx")
