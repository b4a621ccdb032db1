"""How a probe is put to the teams, and how it is found out whether what was forecast came."""

from __future__ import annotations

from exercise.core import conditions
from exercise.core.facts import ForecastSettled, ProbeOpened
from exercise.core.processes.world import Process, World
from exercise.core.scenario import ProbeItem
from exercise.core.situation import Situation


def inquire(world: World, probe: ProbeItem) -> Process:
    """Put the probe to its teams at its moment."""
    yield world.env.timeout(max(0, (probe.at or 0) - world.now))
    put(world, probe)


def put(world: World, probe: ProbeItem) -> None:
    """Put the probe to its teams now, all of them where none is named."""
    deadline = None if probe.window is None else world.now + probe.window
    for team in probe.to or world.scenario.agency:
        world.emit(ProbeOpened(world.now, probe.id, team, deadline))
    if probe.outcome:
        world.env.process(settle(world, probe.id, probe.outcome))


def right_choice(situation: Situation, probe: ProbeItem, at: int) -> int:
    """The choice that is right at a moment (ms): the first whose condition holds, else the one named."""
    for place, when in enumerate(probe.right_when):
        if when and conditions.parse(when).holds(situation, at):
            return place
    return probe.right


def settle(world: World, about: str, outcome: str) -> Process:
    """Say so when what a forecast is about has come."""
    yield world.once(outcome)
    world.emit(ForecastSettled(world.now, about, True))


def settle_rest(world: World) -> None:
    """At EndEx, say of every forecast that was asked for and has not come that it did not."""
    situation = world.situation
    asked = [probe.id for probe in world.scenario.probes if probe.outcome and situation.inquiry.asked(probe.id)]
    asked += [
        inject.id
        for inject in situation.injects.values()
        if inject.ask and inject.ask.outcome and situation.delivered_at(inject.id) is not None
    ]
    for about in asked:
        if about not in situation.inquiry.settled:
            world.emit(ForecastSettled(world.now, about, False))
