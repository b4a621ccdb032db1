"""The one control desk of this process.

Kept in a module and not in Streamlit's cache, which any client may clear.
"""

from __future__ import annotations

from collections.abc import Callable

from exercise.control import Control

_control: Control | None = None
_connected: Callable[[str], dict[str, int]] | None = None


def install(control: Control, connected: Callable[[str], dict[str, int]] | None = None) -> None:
    """Set the control desk that pages use, and how they learn who is connected."""
    global _control, _connected
    _control, _connected = control, connected


def control() -> Control:
    """The control desk.

    Raises:
        RuntimeError: none was installed; pages are served by ``whitecell serve``.
    """
    if _control is None:
        raise RuntimeError("No control desk: start the product with `whitecell serve`.")
    return _control


def connected(exercise: str) -> dict[str, int]:
    """How many tabs each seat of an exercise has open, at every serving process."""
    return _connected(exercise) if _connected else {}
