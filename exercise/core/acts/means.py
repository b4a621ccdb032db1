"""Rulings and resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from exercise.core.acts.roles import CONTROLLER, TRAINEE, Act, Role


@dataclass(frozen=True)
class Approve(Act):
    """Rule on what waits for this seat: a decision above its team's rung, a joint option, a clearance.

    ``entry`` is the entry that asked. The controller rules for the SimCell and for absent superiors, named in ``by``.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE | CONTROLLER
    entry: int
    granted: bool = True
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class Commit(Act):
    """Commit units of an own resource, to a team or an inject where one is named, for ``busy`` ms after arrival.

    ``queue`` waits in line when too few are free.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    resource: str
    units: int = 1
    to: str = ""
    purpose: str = ""
    busy: int | None = None
    queue: bool = False


@dataclass(frozen=True)
class Recall(Act):
    """Call back what an entry committed."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    entry: int
