"""What trainees may see of scores and debrief is the controller's choice, and a frozen scoreboard stands still."""

from __future__ import annotations

import pytest

from exercise.core.acts import Role, Seat
from exercise.core.excon import boards
from exercise.core.excon.disclosure import admitted, disclosure, scored
from exercise.core.facts import GradeFiled, ObservationFiled, RatingFiled
from exercise.core.scenario import MINUTE
from exercise.core.views import NotYours
from tests.script import EXCON, STAFF, Played, play, trainee

EVA, EVO = STAFF["eva"], STAFF["evo"]


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


def test_a_rater_stays_blind_on_the_scoreboard(played: Played) -> None:
    """Another's grade of words counts in what a rater is shown once the own is filed; for the controller at once.

    I1 -> a | at 0:05 | window 30m | text
    ---
    0:10 a write I1 We close the gate
    0:20 eva grades 2 40 no time named
    0:50 excon end
    """
    run, lead = played.run, Seat("ines", Role.INSTRUCTOR)
    counted = {seat: boards.scoreboard(run, seat).teams["a"][0].records for seat in (EVA, EVO, lead, EXCON)}
    assert counted == {EVA: 1, EVO: 0, lead: 0, EXCON: 1}


def test_a_frozen_scoreboard_keeps_a_rater_blind_as_well() -> None:
    """What was graded before the freeze is kept back from who has not graded."""
    run = play(
        "I1 -> a | at 0:05 | window 30m | text\n---\n0:10 a write I1 Go\n0:20 eva grades 2 40\n"
        "0:25 excon disclose own frozen"
    ).run
    assert boards.scoreboard(run, EVA).teams["a"][0].records == 1
    assert boards.scoreboard(run, EVO).teams["a"][0].records == 0


def test_an_evaluator_stays_blind_in_the_debrief(played: Played) -> None:
    """Others' ratings, grades and observations on what one has yet to judge are left out; an instructor sees them all.

    objective O1 T1 T2
    I1 -> a | at 0:05 | window 30m | text | objective O1 | task T1
    ---
    0:10 a write I1 We close the gate
    0:20 eva grades 2 40 no time named
    0:21 eva rates T1 M late
    0:22 eva observe improvement@T1 slow
    0:23 eva rates T2 S
    0:24 evo rates T2 P
    0:50 excon end
    """
    kinds = (RatingFiled, GradeFiled, ObservationFiled)

    def said(seat: Seat) -> list[str]:
        return [type(fact).__name__ for fact in admitted(played.run, seat).facts if isinstance(fact, kinds)]

    assert said(EVO) == ["RatingFiled", "RatingFiled"]
    assert said(Seat("ines", Role.INSTRUCTOR)) == said(EVA) == [
        "GradeFiled", "RatingFiled", "ObservationFiled", "RatingFiled", "RatingFiled",
    ]  # fmt: skip
