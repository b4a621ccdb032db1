"""The comms check before StartEx: one can read this, and one's partners answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from exercise.core.acts.roles import TRAINEE, Act, Role


@dataclass(frozen=True)
class Confirm(Act):
    """Say that the situation and the role card can be read at this seat."""

    files: ClassVar[frozenset[Role]] = TRAINEE


@dataclass(frozen=True)
class Hail(Act):
    """Call a partner team, to hear whether it answers."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    to: str


@dataclass(frozen=True)
class Acknowledge(Act):
    """Answer a partner team's call, filed as that entry."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    entry: int
