"""Scores are a function of the facts, each with its evidence."""

from __future__ import annotations

from exercise.core.facts import DecisionTaken
from exercise.core.scenario import Ask, Option
from exercise.core.scoring import Dimension, grade, median_latency, scores
from tests.script import Played


def _found(played: Played, team: str, id: str) -> Dimension:
    return next(dimension for dimension in scores(played.run)[team] if dimension.id == id)


def test_quality_of_the_standing_decision(played: Played) -> None:
    """Decision quality counts the last decision, in the experts' grades (x: 1.0, others 0.2 here).

    I1 -> a | at 0:05 | window 30m | ask x y
    I2 -> a | at 0:05 | window 30m | ask x y
    ---
    0:07 a decide I1 y
    0:08 a decide I1 x
    0:09 a decide I2 y
    """
    quality = _found(played, "a", "quality")
    assert (quality.score, quality.records) == (60.0, 2)
    assert quality.points[0].evidence == "chose x at H+0:08"


def test_timeliness(played: Played) -> None:
    """Timeliness is answered windows of closed ones; open windows do not count yet.

    I1 -> a | at 0:05 | window 10m | ask x y
    I2 -> a | at 0:05 | window 10m | ask x y
    I3 -> a | at 0:55 | window 30m | ask x y
    ---
    0:09 a decide I1 y
    """
    timeliness = _found(played, "a", "timeliness")
    assert (timeliness.score, timeliness.records) == (50.0, 2)
    assert median_latency(played.run, "a") == 4 * 60_000


def test_sharing(played: Played) -> None:
    """A report in time counts 1, late a half, never 0; only the team that had it first answers for it.

    report r from a needed b 0:10 c 0:20
    report s from a needed b 0:30
    report t from b needed c 0:59
    ---
    0:05 a share r b
    0:25 a share r c
    """
    sharing = _found(played, "a", "sharing")
    assert [point.worth for point in sharing.points] == [1.0, 0.5, 0.0]
    assert (sharing.score, _found(played, "c", "sharing").score) == (50.0, None)


def test_breaches_cost(played: Played) -> None:
    """Sending a report against its marking is a 0 beside the shares that were needed.

    report r from a needed b 0:10 only secret a b
    ---
    0:02 a share r b
    0:05 a share r c
    """
    sharing = _found(played, "a", "sharing")
    assert (sharing.score, sharing.records) == (50.0, 2)
    assert sharing.points[0].evidence == "reached Agency C at H+0:06 outside its release"


def test_a_need_outside_the_release(played: Played) -> None:
    """What a partner needed but may not have is not held against whoever kept to the marking.

    report r from a needed b 0:10 c 0:10 only secret a b
    ---
    0:02 a share r b
    """
    assert (_found(played, "a", "sharing").score, _found(played, "a", "sharing").records) == (100.0, 1)


def test_nothing_to_score(played: Played) -> None:
    """Without records there is no score, rather than a bad one.

    I1 -> a | at 0:50 | window 30m | ask x y
    """
    assert {dimension.score for dimension in scores(played.run)["a"]} == {None}


def _decision(*options: str) -> DecisionTaken:
    return DecisionTaken(0, "I1", "a", "a-1", 2, 0, options, "", "", None, False)


def test_ranking() -> None:
    """A ranking scores 1 in the experts' order, 0 in the reverse, between otherwise."""
    ask = Ask("rank", options=tuple(Option(id, id, worth, "") for id, worth in (("p", 1.0), ("q", 0.6), ("r", 0.1))))
    assert [grade(ask, _decision(*order)) for order in ("pqr", "rqp", "qpr")] == [1.0, 0.0, 0.5]


def test_choose_many() -> None:
    """Several choices score the share of options rightly taken or left."""
    ask = Ask(
        "choose-many",
        options=tuple(Option(id, id, worth, "") for id, worth in (("p", 1.0), ("q", 0.6), ("r", 0.1), ("s", 0.0))),
    )
    assert [grade(ask, _decision(*chosen)) for chosen in ("pq", "p", "rs", "pqrs")] == [1.0, 0.75, 0.0, 0.5]


def test_words_wait_for_a_person() -> None:
    """A free text has no grade until an evaluator gives one."""
    assert grade(Ask("text"), _decision()) is None
