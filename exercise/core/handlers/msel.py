"""What EXCON's orders about injects set off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import (
    Hold,
    Improvise,
    Release,
    Skip,
)
from exercise.core.entries import Entry
from exercise.core.facts import (
    InjectHeld,
    InjectSkipped,
    InjectWritten,
)
from exercise.core.handlers.handling import Handler
from exercise.core.processes.delivery import deliver, hand_over
from exercise.core.processes.world import World


def _release(world: World, entry: Entry, act: Release) -> None:
    world.line(act.inject).released = entry.seq
    world.turn(act.inject)


def _hold(world: World, entry: Entry, act: Hold) -> None:
    world.line(act.inject).held = True
    world.emit(InjectHeld(entry.at, act.inject, entry.seq))


def _skip(world: World, entry: Entry, act: Skip) -> None:
    world.line(act.inject).skipped = True
    world.emit(InjectSkipped(entry.at, act.inject, act.reason, entry.seq))
    world.turn(act.inject)


def _improvise(world: World, entry: Entry, act: Improvise) -> None:
    written = InjectWritten(
        entry.at, f"X{entry.seq}", entry.seq,
        act.title, act.body, act.to, act.sender, act.via, act.question, act.window, act.at, act.like,
    )  # fmt: skip
    world.emit(written)
    inject = world.situation.injects[written.inject]
    if act.at is None:
        hand_over(world, inject)
    else:
        world.env.process(deliver(world, inject))


HANDLERS: dict[type[Any], Handler] = {Release: _release, Hold: _hold, Skip: _skip, Improvise: _improvise}
