"""Scores are a function of the facts, each with its evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core.facts import (
    DecisionTaken,
    Fact,
    ForecastMade,
    ForecastSettled,
    ProbeAnswered,
    ProbeOpened,
    ReplyReceived,
    ReportPosted,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.scenario import MINUTE, Ask, Index, Option, ProbeItem
from exercise.core.scoring import Dimension, Sheet, grade, indices, pace, scores
from exercise.core.scoring.awareness import calibration, forecasts, overlap
from tests.script import Played, play


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
    assert pace(played.run, "a") == (None, None, 1, 2)


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


def test_allocation() -> None:
    """An allocation scores 1 less the share that lies elsewhere than the experts put it."""
    ask = Ask("allocate", options=(Option("p", "p", 1, "", ideal=6), Option("q", "q", 1, "", ideal=4)), total=10)
    amounts = [(6, 4), (4, 6), (0, 10)]
    found = [grade(ask, _decision("p", "q")._replace(amounts=given)) for given in amounts]
    assert found == pytest.approx([1.0, 0.8, 0.4])


def test_pace_counts_what_was_not_answered(played: Played) -> None:
    """Unanswered injects count as longer than they waited: dropping them would make the slow look fast.

    I1 -> a | at 0:00 | window 30m | ask x y
    I2 -> a | at 0:00 | window 30m | ask x y
    I3 -> a | at 0:00 | window 5m | ask x y
    I4 -> a | at 0:00 | window 30m | ask x y
    ---
    0:02 a decide I1 x
    0:10 a decide I2 x
    0:20 a decide I4 x
    """
    # Kaplan and Meier: 3/4 left after 2 min, then one leaves unanswered; 3/8 left after 10 min.
    assert pace(played.run, "a") == (10 * MINUTE, 20 * MINUTE, 3, 1)


def test_joint_options(played: Played) -> None:
    """Confirmed by all counts for everybody in it, less for a slow word; one that fell through is a 0 for who let it.

    I1 -> a | at 0:05 | window 40m | option x:m+5 together=b:10m | option y
    I2 -> a | at 0:05 | window 40m | option x:m+5 together=b,c:10m | option y
    ---
    0:07 a decide I1 x
    0:08 a decide I2 x
    0:09 b approve 3
    0:12 b approve 2
    """
    assert [point.worth for point in _found(played, "a", "coordination").points] == [0.75, 0.0]
    assert [point.worth for point in _found(played, "b", "coordination").points] == [0.75]
    assert [point.evidence for point in _found(played, "c", "coordination").points] == [
        "did not confirm x for Agency A"
    ]  # fmt: skip


def test_answers_that_contradict_each_other(played: Played) -> None:
    """Teams asked the same thing are scored by how many of the others chose alike.

    I1 -> a b c | at 0:05 | window 40m | ask x y
    ---
    0:07 a decide I1 x
    0:08 b decide I1 x
    0:09 c decide I1 y
    """
    assert [_found(played, team, "coordination").score for team in "abc"] == [50.0, 50.0, 0.0]


def test_planned_links(played: Played) -> None:
    """A link that the plan needs counts once anything went over it, either way, and is missed when its moment passes.

    report r from a needed b 0:20 c 0:20
    report s from b needed c 0:59
    ---
    0:30 b send a hello
    """
    points = _found(played, "a", "coordination").points
    assert [(point.about, point.worth) for point in points] == [("b", 1.0), ("c", 0.0)]
    early = replace(played.run, at=30 * MINUTE)
    assert next(one for one in scores(early)["b"] if one.id == "coordination").records == 0


def _with(played: Played, *facts: Fact, **changes: object) -> dict[str, dict[str, Dimension]]:
    """The scores with more facts in the run."""
    scene = replace(played.scenario, **changes)  # type: ignore[arg-type]
    run = replace(played.run, scenario=scene, facts=(*played.run.facts, *facts))
    return {team: {found.id: found for found in table} for team, table in scores(run).items()}


QUIET = "report r from a only restricted a b\nI1 -> c | at 0:55"


def test_requests_met() -> None:
    """Granted in time 1, refused or late a half, no answer 0; one that is still on its way counts against nobody."""
    played = play(QUIET)
    minute = MINUTE
    found = _with(
        played,
        *(RequestSent(0, seq, "a", "b", "information", f"q{seq}", "?", "radio", None) for seq in (91, 92, 93, 94, 95)),
        *(RequestReceived(minute, seq, "a", "b") for seq in (91, 92, 93, 94)),
        RequestAnswered(5 * minute, 91, "b", "a", True, "", "radio", 1),
        RequestAnswered(5 * minute, 92, "b", "a", False, "", "radio", 2),
        RequestAnswered(40 * minute, 93, "b", "a", True, "", "radio", 3),
    )
    points = found["b"]["coordination"].points
    assert [(point.about, point.worth) for point in points] == [("q91", 1.0), ("q92", 0.5), ("q93", 0.5), ("q94", 0.0)]
    assert points[0].evidence == "Agency A's request granted after 4 min"


def test_posts_and_needless_requests() -> None:
    """A false report on the joint picture is a 0, and so is asking for what one holds or was told."""
    played = play(QUIET)
    ask = [RequestSent(at * MINUTE, seq, team, "c", "information", "r", "?", "radio", None)
           for at, seq, team in ((1, 91, "a"), (2, 92, "b"), (20, 93, "b"))]  # fmt: skip
    false = tuple(replace(report, true=False) for report in played.scenario.reports)
    found = _with(
        played, *ask, ReplyReceived(10 * MINUTE, 92, "b", 1), ReportPosted(MINUTE, "r", "a", 5), reports=false
    )
    assert [point.evidence for point in found["a"]["sharing"].points] == [
        "posted on the joint picture at H+0:01; it was false", "asked for it at H+0:01 and had held it since H+0:00"
    ]  # fmt: skip
    assert [point.evidence for point in found["b"]["sharing"].points] == [
        "asked for it again at H+0:20, answered at H+0:10"
    ]


def test_rules_kept_and_broken(played: Played) -> None:
    """A choice that rules speak of counts 1 within them and 0 for each it breaks; others do not count at all.

    lead town arrest b
    I1 -> a b | at 0:05 | window 40m | where town | option x what=arrest | option y
    I2 -> a | at 0:05 | window 40m | option x mandate=outside | option y
    I3 -> a | at 0:05 | window 40m | ask x y
    ---
    0:07 a decide I1 x
    0:08 b decide I1 x
    0:09 a decide I2 x
    0:10 a decide I3 x
    """
    assert [point.worth for point in _found(played, "a", "mandate").points] == [0.0, 0.0]
    assert [point.evidence for point in _found(played, "b", "mandate").points] == [
        "chose x at H+0:08, within the rules"
    ]
    assert "Agency B leads on arrest in town" in _found(played, "a", "mandate").points[0].evidence


def test_time_limits(played: Played) -> None:
    """A legal time limit counts once: kept 1, run out 0, though running out breaks a rule as well.

    clock custody a 10m delivered(I1) until holds(c, r)
    clock notice a 30m delivered(I1) until holds(b, r)
    report r from a
    I1 -> a | at 0:05
    ---
    0:20 a share r b
    """
    assert [point.evidence for point in _found(played, "a", "mandate").points] == [
        "notice kept at H+0:21", "custody ran out at H+0:15"
    ]  # fmt: skip


def test_what_decisions_did_to_civilians(played: Played) -> None:
    """A choice stands between the worst and the best of its options for civilians; harm done by it is a 0 beside it.

    measure civilians 50
    measure m 50
    I1 -> a | at 0:05 | window 40m | ask x:civilians+4 y:civilians-6 z:civilians-1
    I2 -> a | at 0:05 | window 40m | ask x:m+4 y:m-6
    I3 -> b | at 0:05 | window 40m | option x harm=killed:40 | option y
    ---
    0:07 a decide I1 z
    0:08 a decide I2 x
    0:09 b decide I3 x
    """
    assert [point.worth for point in _found(played, "a", "protection").points] == [0.5]
    choice, harm = _found(played, "b", "protection").points
    assert (choice.worth, harm.worth) == (0.0, 0.0)
    assert "killed" in harm.evidence


def test_the_lead_time_of_a_warning(played: Played) -> None:
    """Of the time between knowing and the incident, the share that it left to each team that needed the warning.

    report r from a needed b 0:20 c 0:20
    about r warns I1
    report late from a needed b 0:20
    about late warns I2
    report s from a needed b 0:20 c 0:20 only restricted a b
    about s warns I1
    I1 -> a | at 0:40
    I2 -> a | hold
    ---
    0:09 a share r b
    0:45 a share r c
    """
    points = _found(played, "a", "protection").points
    assert [(point.about, point.worth) for point in points] == [("r", 0.75), ("r", 0.0), ("s", 0.0)]
    assert points[0].evidence == "Agency B warned 30 min before I1, of 40 min there were"
    assert points[1].evidence == "Agency C not warned before I1, of 40 min there were"
    assert _found(played, "b", "protection").points == ()


def test_nobody_warns_of_what_a_summary_tells(played: Played) -> None:
    """An incident that the clock jumped over was played by nobody.

    report r from a needed b 0:20
    about r warns I1
    I1 -> a | at 0:40
    ---
    0:05 excon jump 0:50 summarise
    """
    assert _found(played, "a", "protection").points == ()


def test_awareness_takes_wrong_from_right() -> None:
    """Right answers less wrong ones, silence in between; forecasts against a coin; never below 0."""
    played = play(QUIET)
    facts = (
        *(ProbeOpened(0, probe, team, MINUTE) for probe in ("P1", "P2", "P3") for team in "ab"),
        ProbeAnswered(1, "P1", "a", "s", 1, 1, 91), ProbeAnswered(1, "P2", "a", "s", 1, 1, 92),
        ProbeAnswered(1, "P1", "b", "s", 1, 1, 93), ProbeAnswered(1, "P2", "b", "s", 0, 1, 94),
        ForecastMade(1, "P4", "b", "s", 50, "", 95), ForecastMade(2, "P4", "c", "s", 0, "", 96),
        ForecastMade(3, "P4", "c", "s", 100, "", 97), ForecastMade(3, "P5", "c", "s", 10, "", 98),
        ForecastSettled(9, "P4", True),
    )  # fmt: skip
    probes = tuple(ProbeItem(id, "awareness", "?", choices=("x", "y")) for id in ("P1", "P2", "P3"))
    found = _with(played, *facts, probes=probes)
    assert [point.worth for point in found["a"]["awareness"].points] == [1.0, 1.0, 0.0]
    assert (found["b"]["awareness"].score, found["c"]["awareness"].score) == (0.0, 100.0)
    sheet = Sheet(replace(played.run, facts=(*played.run.facts, *facts)))
    assert overlap(sheet, "a", "b") == 0.5
    assert overlap(sheet, "c", "c") is None


def test_calibration() -> None:
    """The Brier score and Murphy's parts: score = reliability - resolution + uncertainty, within equal forecasts."""
    said = [(10, False)] * 9 + [(10, True)] + [(90, True)] * 8 + [(90, False)] * 2
    facts: list[Fact] = []
    for number, (percent, came) in enumerate(said):
        facts += [ForecastMade(1, f"F{number}", "a", "s", percent, "", number), ForecastSettled(2, f"F{number}", came)]
    played = play(QUIET)
    found = calibration(forecasts(Sheet(replace(played.run, facts=tuple(facts)))))
    assert (found.many, found.brier) == (20, pytest.approx(0.13))
    assert [(row.said, row.came, row.many) for row in found.bins] == [(0.1, 0.1, 10), (0.9, 0.8, 10)]
    assert found.reliability is not None
    assert found.resolution is not None
    assert found.uncertainty is not None
    assert found.reliability - found.resolution + found.uncertainty == pytest.approx(found.brier)
    assert calibration([]).brier is None


def test_an_index_is_shown_with_its_parts(played: Played) -> None:
    """An index is the weighted mean of its measures; weights are shares, whatever they add up to.

    measure m 50
    measure n 20
    I1 -> a | at 0:05 | effects m+30
    """
    scene = replace(played.scenario, indices=(Index("stability", "Stability", (("m", 3.0), ("n", 1.0))),))
    (row,) = indices(replace(played.run, scenario=scene))
    assert (row.start, row.now) == (42.5, 65.0)
    assert [(part.measure, part.weight, part.start, part.now) for part in row.parts] == [
        ("m", 0.75, 50, 80), ("n", 0.25, 20, 20)
    ]  # fmt: skip
