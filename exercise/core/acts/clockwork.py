"""Acts that set the exercise clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.core.acts.roles import Act

Between = Literal["deliver", "summarise", "skip"]


@dataclass(frozen=True)
class StartEx(Act):
    """Start the exercise: exercise time begins to run at ``rate`` minutes per real minute.

    ``paused``: it does not run yet, as at a table.
    """

    rate: float = 1.0
    paused: bool = False


@dataclass(frozen=True)
class Pause(Act):
    """Stop the clock (PauseEx). ``outage`` marks the pause filed for a time nobody served."""

    reason: str = ""
    outage: bool = False


@dataclass(frozen=True)
class Resume(Act):
    """Let the clock run again."""


@dataclass(frozen=True)
class SetRate(Act):
    """Change how many exercise minutes pass per real minute."""

    rate: float


@dataclass(frozen=True)
class Jump(Act):
    """Set the clock forward to exercise time ``to`` (ms).

    What comes due between is delivered on arrival, told to its teams in one summary (after ``summary``), or
    skipped. Windows that would close between are cut off: nobody had the time.
    """

    to: int
    between: Between = "deliver"
    summary: str = ""


@dataclass(frozen=True)
class EndEx(Act):
    """End the exercise; open windows close, waiting injects are skipped."""
