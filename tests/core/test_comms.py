"""The comms check: before StartEx partners call each other and answer, and the exercise itself is not changed by it."""

from __future__ import annotations

from exercise.core.views import Call, calls, concerned, reading
from tests.script import EXCON, Played, play, trainee


def test_a_call_and_its_answer(played: Played) -> None:
    """A team sees its own calls and who answered; a team that has no part in them sees none; the staff see all.

    I1 -> a | at 0:05
    ---
    0:00 a confirm
    0:00 a hail b
    0:00 b acknowledge 2
    0:00 c hail b
    0:00 excon start
    """
    answered, waiting = Call(2, "a", "a-1", "b", "b-1"), Call(4, "c", "c-1", "b", "")
    assert calls(played.run, trainee("a")) == (answered,)
    assert calls(played.run, trainee("b")) == calls(played.run, EXCON) == (answered, waiting)
    assert calls(played.run, trainee("c")) == (waiting,)
    assert reading(played.run, EXCON) == {"a-1"}
    assert reading(played.run, trainee("b")) == frozenset()


def test_both_ends_are_told() -> None:
    """A call, and its answer, concern whoever called and whoever was called."""
    facts = play("I1 -> a | at 0:05\n---\n0:00 a hail b\n0:00 b acknowledge 1\n0:00 excon start").run.facts
    assert concerned(facts[:1], play("I1 -> a\n---").run.scenario) == {"a", "b"}
    assert concerned(facts[1:2], play("I1 -> a\n---").run.scenario) == {"a", "b"}


def test_what_cannot_be_called_or_answered(played: Played) -> None:
    """A line is tried once, from one of its ends; only the team that was called answers, and once.

    I1 -> a | at 0:05
    ---
    0:00 a hail a
    0:00 a hail press
    0:00 a hail b
    0:00 a hail b
    0:00 b hail a
    0:00 c acknowledge 3
    0:00 b acknowledge 3
    0:00 b acknowledge 3
    0:00 b hail a
    0:00 a confirm
    0:00 a confirm
    0:00 excon start
    """
    assert played.told("EntryIgnored") == [
        "0:00 EntryIgnored 1 That is your own team; call a partner.",
        "0:00 EntryIgnored 2 press does not play in this exercise.",
        "0:00 EntryIgnored 4 Your team has called Agency B already; wait for the answer.",
        "0:00 EntryIgnored 5 Agency A is calling your team: answer that call.",
        "0:00 EntryIgnored 6 Entry 3 is no call to your team.",
        "0:00 EntryIgnored 8 Your team has answered that call already.",
        "0:00 EntryIgnored 9 Your team and Agency A have reached each other already.",
        "0:00 EntryIgnored 11 This seat has said so already.",
    ]


def test_it_is_over_at_startex(played: Played) -> None:
    """From StartEx on nobody can call, answer or confirm, so a running exercise is not touched.

    I1 -> a | at 0:05
    ---
    0:00 a hail b
    0:00 excon start
    0:01 b acknowledge 1
    0:02 a hail c
    0:03 a confirm
    """
    over = "The comms check ended at StartEx. Go to your desk; messages to partners are sent from there."
    assert played.told("EntryIgnored") == [
        f"0:01 EntryIgnored 3 {over}", f"0:02 EntryIgnored 4 {over}", f"0:03 EntryIgnored 5 {over}"
    ]  # fmt: skip


def test_a_struck_call_can_be_made_again(played: Played) -> None:
    """EXCON strikes a call that was answered by mistake: the two have not reached each other, and may call once more.

    I1 -> a | at 0:05
    ---
    0:00 a hail b
    0:00 b acknowledge 1
    0:00 excon void 1
    0:00 b acknowledge 1
    0:00 b hail a
    0:00 excon void 1
    0:00 excon start
    0:01 excon void 5
    """
    assert calls(played.run, EXCON) == (Call(5, "b", "b-1", "a", ""),)
    assert played.told("EntryIgnored") == [
        "0:00 EntryIgnored 4 Entry 1 is no call to your team.",
        "0:00 EntryIgnored 6 Entry 1 is already struck.",
        "0:01 EntryIgnored 8 The comms check ended at StartEx; its calls stay as they are.",
    ]


def test_nothing_else_moves_by_it() -> None:
    """With the check or with notes in its place, everything after StartEx is the same."""
    rest = "0:00 excon start\n0:06 a decide I1 x because\n0:30 excon end"
    scene = "measure m 50 drift -6\nI1 -> a b | at 0:05 | window 10m | ask x:m+5 y:m-5\n---\n"
    checked = play(f"{scene}0:00 a hail b\n0:00 b acknowledge 1\n{rest}")
    plain = play(f"{scene}0:00 excon note one\n0:00 excon note two\n{rest}")
    assert checked.run.facts[2:] == plain.run.facts[2:]
    assert len(checked.run.facts) > 5
