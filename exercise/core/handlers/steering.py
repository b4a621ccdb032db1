"""What EXCON's hand on the run sets off: another moment, another text, another figure, the clock set forward."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Amend, Jump, Reschedule, SetMeasure
from exercise.core.entries import Entry
from exercise.core.facts import (
    AnswerClosed,
    InjectAmended,
    InjectFreed,
    InjectMoved,
    InjectSkipped,
    InjectSummarised,
    InjectWritten,
    ReportReceived,
    TimeJumped,
)
from exercise.core.handlers.handling import Handler
from exercise.core.processes.delivery import come_about, hand_over
from exercise.core.processes.world import World
from exercise.core.refusals.judging import moment
from exercise.core.scenario import Inject


def _reschedule(world: World, entry: Entry, act: Reschedule) -> None:
    line = world.line(act.inject)
    if act.inject in world.situation.held:
        world.emit(InjectFreed(entry.at, act.inject, entry.seq))
    line.moved, line.held = act.at, False
    world.emit(InjectMoved(entry.at, act.inject, act.at, entry.seq))
    world.turn(act.inject)


def _amend(world: World, entry: Entry, act: Amend) -> None:
    world.emit(
        InjectAmended(entry.at, act.inject, entry.seq, act.title, act.body, act.to, act.sender, act.via, act.window)
    )


def _set_measure(world: World, entry: Entry, act: SetMeasure) -> None:
    by = act.value - world.situation.measure(act.measure, entry.at)
    world.move(act.measure, by, f"set by EXCON: {act.reason.strip()}")


def _depart(world: World, entry: Entry, act: Jump) -> None:
    """Cut off the windows that would close on the way, and let nothing be delivered before arrival."""
    world.emit(TimeJumped(entry.at, act.to, act.between, entry.seq))
    for answer in tuple(world.situation.answers.values()):
        if answer.closed is None and answer.deadline is not None and answer.deadline <= act.to:
            answered = world.situation.standing(answer) is not None
            world.emit(AnswerClosed(entry.at, answer.inject, answer.team, "answered" if answered else "ended"))
    world.jumping = True


def arrive(world: World, entry: Entry, act: Jump) -> None:
    """Deliver, summarise or skip what came due on the way, in the order of the MSEL."""
    world.jumping = False
    came = [inject for inject in tuple(world.situation.injects.values()) if _came_due(world, inject)]
    for inject in came:
        line = world.line(inject.id)
        if act.between == "skip" or (act.between == "summarise" and inject.kind == "expected-action"):
            line.skipped = True
            world.emit(InjectSkipped(world.now, inject.id, f"the clock was set forward to {moment(act.to)}", None))
        elif act.between == "summarise":
            line.summarised = True
            world.emit(InjectSummarised(world.now, inject.id, entry.seq))
            come_about(world, inject)
        world.turn(inject.id)
    if act.between == "summarise":
        for team in world.situation.by_team:
            _summarise(world, entry, act, team, [inject for inject in came if team in inject.to])
    for line in world.lines.values():
        line.due = None


def _came_due(world: World, inject: Inject) -> bool:
    line = world.line(inject.id)
    return line.due is not None and not line.held and not line.settled


def _summarise(world: World, entry: Entry, act: Jump, team: str, injects: list[Inject]) -> None:
    """Tell a team in one inject what it would have got, and give it the reports that came with it."""
    told = [inject for inject in injects if inject.kind != "expected-action"]
    if not told and not act.summary.strip():
        return
    parts = [act.summary.strip()] if act.summary.strip() else []
    parts += [f"**{moment(world.line(inject.id).due or 0)} · {inject.title}**\n\n{inject.body}" for inject in told]
    written = InjectWritten(
        world.now, f"X{entry.seq}-{team}", entry.seq,
        f"What has happened until {moment(act.to)}", "\n\n".join(parts), (team,), "EXCON", "", "", None,
    )  # fmt: skip
    world.emit(written)
    hand_over(world, world.situation.injects[written.inject])
    for inject in told:
        for report in inject.gives:
            world.emit(ReportReceived(world.now, report, team, inject.id, inject.via, None))


HANDLERS: dict[type[Any], Handler] = {
    Reschedule: _reschedule,
    Amend: _amend,
    SetMeasure: _set_measure,
    Jump: _depart,
}
