"""An act in the log: its place, time and seat, and its JSON.

Acts are upcast on reading, so an old log stays readable when a field is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, get_type_hints

from exercise.core.acts import ACTS, Act, Seat


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in the log: gap-free ``seq``, exercise time ``at`` (ms), UTC ``wall``, and the seat.

    ``syndicate`` is None for an act that concerns all syndicates.
    """

    seq: int
    at: int
    wall: datetime
    seat: Seat
    act: Act
    syndicate: str | None = None


def encode(act: Act) -> dict[str, Any]:
    """The act's fields as plain JSON values, without those left at their default."""
    plain = asdict(act)
    return {
        field.name: list(value) if isinstance(value, tuple) else value
        for field in fields(act)
        if (value := plain[field.name]) != field.default
    }


def decode(kind: str, data: Mapping[str, Any], version: int = 1) -> Act:
    """Build the act again.

    Raises:
        ValueError: the kind is unknown, or a field is missing or unknown.
    """
    cls = ACTS.get(kind)
    if cls is None:
        raise ValueError(f"{kind!r} is not something people do; known: {', '.join(sorted(ACTS))}")
    hints = _tuples(cls)
    try:
        return cls(**{name: tuple(value) if name in hints else value for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{kind}, version {version}: {error}") from None


def _tuples(cls: type[Act]) -> frozenset[str]:
    """The fields that JSON gives as a list and the act keeps as a tuple."""
    found = _TUPLES.get(cls)
    if found is None:
        hints = get_type_hints(cls)
        found = _TUPLES[cls] = frozenset(
            field.name for field in fields(cls) if getattr(hints[field.name], "__origin__", None) is tuple
        )
    return found


_TUPLES: dict[type[Act], frozenset[str]] = {}
