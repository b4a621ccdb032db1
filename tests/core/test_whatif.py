"""One thing changed, everything else as it was: what would have followed, and what no longer applies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from exercise.core.debrief.moments import Side, candidates, judge, ranked
from exercise.core.debrief.whatif import (
    Answered,
    Change,
    Comparison,
    Dropped,
    Passed,
    Rechosen,
    changed,
    compare,
    summary,
    whatif,
)
from exercise.core.facts import DecisionTaken, ReportSent
from exercise.core.scenario import MINUTE, Scenario
from tests.properties.strategies import scenarios, scripts
from tests.script import Played, log, play

HOUR = 60 * MINUTE


def tried(played: Played, change: Change) -> Comparison:
    """What the change would have made different."""
    other = whatif(played.scenario, played.log, played.run.at, (change,))
    return compare(played.scenario, change, summary(played.run), summary(other))


def moments(played: Played, side: Side = "both") -> list[str]:
    """The decisive moments as sentences."""
    found = judge(played.scenario, played.log, played.run.at, summary(played.run), candidates(played.run))
    return [moment.text for moment in ranked(played.run, found, side)]


@given(scene=scenarios(), script=scripts())
@settings(max_examples=40, deadline=None)
def test_nothing_changed_is_the_same_run(scene: Scenario, script: str) -> None:
    """A what-if without a change is the run itself, to the mark; one with a change leaves the log alone."""
    entries = tuple(log(script))
    real = whatif(scene, entries, HOUR, ())
    for change in candidates(real)[:4]:
        whatif(scene, entries, HOUR, (change,))
    assert whatif(scene, entries, HOUR, ()).mark == real.mark


@given(scene=scenarios(), script=scripts())
@settings(max_examples=40, deadline=None)
def test_nothing_before_the_change_is_different(scene: Scenario, script: str) -> None:
    """Up to the moment of the change both runs have the same facts: what-ifs do not rewrite the past."""
    entries = tuple(log(script))
    real = whatif(scene, entries, HOUR, ())
    for change in candidates(real):
        at = (
            change.at
            if isinstance(change, Answered | Passed)
            else entries[[e.seq for e in entries].index(change.seq)].at
        )  # type: ignore[union-attr]
        other = whatif(scene, entries, HOUR, (change,))
        assert [f for f in other.facts if f.at < at] == [f for f in real.facts if f.at < at]


def test_another_choice(played: Played) -> None:
    """Another option moves the measures otherwise, stops what waited for the first, and names acts that fall away.

    I1 -> a | at 0:05 | window 10m | ask x:m+5 y:m-5
    I2 -> b | when decided(I1, y) | window 10m | ask x:m+1 y
    ---
    0:07 a decide I1 y
    0:09 b decide I2 x
    """
    found = tried(played, Rechosen(2, ("x",)))
    assert (found.shifts, found.spared, found.added) == ((("m", 9.0),), ("I2",), ())
    assert [(fact.seq, fact.reason) for fact in found.ignored] == [(3, "There is no inject I2 on your desk.")]


def test_an_earlier_share(played: Played) -> None:
    """A report passed on earlier is held earlier; what asked for it comes about, and everybody else acts as before.

    report r from a needed b 0:20
    I1 -> b | at 0:00 | window 30m | met holds(b, r) | missed_effects m-9
    ---
    0:40 a share r b+c
    """
    found = tried(played, Passed("r", "a", ("b",), "radio", 5 * MINUTE))
    assert (found.met, found.shifts, found.ignored) == (("I1",), (("m", 9.0),), ())


def test_the_share_is_moved_and_not_made_twice(played: Played) -> None:
    """What the sender sent the same team later is left out; what it sent others with the same act is not.

    report r from a needed b 0:20
    ---
    0:40 a share r b+c
    """
    other = whatif(played.scenario, played.log, HOUR, (Passed("r", "a", ("b",), "radio", 5 * MINUTE),))
    sent = [(fact.to, fact.at // MINUTE) for fact in other.facts if isinstance(fact, ReportSent)]
    assert sent == [("b", 5), ("c", 40)]


@pytest.mark.parametrize("inject", ["I1", "I2", "X3"])
def test_an_inject_left_out(inject: str) -> None:
    """An inject of the first minute, one the controller released and one written on the spot can all be left out."""
    played = play("""
        I1 -> a | at 0:00 | effects m-5
        I2 -> a | hold | effects m-5
        ---
        0:02 excon release I2
        0:03 excon improvise a something new
    """)
    assert inject in tried(played, Dropped(inject)).spared


def test_an_answer_to_what_was_missed(played: Played) -> None:
    """A window that passed can be answered; the seat is one of the team's, or an empty one.

    I1 -> c | at 0:05 | window 10m | ask x:m+5 y | missed_effects m-5
    """
    found = tried(played, Answered("I1", "c", ("x",), 10 * MINUTE))
    assert (found.kept, found.shifts) == ((("I1", "c"),), (("m", 10.0),))


def test_chance_stays_with_its_act(played: Played) -> None:
    """An act put in between takes a new number, so that all later acts keep their luck.

    channel radio 1m
    report r from a needed b 0:10
    ---
    0:20 a send b hello
    """
    entries = changed(played.scenario, played.log, Passed("r", "a", ("b",), "radio", 0))
    assert [entry.seq for entry in entries] == [1, 3, 2]


def test_only_a_decision_can_be_chosen_again(played: Played) -> None:
    """A number that is no decision is a programmer's slip, said so.

    I1 -> a | at 0:05
    """
    with pytest.raises(LookupError, match="Entry 1 is not a decision"):
        changed(played.scenario, played.log, Rechosen(1, ("x",)))


def test_every_candidate_is_tried(played: Played) -> None:
    """Every standing decision with each alternative, every missed window, every missed hand-off, also to all at once.

    report r from a needed b 0:20 c 0:20
    report s from b needed c 0:20 only secret a b
    I1 -> a | at 0:05 | window 10m | ask x y z
    I2 -> b | at 0:05 | window 10m | ask x y
    ---
    0:06 a decide I1 z
    0:07 a decide I1 x
    """
    assert candidates(played.run) == (
        Rechosen(3, ("y",)), Rechosen(3, ("z",)),
        Answered("I2", "b", ("x",), 10 * MINUTE), Answered("I2", "b", ("y",), 10 * MINUTE),
        Passed("r", "a", ("b",), "radio", 0), Passed("r", "a", ("c",), "radio", 0),
        Passed("r", "a", ("b", "c"), "radio", 0),
    )  # fmt: skip


def test_a_share_keeps_to_the_marking(played: Played) -> None:
    """What no channel may carry is not proposed.

    channel phone 1m upto unclassified
    report r from a needed b 0:20
    """
    assert candidates(played.run) == ()


def test_moments_are_ranked_and_told(played: Played) -> None:
    """The one that moved the outcome most comes first, in one sentence with injects, measures and moments.

    report r from a needed b 0:20
    I1 -> a | at 0:05 | window 10m | ask x:m+5 y:m-15
    I2 -> b | when decided(I1, y)
    I3 -> b | at 0:00 | window 30m | met holds(b, r) | missed_effects m-9
    ---
    0:07 a decide I1 y
    """
    assert moments(played) == [
        "Agency A chose “Text y” on I1 “Title I1” at H+0:07; with “Text x”: "
        "I2 “Title I2” would not have come; Measure +20.0.",
        "Agency A held “Report r” from H+0:00; Agency B needed it by H+0:20 and never got it. Shared at H+0:00: "
        "I3 “Title I3” would have been done in time; Measure +9.0.",
    ]


def test_what_went_well_is_a_moment_too(played: Played) -> None:
    """A good choice that had a bad alternative counts as worse, never as better; no difference is no moment.

    I1 -> a | at 0:05 | window 10m | ask x:m+5 y:m-15
    I2 -> a | at 0:05 | window 10m | ask x z
    ---
    0:07 a decide I1 x
    0:08 a decide I2 x
    """
    assert len(moments(played, "worse")) == 1
    assert moments(played, "better") == []
    assert len(moments(played)) == 1


def test_the_standing_decision_is_what_the_facts_say(played: Played) -> None:
    """A revision is tried at the revision: what was chosen first and given up is left as it was.

    I1 -> a | at 0:05 | window 30m | ask x:m+5 y:m-15
    ---
    0:07 a decide I1 y
    0:08 a decide I1 x
    """
    (change,) = candidates(played.run)
    other = whatif(played.scenario, played.log, HOUR, (change,))
    taken = [fact.options for fact in other.facts if isinstance(fact, DecisionTaken)]
    assert taken == [("y",), ("y",)]


def test_what_another_choice_needs_is_granted(played: Played) -> None:
    """A joint option above the team's rung is tried with everybody's yes, and nobody's yes is listed as an act.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 30m | option x:m+5 authority=sector together=c:10m | option y:m-5
    ---
    0:07 a decide I1 y
    """
    found = tried(played, Rechosen(2, ("x",)))
    assert (found.shifts, found.ignored) == ((("m", 10.0),), ())
    assert moments(played)[0].startswith(
        "Agency A chose “Text y” on I1 “Title I1” at H+0:07; with “Text x”, agreed by all it needs: "
    )
