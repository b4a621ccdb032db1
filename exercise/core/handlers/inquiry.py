"""What the answer to a probe, a forecast or a workload report sets off; and a pause, which opens probes."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Decide, Forecast, Pause, Probe, Workload
from exercise.core.entries import Entry
from exercise.core.facts import ForecastMade, ProbeAnswered, WorkloadReported
from exercise.core.handlers.answers import decide
from exercise.core.handlers.handling import Handler
from exercise.core.processes.inquiry import put, right_choice
from exercise.core.processes.world import World


def _pause(world: World, entry: Entry, act: Pause) -> None:
    """Open what is asked at a pause. Nobody planned an outage, so nothing is asked then."""
    for probe in world.scenario.probes:
        if probe.at is None and not act.outage and not world.situation.inquiry.asked(probe.id):
            put(world, probe)


def _probe(world: World, entry: Entry, act: Probe) -> None:
    right = right_choice(world.situation, world.scenario.probe[act.probe], entry.at)
    world.emit(
        ProbeAnswered(entry.at, act.probe, entry.seat.team or "", entry.seat.id, act.choice, right, entry.seq)
    )  # fmt: skip


def _forecast(world: World, entry: Entry, act: Forecast) -> None:
    """Keep a forecast; one that an inject asked for is the team's answer to it, too."""
    if act.about in world.situation.injects:
        decide(world, entry, Decide(act.about, rationale=act.rationale, confidence=act.probability))
        return
    world.emit(
        ForecastMade(
            entry.at, act.about, entry.seat.team or "", entry.seat.id, act.probability, act.rationale, entry.seq
        )
    )


def _workload(world: World, entry: Entry, act: Workload) -> None:
    world.emit(
        WorkloadReported(entry.at, entry.seat.team or "", entry.seat.id, act.items, act.probe, entry.seq)
    )  # fmt: skip


HANDLERS: dict[type[Any], Handler] = {Pause: _pause, Probe: _probe, Forecast: _forecast, Workload: _workload}
