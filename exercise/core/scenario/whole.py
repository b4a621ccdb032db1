"""The scenario as a whole, with every invented name already in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from exercise.core.scenario.adversary import Adversary
from exercise.core.scenario.aftermath import Ending
from exercise.core.scenario.chance import MINUTE, Twist
from exercise.core.scenario.forms import Form
from exercise.core.scenario.information import Report
from exercise.core.scenario.inquiry import ProbeItem
from exercise.core.scenario.means import Clearance, Resource
from exercise.core.scenario.msel import Inject, Option
from exercise.core.scenario.networks import Network
from exercise.core.scenario.organisation import COORDINATION, LEVELS, Agency, Channel, CoordinationModel, SimCellRole
from exercise.core.scenario.purpose import Index, Measure, Objective
from exercise.core.scenario.rules import Jurisdiction, Procedure, Rung, RunningClock

ReleasePolicy = Literal["record", "block"]
Mode = Literal["functional", "table-top", "drill"]


@dataclass(frozen=True)
class Scenario:
    """Everything a planner wrote, with every invented name already in the text.

    ``starts`` is the story's local date and time at StartEx (ISO 8601), ``rate`` the suggested
    number of scenario minutes per real minute, ``seed`` what every random stream derives from,
    ``settle`` the time (ms) between a decision and its first effects. ``release_policy`` says whether a
    share against a report's marking is recorded as a breach, as in life, or blocked. ``coordination`` names
    the model in force, ``mandate`` the variant of the mandate, ``ladder`` the rungs of authority from the lowest,
    ``escalation`` the steps of violence from the lowest.
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
    mode: Mode = "functional"
    coordination: str = "liaison"
    models: tuple[CoordinationModel, ...] = COORDINATION
    mandate: str = ""
    mandates: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    resources: tuple[Resource, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    probes: tuple[ProbeItem, ...] = ()
    adversaries: tuple[Adversary, ...] = ()
    escalation: tuple[str, ...] = ()
    endings: tuple[Ending, ...] = ()
    indices: tuple[Index, ...] = ()
    forms: tuple[Form, ...] = ()
    networks: tuple[Network, ...] = ()

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
    def resource(self) -> Mapping[str, Resource]:
        """Resources by id."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def clearance(self) -> Mapping[str, Clearance]:
        """Clearances by id."""
        return {clearance.id: clearance for clearance in self.clearances}

    @cached_property
    def probe(self) -> Mapping[str, ProbeItem]:
        """Probes by id."""
        return {probe.id: probe for probe in self.probes}

    @cached_property
    def form(self) -> Mapping[str, Form]:
        """Forms of message by id."""
        return {form.id: form for form in self.forms}

    @cached_property
    def mover(self) -> Mapping[str, Adversary]:
        """The adversary that has an inject among its moves, by inject."""
        return {move.inject: adversary for adversary in self.adversaries for move in adversary.moves}

    @cached_property
    def rung(self) -> Mapping[str, int]:
        """The height of each rung of the ladder, 0 for the lowest."""
        return {rung.id: height for height, rung in enumerate(self.ladder)}

    @cached_property
    def liaisons(self) -> frozenset[str]:
        """The resources that tie two teams together while they are with a partner."""
        return frozenset(resource.id for resource in self.resources if resource.kind == "liaison")

    @cached_property
    def model(self) -> CoordinationModel:
        """The coordination model in force."""
        return next(model for model in self.models if model.id == self.coordination)

    def takes(self, channel: str) -> int:
        """How long something usually takes over a channel (ms), as agencies are tied together."""
        return round(self.channel[channel].delay.typical * self.model.factor) + self.model.chains

    def height(self, party: str) -> int:
        """The highest rung that a team or SimCell role holds; -1 for none."""
        return max((height for height, rung in enumerate(self.ladder) if rung.holder == party), default=-1)

    def ruler(self, team: str, option: Option) -> str:
        """Who must rule on the option when that team chooses it; empty when the team may itself."""
        height = self.rung.get(option.authority, -1) if option.authority else -1
        return self.ladder[height].holder if height >= 0 and height > self.height(team) else ""

    def waits(self, team: str, option: Option) -> bool:
        """Whether the option, chosen by that team, has to wait for anybody or anything."""
        return bool(option.together or option.needs or self.agency[team].reaction or self.ruler(team, option))

    def lead(self, where: str, what: str) -> str:
        """The team that leads on a kind of task in a locality; empty when nobody does."""
        found = (rule.lead for rule in self.jurisdictions if (rule.where, rule.what) == (where, what))
        return next(found, "")

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
    """What sending a report to a team over a channel would breach: its release, the channel's ceiling, or nothing.

    This is the marking as written; `Situation.breaches` knows what has been released since. The joint picture
    carries everything.
    """
    marking, way = scenario.report[report], scenario.channel.get(channel)
    found: list[Literal["release", "ceiling"]] = []
    if marking.release and to not in marking.release:
        found.append("release")
    if way is not None and LEVELS.index(marking.level) > LEVELS.index(way.ceiling):
        found.append("ceiling")
    return tuple(found)
