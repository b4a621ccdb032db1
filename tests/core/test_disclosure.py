"""What trainees may see of scores and debrief is the controller's choice, and a frozen scoreboard stands still."""

from __future__ import annotations

import pytest

from exercise.core.excon import boards
from exercise.core.excon.disclosure import admitted, disclosure, scored
from exercise.core.scenario import MINUTE
from exercise.core.views import NotYours
from tests.script import EXCON, Played, play, trainee


def test_nothing_is_shown_until_the_controller_says_so(played: Played) -> None:
    """Without a word from the controller trainees see neither scores nor debrief; the staff see both.

    I1 -> a | at 0:05
    ---
    0:50 excon end
    """
    for look in (scored, admitted):
        with pytest.raises(NotYours):
            look(played.run, trainee("a"))
        assert look(played.run, EXCON) is played.run


def test_own_or_all(played: Played) -> None:
    """A trainee is shown the own team's scores, or all; the last word counts.

    I1 -> a | at 0:05
    ---
    0:06 excon disclose own
    """
    assert list(boards.scoreboard(played.run, trainee("b")).teams) == ["b"]
    assert list(boards.scoreboard(played.run, EXCON).teams) == ["a", "b", "c"]
    widened = play("I1 -> a | at 0:05\n---\n0:06 excon disclose own\n0:07 excon disclose all")
    assert list(boards.scoreboard(widened.run, trainee("b")).teams) == ["a", "b", "c"]


def test_a_frozen_scoreboard_stands_still(played: Played) -> None:
    """What happens after the freeze is not shown to anybody, though the freeze is said again with other words.

    I1 -> a | at 0:05 | window 30m | ask x y
    ---
    0:10 excon disclose own frozen
    0:11 a decide I1 x
    0:20 excon disclose all frozen
    """
    assert disclosure(played.run).frozen == 10 * MINUTE
    for seat in (EXCON, trainee("a")):
        assert boards.scoreboard(played.run, seat).teams["a"][0].records == 0
    thawed = play(
        "I1 -> a | at 0:05 | window 30m | ask x y\n---\n0:10 excon disclose own frozen\n0:11 a decide I1 x\n"
        "0:20 excon disclose own"
    )
    assert boards.scoreboard(thawed.run, EXCON).teams["a"][0].records == 1


@pytest.mark.parametrize(
    ("script", "open_"),
    [("0:50 excon disclose own debrief", False), ("0:50 excon end", False),
     ("0:50 excon end\n0:51 excon disclose own debrief", True),
     ("0:49 excon disclose own debrief\n0:50 excon end", True)],
)  # fmt: skip
def test_the_debrief_opens_after_endex(script: str, open_: bool) -> None:
    """Trainees come in when the exercise has ended and the controller has opened it, in either order."""
    run = play(f"I1 -> a | at 0:05\n---\n{script}").run
    if open_:
        assert admitted(run, trainee("a")) is run
    else:
        with pytest.raises(NotYours, match="after EndEx"):
            admitted(run, trainee("a"))


def test_an_unknown_word_is_refused(played: Played) -> None:
    """What can be shown is named.

    I1 -> a | at 0:05
    ---
    0:06 excon disclose everything
    """
    assert played.told("EntryIgnored") == [
        "0:06 EntryIgnored 2 Trainees can be shown nothing, own or all; not 'everything'."
    ]
