"""One scenario, several exercises: another model or mandate, a drill, a table-top, the next session of a campaign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.content import from_json, to_json
from exercise.core.clock import clock
from exercise.core.facts import AnswerClosed, InjectDelivered, MeasureChanged, ReportReceived
from exercise.core.modes import carry_over, drill, start, step, table_top, with_mandate, with_model
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, MINUTE, Scenario, Spread
from tests.script import WALL, log, ms, scenario


def test_another_model() -> None:
    """The same scenario under another coordination model; one that does not exist is named with those that do."""
    scene = scenario("report r from a")
    assert with_model(scene, "unified").model.factor == 0.25
    assert scene.coordination == "liaison"
    with pytest.raises(
        ValueError, match="unfied is not a coordination model of this scenario; known: stove-piped, lia"
    ):
        with_model(scene, "unfied")


def test_another_mandate() -> None:
    """One incident under different mandates."""
    scene = replace(scenario(""), mandates=("poc", "robust"))
    assert with_mandate(scene, "robust").mandate == "robust"
    with pytest.raises(ValueError, match="known: poc, robust"):
        with_mandate(scene, "war")
    with pytest.raises(ValueError, match="known: none"):
        with_mandate(scenario(""), "war")


def test_a_campaign() -> None:
    """The next session starts where the last one ended, within the scale; what it has alone starts as written."""
    scene = scenario("measure m 50\nmeasure n 40\nmeasure o 30")
    values = {"m": 61.5, "n": 130.0, "gone": 5.0}
    assert [measure.start for measure in carry_over(scene, values).measures] == [61.5, 100.0, 30]


TABLE = """
    probe P1 awareness a | at 0:05 | window 1m | choices x y
    I1 -> a b | at 0:10 | window 5m | ask x y | missed_effects m-5
    I2 -> a | at 0:10 | window 5m | ask x y
    I3 -> c | at 0:20
    I4 -> c | at 0:40 | window 5m | ask x y
    """


def test_at_a_table_no_window_runs_out() -> None:
    """Questions stay open until the next one comes; those of the same moment stay open together."""
    run = replay(table_top(scenario(TABLE)), log("0:35 a decide I1 x"), HOUR)
    closed = [(fact.at // MINUTE, fact.inject, fact.team, fact.outcome)
              for fact in run.facts if isinstance(fact, AnswerClosed)]  # fmt: skip
    assert closed == [(40, "I1", "a", "answered"), (40, "I1", "b", "missed"), (40, "I2", "a", "missed")]
    assert [fact.cause for fact in run.facts if isinstance(fact, MeasureChanged)] == ["I1 missed by b"]
    assert all(fact.deadline is None for fact in run.facts if isinstance(fact, InjectDelivered))


def test_at_a_table_the_end_closes_the_rest() -> None:
    """EndEx closes what is still open, as ever."""
    run = replay(table_top(scenario(TABLE)), log("0:50 c decide I4 x\n0:55 excon end"), HOUR)
    last = [fact for fact in run.facts if isinstance(fact, AnswerClosed)][-1]
    assert (last.inject, last.outcome, last.at) == ("I4", "answered", ms("0:55"))


def test_at_a_table_the_clock_stands_still() -> None:
    """The exercise starts with the clock stopped; the controller steps from inject to inject."""
    scene = table_top(scenario(TABLE))
    (begin,) = log("")
    begin = replace(begin, act=start(scene, 2.0))
    assert (clock([begin]).state, clock([begin]).rate, clock([begin]).now(WALL.replace(hour=20))) == ("paused", 2.0, 0)
    assert not start(scenario(TABLE), 2.0).paused
    entries, seen, run = [begin], [], replay(scene, [begin])
    while (jump := step(run)) is not None:
        seen.append(jump.to // MINUTE)
        entries.append(replace(begin, seq=len(entries) + 1, at=run.at, act=jump))
        run = replay(scene, entries)
    assert seen == [10, 20, 40]
    assert list(run.situation.answers) == [("I1", "a"), ("I1", "b"), ("I2", "a"), ("I3", "c"), ("I4", "c")]


def test_at_a_table_neither_chance_nor_routine_holds_up_the_next_step() -> None:
    """What would come after a wait that chance decides comes at its time; routine traffic comes along."""
    made = scenario("I1 -> a | at 0:10\nI2 -> a | at 0:20\nI3 -> a | at 0:15")
    first, second, third = made.injects
    noisy = (replace(first, delay=Spread("fixed", (MINUTE,))), second, replace(third, kind="routine"))
    scene = table_top(replace(made, injects=noisy))
    (begin,) = log("")
    entries = [replace(begin, act=start(scene, 1.0))]
    run = replay(scene, entries)
    while (jump := step(run)) is not None:
        entries.append(replace(begin, seq=len(entries) + 1, at=run.at, act=jump))
        run = replay(scene, entries)
    came = [(fact.at // MINUTE, fact.inject) for fact in run.facts if isinstance(fact, InjectDelivered)]
    assert came == [(10, "I1"), (20, "I2"), (20, "I3")]


DRILL = """
    report r from a
    report s from a
    report t from b
    objective O1 T1 T2
    objective O2 T3
    adversary gang 10m 0:30 road:I5 road:I6
    probe P1 forecast | at 0:40 | outcome delivered(I1)
    probe P2 forecast | at 0:40 | outcome delivered(I6)
    ending good 90 when decided(I4, x)
    ending other 90 when decided(I1, x)
    I1 -> a | at 0:31 | ask x y | task T3 | objective O2
    I2 -> a | at 0:32 | gives r
    I3 -> a | at 0:33 | gives s
    I4 -> b | after I8 5m | when holds(b, r) | ask x y | task T1 | objective O1
    I5 -> c | task T1 | objective O1
    I6 -> c
    I7 -> c | when missed(I4)
    I8 -> b | at 0:34
    """


def test_a_drill() -> None:
    """A drill keeps a task's injects, what they follow from, and reports, moves, probes and endings about them."""
    scene = scenario(DRILL)
    injects = tuple(replace(i, if_missed="I7") if i.id == "I4" else i for i in scene.injects)
    part = drill(replace(scene, injects=injects), "T1")
    assert list(part.inject) == ["I2", "I4", "I5", "I7", "I8"]
    assert list(part.report) == ["r", "t"]
    assert [(objective.id, [task.id for task in objective.tasks]) for objective in part.objectives] == [("O1", ["T1"])]
    assert [move.inject for side in part.adversaries for move in side.moves] == ["I5"]
    assert (list(part.probe), [ending.id for ending in part.endings]) == ([], ["good"])
    assert part.mode == "drill"


def test_a_drill_begins_at_once() -> None:
    """The whole is brought forward, so that nobody waits half an hour for the first inject."""
    part = drill(scenario(DRILL), "T1")
    assert [inject.at for inject in part.injects if inject.at is not None] == [2 * MINUTE, 4 * MINUTE]
    assert part.duration == HOUR - 30 * MINUTE
    assert part.adversaries[0].first == 0


def test_a_drill_that_looks_at_the_clock_keeps_its_times() -> None:
    """Where a condition looks at the exercise clock nothing is moved: it would mean another moment."""
    text = DRILL.replace("when holds(b, r)", "when holds(b, r) and elapsed() > 40m")
    assert drill(scenario(text), "T1").inject["I8"].at == ms("0:34")


def test_nobody_holds_what_only_others_give() -> None:
    """A report that a dropped inject would have given is in nobody's hands at StartEx."""
    run = replay(drill(scenario(DRILL), "T1"), log(""), MINUTE)
    assert {fact.report for fact in run.facts if isinstance(fact, ReportReceived)} == {"t"}


def test_no_such_task() -> None:
    """A task that nothing trains is named with those there are."""
    with pytest.raises(ValueError, match="T9 is not a task with an inject of this scenario; known: T3, T1"):
        drill(scenario(DRILL), "T9")


@pytest.mark.parametrize(
    "make", [table_top, lambda scene: drill(scene, "T1"), lambda scene: with_model(scene, "unified")]
)
def test_frozen_like_any_other(make: object) -> None:
    """What comes out is a scenario that can be stored with the exercise and read back."""
    part = make(scenario(DRILL))  # type: ignore[operator]
    assert isinstance(part, Scenario)
    assert from_json(to_json(part)) == part
