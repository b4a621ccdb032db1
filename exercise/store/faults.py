"""Named moments at which a test may kill the process, to prove that nothing acknowledged is lost."""

from __future__ import annotations

import os


def crash_point(name: str) -> None:
    """Die as from SIGKILL if a test asked for it here; nothing outside a test."""
    if os.environ.get("WHITECELL_TESTING") == "1" and os.environ.get("WHITECELL_CRASH_AT") == name:
        os._exit(137)
