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
    """Words on their way to a team or to the SimCell; ``answers`` is the entry they answer, where one is answered."""

    at: int
    sender: str
    to: str
    text: str
    channel: str
    seq: int
    answers: int | None = None


class MessageReceived(NamedTuple):
    """Words arrived."""

    at: int
    sender: str
    to: str
    text: str
    channel: str
    seq: int


class ReportPosted(NamedTuple):
    """A team put a report on the joint picture, with a note; everybody sees it once it has gone round."""

    at: int
    report: str
    team: str
    seq: int
    note: str = ""


class ReleaseGranted(NamedTuple):
    """The originator released a report to one more team."""

    at: int
    report: str
    team: str
    by: str
    seq: int


class RequestSent(NamedTuple):
    """A request on its way: for information, a resource or a release; ``due`` (ms) where it is urgent.

    ``redundant``: the team had asked for the same thing before, and was not refused.
    """

    at: int
    seq: int
    sender: str
    to: str
    what: str
    about: str
    text: str
    channel: str
    due: int | None
    release_to: str = ""
    redundant: bool = False


class RequestReceived(NamedTuple):
    """The request arrived."""

    at: int
    entry: int
    sender: str
    to: str


class RequestAnswered(NamedTuple):
    """The one asked has ruled; the answer travels, and the report that goes with it."""

    at: int
    entry: int
    sender: str
    to: str
    granted: bool
    text: str
    channel: str
    seq: int
    report: str = ""


class ReplyReceived(NamedTuple):
    """The answer arrived at the one who had asked."""

    at: int
    entry: int
    to: str
    seq: int
