"""Changes of course after news, and recovery after shocks."""

from __future__ import annotations

from exercise.core.debrief.adaptation import recoveries, turns
from exercise.core.scenario import MINUTE
from tests.script import Played


def test_a_change_after_news_is_adaptation(played: Played) -> None:
    """Between the two answers a report came: the team adapted, and how long it took is told.

    report r from b
    I1 -> a | at 0:05 | window 50m | ask x y
    ---
    0:07 a decide I1 x
    0:10 b share r a
    0:15 a decide I1 y
    """
    (turn,) = turns(played.run)
    assert (turn.kind, turn.before, turn.then, turn.news) == ("adapted", ("x",), ("y",), ("r",))
    assert turn.after == 4 * MINUTE


def test_a_change_without_news_is_wavering(played: Played) -> None:
    """Nothing came in between; and saying the same again is no change at all.

    I1 -> a | at 0:05 | window 50m | ask x y
    ---
    0:07 a decide I1 x
    0:15 a decide I1 y
    0:16 a decide I1 y the same for a better reason
    """
    assert [turn.kind for turn in turns(played.run)] == ["wavered"]


def test_a_course_held_against_a_contrary_report(played: Played) -> None:
    """A report that contradicts one held came while the answer could still be changed, and it was not.

    report r from a
    report s from b
    about s conflicts r
    I1 -> a | at 0:05 | window 50m | ask x y
    ---
    0:07 a decide I1 x
    0:10 b share s a
    """
    (turn,) = turns(played.run)
    assert (turn.kind, turn.at, turn.news) == ("held", 11 * MINUTE, ("s",))


def test_contrary_news_after_the_window(played: Played) -> None:
    """What comes when nothing can be changed any more is held against nobody.

    report r from a
    report s from b
    about s conflicts r
    I1 -> a | at 0:05 | window 5m | ask x y
    ---
    0:07 a decide I1 x
    0:20 b share s a
    """
    assert turns(played.run) == ()


def test_a_shock_that_is_made_good(played: Played) -> None:
    """Half of the fall came back ten minutes later; its rate is in points an hour.

    I1 -> a | at 0:10 | effects m-8
    I2 -> a | at 0:20 | effects m+4
    """
    (shock,) = recoveries(played.run)
    assert (shock.at, shock.level, shock.fall, shock.back, shock.regained) == (
        10 * MINUTE, 50.0, 8.0, 20 * MINUTE, 4.0
    )  # fmt: skip
    assert shock.rate == 24.0


def test_a_shock_that_is_not(played: Played) -> None:
    """Less than half is no recovery; a small fall is no shock.

    I1 -> a | at 0:10 | effects m-8
    I2 -> a | at 0:20 | effects m+3
    I3 -> a | at 0:30 | effects m-2
    """
    (shock,) = recoveries(played.run)
    assert (shock.back, shock.rate, shock.regained) == (None, None, 3.0)


def test_drift_heals_too(played: Played) -> None:
    """A measure that rises by itself regains what it lost, as far as it has come by now.

    measure m 50 drift 12
    I1 -> a | at 0:10 | effects m-8
    """
    (shock,) = recoveries(played.run)
    assert (shock.regained, shock.back) == (8.0, 60 * MINUTE)
