"""Standing procedures: the steps taken count, and the debrief tells which, when and by whom."""

from __future__ import annotations

from exercise.core.debrief.procedures import followed
from exercise.core.scoring import Dimension, scores
from tests.script import Played


def _law(played: Played, team: str) -> Dimension:
    return next(found for found in scores(played.run)[team] if found.id == "mandate")


def test_the_share_of_steps_counts(played: Played) -> None:
    """Who takes one of the two steps that the experts' answer takes (x) has a half; what is left out is named.

    procedure p stop look
    I1 -> a | at 0:05 | window 30m | option x:m+1 steps=p.stop,p.look | option y:m-1 steps=p.look
    ---
    0:07 a decide I1 y
    """
    law = _law(played, "a")
    assert (law.score, law.records) == (50.0, 1)
    assert law.points[0].evidence == "1 of 2 steps of procedure at H+0:07; not taken: Procedure p: Step stop"


def test_a_window_let_pass_took_no_step(played: Played) -> None:
    """Doing nothing is not keeping to the procedure; an open window is not held against anybody yet.

    procedure p stop
    I1 -> a | at 0:05 | window 10m | option x:m+1 steps=p.stop | option y:m-1
    I2 -> b | at 0:55 | window 10m | option x:m+1 steps=p.stop | option y:m-1
    """
    assert (_law(played, "a").score, _law(played, "b").score) == (0.0, None)


def test_a_step_that_experts_leave_out(played: Played) -> None:
    """Where the experts' answer takes no step the procedure was not called for, and nothing counts.

    procedure p stop
    I1 -> a | at 0:05 | window 30m | option x:m+1 | option y:m-1 steps=p.stop
    ---
    0:07 a decide I1 y
    """
    assert _law(played, "a").score is None


def test_a_revision_takes_its_own_steps(played: Played) -> None:
    """The standing answer counts, not the one it took the place of.

    procedure p stop
    I1 -> a | at 0:05 | window 30m | option x:m+1 steps=p.stop | option y:m-1
    ---
    0:07 a decide I1 x
    0:09 a decide I1 y
    """
    assert _law(played, "a").score == 0.0


def test_what_was_followed(played: Played) -> None:
    """Each step has who took it first and when; out of order is said, and a procedure nobody needed is left out.

    procedure p stop look
    procedure q wait
    I1 -> a | at 0:05 | window 30m | option x:m+1 steps=p.look | option y:m-1
    I2 -> b | at 0:10 | window 30m | option x:m+1 steps=p.stop,p.look | option y:m-1
    ---
    0:07 a decide I1 x
    0:12 b decide I2 x
    """
    (found,) = followed(played.run)
    assert [(step.text, step.team, step.inject) for step in found.steps] == [
        ("Step stop", "b", "I2"), ("Step look", "a", "I1")
    ]  # fmt: skip
    assert (found.taken, found.in_order) == (2, False)


def test_a_step_nobody_took(played: Played) -> None:
    """What an inject called for and nobody did stands there empty.

    procedure p stop
    I1 -> a | at 0:05 | window 30m | option x:m+1 steps=p.stop | option y:m-1
    ---
    0:07 a decide I1 y
    """
    ((step,),) = (found.steps for found in followed(played.run))
    assert (step.at, step.asked) == (None, True)
