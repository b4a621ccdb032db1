"""The exercise itself: its start and end, chance, the staff's notes, entries struck or past their time."""

from __future__ import annotations

from typing import NamedTuple


class ExerciseStarted(NamedTuple):
    """StartEx."""

    at: int


class ExerciseEnded(NamedTuple):
    """EndEx."""

    at: int


class TimeJumped(NamedTuple):
    """The clock was set forward to ``to``; what came due between was delivered on arrival, summarised or skipped."""

    at: int
    to: int
    between: str
    seq: int


class TwistDrawn(NamedTuple):
    """Chance chose this variation of the scenario."""

    at: int
    twist: str
    choice: str


class SeatReady(NamedTuple):
    """A seat reported ready."""

    at: int
    seat: str
    team: str


class NoteTaken(NamedTuple):
    """Staff wrote something down."""

    at: int
    seat: str
    text: str
    inject: str
    seq: int


class DisclosureChanged(NamedTuple):
    """The controller decided what trainees may see of scores and debrief, and whether the scoreboard stands still."""

    at: int
    scoreboard: str
    frozen: bool
    debrief: bool
    seq: int


class EntryVoided(NamedTuple):
    """An entry was struck; it no longer counts."""

    at: int
    entry: int
    reason: str
    seq: int


class EntryIgnored(NamedTuple):
    """An entry in the log no longer applies, and why."""

    at: int
    seq: int
    kind: str
    reason: str


class MeasureChanged(NamedTuple):
    """A measure moved to ``value``, by ``by`` points, for the ``cause`` named."""

    at: int
    measure: str
    value: float
    by: float
    cause: str
