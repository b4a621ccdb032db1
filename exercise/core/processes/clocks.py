"""Time limits that the law sets, such as a detention clock."""

from __future__ import annotations

from exercise.core.facts import ClockRanOut, ClockStarted, ClockStopped, RuleBroken
from exercise.core.processes.effects import feel
from exercise.core.processes.world import Process, World
from exercise.core.scenario import RunningClock


def run_clock(world: World, clock: RunningClock) -> Process:
    """Start a time limit when its moment comes; say whether it was kept."""
    yield world.once(clock.starts)
    world.emit(ClockStarted(world.now, clock.id, clock.team, world.now + clock.within))
    stopped = world.once(clock.stops)
    yield stopped | world.env.timeout(clock.within)
    if stopped.triggered:
        world.emit(ClockStopped(world.now, clock.id, clock.team))
        return
    world.emit(ClockRanOut(world.now, clock.id, clock.team))
    world.emit(RuleBroken(world.now, clock.rule, clock.team, clock.id, "", f"{clock.title} ran out", clock.basis, None))
    for effect in clock.effects:
        feel(world, effect, f"{clock.id} ran out", lambda: True)
