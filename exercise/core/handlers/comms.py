"""What the comms check and a plan set off: it is written down, and nothing in the run waits for it."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Acknowledge, Confirm, Hail, Plan
from exercise.core.entries import Entry
from exercise.core.facts import BriefConfirmed, HailAcknowledged, PartnerHailed, PlanFiled
from exercise.core.handlers.handling import Handler
from exercise.core.processes.world import World


def _confirm(world: World, entry: Entry, act: Confirm) -> None:
    world.note(BriefConfirmed(entry.at, entry.seat.id, entry.seat.team or "", entry.seq))


def _hail(world: World, entry: Entry, act: Hail) -> None:
    world.note(PartnerHailed(entry.at, entry.seat.id, entry.seat.team or "", act.to, entry.seq))


def _acknowledge(world: World, entry: Entry, act: Acknowledge) -> None:
    caller = world.situation.comms.hails[act.entry].team
    world.note(HailAcknowledged(entry.at, entry.seat.id, entry.seat.team or "", caller, act.entry, entry.seq))


def _plan(world: World, entry: Entry, act: Plan) -> None:
    world.note(
        PlanFiled(
            entry.at, entry.seat.id, entry.seat.team or "", act.intent, act.limits, act.partners, act.every,
            act.reserve, entry.seq,
        )
    )  # fmt: skip


HANDLERS: dict[type[Any], Handler] = {Confirm: _confirm, Hail: _hail, Acknowledge: _acknowledge, Plan: _plan}
