"""Wrong acts are answered with a sentence, nothing is written, nothing is lost."""

from __future__ import annotations

import pytest

from exercise.core.acts import (
    Act,
    Decide,
    EndEx,
    Hold,
    Improvise,
    Note,
    Open,
    Pause,
    Release,
    Resume,
    Role,
    Seat,
    Send,
    SetRate,
    Share,
    Skip,
    StartEx,
    Void,
)
from exercise.core.refusals import refusal
from tests.script import EXCON, play, trainee

SCENE = """
    report r from a
    I1 -> a b | at 0:10 | window 10m | ask x y
    I2 -> a | at 0:10
    I3 -> a | at 0:50
    I4 -> a | at 0:12 | window 40m | text
    I5 -> a | at 0:01 | window 40m | met decided(I9)
    I9 -> a | hold
    ---
    """
OBSERVER = Seat("eva", Role.EVALUATOR)


@pytest.mark.parametrize(
    ("at", "seat", "act", "sentence"),
    [
        ("0:15", trainee("a"), Release("I3"), "Release is for controller; this seat is a trainee."),
        ("0:15", OBSERVER, Decide("I1", ("x",)), "Decide is for trainee; this seat is a evaluator."),
        ("0:15", trainee("c"), Decide("I1", ("x",)), "I1 was not sent to your team."),
        ("0:15", trainee("c"), Open("I1"), "I1 was not sent to your team."),
        ("0:05", trainee("a"), Decide("I1", ("x",)), "There is no inject I1 on your desk."),
        ("0:15", trainee("a"), Decide("I77", ("x",)), "There is no inject I77 on your desk."),
        ("0:15", trainee("z"), Decide("I1", ("x",)), "This seat's team, z, does not play in this exercise."),
        ("0:15", trainee("a"), Decide("I1", ("w",)), "w is not an option of I1."),
        ("0:15", trainee("a"), Decide("I1"), "Choose one option."),
        ("0:15", trainee("a"), Decide("I1", ("x", "y")), "Choose one option."),
        ("0:15", trainee("a"), Decide("I1", ("x", "x")), "An option was chosen twice."),
        ("0:15", trainee("a"), Decide("I1", ("x",), confidence=130), "A confidence of 130 is not possible"),
        ("0:15", trainee("a"), Decide("I2", ("x",)), "I2 is for your information; it asks for no answer."),
        ("0:15", trainee("a"), Decide("I4", text="  "), "Write an answer before sending it."),
        ("0:15", trainee("a"), Decide("I4", text="x" * 20_001), "The text is 20,001 characters long"),
        ("0:20", trainee("a"), Decide("I1", ("x",)), "The time to answer I1 ended at H+0:20"),
        ("0:15", trainee("b"), Share("r", ("a",)), "Your team does not hold that report."),
        ("0:15", trainee("a"), Share("r", ()), "Choose at least one team to share with."),
        ("0:15", trainee("a"), Share("r", ("a",)), "Your own team already holds the report"),
        ("0:15", trainee("a"), Share("r", ("z",)), "z does not play in this exercise."),
        ("0:15", trainee("a"), Share("r", ("b",), "pigeon"), "There is no channel pigeon."),
        ("0:15", trainee("a"), Send("b", " "), "Write something before sending it."),
        ("0:15", trainee("a"), Send("z", "hello"), "z is nobody in this exercise."),
        ("0:15", trainee("a"), Send("a", "hello"), "That is your own team."),
        ("0:15", EXCON, StartEx(), "The exercise has already started."),
        ("0:15", EXCON, Resume(), "The clock is already running."),
        ("0:15", EXCON, SetRate(0), "A rate of 0 is not possible"),
        ("0:15", EXCON, SetRate(-1), "A rate of -1 is not possible"),
        ("0:15", EXCON, Release("I1"), "I1 was delivered at H+0:10; it cannot be released any more."),
        ("0:15", EXCON, Release("I77"), "I77 is not an inject of this scenario."),
        ("0:15", EXCON, Release("I5"), "I5 is an expected action, it is delivered to nobody"),
        ("0:15", EXCON, Hold("I1"), "I1 was delivered at H+0:10; it cannot be held any more."),
        ("0:15", EXCON, Skip("I1", "Too much"), "I1 was delivered at H+0:10; it cannot be skipped any more."),
        ("0:15", EXCON, Skip("I3", " "), "Say why I3 is skipped; the debrief shows it."),
        ("0:15", EXCON, Improvise("", "text", ("a",)), "A new inject needs a title and a text."),
        ("0:15", EXCON, Improvise("Title", "text", ()), "Choose at least one team for the new inject."),
        ("0:15", EXCON, Improvise("Title", "text", ("z",)), "z does not play in this exercise."),
        ("0:15", EXCON, Improvise("Title", "text", ("a",), window=0), "The time to answer must be more than zero."),
        ("0:15", EXCON, Void(77), "Entry 77 cannot be struck"),
    ],
)
def test_refused(at: str, seat: Seat, act: Act, sentence: str) -> None:
    """Each wrong act has its sentence."""
    run = play(SCENE, at).run
    assert sentence in refusal(run.situation, run.clock, seat, act, run.at)


@pytest.mark.parametrize(
    ("seat", "act"),
    [
        (trainee("a"), Decide("I1", ("x",), confidence=100)),
        (trainee("b"), Open("I1")),
        (trainee("a"), Share("r", ("b", "c"))),
        (trainee("a"), Send("press", "No comment")),
        (EXCON, Release("I9")),
        (EXCON, Pause()),
        (EXCON, SetRate(120)),
        (OBSERVER, Note("Good reflex")),
    ],
)
def test_allowed(seat: Seat, act: Act) -> None:
    """What people may do at that moment is not refused."""
    run = play(SCENE, "0:15").run
    assert refusal(run.situation, run.clock, seat, act, run.at) == ""


def test_before_and_after() -> None:
    """Before StartEx and after EndEx nothing of the play can be filed."""
    ended = play(SCENE + "0:30 excon end").run
    assert "has ended" in refusal(ended.situation, ended.clock, trainee("a"), Decide("I4", text="late"), ended.at)
    assert "has ended" in refusal(ended.situation, ended.clock, EXCON, EndEx(), ended.at)
    fresh = play("I1 -> a | at 0:10")
    fresh_clock = type(fresh.run.clock)()
    assert "not started yet" in refusal(fresh.run.situation, fresh_clock, trainee("a"), Open("I1"), 0)


def test_skip_and_hold_twice() -> None:
    """Holding or skipping twice is refused, releasing what is skipped is not."""
    run = play(SCENE + "0:11 excon hold I9\n    0:11 excon skip I3 no time", "0:15").run
    assert refusal(run.situation, run.clock, EXCON, Hold("I9"), run.at) == "I9 is already held."
    assert refusal(run.situation, run.clock, EXCON, Skip("I3", "again"), run.at) == "I3 is already skipped."
    assert "release it" in refusal(run.situation, run.clock, EXCON, Hold("I3"), run.at)
    assert refusal(run.situation, run.clock, EXCON, Release("I3"), run.at) == ""
