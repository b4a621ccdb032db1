"""What trainees do with the injects on their desk, and the probes beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from exercise.core.acts.roles import TRAINEE, Act, Role


@dataclass(frozen=True)
class Ready(Act):
    """Report ready for StartEx."""

    files: ClassVar[frozenset[Role]] = TRAINEE


@dataclass(frozen=True)
class Plan(Act):
    """File the team's plan before StartEx; the last one stands.

    ``intent`` is what it wants to achieve, ``limits`` who leads and where it does not go. It means to report to the
    teams in ``partners`` at least every ``every`` ms, and to keep the resources in ``reserve`` uncommitted.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    intent: str
    limits: str = ""
    partners: tuple[str, ...] = ()
    every: int | None = None
    reserve: tuple[str, ...] = ()


@dataclass(frozen=True)
class Open(Act):
    """Open an inject for the first time."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    inject: str


@dataclass(frozen=True)
class Decide(Act):
    """Answer an inject: options chosen (ranked for a ranking), words, and how sure (0-100).

    ``amounts`` says how much each option gets in an allocation. ``draft`` marks an answer that was typed but not
    sent, filed at EndEx.
    """

    files: ClassVar[frozenset[Role]] = TRAINEE
    inject: str
    options: tuple[str, ...] = ()
    text: str = ""
    rationale: str = ""
    confidence: int | None = None
    draft: bool = False
    amounts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Forecast(Act):
    """Say how likely (0-100) something is, for a forecast probe or an inject that asks for one."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    about: str
    probability: int
    rationale: str = ""


@dataclass(frozen=True)
class Probe(Act):
    """Answer a situation-awareness probe with one of its choices."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    probe: str
    choice: int


@dataclass(frozen=True)
class Workload(Act):
    """Report the own workload: the six items of the raw NASA-TLX, 0 to 100 each, in its order."""

    files: ClassVar[frozenset[Role]] = TRAINEE
    items: tuple[int, ...]
    probe: str = ""
