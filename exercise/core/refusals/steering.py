"""Why the run cannot be steered like that: another moment, another text, another figure, the clock set forward."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Amend, Improvise, Jump, Reschedule, Seat, SetMeasure
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge, TimedJudge, moment
from exercise.core.refusals.msel import waiting
from exercise.core.scenario import HOUR
from exercise.core.situation import Situation

FURTHEST = 31 * 24 * HOUR


def _reschedule(situation: Situation, _: Clock, __: Seat, act: Reschedule) -> str:
    if situation.skipped(act.inject):
        return f"{act.inject} is skipped; undo the skip before you move it."
    return waiting(situation, act.inject, "moved")


def _amend(situation: Situation, _: Clock, __: Seat, act: Amend) -> str:
    reason = waiting(situation, act.inject, "amended")
    if reason:
        return reason
    unknown = [team for team in act.to if team not in situation.by_team]
    if unknown:
        return f"{', '.join(unknown)} does not play in this exercise."
    if act.window is not None and act.window <= 0:
        return "The time to answer must be more than zero."
    if act.window is not None and situation.injects[act.inject].ask is None:
        return f"{act.inject} asks for no answer, so it has no time to answer."
    inject = situation.injects[act.inject]
    changed = any(
        value and value != getattr(inject, name)
        for name in ("title", "body", "to", "sender", "via", "window")
        if (value := getattr(act, name))
    )
    return "" if changed else f"Nothing of {act.inject} was changed."


def _set_measure(situation: Situation, _: Clock, __: Seat, act: SetMeasure) -> str:
    if act.measure not in situation.levels:
        return f"{act.measure} is not a measure of this scenario."
    if not 0 <= act.value <= 100:
        return f"A measure goes from 0 to 100; {act.value:g} is not possible."
    return "" if act.reason.strip() else "Say why the measure is set by hand; the debrief shows it."


def _reschedule_to(_: Situation, act: Reschedule, at: int) -> str:
    if act.at < at:
        return f"{moment(act.at)} has passed; it is {moment(at)}. An inject cannot be moved into the past."
    return _too_far(act.at)


def _improvise_at(_: Situation, act: Improvise, at: int) -> str:
    if act.at is not None and act.at < at:
        return f"{moment(act.at)} has passed; it is {moment(at)}. Deliver it now, or at a later moment."
    return _too_far(act.at or 0)


def _jump_to(_: Situation, act: Jump, at: int) -> str:
    if act.to <= at:
        return f"The clock can only be set forward; it is {moment(at)}. The library lets you try again from before."
    return _too_far(act.to)


def _too_far(at: int) -> str:
    return "" if at <= FURTHEST else f"{moment(at)} is too far ahead; choose a moment within 31 days."


JUDGES: dict[type[Any], Judge] = {Reschedule: _reschedule, Amend: _amend, SetMeasure: _set_measure}
# These are judged against the exercise time at which they are filed as well.
TIMED: dict[type[Any], TimedJudge] = {
    Reschedule: _reschedule_to,
    Improvise: _improvise_at,
    Jump: _jump_to,
}
