"""Amounts given out among options: they add up, count by what the experts gave, and act in proportion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core.acts import Decide
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scoring import grade
from tests.script import Played, log, play, trainee

SCENE = "I1 -> a | at 0:10 | window 20m | allocate 100 x=60:m+6 y=40:m+8 z=0:m-10\n---"


def test_in_proportion(played: Played) -> None:
    """Each option acts by its amount beside the experts' share, at most once over; what they give nothing by the whole.

    I1 -> a | at 0:10 | window 20m | allocate 100 x=60:m+6 y=40:m+8 z=0:m-10
    ---
    0:12 a allocate I1 x=70 y=10 z=20
    """
    assert played.told("MeasureChanged") == [
        "0:15 MeasureChanged m 56 I1 x by a",
        "0:15 MeasureChanged m 58 I1 y by a",
        "0:15 MeasureChanged m 56 I1 z by a",
    ]


def test_revised(played: Played) -> None:
    """Before it has settled, another allocation takes the place of the first.

    I1 -> a | at 0:10 | window 20m | allocate 100 x=60:m+6 y=40:m+8 z=0:m-10
    ---
    0:12 a allocate I1 x=30 y=70
    0:14 a allocate I1 x=60 y=40
    """
    assert played.told("MeasureChanged") == [
        "0:17 MeasureChanged m 56 I1 x by a",
        "0:17 MeasureChanged m 64 I1 y by a",
    ]


@pytest.mark.parametrize(
    ("said", "worth"),
    [("x=60 y=40", 1.0), ("y=40 x=60", 1.0), ("x=100", 0.6), ("z=100", 0.0), ("x=50 y=40 z=10", 0.9)],
)
def test_grade(said: str, worth: float) -> None:
    """An allocation is worth 1 minus the share of the whole that is misplaced, in whatever order it was given."""
    run = play(f"{SCENE}\n0:12 a allocate I1 {said}").run
    (answer,) = run.situation.answers_to("I1")
    ask = run.situation.injects["I1"].ask
    assert ask is not None
    assert grade(ask, answer.decisions[-1]) == pytest.approx(worth)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Decide("I1", ("x", "y"), amounts=(50, 40)), "Distribute all 100: 10 are left."),
        (Decide("I1", ("x", "y"), amounts=(70, 40)), "There are 100 to distribute; that is 10 too many."),
        (Decide("I1", ("x", "y"), amounts=(110, -10)), "Give every option you name at least one."),
        (Decide("I1", ("x", "y"), amounts=(100,)), "Give every option you name at least one."),
        (Decide("I1", ("x", "y")), "Give every option you name at least one."),
        (Decide("I1", ("x", "q"), amounts=(50, 50)), "q is not an option of I1."),
    ],
)
def test_refused(act: Decide, sentence: str) -> None:
    """Amounts that cannot be are refused with what is wrong."""
    run = play(SCENE, "0:11").run
    assert refusal(run.situation, run.clock, trainee("a"), act, run.at) == sentence


def test_a_draft_gives_out_what_it_had() -> None:
    """What was typed and not sent acts and counts as far as it went."""
    run = play(f"{SCENE}\n0:12 a allocate I1 x=30", "0:20").run
    assert not run.situation.answers_to("I1")[0].decisions
    entries = list(log("0:12 a allocate I1 x=30"))
    entries[1] = replace(entries[1], act=replace(entries[1].act, draft=True))
    drafted = replay(run.scenario, entries, run.at)
    assert drafted.situation.measure("m", drafted.at) == 53
