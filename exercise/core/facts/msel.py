"""What becomes of injects: written, held, delivered, opened, answered, closed."""

from __future__ import annotations

from typing import Literal, NamedTuple


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
    due: int | None = None
    like: str = ""


class InjectMoved(NamedTuple):
    """The controller gave the inject another moment, ``to``."""

    at: int
    inject: str
    to: int
    seq: int


class InjectAmended(NamedTuple):
    """The controller changed the inject before it was delivered; what is empty stayed as it was."""

    at: int
    inject: str
    seq: int
    title: str
    body: str
    to: tuple[str, ...]
    sender: str
    via: str
    window: int | None


class InjectSummarised(NamedTuple):
    """The clock was set forward over the inject: its teams were told of it, and not asked."""

    at: int
    inject: str
    seq: int


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
    amounts: tuple[int, ...] = ()


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
