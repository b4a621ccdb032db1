"""EXCON's hand on the run: the docstring says the law, the script is the exercise."""

from __future__ import annotations

import pytest

from exercise.core.acts import Act, Amend, Improvise, Jump, Reschedule, SetMeasure
from exercise.core.clock import clock
from exercise.core.excon import boards
from exercise.core.refusals import refusal
from exercise.core.scenario import MINUTE
from tests.script import EXCON, WALL, Played, play

SCENE = """
measure m 50
report r from a
I1 -> a | at 0:05 | window 10m | ask x:m+5 y
I2 -> a b | at 0:20 | window 10m | ask x y | gives r | effects m+4
I3 -> b | after I2 5m
I4 -> c | when decided(I1, x)
I5 -> a | hold
I6 -> b | at 0:50
---
"""


def status(played: Played) -> dict[str, str]:
    """What every inject is on the board."""
    return {row.inject: row.status for row in boards.board(played.run, EXCON)}


def delivered(played: Played) -> list[str]:
    """When each inject reached whom."""
    return [line.replace(" InjectDelivered", "") for line in played.told("InjectDelivered")]


def test_moved_inject_comes_at_its_new_moment() -> None:
    """Earlier or later, whatever else it waits for: its condition, its predecessor, EXCON's hand."""
    played = play(SCENE + "0:01 excon move I4 0:10\n0:02 excon move I5 0:12\n0:03 excon move I2 0:40\n", "0:42")
    assert delivered(played) == ["0:05 I1 a", "0:10 I4 c", "0:12 I5 a", "0:40 I2 a", "0:40 I2 b"]


def test_what_follows_a_moved_inject_moves_with_it() -> None:
    """An inject five minutes after another stays five minutes after it."""
    assert "0:45 I3 b" in delivered(play(SCENE + "0:03 excon move I2 0:40\n"))


def test_moving_again_counts_from_the_last_word() -> None:
    """The last moment named is the one that holds, and striking it brings back the plan."""
    twice = play(SCENE + "0:01 excon move I6 0:10\n0:02 excon move I6 0:30\n", "0:35")
    assert [line for line in delivered(twice) if "I6" in line] == ["0:30 I6 b"]
    undone = play(SCENE + "0:01 excon move I6 0:10\n0:02 excon void 2\n", "0:55")
    assert [line for line in delivered(undone) if "I6" in line] == ["0:50 I6 b"]


def test_moving_lifts_a_hold() -> None:
    """Who says when it comes has decided that it comes; striking that leaves what is at hand at hand."""
    played = play(SCENE + "0:01 excon hold I6\n0:02 excon move I6 0:10\n0:03 excon move I5 0:30\n0:04 excon void 4\n")
    assert [line for line in delivered(played) if "I5" in line or "I6" in line] == ["0:10 I6 b"]
    assert status(played)["I5"] == "held"


def test_moved_inject_can_be_held_and_skipped() -> None:
    """After a move everything else is possible as before."""
    held = play(SCENE + "0:01 excon move I6 0:10\n0:02 excon hold I6\n")
    assert status(held)["I6"] == "held"
    skipped = play(SCENE + "0:01 excon move I6 0:10\n0:02 excon skip I6 no time\n")
    assert status(skipped)["I6"] == "skipped"


def test_board_says_who_moved_it() -> None:
    """The board gives the new moment as due, and the entry that can be struck."""
    played = play(SCENE + "0:01 excon move I4 0:30\n", "0:10")
    row = next(row for row in boards.board(played.run, EXCON) if row.inject == "I4")
    assert (row.status, row.due, row.undo) == ("waiting", 30 * MINUTE, 2)
    assert row.why == "Moved to H+0:30 by the controller (entry 2)"
    assert [why.text for why in row.waits_for] == ["H+0:30"]


def test_amended_inject_is_delivered_as_amended() -> None:
    """Text, teams, sender and window as changed; what was left empty as planned; the window counts."""
    played = play(SCENE + "0:01 excon amend I2 Other words\n", "0:21")
    assert played.run.situation.injects["I2"].body == "Other words"
    assert played.run.situation.injects["I2"].title == "Title I2"
    assert played.told("InjectAmended") == ["0:01 InjectAmended I2 Other words"]


def test_amendments_are_struck_from_the_last() -> None:
    """Each can be struck until the inject is delivered, the last one first."""
    script = SCENE + "0:01 excon amend I2 first\n0:02 excon amend I2 second\n"
    assert play(script + "0:03 excon void 2\n", "0:10").told("EntryIgnored")
    once = play(script + "0:03 excon void 3\n", "0:10").run.situation
    assert once.injects["I2"].body == "first"
    twice = play(script + "0:03 excon void 3\n0:04 excon void 2\n", "0:10").run.situation
    assert twice.injects["I2"].body == ""
    assert play(script + "0:21 excon void 3\n", "0:22").told("EntryIgnored")


def test_amended_teams_and_window_hold() -> None:
    """Who is to get it instead gets it, with the time to answer that was given."""
    played = play(SCENE, "0:01")
    from dataclasses import replace

    from exercise.core.entries import Entry
    from exercise.core.replay import replay

    amend = Entry(2, MINUTE, WALL, EXCON, Amend("I2", to=("c",), window=3 * MINUTE))
    run = replay(played.scenario, [*played.log, amend], 30 * MINUTE)
    assert [key for key in run.situation.answers if key[0] == "I2"] == [("I2", "c")]
    assert run.situation.answers["I2", "c"].deadline == 23 * MINUTE
    assert run.situation.missed("I2", "c")
    assert replace(run.situation.injects["I2"], to=("a", "b"), window=10 * MINUTE) == played.scenario.inject["I2"]


def test_jump_delivers_on_arrival() -> None:
    """What came due on the way comes at arrival, with all its time to answer; what follows it follows from there."""
    played = play(SCENE + "0:02 excon jump 0:30 deliver\n", "0:40")
    assert delivered(played) == ["0:30 I1 a", "0:30 I2 a", "0:30 I2 b", "0:35 I3 b"]
    assert played.run.situation.answers["I2", "a"].deadline == 40 * MINUTE
    assert "0:40 AnswerClosed I1 a missed" in played.told("AnswerClosed")


def test_jump_skips_with_a_reason() -> None:
    """What came due on the way is left out, and can still be released; what was not due waits on."""
    played = play(SCENE + "0:02 excon jump 0:30 skip\n0:31 excon release I1\n", "0:45")
    assert "0:30 InjectSkipped I1 the clock was set forward to H+0:30" in played.told("InjectSkipped")
    assert delivered(played) == ["0:31 I1 a"]
    assert {id: found for id, found in status(played).items() if id in ("I2", "I5", "I6")} == {
        "I2": "skipped", "I5": "held", "I6": "waiting"
    }  # fmt: skip


def test_jump_tells_each_team_its_own_summary() -> None:
    """A team reads what was for it and nothing else; reports and effects are as if it had come; nobody is asked."""
    played = play(SCENE + "0:02 excon jump 0:30 summarise\n", "0:36")
    situation = played.run.situation
    assert delivered(played) == ["0:30 X2-a a", "0:30 X2-b b", "0:35 I3 b"]
    assert "Title I1" in situation.injects["X2-a"].body
    assert "Title I1" not in situation.injects["X2-b"].body
    assert "Title I2" in situation.injects["X2-b"].body
    assert situation.holds("b", "r")
    assert situation.measure("m", 36 * MINUTE) == 54
    assert {status(played)[id] for id in ("I1", "I2")} == {"summarised"}
    assert not played.told("AnswerClosed")


def test_jump_cuts_off_what_nobody_had_time_for() -> None:
    """A window that would close on the way is cut off, not missed; an answer given counts; the rest stays open."""
    script = SCENE.replace("I1 -> a", "I1 -> a b") + "0:06 b decide I1 x\n0:07 excon jump 0:18 deliver\n"
    played = play(script, "0:19")
    assert played.told("AnswerClosed") == ["0:07 AnswerClosed I1 a ended", "0:07 AnswerClosed I1 b answered"]
    assert not played.run.situation.missed("I1")
    open_still = play(SCENE + "0:06 excon jump 0:10 deliver\n0:11 a decide I1 x\n", "0:16")
    assert "0:15 AnswerClosed I1 a answered" in open_still.told("AnswerClosed")


def test_held_stays_held_over_a_jump() -> None:
    """What EXCON holds is not delivered because the clock was set forward."""
    played = play(SCENE + "0:01 excon hold I2\n0:02 excon jump 0:40 deliver\n", "0:45")
    assert [line for line in delivered(played) if "I2" in line] == []
    freed = play(SCENE + "0:01 excon hold I2\n0:02 excon jump 0:40 skip\n0:41 excon void 2\n", "0:45")
    assert [line for line in delivered(freed) if "I2" in line] == ["0:41 I2 a", "0:41 I2 b"]


def test_clock_goes_on_from_where_it_was_set() -> None:
    """Exercise time jumps and no wall time passes; what lay between came at that very moment."""
    played = play(SCENE + "0:02 excon jump 0:30 deliver\n")
    found = clock(played.log)
    jumped = played.log[-1].wall
    assert found.now(jumped) == 30 * MINUTE
    assert found.wall_of(20 * MINUTE) == jumped
    assert found.wall_of(30 * MINUTE) == jumped
    assert found.state == "running"


def test_measure_is_set_with_a_reason() -> None:
    """The measure stands where it was set, and says who set it and why."""
    played = play(SCENE + "0:02 excon set m 12.5 a late report from the field\n", "0:04")
    assert played.told("MeasureChanged") == ["0:02 MeasureChanged m 12.5 set by EXCON: a late report from the field"]


def test_written_inject_waits_for_its_moment() -> None:
    """An inject written on the spot may come later, and is held, moved and skipped like any other."""
    assert "0:10 X2 a" in delivered(play(SCENE + "0:02 excon plan a 0:10\n", "0:11"))
    moved = play(SCENE + "0:02 excon plan a 0:10\n0:03 excon move X2 0:12\n", "0:13")
    assert [line for line in delivered(moved) if "X2" in line] == ["0:12 X2 a"]
    assert status(play(SCENE + "0:02 excon plan a 0:10\n0:03 excon skip X2 no\n", "0:13"))["X2"] == "skipped"


def test_clone_asks_what_the_original_asks() -> None:
    """A clone has the options, reports and effects of its original, and is answered by itself."""
    played = play(SCENE + "0:02 excon clone c I2\n0:03 c decide X2 x\n", "0:15")
    situation = played.run.situation
    assert situation.injects["X2"].ask == played.scenario.inject["I2"].ask
    assert situation.holds("c", "r")
    assert situation.decided("X2", "x", "c")
    assert not situation.decided("I2")
    assert "0:12 AnswerClosed X2 c answered" in played.told("AnswerClosed")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (Reschedule("I6", 9 * MINUTE), "H+0:09 has passed; it is H+0:10. An inject cannot be moved into the past."),
        (Reschedule("I6", 10 * MINUTE), ""),
        (Reschedule("I6", 40 * 24 * 60 * MINUTE), "too far ahead"),
        (Reschedule("I1", 20 * MINUTE), "I1 was delivered at H+0:05; it cannot be moved any more."),
        (Reschedule("I9", 20 * MINUTE), "I9 is not an inject"),
        (Reschedule("I2", 20 * MINUTE), "I2 is skipped; undo the skip"),
        (Amend("I1", body="late"), "cannot be amended any more"),
        (Amend("I6"), "Nothing of I6 was changed."),
        (Amend("I6", title="Title I6"), "Nothing of I6 was changed."),
        (Amend("I6", to=("q",)), "q does not play"),
        (Amend("I6", window=5), "asks for no answer"),
        (Amend("I3", body="new"), ""),
        (Jump(10 * MINUTE), "can only be set forward"),
        (Jump(40 * 24 * 60 * MINUTE), "too far ahead"),
        (Jump(11 * MINUTE), ""),
        (SetMeasure("m", 101, "x"), "from 0 to 100"),
        (SetMeasure("q", 10, "x"), "q is not a measure"),
        (SetMeasure("m", 10, " "), "Say why"),
        (SetMeasure("m", float("nan"), "x"), "from 0 to 100"),
        (Improvise("T", "b", ("a",), at=9 * MINUTE), "H+0:09 has passed"),
        (Improvise("T", "b", ("a",), like="I9"), "I9 is not an inject"),
        (Improvise("T", "b", ("a",), like="I1"), ""),
    ],
)
def test_refused_in_a_sentence(act: Act, said: str) -> None:
    """What cannot be is said before it is filed, with the moment it is."""
    run = play(SCENE + "0:02 excon skip I2 no time\n", "0:10").run
    found = refusal(run.situation, run.clock, EXCON, act, run.at)
    assert (said in found) if said else found == ""


def test_moving_and_amending_begin_before_startex() -> None:
    """The plan can be changed before StartEx; the clock cannot be set forward before it runs."""
    run = play(SCENE, "0:00").run
    fresh = clock(())
    assert refusal(run.situation, fresh, EXCON, Reschedule("I6", 5 * MINUTE), 0) == ""
    assert refusal(run.situation, fresh, EXCON, Amend("I6", body="x"), 0) == ""
    assert "not started" in refusal(run.situation, fresh, EXCON, Jump(5 * MINUTE), 0)


def test_cut_off_is_not_open() -> None:
    """What was cut off waits for nobody any more, and the board says so."""
    played = play(SCENE + "0:06 excon jump 0:18 skip\n", "0:19")
    assert status(played)["I1"] == "ended"
