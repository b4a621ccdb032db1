"""The MSEL: injects, what they ask, what an answer sets off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exercise.core.scenario.chance import Spread
from exercise.core.scenario.effects import Effect, Harm
from exercise.core.scenario.means import Needed
from exercise.core.scenario.rules import Law, Requirement, Together

InjectKind = Literal["contextual", "contingency", "expected-action", "admin", "routine"]


AskKind = Literal["choose", "choose-many", "rank", "allocate", "text", "forecast"]


Need = Literal["required", "optional", "none"]


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
    """One course of action. ``grade`` (0-1), ``why`` and the effects are for the debrief only.

    ``when`` says while it is open; ``closed`` tells trainees why it is not. ``authority`` is the rung of the ladder it
    needs, ``what`` the kind of task it is, ``steps`` the steps of procedures it takes (``procedure.step``).
    ``together`` and ``needs`` delay its effects until partners have confirmed and resources are there; when that
    fails, ``failed_effects`` are felt. ``ideal`` is the experts' share of an allocation.
    """

    id: str
    text: str
    grade: float
    why: str
    effects: tuple[Effect, ...] = ()
    also: tuple[ConditionalEffects, ...] = ()
    shares: tuple[OptionShare, ...] = ()
    when: str = ""
    closed: str = ""
    authority: str = ""
    what: str = ""
    law: Law | None = None
    requires: tuple[Requirement, ...] = ()
    steps: tuple[str, ...] = ()
    together: Together | None = None
    needs: tuple[Needed, ...] = ()
    harm: tuple[Harm, ...] = ()
    escalates: int = 0
    failed_effects: tuple[Effect, ...] = ()
    ideal: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """The question an inject puts to its teams.

    ``total`` is what an allocation distributes; ``outcome`` is the condition that a forecast, or an estimate of risk,
    is about. ``form`` is the form of message that an answer in words must have.
    """

    kind: AskKind
    prompt: str = ""
    options: tuple[Option, ...] = ()
    rationale: Need = "optional"
    confidence: bool = False
    total: int = 0
    outcome: str = ""
    form: str = ""

    def option(self, id: str) -> Option | None:
        """The option of that id, or None."""
        for option in self.options:
            if option.id == id:
                return option
        return None

    def acted_on(self, options: tuple[str, ...], amounts: tuple[int, ...] = ()) -> Iterator[Option]:
        """What is acted on of an answer: the first place of a ranking, whatever gets a share of an allocation."""
        shares = dict(zip(options, amounts, strict=False))
        for id in options[:1] if self.kind == "rank" else options:
            option = self.option(id)
            if option is not None and (self.kind != "allocate" or shares.get(id)):
                yield option


@dataclass(frozen=True, slots=True)
class After:
    """Follow another inject: ``delay`` ms after it was delivered."""

    inject: str
    delay: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that lies with an inject: its title and its text (Markdown)."""

    title: str
    body: str


@dataclass(frozen=True)
class Inject:
    """One line of the MSEL.

    An inject waits for its moment (``at``), then for the inject it follows (``after``), then for its
    condition (``when``), then for its random ``delay``. ``hold`` leaves it to the controller.
    ``unless`` is judged at the moment of delivery. An expected action is delivered to nobody: it
    opens like any inject and is met when its condition ``met`` holds inside the window. ``where`` is the locality,
    ``incident`` something the adversary does: when its ``unless`` stops it, it was prevented. ``breaks`` and
    ``restores`` name channels that fail and come back.
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
    where: str = ""
    incident: bool = False
    harm: tuple[Harm, ...] = ()
    missed_harm: tuple[Harm, ...] = ()
    escalates: int = 0
    breaks: tuple[str, ...] = ()
    restores: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
