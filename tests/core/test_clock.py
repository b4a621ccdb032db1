"""The clock: a fold over a handful of entries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from exercise.core.acts import EndEx, Pause, Resume, SetRate, StartEx
from exercise.core.clock import Clock, clock
from exercise.core.engine import Engine, RunawayScenario
from exercise.core.entries import Entry
from exercise.core.scenario import MINUTE
from tests.script import EXCON, WALL, log, play, scenario


def _after(*acts: tuple[float, object]) -> Clock:
    """The clock after acts at wall minutes, each filed at the exercise time the clock then showed."""
    entries: list[Entry] = []
    for seq, (minute, act) in enumerate(acts, 1):
        wall = WALL + timedelta(minutes=minute)
        entries.append(Entry(seq, clock(entries).now(wall), wall, EXCON, act))  # type: ignore[arg-type]
    return clock(entries)


def _now(found: Clock, minute: float) -> float:
    return found.now(WALL + timedelta(minutes=minute)) / MINUTE


def test_rate() -> None:
    """Exercise time runs at the rate, from the moment it was set."""
    found = _after((0, StartEx(2)), (10, SetRate(4)))
    assert [_now(_after((0, StartEx(2))), 5), _now(found, 11)] == [10, 24]


def test_pause_and_resume() -> None:
    """A pause of any length costs no exercise time."""
    assert _now(_after((0, StartEx()), (10, Pause("tea"))), 500) == 10
    assert _now(_after((0, StartEx()), (10, Pause()), (500, Resume())), 505) == 15


def test_ended() -> None:
    """After EndEx the clock stands."""
    assert _now(_after((0, StartEx()), (10, EndEx())), 99) == 10


def test_never_backwards() -> None:
    """A wall clock that jumps back does not move exercise time back."""
    assert _now(_after((0, StartEx()), (10, SetRate(2))), 3) == 10


@pytest.mark.parametrize("minute", [0, 5, 10, 12, 19])
def test_wall_of(minute: int) -> None:
    """The wall time of an exercise time is when it was first reached."""
    found = _after((0, StartEx()), (10, Pause()), (40, Resume()), (45, SetRate(2)))
    expected = {0: 0, 5: 5, 10: 10, 12: 42, 19: 47}[minute]
    assert found.wall_of(minute * MINUTE) == WALL + timedelta(minutes=expected)


def test_wall_of_the_future() -> None:
    """What has not been reached has no wall time."""
    assert _after((0, StartEx()), (10, Pause())).wall_of(11 * MINUTE) is None


def test_before_startex() -> None:
    """Before StartEx exercise time is zero."""
    assert Clock().now(WALL) == 0


def test_pausing_changes_no_fact() -> None:
    """Pause, resume and rate move wall time, never an outcome."""
    scene = "I1 -> a | at 0:10 | window 10m | ask x y\n---\n0:15 a decide I1 x\n"
    paused = play(scene + "0:16 excon pause\n0:16 excon resume\n0:17 excon rate 5")
    assert play(scene).told() == paused.told()


def test_runaway() -> None:
    """Events that set each other off without time passing are stopped, with the moment named."""
    scene = scenario("\n".join(f"I{n} -> a | at 0:05" for n in range(20)))
    engine = Engine(scene, budget=25)
    for entry in log(""):
        engine.apply(entry)
    with pytest.raises(RunawayScenario, match=r"at 5\.0 min without time passing"):
        engine.advance(10 * MINUTE)
