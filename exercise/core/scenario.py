"""The frozen nouns of an exercise: what a planner wrote, never changed while people play.

Times are integer milliseconds. A moment (``at``, ``needed_by``) counts from StartEx; a duration
(``window``, ``delay``) counts from whatever starts it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Literal

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

InjectKind = Literal["contextual", "contingency", "expected-action", "admin"]
# Sensitivity of information, lowest first.
LEVELS = ("unclassified", "restricted", "confidential", "secret")

AskKind = Literal["choose", "choose-many", "rank", "text"]
Need = Literal["required", "optional", "none"]
ReleasePolicy = Literal["record", "block"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A duration that chance may stretch: milliseconds, drawn from a named random stream.

    ``fixed`` takes one figure, ``uniform`` low and high, ``triangular`` low, mode and high,
    ``exponential`` the mean.
    """

    law: Literal["fixed", "uniform", "triangular", "exponential"]
    ms: tuple[int, ...]

    def draw(self, stream: Callable[[], Random]) -> int:
        """Return one duration in milliseconds; the stream is opened only where chance has a say."""
        match self.law:
            case "fixed":
                return self.ms[0]
            case "uniform":
                return round(stream().uniform(*self.ms))
            case "triangular":
                low, mode, high = self.ms
                return round(stream().triangular(low, high, mode))
            case "exponential":
                return round(stream().expovariate(1 / self.ms[0]))

    @property
    def typical(self) -> int:
        """The duration to promise somebody who asks how long it takes, in milliseconds."""
        return self.ms[1] if self.law == "triangular" else sum(self.ms) // len(self.ms)


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation that one team plays: its name, kind and role card (Markdown)."""

    id: str
    name: str
    kind: str
    card: str
    short: str = ""
    clearance: str = "unclassified"


@dataclass(frozen=True, slots=True)
class SimCellRole:
    """Somebody the controllers play: the press, headquarters, the elders."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way from team to team: how long it takes, how much it may carry, one at a time or not."""

    id: str
    title: str
    delay: Spread
    ceiling: str = "unclassified"
    one_at_a_time: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A critical task of an objective, with the time it should take (ms) where one is set."""

    id: str
    text: str
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """What the exercise is meant to train, and the critical tasks that show it."""

    id: str
    title: str
    capability: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of effectiveness: the situation on a scale of 0 to 100, drifting per hour."""

    id: str
    title: str
    start: float
    weight: float = 1.0
    drift: float = 0.0


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
class Report:
    """A piece of information that one team holds and may share.

    ``origin`` is the agency that holds it at StartEx, or the source when an inject gives it.
    ``grade`` is the Admiralty grade: source reliability A-F, information credibility 1-6.
    ``true`` is ground truth, for the debrief. ``needed_by`` says who needed it by which moment.
    ``level`` and ``release`` are its marking: how sensitive it is, and which teams may have it.
    """

    id: str
    title: str
    body: str
    origin: str
    grade: str
    true: bool
    level: str
    release: tuple[str, ...]
    needed_by: tuple[tuple[str, int], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Twist:
    """A variation drawn once per run, so that nobody can memorise the MSEL."""

    id: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """Everything a planner wrote, with every invented name already in the text.

    ``starts`` is the story's local date and time at StartEx (ISO 8601), ``rate`` the suggested
    number of scenario minutes per real minute, ``seed`` what every random stream derives from,
    ``settle`` the time (ms) between a decision and its first effects. ``release_policy`` says whether a
    share against a report's marking is recorded as a breach, as in life, or blocked.
    """

    id: str
    title: str
    version: str
    duration: int
    starts: str
    agencies: tuple[Agency, ...]
    channels: tuple[Channel, ...]
    measures: tuple[Measure, ...]
    injects: tuple[Inject, ...]
    objectives: tuple[Objective, ...] = ()
    reports: tuple[Report, ...] = ()
    twists: tuple[Twist, ...] = ()
    simcell: tuple[SimCellRole, ...] = ()
    seed: int = 1
    rate: float = 1.0
    settle: int = 3 * MINUTE
    release_policy: ReleasePolicy = "record"
    language: str = "en"
    timezone: str = "UTC"
    marking: str = "EXERCISE"
    summary: str = ""
    situation: str = ""
    content_notice: str = ""
    map: str = ""

    @cached_property
    def agency(self) -> Mapping[str, Agency]:
        """Agencies by id."""
        return {agency.id: agency for agency in self.agencies}

    @cached_property
    def inject(self) -> Mapping[str, Inject]:
        """Injects by id, in MSEL order."""
        return {inject.id: inject for inject in self.injects}

    @cached_property
    def report(self) -> Mapping[str, Report]:
        """Reports by id."""
        return {report.id: report for report in self.reports}

    @cached_property
    def channel(self) -> Mapping[str, Channel]:
        """Channels by id; the first one is the default."""
        return {channel.id: channel for channel in self.channels}

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def given(self) -> frozenset[str]:
        """Reports that an inject gives; all others are held by their origin at StartEx."""
        return frozenset(report for inject in self.injects for report in inject.gives)

    def name(self, id: str) -> str:
        """The name of a team or SimCell role as people say it; the id itself when unknown."""
        if id in self.agency:
            return self.agency[id].short or self.agency[id].name
        return next((role.name for role in self.simcell if role.id == id), id)

    def outcome(self, values: Mapping[str, float]) -> float:
        """The weighted mean (0-100) of the measures' values."""
        total = sum(measure.weight for measure in self.measures)
        if not total:
            return 0.0
        return sum(values[measure.id] * measure.weight for measure in self.measures) / total


def breaches(scenario: Scenario, report: str, to: str, channel: str) -> tuple[Literal["release", "ceiling"], ...]:
    """What sending a report to a team over a channel would breach: its release, the channel's ceiling, or nothing."""
    marking, ceiling = scenario.report[report], scenario.channel[channel].ceiling
    found: list[Literal["release", "ceiling"]] = []
    if marking.release and to not in marking.release:
        found.append("release")
    if LEVELS.index(marking.level) > LEVELS.index(ceiling):
        found.append("ceiling")
    return tuple(found)
