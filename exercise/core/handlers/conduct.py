"""What the conduct of the exercise sets off: its start and end, notes, entries struck."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import (
    Disclose,
    EndEx,
    Note,
    Ready,
    StartEx,
    Void,
)
from exercise.core.conditions import parse
from exercise.core.entries import Entry
from exercise.core.facts import (
    AnswerClosed,
    DisclosureChanged,
    EffectPostponed,
    EndingTold,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    InjectFreed,
    InjectSkipped,
    MeasureChanged,
    NoteTaken,
    Outcome,
    ReportReceived,
    SeatReady,
    TwistDrawn,
)
from exercise.core.handlers.handling import Handler
from exercise.core.processes.adversary import oppose
from exercise.core.processes.clocks import run_clock
from exercise.core.processes.delivery import deliver
from exercise.core.processes.inquiry import inquire, settle_rest
from exercise.core.processes.needs import need
from exercise.core.processes.undertaking import stand_by
from exercise.core.processes.world import World


def _start(world: World, entry: Entry, act: StartEx) -> None:
    scenario = world.scenario
    world.emit(ExerciseStarted(entry.at))
    for twist in scenario.twists:
        world.emit(TwistDrawn(entry.at, twist.id, world.rng(f"twist/{twist.id}").choice(twist.choices)))
    for report in scenario.reports:
        if report.origin in scenario.agency and report.id not in scenario.given:
            world.emit(ReportReceived(entry.at, report.id, report.origin, "", "", None))
    for report in scenario.reports:
        need(world, report)
    for inject in scenario.injects:
        world.env.process(deliver(world, inject))
    for clock in scenario.clocks:
        world.env.process(run_clock(world, clock))
    for probe in scenario.probes:
        if probe.at is not None:
            world.env.process(inquire(world, probe))
    for adversary in scenario.adversaries:
        world.env.process(oppose(world, adversary))


def _end(world: World, entry: Entry, act: EndEx) -> None:
    situation = world.situation
    for answer in tuple(situation.answers.values()):
        if answer.closed is None and situation.injects[answer.inject].ask:
            outcome: Outcome = "answered" if situation.standing(answer) else "ended"
            world.emit(AnswerClosed(entry.at, answer.inject, answer.team, outcome))
    for inject in situation.injects.values():
        if situation.waits(inject.id):
            world.emit(InjectSkipped(entry.at, inject.id, "the exercise ended before it was due", None))
    for id, level in tuple(situation.levels.items()):
        value = round(level.at(entry.at), 4)
        if value != level.value:
            world.emit(MeasureChanged(entry.at, id, value, round(value - level.value, 4), "drift"))
    settle_rest(world)
    for ending in world.scenario.endings:
        if not ending.when or parse(ending.when).holds(situation, entry.at):
            world.emit(EndingTold(entry.at, ending.id))
    for owed in tuple(world.owed.values()):
        if owed.still():
            world.emit(EffectPostponed(entry.at, owed.due, owed.measure, owed.by, owed.cause))
    world.emit(ExerciseEnded(entry.at))


def _void(world: World, entry: Entry, act: Void) -> None:
    if act.entry in world.situation.comms.hails:
        world.note(EntryVoided(entry.at, act.entry, act.reason, entry.seq))
        return
    inject, line = world.situation.undoable(act.entry), world.line(world.situation.undoable(act.entry))
    waited = world.situation.held.get(inject) == act.entry or world.situation.skip_entry(inject) == act.entry
    moved = world.situation.move(inject)
    world.note(EntryVoided(entry.at, act.entry, act.reason, entry.seq))
    if waited:
        line.held = line.skipped = False
        world.emit(InjectFreed(entry.at, inject, entry.seq))
        world.turn(inject)
    elif moved and moved.seq == act.entry:
        line.moved, line.held = None, world.situation.injects[inject].hold
        world.turn(inject)
    for answer in world.situation.answers_to(inject):
        stand_by(world, answer)


def _note(world: World, entry: Entry, act: Note) -> None:
    world.note(NoteTaken(entry.at, entry.seat.id, act.text, act.inject, entry.seq))


def _ready(world: World, entry: Entry, act: Ready) -> None:
    world.emit(SeatReady(entry.at, entry.seat.id, entry.seat.team or ""))


def _disclose(world: World, entry: Entry, act: Disclose) -> None:
    world.note(DisclosureChanged(entry.at, act.scoreboard, act.frozen, act.debrief, entry.seq))


HANDLERS: dict[type[Any], Handler] = {
    StartEx: _start,
    EndEx: _end,
    Void: _void,
    Note: _note,
    Ready: _ready,
    Disclose: _disclose,
}
