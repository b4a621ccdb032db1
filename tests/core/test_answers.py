"""Answers: windows, revisions, effects and what doing nothing costs."""

from __future__ import annotations

from tests.script import Played


def test_answered(played: Played) -> None:
    """An answer inside the window closes as answered, when the window ends.

    I1 -> a | at 0:10 | window 10m | ask x y
    ---
    0:12 a decide I1 x
    """
    assert played.told("DecisionTaken", "AnswerClosed") == [
        "0:12 DecisionTaken I1 a 0 x",
        "0:20 AnswerClosed I1 a answered",
    ]


def test_missed(played: Played) -> None:
    """A window that passes without an answer is missed, and doing nothing has its price.

    I1 -> a b | at 0:10 | window 10m | ask x y | missed_effects m-7
    ---
    0:12 b decide I1 x
    """
    assert played.told("AnswerClosed", "MeasureChanged") == [
        "0:20 AnswerClosed I1 a missed",
        "0:20 MeasureChanged m 43 I1 missed by a",
        "0:20 AnswerClosed I1 b answered",
    ]


def test_missed_by_one_team(played: Played) -> None:
    """A condition can ask which team missed.

    I1 -> a b | at 0:10 | window 10m | ask x y
    I2 -> c | when missed(I1, a)
    I3 -> c | when missed(I1, b)
    ---
    0:12 b decide I1 x
    0:40 excon end
    """
    assert "0:20 InjectDelivered I2 c" in played.told()
    assert played.run.situation.skipped("I3")


def test_simulation_first(played: Played) -> None:
    """At equal times the simulation acts first, then people: an answer at the deadline is late.

    I1 -> a | at 0:10 | window 10m | ask x y
    ---
    0:20 a decide I1 x
    """
    assert played.told("AnswerClosed", "EntryIgnored") == [
        "0:20 AnswerClosed I1 a missed",
        "0:20 EntryIgnored 2 The time to answer I1 ended at H+0:20; the answer was not recorded. Your draft is kept.",
    ]


def test_effects_settle(played: Played) -> None:
    """What an option does is felt once it has settled (3 min here), and names its cause.

    I1 -> a | at 0:10 | window 20m | ask x:m+5,m+1@10m y
    ---
    0:12 a decide I1 x
    """
    assert played.told("MeasureChanged") == [
        "0:15 MeasureChanged m 55 I1 x by a",
        "0:25 MeasureChanged m 56 I1 x by a",
    ]


def test_revision_countermands(played: Played) -> None:
    """A revision before the effects settle undoes them; what was already felt stays.

    I1 -> a | at 0:10 | window 30m | ask x:m+5,m+1@10m y:m-8
    ---
    0:12 a decide I1 y
    0:13 a decide I1 x
    0:17 a decide I1 y
    """
    assert played.told("MeasureChanged") == ["0:16 MeasureChanged m 55 I1 x by a", "0:20 MeasureChanged m 47 I1 y by a"]
    assert played.told("DecisionTaken")[-1] == "0:17 DecisionTaken I1 a 2 y"


def test_no_gain_from_going_back_and_forth(played: Played) -> None:
    """An option is felt once per team, however often people return to it.

    I1 -> a | at 0:10 | window 40m | ask x:m+5 y
    ---
    0:12 a decide I1 x
    0:20 a decide I1 y
    0:25 a decide I1 x
    """
    assert played.told("MeasureChanged") == ["0:15 MeasureChanged m 55 I1 x by a"]


def test_void_decision(played: Played) -> None:
    """A struck decision no longer stands: its effects do not come and the one before counts again.

    I1 -> a | at 0:10 | window 30m | ask x:m+5 y:m-9
    I2 -> b | when decided(I1, y)
    ---
    0:12 a decide I1 x
    0:20 a decide I1 y
    0:21 excon void 3
    """
    assert played.told("MeasureChanged") == ["0:15 MeasureChanged m 55 I1 x by a"]
    standing = played.run.situation.standing(played.run.situation.answers["I1", "a"])
    assert standing is not None
    assert standing.options == ("x",)


def test_measures_stay_within_bounds(played: Played) -> None:
    """A measure never leaves 0 to 100.

    I1 -> a | at 0:10 | effects m+80 m-300
    """
    assert played.told("MeasureChanged") == [
        "0:10 MeasureChanged m 100 I1 delivered",
        "0:10 MeasureChanged m 0 I1 delivered",
    ]


def test_drift_has_a_cause(played: Played) -> None:
    """Drift is written down at EndEx like every other change of a measure.

    measure m 50 drift -6
    ---
    0:30 excon end
    """
    assert played.told("MeasureChanged") == ["0:30 MeasureChanged m 47 drift"]


def test_open_once(played: Played) -> None:
    """The first seat that opens an inject opens it for the team.

    I1 -> a | at 0:10
    ---
    0:12 a open I1
    0:13 a open I1
    """
    assert played.told("InjectOpened") == ["0:12 InjectOpened I1 a a-1"]
