"""Why an inject, a note or an entry cannot be dealt with like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Hold, Improvise, Note, Release, Seat, Skip, Void
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge, moment
from exercise.core.situation import Situation


def waiting(situation: Situation, id: str, verb: str) -> str:
    """Why an inject cannot be released, held or skipped any more."""
    if id not in situation.injects:
        return f"{id} is not an inject of this scenario."
    if situation.delivered_at(id) is not None:
        return f"{id} was delivered at {moment(situation.delivered_at(id) or 0)}; it cannot be {verb} any more."
    if situation.injects[id].kind == "expected-action":
        return f"{id} is an expected action, it is delivered to nobody; it cannot be {verb}."
    return ""


def _release(situation: Situation, _: Clock, __: Seat, act: Release) -> str:
    return waiting(situation, act.inject, "released")


def _hold(situation: Situation, _: Clock, __: Seat, act: Hold) -> str:
    if act.inject in situation.held:
        return f"{act.inject} is already held."
    if situation.skipped(act.inject):
        return f"{act.inject} is skipped; release it if it should come after all."
    return waiting(situation, act.inject, "held")


def _skip(situation: Situation, _: Clock, __: Seat, act: Skip) -> str:
    if situation.skipped(act.inject):
        return f"{act.inject} is already skipped."
    return waiting(situation, act.inject, "skipped") or (
        "" if act.reason.strip() else f"Say why {act.inject} is skipped; the debrief shows it."
    )


def _improvise(situation: Situation, _: Clock, __: Seat, act: Improvise) -> str:
    if not act.title.strip() or not act.body.strip():
        return "A new inject needs a title and a text."
    if not act.to:
        return "Choose at least one team for the new inject."
    unknown = [team for team in act.to if team not in situation.by_team]
    if unknown:
        return f"{', '.join(unknown)} does not play in this exercise."
    if act.window is not None and act.window <= 0:
        return "The time to answer must be more than zero."
    if act.like and act.like not in situation.injects:
        return f"{act.like} is not an inject of this scenario."
    return ""


def _void(situation: Situation, clock: Clock, __: Seat, act: Void) -> str:
    if act.entry in situation.voided:
        return f"Entry {act.entry} is already struck."
    if act.entry in situation.comms.hails:
        return "" if clock.state == "ready" else "The comms check ended at StartEx; its calls stay as they are."
    if not situation.undoable(act.entry):
        return f"Entry {act.entry} cannot be struck: only a hold, a skip that waits, or a decision can."
    return ""


def _note(_: Situation, __: Clock, ___: Seat, act: Note) -> str:
    return "" if act.text.strip() else "Write something before noting it."


JUDGES: dict[type[Any], Judge] = {
    Release: _release,
    Hold: _hold,
    Skip: _skip,
    Improvise: _improvise,
    Void: _void,
    Note: _note,
}
