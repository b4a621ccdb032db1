"""The run at any moment, and the rows behind the debrief."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.core.debrief.answering import decisions, loads, spans
from exercise.core.debrief.playback import course, desks, truth, until
from exercise.core.replay import replay
from exercise.core.scenario import MINUTE, Scenario
from tests.properties.strategies import scenarios, scripts, settled
from tests.script import Played, log, play


@given(scene=scenarios(), script=scripts(), minute=st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_a_moment_is_what_a_shorter_replay_gives(scene: Scenario, script: str, minute: int) -> None:
    """The run at a moment holds what a replay up to that moment holds: the slider shows no invented past."""
    entries = tuple(log(script))
    at = settled(entries, minute * MINUTE)
    whole, shorter = replay(scene, entries, 60 * MINUTE), replay(scene, entries, at)
    moment = until(whole, at)
    assert moment.facts == shorter.facts
    assert moment.mark == shorter.mark
    assert desks(moment) == desks(shorter)


def test_desks_at_a_moment(played: Played) -> None:
    """What a team saw, held and had decided, latest first; later things are not there yet.

    report r from a needed b 0:10
    I1 -> a | at 0:05 | window 10m | ask x y
    I2 -> a | at 0:20 | window 10m | ask x y
    ---
    0:07 a decide I1 y
    0:08 a share r b
    """
    early, late = desks(until(played.run, 6 * MINUTE))[0], desks(played.run)[0]
    assert [(row.inject, row.status) for row in early.saw] == [("I1", "new")]
    assert (early.waiting, early.decided) == (1, ())
    assert [(row.inject, row.status) for row in late.saw] == [("I2", "missed"), ("I1", "answered")]
    assert [(row.inject, row.answer) for row in late.decided] == [("I1", "Text y")]
    assert [(row.report, row.sender) for row in desks(played.run)[1].held] == [("r", "from Agency A")]


def test_truth_names_who_lacks_what(played: Played) -> None:
    """No team sees who holds which piece; the debrief does, with those who needed it by then.

    report r from a needed b 0:10 c 0:50
    """
    (piece,) = truth(until(played.run, 20 * MINUTE))
    assert (piece.holders, piece.lacking) == (("a",), ("b",))


def test_course_is_told_in_order_and_in_words(played: Played) -> None:
    """Every line is a sentence that names the teams.

    report r from a needed b 0:10
    I1 -> a b | at 0:05 | window 10m | ask x:m+5 y
    ---
    0:07 a decide I1 x
    0:08 a share r b
    """
    told = [row.text for row in course(played.run)]
    assert told == [
        "StartEx",
        "I1 “Title I1” reached Agency A",
        "I1 “Title I1” reached Agency B",
        "Agency A chose “Text x” on I1",
        "Agency A sent “Report r” to Agency B",
        "“Report r” reached Agency B from Agency A",
        "Measure +5.0: Agency A chose x on I1 “Title I1”",
        "Agency B let the window of I1 “Title I1” pass",
    ]


def test_spans_keep_windows_that_nobody_answered(played: Played) -> None:
    """An unanswered inject is a row like any other; latency runs to the first answer.

    I1 -> a b | at 0:05 | window 10m | ask x y
    I2 -> c | at 0:55 | window 30m | ask x y
    ---
    0:07 a decide I1 x
    0:09 a decide I1 y
    """
    found = {(row.inject, row.team): (row.latency, row.window, row.outcome) for row in spans(played.run)}
    assert found == {
        ("I1", "a"): (2 * MINUTE, 10 * MINUTE, "answered"),
        ("I1", "b"): (None, 10 * MINUTE, "missed"),
        ("I2", "c"): (None, 30 * MINUTE, None),
    }


def test_decisions_stand_beside_their_alternatives(played: Played) -> None:
    """The option chosen comes first, the others best first, each with its reason; a struck decision is gone.

    I1 -> a b | at 0:05 | window 30m | ask y:m-5 x:m+5 z
    ---
    0:07 a decide I1 x
    0:08 b decide I1 z
    0:09 b decide I1 y because
    0:10 a decide I1 z
    0:11 excon void 5
    """
    first, second = decisions(played.run)
    assert (first.team, first.seq, [option.id for option in first.alternatives]) == ("a", 2, ["x", "y", "z"])
    assert (second.team, second.revisions, second.rationale, second.worth) == ("b", 1, "because", 0.2)
    assert second.alternatives[0].effects == (("Measure", -5.0),)
    assert [option.chosen for option in second.alternatives] == [True, False, False]


def test_load_counts_what_waits_for_a_first_answer(played: Played) -> None:
    """Open injects rise with a delivery and fall with the first answer or the end of the window.

    I1 -> a | at 0:10 | window 40m | ask x y
    I2 -> a | at 0:10 | window 40m | ask x y
    I3 -> a | at 0:20 | window 40m | ask x y
    I4 -> a | at 0:30 | ask x y
    ---
    0:26 a decide I1 x
    """
    load = loads(played.run)[0]
    assert [(at // MINUTE, open) for at, open in load.steps] == [
        (0, 0), (10, 2), (20, 3), (26, 2), (30, 3), (50, 2), (60, 1)
    ]  # fmt: skip
    assert (load.peak, round(load.busy, 3), load.oldest // MINUTE, load.per_hour) == (3, round(26 / 60, 3), 40, 4.0)


def test_nothing_has_happened() -> None:
    """A run before StartEx has empty rows, never an error."""
    run = until(play("I1 -> a | at 0:05", "0:00").run, 0)
    assert [desk.saw for desk in desks(run)] == [(), (), ()]
    assert [load.steps for load in loads(run)] == [((0, 0),)] * 3
    assert decisions(run) == spans(run) == ()
