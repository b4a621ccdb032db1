"""What people send each other: reports, messages, requests and replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from exercise.core.acts.roles import CONTROLLER, TRAINEE, Act, Role


@dataclass(frozen=True)
class Share(Act):
    """Send a report the team holds to other teams, or post it on the joint picture; a note travels with it.

    ``to`` names teams, or ``PICTURE`` for the joint picture.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    report: str
    to: tuple[str, ...]
    channel: str = ""
    note: str = ""


@dataclass(frozen=True)
class Send(Act):
    """Send a message to a team or to somebody the SimCell plays; ``form`` names the form its text has."""

    files: ClassVar[frozenset[Role]] = TRAINEE | CONTROLLER
    to: str
    text: str
    channel: str = ""
    sender: str = ""
    form: str = ""


RequestKind = Literal["information", "resource", "release"]


@dataclass(frozen=True)
class Request(Act):
    """Ask a team or somebody the SimCell plays: for information (RFI), a resource, or release of a report.

    ``about`` names the report or resource. ``within`` is how soon (ms) an answer is needed, ``release_to`` the
    team that a report should be released to (the own one where empty).
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    to: str
    text: str
    about: str = ""
    what: RequestKind = "information"
    within: int | None = None
    channel: str = ""
    release_to: str = ""


@dataclass(frozen=True)
class Reply(Act):
    """Answer another team's request: granted or not, in words, and with a report the own team holds.

    Where the request named a report and the team holds it, that one goes along by itself.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    entry: int
    text: str = ""
    granted: bool = True
    channel: str = ""
    report: str = ""


@dataclass(frozen=True)
class Answer(Act):
    """Answer a message or request to the SimCell, as the one it was for."""

    entry: int
    text: str
    granted: bool = True
    channel: str = ""


# The address of the joint picture among the teams of a share.
PICTURE = "picture"
