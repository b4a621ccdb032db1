"""What becomes of a decision that waits for somebody or something before it acts."""

from __future__ import annotations

from typing import Literal, NamedTuple

ApprovalKind = Literal["authority", "partner", "clearance"]


class ApprovalAsked(NamedTuple):
    """Something waits for a ruling by ``by`` (team or SimCell role) until ``deadline`` (ms), where there is one.

    ``entry`` is the decision or commitment that waits; ``about`` the inject or resource, ``option`` the option.
    """

    at: int
    entry: int
    kind: ApprovalKind
    team: str
    about: str
    option: str
    by: str
    deadline: int | None


class ApprovalGiven(NamedTuple):
    """The ruling: granted or refused, by a seat's entry ``seq`` or (None) by the rule itself."""

    at: int
    entry: int
    kind: ApprovalKind
    about: str
    option: str
    by: str
    granted: bool
    reason: str
    seq: int | None


class JointAgreed(NamedTuple):
    """All partners of a joint option confirmed; ``spread`` is the time (ms) from the first to the last."""

    at: int
    entry: int
    inject: str
    option: str
    team: str
    partners: tuple[str, ...]
    spread: int


class OptionCarriedOut(NamedTuple):
    """A decision that had to wait takes effect: approved, agreed, and with what it needs on the spot."""

    at: int
    entry: int
    inject: str
    option: str
    team: str


class OptionFailed(NamedTuple):
    """A decision that had to wait came to nothing, and why."""

    at: int
    entry: int
    inject: str
    option: str
    team: str
    reason: str


class ResourceAsked(NamedTuple):
    """Units of a resource are wanted by an entry; ``use`` names the commitment, ``to`` what it is for."""

    at: int
    use: str
    resource: str
    units: int
    team: str
    to: str
    purpose: str
    busy: int | None
    entry: int


class ResourceSent(NamedTuple):
    """The units are on their way and will arrive at ``arrives`` (ms)."""

    at: int
    use: str
    resource: str
    arrives: int


class ResourceArrived(NamedTuple):
    """The units are where they were sent."""

    at: int
    use: str
    resource: str


class ResourceFreed(NamedTuple):
    """The units are free again, or were never sent, and why."""

    at: int
    use: str
    resource: str
    reason: str
