"""Decisive moments are tried out in processes of their own, and can be called off and taken up again."""

from __future__ import annotations

from pathlib import Path

from exercise.core.bots import play
from exercise.core.debrief.moments import judge, ranked
from exercise.core.debrief.whatif import summary
from exercise.core.replay import replay
from exercise.hindsight import Hindsight, leave
from tests.benchmarks.kernel import big
from tests.script import scenario

SCENE = scenario(
    """
    report r from a needed b 0:20 c 0:20
    I1 -> a b c | at 0:05 | window 10m | ask x:m+5 y:m-5 z
    I2 -> a b c | at 0:15 | window 10m | ask x:m+2 y:m-9 z
    I3 -> a b c | when decided(I2, y) | window 10m | ask x y:m-9 z | missed_effects m-4
    """
)


def test_several_cores_find_what_one_finds() -> None:
    """However the work is cut up and in whatever order it comes back, the moments are the same."""
    log, run = play(SCENE, dict.fromkeys("abc", "random"))
    hindsight = Hindsight(run, log, jobs=2)
    hindsight.start()
    hindsight.wait()
    assert hindsight.finished, hindsight.error
    alone = judge(SCENE, log, run.at, summary(run), hindsight.changes)
    assert {moment.text for moment in hindsight.moments()} == {moment.text for moment in ranked(run, alone)}
    assert hindsight.moments()[0].best.outcome == ranked(run, alone)[0].best.outcome


def test_called_off_and_taken_up_again() -> None:
    """What was found before it was called off stays, and nothing is tried twice."""
    scene, log = big(teams=3, injects=40, entries=200)
    hindsight = Hindsight(replay(scene, log, scene.duration), log, jobs=2)
    hindsight.cancel()
    hindsight.start()
    hindsight.cancel()
    hindsight.wait()
    before = hindsight.done
    assert before < hindsight.total
    hindsight.start()
    hindsight.wait()
    tried = [found.change for found in hindsight.comparisons()]
    assert (len(tried), len(set(tried))) == (hindsight.total, hindsight.total)


def test_nothing_to_try() -> None:
    """A run in which nobody did anything is finished at once."""
    log, run = play(scenario("I1 -> a | at 0:05"), {})
    hindsight = Hindsight(run, log)
    hindsight.start()
    assert (hindsight.total, hindsight.finished, hindsight.moments()) == (0, True, ())


def test_a_server_that_stops_leaves_no_process_behind() -> None:
    """Left in the midst of its work, everything is called off, no process stays, and it is no mishap."""
    scene, log = big(teams=3, injects=200, entries=1_500)
    hindsight = Hindsight(replay(scene, log, scene.duration), log, jobs=2)
    hindsight.start()
    while not hindsight.done:
        hindsight.wait(0.05)
    assert _workers()
    leave()
    hindsight.wait()
    assert not _workers()
    assert not hindsight.finished
    assert not hindsight.error


def _workers() -> set[str]:
    """The processes of ours that work for joblib."""
    tasks = Path("/proc/self/task").iterdir()
    ours = {child for task in tasks for child in (task / "children").read_text().split()}
    return {pid for pid in ours if "loky.backend.popen" in Path(f"/proc/{pid}/cmdline").read_text()}
