"""What EXCON does with injects and the situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from exercise.core.acts.roles import STAFF, Act, Role


@dataclass(frozen=True)
class Release(Act):
    """Deliver an inject now, whatever it waits for."""

    inject: str


@dataclass(frozen=True)
class Hold(Act):
    """Keep an inject back until it is released."""

    inject: str


@dataclass(frozen=True)
class Skip(Act):
    """Leave an inject out, and say why."""

    inject: str
    reason: str


@dataclass(frozen=True)
class Improvise(Act):
    """Write an inject on the spot; it is delivered at once, or at exercise time ``at`` (ms).

    ``like`` names an inject whose options, reports, effects and place in the MSEL it takes over.
    """

    title: str
    body: str
    to: tuple[str, ...]
    sender: str = ""
    via: str = ""
    question: str = ""
    window: int | None = None
    at: int | None = None
    like: str = ""


@dataclass(frozen=True)
class Reschedule(Act):
    """Have a waiting inject come at exercise time ``at`` (ms), whatever else it waits for."""

    inject: str
    at: int


@dataclass(frozen=True)
class Amend(Act):
    """Change an inject before it is delivered. What is left empty stays as it is."""

    inject: str
    title: str = ""
    body: str = ""
    to: tuple[str, ...] = ()
    sender: str = ""
    via: str = ""
    window: int | None = None


@dataclass(frozen=True)
class SetMeasure(Act):
    """Set a measure (0-100) by hand, and say why."""

    measure: str
    value: float
    reason: str


@dataclass(frozen=True)
class Void(Act):
    """Strike an earlier entry: lift a hold or a skip, take out a decision, or a call of the comms check."""

    entry: int
    reason: str = ""


@dataclass(frozen=True)
class Note(Act):
    """Write down an observation, about an inject where there is one."""

    files: ClassVar[frozenset[Role]] = STAFF
    text: str
    inject: str = ""


Shown = Literal["nothing", "own", "all"]


@dataclass(frozen=True)
class Disclose(Act):
    """Say what trainees may see of the scores, whether the scoreboard stands still, and whether the debrief is open.

    The last one stands. ``scoreboard`` is nothing, the own team's scores, or all teams'.
    """

    scoreboard: Shown = "nothing"
    frozen: bool = False
    debrief: bool = False
