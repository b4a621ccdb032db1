"""What remains after EndEx: passages that came true, and effects that were still to come."""

from __future__ import annotations

import pytest

from exercise.core.debrief.epilogue import epilogue
from exercise.core.replay import replay
from exercise.core.views import NotYours
from tests.script import EXCON, Played, ms, play, trainee


def test_endings(played: Played) -> None:
    """At EndEx each passage whose condition holds is told, before the exercise is over.

    measure m 50
    ending good 90 m+5 when decided(I1, x)
    ending bad 90 m-5 when decided(I1, y)
    ending always 30
    I1 -> a | at 0:10 | ask x y
    ---
    0:12 a decide I1 x
    0:40 excon end
    """
    assert played.told("EndingTold", "ExerciseEnded") == [
        "0:40 EndingTold good",
        "0:40 EndingTold always",
        "0:40 ExerciseEnded",
    ]
    found = epilogue(played.run, EXCON)
    assert found is not None
    assert [(passage.id, passage.day) for passage in found.passages] == [("always", 30), ("good", 90)]
    assert (found.day, found.measures[0].end, found.measures[0].then, found.outcome) == (90, 50, 55, 55)


def test_late_effects(played: Played) -> None:
    """Effects that EndEx cut off are felt in the epilogue, where their cause still stands and the day is not past.

    measure m 50
    ending later 1 m+1
    I1 -> a | at 0:10 | ask x:m+5@2h,m+3,m+9@48h y:m-20@2h
    ---
    0:12 a decide I1 y
    0:20 a decide I1 x
    0:21 excon end
    """
    assert played.told("EffectPostponed") == [
        f"0:21 EffectPostponed {ms('0:20') + ms(after) + ms('3m')} m {by} I1 x by a"
        for after, by in (("2h", 5), ("0m", 3), ("48h", 9))
    ]
    found = epilogue(played.run, EXCON)
    assert found is not None
    assert [(change.by, change.cause) for change in found.measures[0].changes] == [
        (3, "I1 x by a"), (5, "I1 x by a"), (1, "Ending later"),
    ]  # fmt: skip
    assert found.measures[0].then == 59


def test_within_the_scale() -> None:
    """No measure leaves 0 to 100, then as now."""
    found = epilogue(play("measure m 95\nending up 10 m+9\nending on 20 m-4\n---\n0:05 excon end").run, EXCON)
    assert found is not None
    assert found.measures[0].then == 96


def test_when_and_for_whom() -> None:
    """There is no epilogue before EndEx; trainees read it when the debrief is open."""
    text = "measure m 50\nending e 90\n---\n0:05 excon end\n0:06 excon disclose debrief"
    played = play(text)
    assert epilogue(replay(played.scenario, played.log, ms("0:04")), EXCON) is None
    assert epilogue(played.run, EXCON) is not None
    with pytest.raises(NotYours):
        epilogue(replay(played.scenario, played.log, ms("0:05")), trainee("a"))
