"""Why a comms check, or a plan, cannot go like that. Both end at StartEx and change nothing later."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Acknowledge, Confirm, Hail, Plan, Seat
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge
from exercise.core.scenario import MINUTE
from exercise.core.situation import Situation

# How often (ms) a team may promise to report.
LEAST, MOST = 5 * MINUTE, 120 * MINUTE
_OVER = "The comms check ended at StartEx. Go to your desk; messages to partners are sent from there."


def _confirm(situation: Situation, clock: Clock, seat: Seat, _: Confirm) -> str:
    if clock.state != "ready":
        return _OVER
    return "This seat has said so already." if seat.id in situation.comms.reading else ""


def _hail(situation: Situation, clock: Clock, seat: Seat, act: Hail) -> str:
    if clock.state != "ready":
        return _OVER
    if act.to not in situation.by_team:
        return f"{act.to} does not play in this exercise."
    if act.to == seat.team:
        return "That is your own team; call a partner."
    made = situation.comms.between(seat.team or "", act.to)
    if made is None:
        return ""
    partner = situation.scenario.name(act.to)
    if made.seq in situation.comms.answers:
        return f"Your team and {partner} have reached each other already."
    if made.team == act.to:
        return f"{partner} is calling your team: answer that call."
    return f"Your team has called {partner} already; wait for the answer."


def _acknowledge(situation: Situation, clock: Clock, seat: Seat, act: Acknowledge) -> str:
    if clock.state != "ready":
        return _OVER
    hail = situation.comms.hails.get(act.entry)
    if hail is None or hail.to != seat.team:
        return f"Entry {act.entry} is no call to your team."
    if act.entry in situation.comms.answers:
        return "Your team has answered that call already."
    return ""


def _plan(situation: Situation, clock: Clock, seat: Seat, act: Plan) -> str:
    if clock.state != "ready":
        return "Plans were made before StartEx; what you change now goes into your answers and messages."
    if not act.intent.strip():
        return "Write what your team wants to achieve."
    for partner in act.partners:
        if partner == seat.team or partner not in situation.by_team:
            return f"{partner} is no partner of your team."
    if act.partners and act.every is None:
        return "Say how often you report to them."
    if act.every is not None and not LEAST <= act.every <= MOST:
        return f"Report at least every {MOST // MINUTE} minutes, and at most every {LEAST // MINUTE}."
    for id in act.reserve:
        found = situation.scenario.resource.get(id)
        if found is None or found.agency != seat.team:
            return f"{found.title if found else id} is not your team's to keep in reserve."
    return ""


JUDGES: dict[type[Any], Judge] = {Confirm: _confirm, Hail: _hail, Acknowledge: _acknowledge, Plan: _plan}
