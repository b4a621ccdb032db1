"""What teams act with: scarce resources and the clearances that some of them need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.core.scenario.chance import Spread

ResourceKind = Literal["force", "surveillance", "specialist", "liaison", "other"]


@dataclass(frozen=True, slots=True)
class Clearance:
    """A permission that somebody else gives, such as the host nation's flight clearance.

    The answer takes ``delay``; it is yes when the condition ``when`` holds then. ``holder`` is the team or
    SimCell role that may rule at any moment before.
    """

    id: str
    title: str
    holder: str
    when: str
    delay: Spread


@dataclass(frozen=True, slots=True)
class Resource:
    """Something scarce that one agency commits: ``units`` of it, and how long it travels (ms).

    A unit of kind ``liaison`` committed to a team halves the delay of what the two send each other.
    """

    id: str
    title: str
    agency: str
    units: int
    kind: ResourceKind = "other"
    travel: Spread | None = None
    clearance: str = ""


@dataclass(frozen=True, slots=True)
class Needed:
    """What an option needs: units of a resource, bound for ``busy`` ms after they arrive (None: to the end)."""

    resource: str
    units: int = 1
    busy: int | None = None
