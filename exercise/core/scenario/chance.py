"""Durations, and how chance stretches them. Times are integer milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

SECOND = 1_000


MINUTE = 60 * SECOND


HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Spread:
    """A duration that chance may stretch: milliseconds, drawn from a named random stream.

    ``fixed`` takes one figure, ``uniform`` low and high, ``triangular`` low, mode and high,
    ``exponential`` the mean.
    """

    law: Literal["fixed", "uniform", "triangular", "exponential"]
    ms: tuple[int, ...]

    def draw(self, stream: Callable[[], Random]) -> int:
        """Return one duration in milliseconds; the stream is opened only where chance has a say."""
        match self.law:
            case "fixed":
                return self.ms[0]
            case "uniform":
                return round(stream().uniform(*self.ms))
            case "triangular":
                low, mode, high = self.ms
                return round(stream().triangular(low, high, mode))
            case "exponential":
                return round(stream().expovariate(1 / self.ms[0]))

    @property
    def typical(self) -> int:
        """The duration to promise somebody who asks how long it takes, in milliseconds."""
        return self.ms[1] if self.law == "triangular" else sum(self.ms) // len(self.ms)


@dataclass(frozen=True, slots=True)
class Twist:
    """A variation drawn once per run, so that nobody can memorise the MSEL."""

    id: str
    choices: tuple[str, ...]
