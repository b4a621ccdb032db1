"""The exercise clock and the amount of news, as the browser is told of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from exercise.core.clock import Clock
from exercise.core.engine import Run

# More facts than one entry can ever cause, so that a later entry always means a larger number.
_ENTRY = 1_000_000


def news(run: Run) -> int:
    """A number that grows with every entry and every fact: whoever drew a larger one knows more."""
    return run.seq * _ENTRY + len(run.facts)


def anchor(clock: Clock, now: datetime) -> dict[str, Any]:
    """The clock's anchor and the server's time (epoch ms), from which a browser counts on by itself."""
    return {
        "state": clock.state,
        "at": clock.at,
        "wall": _epoch_ms(clock.wall or now),
        "rate": clock.rate,
        "server_now": _epoch_ms(now),
    }


def _epoch_ms(wall: datetime) -> int:
    return int(wall.timestamp() * 1000)
