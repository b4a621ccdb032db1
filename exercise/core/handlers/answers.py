"""What an answer sets off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import (
    Decide,
    Open,
)
from exercise.core.entries import Entry
from exercise.core.facts import ApprovalGiven, DecisionTaken, ForecastMade, InjectOpened
from exercise.core.handlers.handling import Handler
from exercise.core.processes.undertaking import stand_by
from exercise.core.processes.world import World


def _open(world: World, entry: Entry, act: Open) -> None:
    if world.situation.answers[act.inject, entry.seat.team or ""].opened is None:
        world.emit(InjectOpened(entry.at, act.inject, entry.seat.team or "", entry.seat.id))


def decide(world: World, entry: Entry, act: Decide) -> None:
    """Let a team's answer act; the confidence in an answer to a forecast is the forecast itself."""
    team, situation = entry.seat.team or "", world.situation
    before = situation.answers[act.inject, team]
    world.emit(
        DecisionTaken(
            entry.at, act.inject, team, entry.seat.id, entry.seq, len(before.decisions),
            act.options, act.text, act.rationale, act.confidence, act.draft, act.amounts,
        )
    )  # fmt: skip
    ask = situation.injects[act.inject].ask
    if ask and ask.kind == "forecast" and act.confidence is not None:
        world.emit(
            ForecastMade(entry.at, act.inject, team, entry.seat.id, act.confidence, act.rationale, entry.seq)
        )  # fmt: skip
    stand_by(world, situation.answers[act.inject, team])
    for ruling in situation.undertakings.waiting_for(team):
        asked = ruling.asked
        if asked.kind == "partner" and asked.about == act.inject and asked.option in act.options:
            world.rule(
                ApprovalGiven(
                    entry.at, asked.entry, "partner", asked.about, asked.option, team, True, "chose it too", entry.seq
                )
            )


HANDLERS: dict[type[Any], Handler] = {Open: _open, Decide: decide}
