"""Durations (``1h30m``), moments (``0:20``) and random durations, as planners write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from exercise.content.problems import UnreadableError, meant
from exercise.core.scenario import HOUR, MINUTE, SECOND, Spread

# At most five digits, so that no typing slip makes an exercise of a million years.
_DURATION = re.compile(r"(?=\d)(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s)?", re.ASCII)
_MOMENT = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)
_FIGURES: dict[Literal["fixed", "uniform", "triangular", "exponential"], int] = {
    "fixed": 1, "uniform": 2, "triangular": 3, "exponential": 1,
}  # fmt: skip


def duration(text: str) -> int:
    """Read ``90s``, ``15m``, ``2h`` or ``1h30m`` as milliseconds.

    Raises:
        UnreadableError: it is not a duration.
    """
    found = _DURATION.fullmatch(text)
    if not found:
        raise UnreadableError(f"{text!r} is not a duration", "write for example 90s, 15m or 1h30m")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * HOUR + minutes * MINUTE + seconds * SECOND


def lasting(text: str) -> int:
    """Read a duration that is more than nothing.

    Raises:
        UnreadableError: it is not a duration, or no time at all.
    """
    ms = duration(text)
    if not ms:
        raise UnreadableError(f"{text} is no time at all", "write for example 15m")
    return ms


def moment(text: str) -> int:
    """Read ``2:05``, hours and minutes since StartEx, as milliseconds.

    Raises:
        UnreadableError: it is not a moment.
    """
    found = _MOMENT.fullmatch(text)
    if not found:
        raise UnreadableError(
            f"{text!r} is not a moment", "write hours and minutes since StartEx, for example 0:20 or 2:05"
        )
    return int(found[1]) * HOUR + int(found[2]) * MINUTE


def instant(starts: str) -> Callable[[str], int]:
    """A reader of what may lie before StartEx, as milliseconds: ``0:20``, ``-17:30``, or the story's date and time.

    ``starts`` is the story's date and time at StartEx; where it cannot be read, no other can be dated.
    """

    def read(text: str) -> int:
        if "T" in text:
            try:
                return (datetime.fromisoformat(text) - datetime.fromisoformat(starts)) // timedelta(milliseconds=1)
            except (ValueError, TypeError):
                pass
        found = _MOMENT.fullmatch(text.removeprefix("-"))
        if not found:
            raise UnreadableError(
                f"{text!r} is not a moment", "write 0:20 after StartEx, -17:30 before it, or 2031-04-13T17:40"
            )
        return moment(text) if found[0] == text else -moment(found[0])

    return read


def spread(law: str, figures: Sequence[str]) -> Spread:
    """Read a random duration: the law of chance and its durations.

    Raises:
        UnreadableError: the law is unknown, or its durations are too few, too many or out of order.
    """
    known = next((known for known in _FIGURES if known == law), None)
    if known is None:
        raise UnreadableError(f"{law} is not a law of chance", meant(law, list(_FIGURES)))
    ms = tuple(duration(figure) for figure in figures)
    if len(ms) != _FIGURES[known]:
        raise UnreadableError(
            f"{law} takes {_FIGURES[known]} durations, not {len(ms)}", "for example {uniform: [5m, 20m]}"
        )
    if list(ms) != sorted(ms):
        raise UnreadableError(f"the durations of {law} are out of order", "write the least first and the most last")
    if known == "exponential" and not ms[0]:
        raise UnreadableError("the mean of exponential is nothing", "write for example {exponential: 12m}")
    return Spread(known, ms)


def as_duration(ms: int) -> str:
    """Write whole seconds the way `duration` reads them."""
    hours, rest = divmod(ms, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = rest // SECOND
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{figure}{unit}" for figure, unit in parts if figure) or "0s"


def as_moment(ms: int) -> str:
    """Write a moment the way `moment` reads it, to the minute."""
    return f"{ms // HOUR}:{ms % HOUR // MINUTE:02d}"
