"""Under which rules teams act: authority, jurisdiction, mandate, required steps, running clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.core.scenario.effects import Effect

MandateStatus = Literal["within", "needs-approval", "outside"]
RuleKind = Literal[
    "jurisdiction", "mandate", "caveat", "due-diligence", "detention", "procedure", "notification", "assessment"
]


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the authority ladder and who holds it: a team, or a role that the SimCell plays."""

    id: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Who leads on a kind of task in a locality."""

    where: str
    what: str
    lead: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """A standing procedure: its steps (id and text) in their order, and the paper it rests on."""

    id: str
    title: str
    steps: tuple[tuple[str, str], ...]
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A time limit that the law sets, such as a detention clock; the team sees it run.

    It starts when ``starts`` holds, must be stopped by ``stops`` within ``within`` ms, and has its effects
    when it runs out.
    """

    id: str
    title: str
    team: str
    starts: str
    stops: str
    within: int
    rule: RuleKind = "detention"
    basis: str = ""
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Teams that must confirm an option within so many ms, or it falls through."""

    teams: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Law:
    """What the mandate says of an option under each of its variants (the empty one for all), and on what basis."""

    mandate: tuple[tuple[str, MandateStatus], ...]
    basis: str = ""

    def under(self, variant: str) -> MandateStatus:
        """The option's status under a variant of the mandate."""
        statuses = dict(self.mandate)
        return statuses.get(variant) or statuses.get("", "within")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A step that must have been taken before: its condition, the rule it belongs to, and the paper it rests on.

    A ``gate`` keeps the option closed until then; otherwise going on without it is possible, recorded and scored.
    """

    rule: RuleKind
    when: str
    text: str
    basis: str = ""
    gate: bool = False
