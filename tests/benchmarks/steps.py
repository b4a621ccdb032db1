"""Long measurements say what they are doing, and how long they have been at it."""

from __future__ import annotations

import sys
import time

_BEGAN = time.monotonic()


def step(what: str) -> None:
    """Say on standard error what comes now."""
    sys.stderr.write(f"  {time.monotonic() - _BEGAN:5.0f} s  {what}\n")
    sys.stderr.flush()
