"""The MSEL: injects, what they ask, what an answer sets off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercise.core.scenario.chance import Spread

InjectKind = Literal["contextual", "contingency", "expected-action", "admin"]


AskKind = Literal["choose", "choose-many", "rank", "text"]


Need = Literal["required", "optional", "none"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A change of a measure in points, felt ``after`` ms."""

    measure: str
    by: float
    after: int = 0


@dataclass(frozen=True, slots=True)
class ConditionalEffects:
    """Effects that are felt only if the condition holds when the option is chosen."""

    when: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class OptionShare:
    """A report that choosing an option passes on by itself."""

    report: str
    to: tuple[str, ...]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One course of action. ``grade`` (0-1), ``why`` and the effects are for the debrief only."""

    id: str
    text: str
    grade: float
    why: str
    effects: tuple[Effect, ...] = ()
    also: tuple[ConditionalEffects, ...] = ()
    shares: tuple[OptionShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """The question an inject puts to its teams."""

    kind: AskKind
    prompt: str = ""
    options: tuple[Option, ...] = ()
    rationale: Need = "optional"
    confidence: bool = False

    def option(self, id: str) -> Option | None:
        """The option of that id, or None."""
        return next((option for option in self.options if option.id == id), None)


@dataclass(frozen=True, slots=True)
class After:
    """Follow another inject: ``delay`` ms after it was delivered."""

    inject: str
    delay: int = 0


@dataclass(frozen=True)
class Inject:
    """One line of the MSEL.

    An inject waits for its moment (``at``), then for the inject it follows (``after``), then for its
    condition (``when``), then for its random ``delay``. ``hold`` leaves it to the controller.
    ``unless`` is judged at the moment of delivery. An expected action is delivered to nobody: it
    opens like any inject and is met when its condition ``met`` holds inside the window.
    """

    id: str
    title: str
    to: tuple[str, ...]
    kind: InjectKind = "contextual"
    sender: str = ""
    via: str = ""
    body: str = ""
    storyline: str = ""
    phase: str = ""
    at: int | None = None
    after: After | None = None
    when: str = ""
    delay: Spread | None = None
    hold: bool = False
    unless: str = ""
    met: str = ""
    gives: tuple[str, ...] = ()
    objective: str = ""
    task: str = ""
    window: int | None = None
    expects: str = ""
    controller: str = ""
    ask: Ask | None = None
    if_missed: str = ""
    effects: tuple[Effect, ...] = ()
    missed_effects: tuple[Effect, ...] = ()
