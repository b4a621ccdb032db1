"""Each locality has an index of its own, moved only by what happened there."""

from __future__ import annotations

from exercise.core.debrief.localities import localities
from tests.script import Played


def test_what_happens_at_a_place_stays_there(played: Played) -> None:
    """An effect counts where its inject lies; what lies nowhere moves no locality, and drift none either.

    measure m 50 drift -6
    I1 -> a | at 0:05 | where bridge | effects m-10
    I2 -> a | at 0:06 | where market | window 20m | ask x:m+4 y:m-4
    I3 -> a | at 0:07 | effects m-20
    ---
    0:08 a decide I2 x
    """
    bridge, market = localities(played.run)
    assert (bridge.name, bridge.start, bridge.now, bridge.injects) == ("bridge", 50.0, 40.0, 1)
    assert (market.name, market.now, market.moved) == ("market", 54.0, (("m", 4.0),))


def test_the_index_weighs_as_the_outcome_does(played: Played) -> None:
    """Two measures of the same weight move it by half of what one of them moved.

    measure m 40
    measure n 60
    I1 -> a | at 0:05 | where bridge | effects m-10
    """
    (bridge,) = localities(played.run)
    assert (bridge.start, bridge.now) == (50.0, 45.0)


def test_harm_and_broken_rules_have_a_place(played: Played) -> None:
    """Who came to harm, and which rule was broken, stands at the place of the inject.

    lead bridge arrest b
    I1 -> a | at 0:05 | where bridge | window 20m | option x:m+1 what=arrest | option y:m-1
    I2 -> a | at 0:06 | where market | harm killed:40
    ---
    0:08 a decide I1 x
    """
    found = {place.name: place for place in localities(played.run)}
    assert (found["bridge"].broken, found["bridge"].harmed) == (1, 0)
    assert found["market"].harmed > 0


def test_nowhere(played: Played) -> None:
    """A scenario without localities has none.

    I1 -> a | at 0:05 | effects m-10
    """
    assert localities(played.run) == ()
