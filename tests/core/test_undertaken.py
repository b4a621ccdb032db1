"""How a decision comes about, as its own team sees it; and the decision that shares out what there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core import bots, views
from exercise.core.acts import Decide
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scenario import MINUTE, Ask, Inject, Option
from exercise.core.scoring import grade
from tests.script import Played, log, play, scenario, trainee


def stands(played: Played, inject: str = "I1") -> list[tuple[str, str, str]]:
    """What became of every option of team A's answer, and what its inbox says."""
    rows = {row.inject: row.comes for row in views.inbox(played.run, trainee("a"))}
    return [(row.option, row.outcome, str(rows[inject])) for row in views.undertaken(played.run, trainee("a"), inject)]


def at(moment: str, after: str = "") -> Played:
    """An option above the team's rung, chosen at 0:07, at a later moment and after what others did."""
    return play(
        f"""
        rung patrol a
        rung sector b
        I1 -> a | at 0:05 | window 50m | option x authority=sector | option y
        ---
        0:07 a decide I1 x
        {after}
        """,
        moment,
    )


@pytest.mark.parametrize(
    ("moment", "after", "outcome", "stage", "reason"),
    [
        ("0:10", "", "waits", "waiting", ""),
        ("0:20", "0:15 b approve 2", "carried out", "granted", ""),
        ("0:20", "0:15 b refuse 2 not today", "failed", "refused", "Agency B: not today"),
        ("0:50", "", "failed", "refused", "Agency B: nobody ruled in time"),
    ],
)
def test_course_of_a_ruling(moment: str, after: str, outcome: str, stage: str, reason: str) -> None:
    """A decision waits for its ruling, is carried out, or comes to nothing with the reason."""
    (row,) = views.undertaken(at(moment, after).run, trainee("a"), "I1")
    assert (row.outcome, row.reason, [ask.stage for ask in row.asks]) == (outcome, reason, [stage])


def test_chosen_again_waits_again() -> None:
    """Who leaves an option and comes back to it asks again; the first refusal is no word on the second asking."""
    again = at("0:20", "0:10 a decide I1 y\n        0:12 a decide I1 x")
    assert stands(again) == [("x", "waits", "waits")]
    (row,) = views.undertaken(again.run, trainee("a"), "I1")
    assert [ask.entry for ask in row.asks] == [4]
    assert stands(at("0:20", "0:10 a decide I1 y")) == []


def test_others_learn_nothing_of_it() -> None:
    """How a decision comes about is for the team that took it."""
    assert views.undertaken(at("0:20").run, trainee("b"), "I1") == ()


def test_means_of_a_decision(played: Played) -> None:
    """What an option binds is shown with it, on its way or on the spot.

    resource qrf a 1 travel 20m
    I1 -> a | at 0:05 | window 50m | option x needs=qrf:1:30m | option y
    ---
    0:07 a decide I1 x
    """
    (row,) = views.undertaken(played.run, trainee("a"), "I1")
    assert [(use.resource, use.there) for use in row.uses] == [("qrf", 27 * MINUTE)]
    assert row.outcome == "carried out"


POOL = replace(
    scenario("I1 -> a | at 0:05 | window 30m | ask x y"),
    injects=(
        Inject(
            "I1", "Water", ("a",), at=0, window=30 * MINUTE,
            ask=Ask("allocate", "Who gets it?", tuple(
                Option(id, id, 0.0, "why", ideal=ideal) for id, ideal in (("x", 6), ("y", 4), ("z", 0))
            ), total=10),
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("options", "amounts", "sentence"),
    [
        (("x", "y"), (6, 3), "Distribute all 10: 1 is left."),
        (("x",), (4,), "Distribute all 10: 6 are left."),
        (("x", "y"), (6, 5), "There are 10 to distribute; that is 1 too many."),
        (("x", "y"), (11, -1), "Give every option you name at least one."),
        (("x", "y"), (10,), "Give every option you name at least one."),
        ((), (), "Distribute all 10: 10 are left."),
        (("x", "q"), (9, 1), "q is not an option of I1."),
        (("x", "z"), (9, 1), ""),
    ],
)
def test_an_allocation_gives_away_everything(options: tuple[str, ...], amounts: tuple[int, ...], sentence: str) -> None:
    """An allocation is refused until it gives exactly what there is, to options that exist."""
    run = replay(POOL, tuple(log("")), MINUTE)
    assert refusal(run.situation, run.clock, trainee("a"), Decide("I1", options, amounts=amounts), MINUTE) == sentence


@pytest.mark.parametrize(("policy", "worth"), [("expert", 1.0), ("typical", None), ("random", None)])
def test_bots_share_everything_out(policy: bots.Policy, worth: float | None) -> None:
    """A bot's allocation is one that would be taken, and the expert's is worth everything."""
    _, run = bots.play(POOL, {"a": policy})
    ask = POOL.injects[0].ask
    for answer in run.situation.answers_of("a"):
        for taken in answer.decisions:
            assert sum(taken.amounts) == 10
            assert ask is not None
            assert worth is None or grade(ask, taken) == worth
    assert policy == "random" or run.situation.answers["I1", "a"].decisions


def test_worth_of_an_allocation() -> None:
    """Half the units in the wrong place is half the worth."""
    _, run = bots.play(POOL, {"a": "expert"})
    (taken,) = run.situation.answers["I1", "a"].decisions
    ask = POOL.injects[0].ask
    assert ask is not None
    assert grade(ask, taken._replace(options=("x", "z"), amounts=(5, 5))) == 0.5
