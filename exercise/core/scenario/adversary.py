"""Somebody who acts against the teams and learns from what they do."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.core.scenario.chance import Spread


@dataclass(frozen=True, slots=True)
class Move:
    """One thing the adversary can do: let an inject happen.

    It is open while ``when`` holds. ``countered`` says when the teams have parried it; a tactic parried
    twice is given up.
    """

    inject: str
    tactic: str
    when: str = ""
    weight: float = 1.0
    countered: str = ""


@dataclass(frozen=True, slots=True)
class Adversary:
    """A side that nobody plays: every so often it chooses among its open moves, by weight and seed."""

    id: str
    title: str
    every: Spread
    moves: tuple[Move, ...]
    first: int = 0
