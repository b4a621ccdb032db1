"""Rules kept and broken, time limits, harm and escalation: what the debrief weighs."""

from __future__ import annotations

from typing import NamedTuple


class RuleBroken(NamedTuple):
    """A team acted outside a rule (``rule``: jurisdiction, mandate, caveat, due-diligence, detention …).

    ``about`` is the inject or clock, ``basis`` the paper it rests on, ``entry`` the decision, where one did it.
    """

    at: int
    rule: str
    team: str
    about: str
    option: str
    text: str
    basis: str
    entry: int | None


class ClockStarted(NamedTuple):
    """A time limit began to run for a team."""

    at: int
    clock: str
    team: str
    deadline: int


class ClockStopped(NamedTuple):
    """The time limit was kept."""

    at: int
    clock: str
    team: str


class ClockRanOut(NamedTuple):
    """The time limit was not kept."""

    at: int
    clock: str
    team: str


class HarmDone(NamedTuple):
    """Civilians came to harm: how many, from which inject and, where somebody chose it, option and team."""

    at: int
    harm: str
    people: int
    inject: str
    option: str
    team: str


class EscalationChanged(NamedTuple):
    """The level of violence moved by some steps, to ``level`` (0 is the lowest)."""

    at: int
    level: int
    by: int
    cause: str


class IncidentPrevented(NamedTuple):
    """Something the adversary would have done did not happen, because of what the teams had done (in words)."""

    at: int
    inject: str
    because: str


class AdversaryMoved(NamedTuple):
    """The adversary chose a move: an inject and the tactic it belongs to."""

    at: int
    adversary: str
    inject: str
    tactic: str


class MoveCountered(NamedTuple):
    """The teams parried a move; ``given_up`` says that its tactic was parried often enough to be dropped."""

    at: int
    adversary: str
    inject: str
    tactic: str
    given_up: bool


class ChannelFailed(NamedTuple):
    """A channel carries nothing from now on."""

    at: int
    channel: str
    cause: str


class ChannelRestored(NamedTuple):
    """The channel carries again."""

    at: int
    channel: str
    cause: str


class EndingTold(NamedTuple):
    """A passage of the epilogue came true."""

    at: int
    ending: str


class EffectPostponed(NamedTuple):
    """An effect that was still to come at EndEx; ``due`` (ms) is when it would have been felt."""

    at: int
    due: int
    measure: str
    by: float
    cause: str
