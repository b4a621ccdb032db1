"""What rulings and commitments set off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Approve, Commit, Recall
from exercise.core.entries import Entry
from exercise.core.facts import ApprovalGiven, ResourceAsked
from exercise.core.handlers.handling import Handler
from exercise.core.processes.means import commit
from exercise.core.processes.world import World
from exercise.core.refusals.means import in_whose_place


def _approve(world: World, entry: Entry, act: Approve) -> None:
    for ruling in in_whose_place(world.situation, entry.seat, act):
        asked = ruling.asked
        world.rule(
            ApprovalGiven(
                entry.at, asked.entry, asked.kind, asked.about, asked.option, asked.by,
                act.granted, act.reason, entry.seq,
            )
        )  # fmt: skip


def _commit(world: World, entry: Entry, act: Commit) -> None:
    wanted = ResourceAsked(
        entry.at, f"{act.resource}-{entry.seq}", act.resource, act.units, entry.seat.team or "", act.to, act.purpose,
        act.busy, entry.seq,
    )  # fmt: skip
    world.env.process(commit(world, wanted))


def _recall(world: World, entry: Entry, act: Recall) -> None:
    world.withdraw(act.entry)


HANDLERS: dict[type[Any], Handler] = {Approve: _approve, Commit: _commit, Recall: _recall}
