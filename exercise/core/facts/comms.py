"""The comms check: who can read the brief, who called whom, and who answered."""

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
