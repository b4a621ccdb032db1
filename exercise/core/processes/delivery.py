"""How an inject comes: it stands by, is delivered or skipped, and its answer is awaited."""

from __future__ import annotations

from collections.abc import Iterator

import simpy

from exercise.core import conditions
from exercise.core.facts import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    ChannelFailed,
    ChannelRestored,
    IncidentPrevented,
    InjectDelivered,
    InjectSkipped,
    ReportReceived,
)
from exercise.core.processes.effects import feel
from exercise.core.processes.inquiry import settle
from exercise.core.processes.rules import escalate, hurt
from exercise.core.processes.world import Process, World
from exercise.core.scenario import Inject


def deliver(world: World, inject: Inject) -> Process:
    """Stand by until the inject is due or EXCON decides otherwise; then deliver it, or skip it with a reason."""
    line = world.line(inject.id)
    while True:
        yield from _stand_by(world, inject)
        if line.summarised:
            return
        if line.released is not None:
            break
        if not line.skipped:
            reason = _orphaned(world, inject) or _unless(world, inject)
            if not reason:
                break
            world.emit(InjectSkipped(world.now, inject.id, reason, None))
            if inject.incident and not _orphaned(world, inject):
                world.emit(IncidentPrevented(world.now, inject.id, reason))
        yield line.turned
    # It may have been amended since.
    hand_over(world, world.situation.injects[inject.id])


def _stand_by(world: World, inject: Inject) -> Process:
    """Wait for everything the inject waits for, and while it is held or the clock jumps over it.

    A release or a skip ends the wait; another moment begins it anew.
    """
    line = world.line(inject.id)
    while not line.settled:
        moved = line.moved
        yield from _wait(world, inject)
        if line.moved == moved:
            return


def _wait(world: World, inject: Inject) -> Process:
    """Wait until the inject is due and free to go, or EXCON has settled it or moved it."""
    line = world.line(inject.id)
    moved = line.moved

    def turned() -> bool:
        return line.settled or line.moved != moved

    for step in _steps(world, inject):
        while not step.processed:
            if turned():
                return
            yield step | line.turned
    while (line.held or world.jumping) and not turned():
        line.due = world.now if world.jumping else None
        yield line.turned


def _steps(world: World, inject: Inject) -> Iterator[simpy.Event]:
    """What the inject waits for, one after the other; each is made when the one before has come."""
    moved = world.line(inject.id).moved
    if moved is not None:
        yield world.env.timeout(max(0, moved - world.now))
        return
    if inject.at is not None:
        yield world.env.timeout(max(0, inject.at - world.now))
    if inject.after is not None:
        yield world.once(f"delivered({inject.after.inject}) or skipped({inject.after.inject})")
        delivered = world.situation.delivered_at(inject.after.inject)
        if delivered is not None:
            yield world.env.timeout(max(0, delivered + inject.after.delay - world.now))
    if inject.when:
        yield world.once(inject.when)
    if inject.id in world.scenario.mover:
        yield world.choice(inject.id)
    if inject.delay is not None:
        yield world.env.timeout(inject.delay.draw(lambda: world.rng(f"inject/{inject.id}")))


def _orphaned(world: World, inject: Inject) -> str:
    """That the inject has nothing to follow; empty when it has."""
    moved = world.line(inject.id).moved is not None
    if inject.after and not moved and world.situation.delivered_at(inject.after.inject) is None:
        return f"it follows {inject.after.inject}, which was skipped"
    return ""


def _unless(world: World, inject: Inject) -> str:
    """Why the inject does not come after all; empty when it does."""
    if inject.unless:
        condition = conditions.parse(inject.unless)
        if condition.holds(world.situation, world.now):
            return conditions.grounds(condition, world.situation, world.now)
    return ""


def hand_over(world: World, inject: Inject) -> None:
    """Deliver the inject to its teams; what it gives, does and asks begins now."""
    if inject.kind == "expected-action":
        world.env.process(await_action(world, inject))
        return
    if inject.ask and world.scenario.mode == "table-top":
        _close_earlier(world)
    deadline = world.now + inject.window if inject.ask and inject.window else None
    released = world.line(inject.id).released
    for team in inject.to:
        world.emit(InjectDelivered(world.now, inject.id, team, deadline, released))
        for report in inject.gives:
            world.emit(ReportReceived(world.now, report, team, inject.id, inject.via, None))
        if deadline is not None:
            world.env.process(await_answer(world, inject, team, inject.window or 0))
    if inject.ask and inject.ask.outcome:
        world.env.process(settle(world, inject.id, inject.ask.outcome))
    come_about(world, inject)


def come_about(world: World, inject: Inject) -> None:
    """Let what an inject does by itself happen: channels fail or come back, measures move."""
    down = world.situation.traffic.down
    for channel in inject.breaks:
        if channel not in down:
            world.emit(ChannelFailed(world.now, channel, inject.id))
    for channel in inject.restores:
        if channel in down:
            world.emit(ChannelRestored(world.now, channel, inject.id))
    for effect in inject.effects:
        feel(world, effect, f"{inject.id} delivered", lambda: True)
    for harm in inject.harm:
        hurt(world, harm, inject.id, "", "")
    escalate(world, inject.escalates, f"{inject.id} delivered")


def await_answer(world: World, inject: Inject, team: str, window: int) -> Process:
    """Wait until the window closes."""
    yield world.env.timeout(window)
    if world.situation.answers[inject.id, team].closed is None:
        close(world, inject, team)


def _close_earlier(world: World) -> None:
    """At a table, the next question closes those before it."""
    for answer in tuple(world.situation.answers.values()):
        asked = world.situation.injects[answer.inject]
        if asked.ask and answer.closed is None and answer.delivered < world.now:
            close(world, asked, answer.team)


def close(world: World, inject: Inject, team: str) -> None:
    """Say whether the team answered; what was missed has its price."""
    answered = world.situation.standing(world.situation.answers[inject.id, team]) is not None
    world.emit(AnswerClosed(world.now, inject.id, team, "answered" if answered else "missed"))
    if not answered:
        for effect in inject.missed_effects:
            feel(world, effect, f"{inject.id} missed by {team}", lambda: True)
        for harm in inject.missed_harm:
            hurt(world, harm, inject.id, "", team)


def await_action(world: World, inject: Inject) -> Process:
    """Wait for what the teams should do unasked; say whether it came inside the window."""
    opened = world.now
    came = world.once(inject.met)
    yield came | world.env.timeout(inject.window) if inject.window else came
    if came.triggered:
        world.emit(ActionMet(world.now, inject.id, opened))
        return
    world.emit(ActionMissed(world.now, inject.id, opened))
    for effect in inject.missed_effects:
        feel(world, effect, f"{inject.id} missed", lambda: True)
    for harm in inject.missed_harm:
        hurt(world, harm, inject.id, "", "")
