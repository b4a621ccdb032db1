"""Strengths and areas for improvement are found in the record, each with what it rests on."""

from __future__ import annotations

from exercise.core.debrief.findings import Finding, findings
from tests.script import Played


def _found(played: Played, sort: str) -> list[Finding]:
    return [finding for finding in findings(played.run) if finding.sort == sort]


def test_answers(played: Played) -> None:
    """A good answer is a strength, a weak one or a silent window an area for improvement; reasons go with them.

    objective O1 T1
    I1 -> a | at 0:05 | window 10m | ask x y | objective O1 | task T1
    I2 -> a | at 0:05 | window 10m | ask x:m+5 y:m-40 | objective O1 | task T1
    I3 -> a | at 0:05 | window 10m | ask x y | expects The-gate-is-closed
    ---
    0:07 a decide I1 x
    0:08 a decide I2 y because it is near
    """
    (good,) = _found(played, "strength")
    assert (good.about, good.objective, good.task, good.teams) == ("I1", "O1", "T1", ("a",))
    assert good.observation == "Agency A answered I1 “Title I1” after 2 min with “Text x”."
    weak, silent = _found(played, "improvement")
    assert "Their reason: “because it is near”." in weak.observation
    assert weak.analysis == "why The experts preferred “Text x”: why"
    assert [(proof.text, proof.seq) for proof in weak.proofs] == [
        ("I2 “Title I2” reached Agency A", None),
        ("Agency A answered I2: Text y", 3),
        ("Measure −40.0, to 10", None),
    ]
    assert "let the window of 10 min on I3 “Title I3” pass." in silent.observation
    assert silent.analysis == "Expected: The-gate-is-closed"


def test_what_moved_the_situation_most_stands_first(played: Played) -> None:
    """Two answers of the same worth: the one that cost more stands on top.

    I1 -> a | at 0:05 | window 10m | ask x y:m-1
    I2 -> a | at 0:05 | window 10m | ask x y:m-9
    ---
    0:07 a decide I1 y
    0:08 a decide I2 y
    """
    assert [finding.about for finding in findings(played.run)] == ["I2", "I1"]


def test_answers_between_are_not_judged(played: Played) -> None:
    """Words nobody graded, or graded between good and weak, say nothing; graded ones count as others do.

    I1 -> a | at 0:05 | window 10m | text
    I2 -> a | at 0:05 | window 10m | text
    I3 -> a | at 0:05 | window 10m | text | expects Name-the-time
    ---
    0:06 a write I1 We wait
    0:07 a write I2 We wait
    0:08 a write I3 We wait
    0:10 eva grades 3 60
    0:11 eva grades 4 20
    """
    (finding,) = findings(played.run)
    assert (finding.sort, finding.about, finding.analysis) == ("improvement", "I3", "Expected: Name-the-time")


def test_expected_actions_and_reports(played: Played) -> None:
    """Actions that came and reports in time are strengths; those that did not are areas for improvement.

    report r from a needed b 0:20
    report s from a needed b 0:10 c 0:15
    I1 -> a | at 0:01 | window 20m | met shared(r, a, b)
    I2 -> a | at 0:01 | window 20m | met shared(s, a, b)
    ---
    0:05 a share r b
    0:30 a share s b
    """
    assert [finding.about for finding in _found(played, "strength")] == ["I1", "r"]
    late, missed = _found(played, "improvement")
    assert (late.about, missed.about) == ("s", "I2")
    assert late.observation.endswith(
        "Agency B needed it by H+0:10 and had it at H+0:31; Agency C needed it by H+0:15 and never got it."
    )


def test_breaches(played: Played) -> None:
    """A report sent against its marking says whose marking, and by which entry.

    report r from a needed b 0:20 only secret a b
    ---
    0:05 a share r c
    0:06 a share r b
    """
    (breach,) = _found(played, "improvement")
    assert (
        breach.observation
        == "Agency A sent “Report r” to Agency C against its marking: Agency C is outside its release."
    )
    assert breach.proofs[0].seq == 2


def test_what_raters_say(played: Played) -> None:
    """Tasks rated P, M and U and sorted observations are findings under their objective; S and plain notes are not.

    objective O1 T1 T2 T3
    ---
    0:10 eva rates T1 P
    0:11 eva rates T2 U nobody did it
    0:12 eva rates T3 S
    0:13 eva observe strength calm on the net
    0:14 eva observe - a remark
    0:15 eva rates O1 M late
    """
    assert [finding.observation for finding in _found(played, "strength")] == [
        "Observed at H+0:13: calm on the net",
        "“Task T1” was rated P: performed without challenges.",
    ]
    worst, objective = _found(played, "improvement")
    assert (worst.objective, worst.task, worst.analysis) == ("O1", "T2", "The raters: “nobody did it”")
    assert (objective.objective, objective.task, objective.about) == ("O1", "", "O1")


def test_nothing_happened(played: Played) -> None:
    """A quiet hour has no findings.

    I1 -> a | at 0:55
    """
    assert findings(played.run) == ()
