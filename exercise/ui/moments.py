"""Exercise time as people type it: H+1:20, 1:20, or +10 for ten minutes from now."""

from __future__ import annotations

import re

from exercise.core.scenario import HOUR, MINUTE

HINT = "1:20, or +10 for ten minutes from now"
_CLOCK = re.compile(r"(?:h\s*\+\s*)?(\d{1,3})\s*[:.h]\s*(\d{2})", re.IGNORECASE)
_FROM_NOW = re.compile(r"\+\s*(\d{1,4})\s*(?:m|min|minutes?)?", re.IGNORECASE)


def read(text: str, now: int) -> int:
    """The exercise time (ms) that somebody typed at exercise time ``now`` (ms).

    Raises:
        ValueError: it cannot be read; the message says how it is written.
    """
    typed = text.strip()
    if found := _FROM_NOW.fullmatch(typed):
        return now + int(found[1]) * MINUTE
    if (found := _CLOCK.fullmatch(typed)) and int(found[2]) < 60:
        return int(found[1]) * HOUR + int(found[2]) * MINUTE
    shown = f"“{typed}” is no exercise time" if typed else "Say when"
    raise ValueError(f"{shown}: write {HINT}.")
