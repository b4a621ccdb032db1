"""What travels between teams: reports and messages, and breaches of a marking."""

from __future__ import annotations

from typing import Literal, NamedTuple


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
