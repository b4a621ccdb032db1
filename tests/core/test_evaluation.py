"""Observations, ratings, grades and surveys: filed, judged, and what they add up to."""

from __future__ import annotations

import pytest

from exercise.core.acts import Act, Grade, Observe, Rate, Seat, Survey
from exercise.core.clock import Clock
from exercise.core.entries import decode, encode
from exercise.core.evaluation.attainment import attainment, measured
from exercise.core.evaluation.ratings import blind, given, graded, grades, observations, result
from exercise.core.evaluation.survey import AFTER, BEFORE, CLU, FORMS, confidence, means, surveys, words
from exercise.core.refusals import refusal
from exercise.core.scoring import scores
from tests.script import EXCON, STAFF, Played, play, trainee

SCENE = """
    objective O1 T1 T2
    I1 -> a | at 0:05 | window 20m | text | objective O1 | task T1
    I2 -> b | at 0:05 | window 20m | ask x y
    """
ALL = (3,) * len(FORMS[CLU])


def test_ratings_are_kept_per_rater(played: Played) -> None:
    """A rater who rates again corrects the own rating; the first one stays known as the blind one.

    objective O1 T1 T2
    ---
    0:10 eva rates T1 S slow
    0:12 evo rates T1 M late at the gate
    0:14 eva rates T1 P quicker than I thought
    0:15 evo rates O1 S
    """
    standing = given(played.run.facts)
    assert {about: {seat: fact.rating for seat, fact in found.items()} for about, found in standing.items()} == {
        "T1": {"eva": "P", "evo": "M"},
        "O1": {"evo": "S"},
    }
    assert blind(played.run.facts) == {"T1": {"eva": "S", "evo": "M"}, "O1": {"evo": "S"}}


def test_raters_who_differ(played: Played) -> None:
    """Of two ratings the worse goes into the report, of three the middle one.

    objective O1 T1 T2
    ---
    0:10 eva rates T1 P
    0:12 evo rates T1 M late
    0:14 eva rates T2 S
    """
    standing = given(played.run.facts)
    assert [result(standing[task]) for task in ("T1", "T2")] == ["M", "S"]
    third = standing["T1"]["eva"]._replace(seat="third")
    assert result(standing["T1"] | {"third": third}) == "P"
    assert result({}) == ""


def test_the_lead_evaluator_settles_it(played: Played) -> None:
    """An instructor's rating stands, whatever the evaluators' say.

    objective O1 T1
    ---
    0:10 eva rates T1 P
    0:12 ines rates T1 U nobody did it
    0:14 evo rates T1 P
    """
    assert result(given(played.run.facts)["T1"]) == "U"


def test_words_are_graded_by_people(played: Played) -> None:
    """An answer in words counts in decision quality once it is graded, with the mean of the raters' last grades.

    I1 -> a | at 0:05 | window 20m | text
    I2 -> a | at 0:05 | window 20m | ask x y
    ---
    0:06 a decide I2 x
    0:07 a write I1 We close the gate
    0:20 eva grades 3 40 no time named
    0:21 evo grades 3 80
    0:22 eva grades 3 60 named after all
    """
    assert graded(grades(played.run.facts)[3]) == pytest.approx(0.7)
    found = scores(played.run)["a"][0]
    assert (found.score, found.records) == (85.0, 2)
    assert found.points[0].evidence == "wrote at H+0:07; graded by 2"


def test_another_answer_waits_for_another_grade(played: Played) -> None:
    """A grade belongs to the words it was given for: a revised answer is not graded yet.

    I1 -> a | at 0:05 | window 20m | text
    ---
    0:07 a write I1 We close the gate
    0:08 eva grades 2 90
    0:09 a write I1 We open the gate
    """
    assert scores(played.run)["a"][0].score is None


def test_evaluation_goes_on_after_endex(played: Played) -> None:
    """Observing, rating, grading and the survey are possible after the end, and nothing in the run moves.

    objective O1 T1
    I1 -> a | at 0:05 | window 20m | text
    ---
    0:07 a write I1 We close the gate
    0:30 excon end
    0:40 eva observe improvement nobody wrote a log
    0:41 eva rates T1 S
    0:42 eva grades 2 50
    0:43 a survey 555544443333 more of it
    """
    assert played.told("EntryIgnored") == []
    assert [fact.text for fact in observations(played.run.facts)] == ["nobody wrote a log"]
    assert len(played.told("RatingFiled", "GradeFiled", "SurveyFiled")) == 3


def test_survey_means(played: Played) -> None:
    """The last answers of each person count; a statement left open counts for nothing; staff stand apart.

    ---
    0:30 excon end
    0:31 a survey 111111111111 first thought
    0:32 a survey 554400000000 second thought
    0:33 b survey 222233334444 another
    0:34 ines survey 333300000000
    """
    rows = {(row.dimension, row.staff): (row.mean, row.people) for row in means(surveys(played.run.facts))}
    assert rows == {
        ("collaboration", False): (3.25, 2),
        ("learning", False): (3.0, 1),
        ("usefulness", False): (4.0, 1),
        ("collaboration", True): (3.0, 1),
        ("learning", True): (None, 0),
        ("usefulness", True): (None, 0),
    }
    assert words(surveys(played.run.facts)).keep == ("another", "second thought")


@pytest.mark.parametrize(
    ("seat", "act", "sentence"),
    [
        (trainee("a"), Rate("T1", "P"), "Rate is for evaluator and instructor; this seat is a trainee."),
        (EXCON, Observe("seen"), "Observe is for evaluator and instructor; this seat is a controller."),
        (STAFF["eva"], Rate("T9", "P"), "T9 is not a critical task or objective of this exercise."),
        (STAFF["eva"], Rate("T1", "A"), "A is not a rating; choose P, S, M, U."),
        (STAFF["eva"], Rate("T1", "M", " "), "Say why: a rating of M goes into the improvement plan."),
        (STAFF["eva"], Grade(3, 50), "Entry 3 is not an answer in words; only those are graded by hand."),
        (STAFF["eva"], Grade(1, 50), "Entry 1 is not an answer in words; only those are graded by hand."),
        (STAFF["eva"], Grade(2, 101), "Choose a grade from 0 to 100."),
        (STAFF["eva"], Observe("  "), "Write what you saw before filing it."),
        (STAFF["eva"], Observe("seen", "fine"), "fine is no sort of observation"),
        (STAFF["eva"], Observe("seen", task="T9"), "T9 is not a critical task or objective of this exercise."),
        (STAFF["eva"], Observe("seen", inject="I9"), "I9 is not an inject of this scenario."),
        (STAFF["eva"], Observe("seen", team="z"), "z does not play in this exercise."),
        (STAFF["eva"], Observe("seen", entry=1), "Entry 1 is not a decision; link the observation to one, or to none."),
        (trainee("a"), Survey(CLU, ALL), "The survey opens at EndEx."),
        (STAFF["eva"], Observe("seen", "strength", "O1", "I1", "a", 2), ""),
        (STAFF["eva"], Rate("O1", "S"), ""),
        (STAFF["ines"], Grade(2, 0), ""),
    ],
)
def test_what_cannot_be_evaluated_like_that(seat: Seat, act: Act, sentence: str) -> None:
    """A sentence says what is wrong; what is in order is refused nothing."""
    played = play(f"{SCENE}---\n0:07 a write I1 We close the gate\n0:08 b decide I2 x", "0:10")
    said = refusal(played.run.situation, played.run.clock, seat, act, played.run.at)
    assert said.startswith(sentence)
    assert bool(said) is bool(sentence)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Survey("clu-0", ALL), "There is no survey clu-0; reload the page."),
        (Survey(CLU, ALL[1:]), "The survey has 12 statements, each answered with 1 to 5 or left open."),
        (Survey(CLU, (6, *ALL[1:])), "The survey has 12 statements, each answered with 1 to 5 or left open."),
        (Survey(CLU, (0,) * 12, " "), "Nothing is answered yet"),
        (Survey(CLU, (0,) * 12, mend="Radios"), ""),
        (Survey(CLU, (0,) * 11 + (5,)), ""),
    ],
)
def test_what_is_no_answer_to_the_survey(act: Survey, sentence: str) -> None:
    """Anybody may answer after EndEx, in part or in words alone, but not with nothing."""
    run = play(f"{SCENE}---\n0:30 excon end").run
    for seat in (trainee("a"), EXCON):
        said = refusal(run.situation, run.clock, seat, act, run.at)
        assert said.startswith(sentence)
        assert bool(said) is bool(sentence)


@pytest.mark.parametrize(
    "act",
    [
        Observe("seen", "strength", "T1", "I1", "a", 7),
        Observe("seen"),
        Rate("T1", "M", "late"),
        Grade(7, 0, "nothing in it"),
        Survey(CLU, ALL, "keep", "mend", "other"),
    ],
)
def test_acts_come_back_from_the_log(act: Act) -> None:
    """What is written as JSON is read as it was."""
    assert decode(act.kind, encode(act)) == act


def test_a_rating_nobody_may_give_is_ignored(played: Played) -> None:
    """Replay judges again: a rating by somebody who may not rate leaves a fact that says so, and no rating.

    objective O1 T1
    ---
    0:10 a rates T1 P
    """
    (ignored,) = played.told("EntryIgnored")
    assert ignored.endswith("Rate is for evaluator and instructor; this seat is a trainee.")
    assert given(played.run.facts) == {}


def test_confidence_before_and_after(played: Played) -> None:
    """The same statements before StartEx and after EndEx: the change is that of the people who answered both times.

    ---
    0:00 a expects 22222
    0:00 b expects 44400
    0:00 c expects 11111
    0:00 excon start
    0:30 excon end
    0:31 a again 00000000000044444
    0:32 b again 55555555555555555
    """
    whole, first, *rest = confidence(played.run.facts)
    assert (whole.before, whole.early, whole.after, whole.late) == (2.33, 3, 4.5, 2)
    assert (whole.gain, whole.both) == (1.5, 2)
    assert (first.statement, first.before, first.after) == (FORMS[BEFORE][0].text, 2.33, 4.5)
    assert len(rest) == len(FORMS[BEFORE]) - 1
    assert len(surveys(played.run.facts)) == 2, "what is asked before is no survey of the exercise"


def test_confidence_asked_only_afterwards(played: Played) -> None:
    """Where nobody was asked before there is no change to tell.

    ---
    0:30 excon end
    0:31 a again 55555555555555555
    """
    assert confidence(played.run.facts) == ()


def test_the_early_questions_close_at_startex() -> None:
    """Before StartEx only they are open, afterwards only the survey; the form asked afterwards holds them again."""
    early, late = Survey(BEFORE, (3,) * len(FORMS[BEFORE])), Survey(AFTER, (3,) * len(FORMS[AFTER]))
    assert FORMS[AFTER] == (*FORMS[CLU], *FORMS[BEFORE])
    for script, open_, shut in (("0:59 excon start", early, late), ("0:01 excon end", late, early)):
        run = play(f"I1 -> a | at 0:05\n---\n{script}", "0:00" if open_ is early else "0:02").run
        clock = run.clock if open_ is late else Clock()
        assert refusal(run.situation, clock, trainee("a"), open_, run.at) == ""
        assert refusal(run.situation, clock, trainee("a"), shut, run.at) != ""


def test_what_was_measured_is_said_without_a_rating(played: Played) -> None:
    """Towards a task the record says what was answered, how fast and how well, and what came unasked, in counts.

    objective O1 T1 T2 T3
    I1 -> a b | at 0:05 | window 10m | objective O1 | task T1 | ask x y
    I2 -> a | at 0:05 | window 20m | objective O1 | task T2 | met decided(I1, x, a)
    ---
    0:07 a decide I1 x
    0:13 b decide I1 y
    """
    ((_, _, _, tasks),) = attainment(played.run)
    assert [measured((task,)) for task in tasks] == [
        "2 of 2 answers given, median 5 min, experts’ grade 60 of 100 over 2",
        "1 of 1 expected actions came",
        "",
    ]
    assert measured(tasks) == (
        "2 of 2 answers given, median 5 min, experts’ grade 60 of 100 over 2, 1 of 1 expected actions came"
    )
