"""What an answer sets off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import (
    Decide,
    Open,
)
from exercise.core.entries import Entry
from exercise.core.facts import (
    DecisionTaken,
    InjectOpened,
)
from exercise.core.handlers.handling import Handler
from exercise.core.processes.effects import take_effect
from exercise.core.processes.world import World


def _open(world: World, entry: Entry, act: Open) -> None:
    if world.situation.answers[act.inject, entry.seat.team or ""].opened is None:
        world.emit(InjectOpened(entry.at, act.inject, entry.seat.team or "", entry.seat.id))


def _decide(world: World, entry: Entry, act: Decide) -> None:
    team = entry.seat.team or ""
    decision = DecisionTaken(
        entry.at, act.inject, team, entry.seat.id, entry.seq,
        len(world.situation.answers[act.inject, team].decisions),
        act.options, act.text, act.rationale, act.confidence, act.draft,
    )  # fmt: skip
    world.emit(decision)
    take_effect(world, decision)


HANDLERS: dict[type[Any], Handler] = {Open: _open, Decide: _decide}
