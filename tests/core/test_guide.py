"""The evaluation guide: the record beside each task, and nobody's rating before one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core.evaluation.guide import Sheet, agreed, guide, kept, words
from exercise.core.replay import replay
from exercise.core.scenario import MINUTE
from exercise.core.views import NotYours
from tests.script import STAFF, Played, trainee

EVA, EVO = STAFF["eva"], STAFF["evo"]


def sheets(played: Played, seat=EVA) -> dict[str, Sheet]:  # type: ignore[no-untyped-def]
    return {sheet.id: sheet for _, found in guide(played.run, seat) for sheet in found}


def test_the_record_stands_beside_the_task(played: Played) -> None:
    """Every inject of a task with what became of it at each team; the objective has those of no task.

    report r from a
    objective O1 T1 T2
    I1 -> a b | at 0:05 | window 10m | ask x y | objective O1 | task T1 | expects Close-it
    I2 -> a | at 0:10 | window 40m | ask x y | objective O1 | task T1
    I3 -> b | at 0:12 | objective O1
    I4 -> a | at 0:01 | window 20m | met shared(r, a, b) | objective O1 | task T2
    I5 -> a | at 0:58 | window 20m | met shared(r, a, b) | objective O1 | task T2
    I6 -> c | hold | objective O1 | task T2
    ---
    0:07 a decide I1 x
    0:08 a share r b
    0:55 a open I2
    """
    found = sheets(played)
    assert list(found) == ["O1", "T1", "T2"]
    assert [(trace.inject, trace.team, trace.status, trace.text) for trace in found["T1"].traces] == [
        ("I1", "a", "answered", "Agency A answered after 2 min: Text x"),
        ("I1", "b", "missed", "Agency B let its window pass"),
        ("I2", "a", "missed", "Agency A let its window pass"),
    ]
    assert found["T1"].traces[0].expects == "Close-it"
    assert found["T1"].traces[0].entry == 2
    assert found["T2"].traces[0].text == "Expected of Agency A: done after 8 min"
    assert found["T2"].coming == 1
    assert [trace.text for trace in found["O1"].traces] == ["Agency B was told"]


def test_nobody_sees_anothers_rating_before_the_own(played: Played) -> None:
    """What the first rater said of a task is kept from the second until the second has rated; then it is open.

    objective O1 T1 T2
    ---
    0:10 eva rates T1 M late
    0:11 evo rates T2 P
    0:12 eva rates T2 S
    """
    first, second = sheets(played, EVA), sheets(played, EVO)
    assert (second["T1"].mine, second["T1"].others, second["T1"].hidden) == (None, (), 1)
    assert (first["T1"].mine.rating, first["T1"].hidden) == ("M", 0)  # type: ignore[union-attr]
    assert [fact.rating for fact in second["T2"].others] == ["S"]
    assert [fact.rating for fact in first["T2"].others] == ["P"]


def test_observations_are_blind_too(played: Played) -> None:
    """A rater sees the own observations on a task at once, the others' after rating it.

    objective O1 T1 T2
    ---
    0:10 eva observe strength@T1 calm
    0:11 evo observe improvement@T1 slow
    0:12 evo observe -@T2 a remark
    0:13 evo rates T1 S
    """
    assert [note.text for note in sheets(played, EVA)["T1"].observations] == ["calm"]
    assert [note.text for note in sheets(played, EVO)["T1"].observations] == ["calm", "slow"]
    assert [note.text for note in kept(played.run, EVO)] == ["a remark", "slow"]


def test_slower_than_the_task_allows(played: Played) -> None:
    """An answer inside its window but after the task's target is marked.

    objective O1 T1
    I1 -> a b | at 0:05 | window 40m | ask x y | objective O1 | task T1
    ---
    0:14 a decide I1 x
    0:30 b decide I1 x
    """
    (objective,) = played.scenario.objectives
    task = replace(objective.tasks[0], target=15 * MINUTE)
    scene = replace(played.scenario, objectives=(replace(objective, tasks=(task,)),))
    (_, (_, sheet)) = guide(replay(scene, played.log), EVA)[0]
    assert [(trace.team, trace.slow) for trace in sheet.traces] == [("a", False), ("b", True)]


def test_words_to_grade(played: Played) -> None:
    """Answers in words stand beside what was expected, those still to be graded first; a revised one comes back.

    I1 -> a b | at 0:05 | window 40m | text | expects Name-the-time
    I2 -> a | at 0:06 | window 40m | text
    I3 -> a | at 0:06 | window 40m | ask x y
    ---
    0:07 a write I1 At noon
    0:08 b write I1 Soon
    0:09 a write I2 Yes
    0:10 a decide I3 x
    0:11 eva grades 2 80
    0:12 evo grades 3 20
    0:13 a write I2 No
    0:14 eva grades 4 10
    """
    found = words(played.run, EVA)
    assert [(row.entry, row.team, row.text) for row in found] == [(3, "b", "Soon"), (8, "a", "No"), (2, "a", "At noon")]
    soon, _, noon = found
    assert (soon.mine, soon.others, soon.hidden, soon.expects) == (None, (), 1, "Name-the-time")
    assert noon.mine is not None
    assert noon.mine.points == 80


def test_differences_of_what_one_has_rated(played: Played) -> None:
    """Agreement counts first ratings; differences show where one has rated oneself, then and now.

    objective O1 T1 T2 T3
    ---
    0:10 eva rates T1 P
    0:11 evo rates T1 U nothing
    0:12 eva rates T1 S
    0:13 evo rates T2 P
    0:14 ines rates T2 S
    0:15 eva rates T3 P
    0:16 evo rates T3 P
    """
    found, differences = agreed(played.run, EVA)
    assert (found.units, found.raters) == (3, 3)
    (difference,) = differences
    assert (difference.about, difference.first) == ("T1", (("eva", "P"), ("evo", "U")))
    assert difference.now == (("eva", "S"), ("evo", "U"))


def test_one_who_rates_nothing(played: Played) -> None:
    """Without a single rating the guide, the words and the agreement are there, and empty.

    objective O1 T1
    """
    found, differences = agreed(played.run, EVA)
    assert (found.units, found.alpha, differences) == (0, None, ())
    assert words(played.run, EVA) == ()
    assert sheets(played)["T1"].mine is None


@pytest.mark.parametrize("view", [guide, words, agreed, kept])
def test_trainees_have_no_guide(played: Played, view) -> None:  # type: ignore[no-untyped-def]
    """Nothing of the evaluation is for the teams.

    objective O1 T1
    """
    with pytest.raises(NotYours):
        view(played.run, trainee("a"))
