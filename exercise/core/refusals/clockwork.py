"""Why the clock cannot be set like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Pause, Resume, Seat, SetRate, StartEx
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge
from exercise.core.situation import Situation

MAX_RATE = 120


def _start(_: Situation, clock: Clock, __: Seat, act: StartEx) -> str:
    return "The exercise has already started." if clock.state != "ready" else _rate(act.rate)


def _rate(rate: float) -> str:
    if not 0 < rate <= MAX_RATE:
        return f"A rate of {rate:g} is not possible; choose more than 0 and at most {MAX_RATE} minutes per minute."
    return ""


def _set_rate(_: Situation, __: Clock, ___: Seat, act: SetRate) -> str:
    return _rate(act.rate)


def _pause(_: Situation, clock: Clock, __: Seat, ___: Pause) -> str:
    return "" if clock.running else "The clock is already paused."


def _resume(_: Situation, clock: Clock, __: Seat, ___: Resume) -> str:
    return "The clock is already running." if clock.running else ""


JUDGES: dict[type[Any], Judge] = {
    StartEx: _start,
    SetRate: _set_rate,
    Pause: _pause,
    Resume: _resume,
}
