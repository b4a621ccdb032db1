"""What every judge is: a function from the situation, the clock, a seat and its act to a sentence, or to nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.core.acts import Seat
from exercise.core.clock import Clock
from exercise.core.situation import Situation

Judge = Callable[[Situation, Clock, Seat, Any], str]
# What depends on the moment (ms) is asked last, of acts that are possible otherwise.
TimedJudge = Callable[[Situation, Any, int], str]


def moment(at: int) -> str:
    """Exercise time as people say it: H+0:42."""
    return f"H+{at // 3_600_000}:{at // 60_000 % 60:02d}"
