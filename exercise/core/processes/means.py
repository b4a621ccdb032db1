"""How a resource is committed: cleared, waited for in line, sent, bound on the spot, free again."""

from __future__ import annotations

from exercise.core import conditions
from exercise.core.facts import (
    ApprovalAsked,
    ApprovalGiven,
    ResourceArrived,
    ResourceAsked,
    ResourceFreed,
    ResourceSent,
)
from exercise.core.processes.world import Process, World

# The rule behind a clearance may hang on what no trainee sees.
REFUSED = "not under these circumstances"


def commit(world: World, wanted: ResourceAsked, option: str = "") -> Process:
    """Send units of a resource and keep them there until their time is over or they are recalled."""
    yield from send(world, wanted, option)
    yield from stay(world, wanted, option)


def send(world: World, wanted: ResourceAsked, option: str = "") -> Process:
    """Ask for units and send them; ends when they have arrived, or are free again because they never will."""
    resource, recalled = world.scenario.resource[wanted.resource], world.withdrawal(wanted.entry, option)
    world.emit(wanted)
    if resource.clearance:
        yield from _clear(world, wanted, option)
        refused = _refusal(world, wanted, resource.clearance, option)
        if refused or world.withdrawn(wanted.entry, option):
            world.emit(ResourceFreed(world.now, wanted.use, resource.id, refused or "recalled before it left"))
            return
    granted = world.pool(resource.id).get(wanted.units)
    yield granted | recalled
    if world.withdrawn(wanted.entry, option):
        if granted.triggered:
            world.pool(resource.id).put(wanted.units)
        else:
            granted.cancel()
        world.emit(ResourceFreed(world.now, wanted.use, resource.id, "recalled before it left"))
        return
    travel = resource.travel.draw(lambda: world.rng(f"travel/{wanted.use}")) if resource.travel else 0
    left = world.now
    world.emit(ResourceSent(left, wanted.use, resource.id, left + travel))
    if travel:
        yield world.env.timeout(travel) | recalled
    if world.withdrawn(wanted.entry, option):
        # The way back is as long as the way it had come.
        yield world.env.timeout(world.now - left)
        world.pool(resource.id).put(wanted.units)
        world.emit(ResourceFreed(world.now, wanted.use, resource.id, "recalled on the way"))
        return
    world.emit(ResourceArrived(world.now, wanted.use, resource.id))


def stay(world: World, wanted: ResourceAsked, option: str = "") -> Process:
    """Bind units that have arrived until their time is over or they are recalled; nothing for those that did not."""
    if not world.situation.undertakings.there(wanted.use):
        return
    recalled = world.withdrawal(wanted.entry, option)
    yield recalled if wanted.busy is None else recalled | world.env.timeout(wanted.busy)
    world.pool(wanted.resource).put(wanted.units)
    reason = "recalled" if world.withdrawn(wanted.entry, option) else "the task is done"
    world.emit(ResourceFreed(world.now, wanted.use, wanted.resource, reason))


def _clear(world: World, wanted: ResourceAsked, option: str) -> Process:
    """Wait until the holder of the clearance rules, or the rule itself does after its delay."""
    clearance = world.scenario.clearance[world.scenario.resource[wanted.resource].clearance]
    delay = clearance.delay.draw(lambda: world.rng(f"clearance/{wanted.use}"))
    key = wanted.entry, clearance.id, option, clearance.holder
    world.emit(
        ApprovalAsked(
            world.now, wanted.entry, "clearance", wanted.team, clearance.id, option, clearance.holder, world.now + delay
        )
    )
    yield world.ruling(*key) | world.withdrawal(wanted.entry, option) | world.env.timeout(delay)
    if world.situation.undertakings.rulings[key].given is None:
        granted = conditions.parse(clearance.when).holds(world.situation, world.now)
        reason = "" if granted else REFUSED
        world.emit(
            ApprovalGiven(
                world.now, wanted.entry, "clearance", clearance.id, option, clearance.holder, granted, reason, None
            )
        )


def _refusal(world: World, wanted: ResourceAsked, clearance: str, option: str) -> str:
    """Why the clearance was refused; empty when it was given."""
    holder = world.scenario.clearance[clearance].holder
    given = world.situation.undertakings.rulings[wanted.entry, clearance, option, holder].given
    if given is None or given.granted:
        return ""
    title = world.scenario.clearance[clearance].title
    return f"{title} refused by {world.scenario.name(holder)}" + (f": {given.reason}" if given.reason else "")
