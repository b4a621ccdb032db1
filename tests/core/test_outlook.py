"""What would come, and what EXCON should look at."""

from __future__ import annotations

import pytest

from exercise.core.acts import Hold, Release, Skip
from exercise.core.excon import attention
from exercise.core.excon.attention import LOADED, SILENT
from exercise.core.excon.boards import TeamLoad
from exercise.core.excon.outlook import Arrival, Closing, difference, outlook
from exercise.core.replay import replay
from exercise.core.scenario import MINUTE
from exercise.core.views import NotYours
from tests.script import EXCON, Played, play, trainee

SCENE = """
I1 -> a | at 0:05 | window 10m | ask x y
I2 -> a b | after I1 3m | window 5m | ask x y
I3 -> b | when missed(I1)
I4 -> c | hold
I5 -> a | at 0:30 | unless delivered(I3)
---
"""


def ahead(played: Played, now: int, minutes: int, act=None):
    """The outlook from a minute on."""
    return outlook(played.scenario, played.log, now * MINUTE, (now + minutes) * MINUTE, EXCON, act)


def test_outlook_is_what_then_happens() -> None:
    """Where nobody acts, what was foretold is what comes."""
    played = play(SCENE, "0:01")
    found = ahead(played, 1, 30)
    assert found.arrivals == (
        Arrival(5 * MINUTE, "I1", "Title I1", ("a",)),
        Arrival(8 * MINUTE, "I2", "Title I2", ("a", "b")),
        Arrival(15 * MINUTE, "I3", "Title I3", ("b",)),
    )
    assert found.closings[0] == Closing(13 * MINUTE, "I2", "Title I2", "a")
    assert found.skips == ((30 * MINUTE, "I5", "“Title I3” (I3) is delivered"),)
    assert found.open == {"a": 2, "b": 1, "c": 0}
    later = replay(played.scenario, played.log, 31 * MINUTE).situation
    assert [later.delivered_at(arrival.inject) for arrival in found.arrivals] == [a.at for a in found.arrivals]


def test_outlook_begins_after_now_and_ends_at_its_end() -> None:
    """What has come is no outlook, nor is what comes later than asked."""
    assert [arrival.inject for arrival in ahead(play(SCENE, "0:05"), 5, 5).arrivals] == ["I2"]


def test_what_if_held() -> None:
    """Holding an inject keeps back what follows it, and brings what waited for its absence."""
    played = play(SCENE, "0:01")
    told = difference(ahead(played, 1, 30), ahead(played, 1, 30, Hold("I1")))
    assert [arrival.inject for arrival in told.gone] == ["I1", "I2", "I3"]
    assert [arrival.inject for arrival in told.fresh] == ["I5"]
    assert [(closing.inject, closing.team) for closing in told.spared] == [("I2", "a"), ("I2", "b"), ("I1", "a")]


def test_what_if_released() -> None:
    """Releasing an inject earlier moves what follows it."""
    played = play(SCENE, "0:01")
    told = difference(ahead(played, 1, 30), ahead(played, 1, 30, Release("I4")))
    assert [arrival.inject for arrival in told.fresh] == []
    assert [arrival.inject for arrival in ahead(played, 0, 30, Release("I1")).arrivals] == ["I2", "I3"]


def test_what_cannot_be_done_is_refused_in_the_same_words() -> None:
    """A what-if asks the judge like everybody else, and leaves no trace."""
    with pytest.raises(ValueError, match="Say why I1 is skipped"):
        ahead(play(SCENE, "0:01"), 1, 5, Skip("I1", ""))


@pytest.mark.parametrize(
    ("load", "now", "said"),
    [
        (TeamLoad("a", "A", LOADED - 1, 0, 0, 5 * MINUTE), 10 * MINUTE, ()),
        (TeamLoad("a", "A", LOADED, 0, 0, 5 * MINUTE), 10 * MINUTE, ("overloaded",)),
        (TeamLoad("a", "A", 1, 0, 0, 0), SILENT - 1, ()),
        (TeamLoad("a", "A", 1, 0, 0, 0), SILENT, ("silent",)),
        (TeamLoad("a", "A", 1, 0, 0, None), SILENT, ("silent",)),
        (TeamLoad("a", "A", 0, 4, 0, None), SILENT, ()),
    ],
)
def test_teams_in_trouble(load: TeamLoad, now: int, said: tuple[str, ...]) -> None:
    """Three open questions are too many; a team with nothing to do is quiet, not silent."""
    assert attention.troubles(load, now) == said


DRAWER = """
I1 -> a | at 0:05 | window 10m | met decided(I2, x)
I2 -> a | at 0:06 | window 4m | ask x y
I3 -> b | hold | when missed(I1)
I4 -> b | hold
---
"""


def suggested(played: Played) -> list[tuple[str, str]]:
    """What is suggested, and why."""
    return [(found.inject, found.because) for found in attention.suggestions(played.run, EXCON)]


def test_drawer_suggests_what_was_written_for_a_failure() -> None:
    """What names the failure is suggested; what has come is not suggested again."""
    assert suggested(play(DRAWER, "0:09")) == []
    assert suggested(play(DRAWER, "0:11")) == [("I3", "I1 has not happened yet; 4 min are left")]
    assert suggested(play(DRAWER, "0:16")) == [("I3", "I1 did not happen by H+0:15")]
    assert suggested(play(DRAWER + "0:17 excon release I3\n", "0:18")) == []


def test_drawer_holds_what_is_at_hand() -> None:
    """Everything that waits for EXCON lies in the drawer, also what was skipped; trainees may not look."""
    played = play(DRAWER + "0:02 excon skip I4 not today\n", "0:03")
    assert [inject.id for inject in attention.at_hand(played.run, EXCON)] == ["I3", "I4"]
    with pytest.raises(NotYours):
        attention.at_hand(played.run, trainee("a"))
    with pytest.raises(NotYours):
        attention.suggestions(played.run, trainee("a"))
