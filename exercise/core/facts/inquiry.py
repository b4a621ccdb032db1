"""What trainees were asked beside the play, and what they said."""

from __future__ import annotations

from typing import NamedTuple


class ProbeOpened(NamedTuple):
    """A probe lies before a team; it closes at ``deadline`` (ms) where it has one."""

    at: int
    probe: str
    team: str
    deadline: int | None


class ForecastMade(NamedTuple):
    """A seat said how likely (0-100) something is; the last one of a team stands."""

    at: int
    about: str
    team: str
    seat: str
    probability: int
    rationale: str
    seq: int


class ForecastSettled(NamedTuple):
    """What a forecast was about came, or has not come by EndEx."""

    at: int
    about: str
    came: bool


class ProbeAnswered(NamedTuple):
    """A seat answered an awareness probe; ``right`` is the choice that was right at that moment."""

    at: int
    probe: str
    team: str
    seat: str
    choice: int
    right: int
    seq: int


class WorkloadReported(NamedTuple):
    """A seat reported its workload: six items (0-100) of the raw NASA-TLX."""

    at: int
    team: str
    seat: str
    items: tuple[int, ...]
    probe: str
    seq: int
