"""Who plays, and by what ways they reach each other."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.core.scenario.chance import Spread

# Sensitivity of information, lowest first.
LEVELS = ("unclassified", "restricted", "confidential", "secret")


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that one team plays: its name, kind and role card (Markdown)."""

    id: str
    name: str
    kind: str
    card: str
    short: str = ""
    clearance: str = "unclassified"


@dataclass(frozen=True, slots=True)
class SimCellRole:
    """Somebody the controllers play: the press, headquarters, the elders."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way from team to team: how long it takes, how much it may carry, one at a time or not."""

    id: str
    title: str
    delay: Spread
    ceiling: str = "unclassified"
    one_at_a_time: bool = False
