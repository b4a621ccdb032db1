"""What therefore happened: one immutable row per outcome, computed and never typed in.

``at`` is exercise time in milliseconds. ``seq`` is the entry that caused the fact, where one did.
Facts are named tuples because a run holds thousands and each is hashed into the mark.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple


class ExerciseStarted(NamedTuple):
    """StartEx."""

    at: int


class TwistDrawn(NamedTuple):
    """Chance chose this variation of the scenario."""

    at: int
    twist: str
    choice: str


class InjectWritten(NamedTuple):
    """A controller wrote an inject on the spot; ``inject`` is the id it was given."""

    at: int
    inject: str
    seq: int
    title: str
    body: str
    to: tuple[str, ...]
    sender: str
    via: str
    question: str
    window: int | None


class InjectHeld(NamedTuple):
    """The inject waits for the controller."""

    at: int
    inject: str
    seq: int


class InjectFreed(NamedTuple):
    """A hold or a skip was lifted; the inject waits for its own time again."""

    at: int
    inject: str
    seq: int


class InjectDelivered(NamedTuple):
    """The inject reached a team; its window closes at ``deadline`` where it has one."""

    at: int
    inject: str
    team: str
    deadline: int | None
    seq: int | None


class InjectSkipped(NamedTuple):
    """The inject was left out, and why; by the controller's entry ``seq`` or by itself."""

    at: int
    inject: str
    reason: str
    seq: int | None


class InjectOpened(NamedTuple):
    """A seat opened an inject for the first time in its team."""

    at: int
    inject: str
    team: str
    seat: str


class DecisionTaken(NamedTuple):
    """A team answered; ``revision`` counts from 0 and the last one stands."""

    at: int
    inject: str
    team: str
    seat: str
    seq: int
    revision: int
    options: tuple[str, ...]
    text: str
    rationale: str
    confidence: int | None
    draft: bool


Outcome = Literal["answered", "missed", "ended"]


class AnswerClosed(NamedTuple):
    """A team's window closed: answered, missed, or still open when the exercise ended."""

    at: int
    inject: str
    team: str
    outcome: Outcome


class ActionMet(NamedTuple):
    """An expected action came in time."""

    at: int
    inject: str
    opened: int


class ActionMissed(NamedTuple):
    """An expected action did not come."""

    at: int
    inject: str
    opened: int


class ReportSent(NamedTuple):
    """A team passed a report on; it travels."""

    at: int
    report: str
    sender: str
    to: str
    channel: str
    seq: int


class ReportReceived(NamedTuple):
    """A team holds a report from now on. ``sender`` is a team, an inject, or empty at StartEx."""

    at: int
    report: str
    team: str
    sender: str
    channel: str
    seq: int | None


Breach = Literal["release", "ceiling"]


class ReleaseBreached(NamedTuple):
    """A report arrived against its marking: at a team outside its release, or above the channel's ceiling."""

    at: int
    report: str
    sender: str
    to: str
    channel: str
    breach: Breach
    seq: int


class MessageSent(NamedTuple):
    """Words on their way to a team or to the SimCell."""

    at: int
    sender: str
    to: str
    text: str
    channel: str
    seq: int


class MessageReceived(NamedTuple):
    """Words arrived."""

    at: int
    sender: str
    to: str
    text: str
    channel: str
    seq: int


class MeasureChanged(NamedTuple):
    """A measure moved to ``value``, by ``by`` points, for the ``cause`` named."""

    at: int
    measure: str
    value: float
    by: float
    cause: str


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


class ExerciseEnded(NamedTuple):
    """EndEx."""

    at: int


Fact = (
    ExerciseStarted
    | TwistDrawn
    | InjectWritten
    | InjectHeld
    | InjectFreed
    | InjectDelivered
    | InjectSkipped
    | InjectOpened
    | DecisionTaken
    | AnswerClosed
    | ActionMet
    | ActionMissed
    | ReportSent
    | ReportReceived
    | ReleaseBreached
    | MessageSent
    | MessageReceived
    | MeasureChanged
    | SeatReady
    | NoteTaken
    | EntryVoided
    | EntryIgnored
    | ExerciseEnded
)


def plain(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON values, its kind first."""
    return {"kind": type(fact).__name__, **fact._asdict()}
