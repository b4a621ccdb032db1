"""Before StartEx: who can read the brief, who called whom, who answered, and what each team means to do."""

from __future__ import annotations

from typing import NamedTuple


class BriefConfirmed(NamedTuple):
    """A seat said that it can read the situation and its role card."""

    at: int
    seat: str
    team: str
    seq: int


class PartnerHailed(NamedTuple):
    """A seat called a partner team."""

    at: int
    seat: str
    team: str
    to: str
    seq: int


class HailAcknowledged(NamedTuple):
    """A seat of the team that was called answered ``entry``, the call of team ``to``."""

    at: int
    seat: str
    team: str
    to: str
    entry: int
    seq: int


class PlanFiled(NamedTuple):
    """A team's plan: its intent and limits, to whom it means to report how often (ms), what it keeps in reserve."""

    at: int
    seat: str
    team: str
    intent: str
    limits: str
    partners: tuple[str, ...]
    every: int | None
    reserve: tuple[str, ...]
    seq: int
