"""A scenario played many times by simulated trainees: which injects never come, who gets overloaded, what chance does.

Rehearsals are independent of each other, so joblib spreads them over cores, or over the machines of a Dask
cluster with the same call. The same seeds give the same findings, however they are spread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import mean, quantiles
from typing import Any, Literal, NamedTuple

from joblib import Parallel, delayed, parallel_config

from exercise.core.bots import POLICIES, Policy, play
from exercise.core.engine import Run
from exercise.core.facts import InjectDelivered
from exercise.core.scenario import HOUR, MINUTE, Scenario
from exercise.core.scoring import outcome, scores

Skill = Policy | Literal["mixed"]
SKILLS: tuple[Skill, ...] = ("mixed", *POLICIES)
# The load of a team is counted in steps of so many ms.
STEP = 10 * MINUTE


class Rehearsal(NamedTuple):
    """One rehearsal. ``open`` has, for every team, how many injects lay open at the end of each `STEP`."""

    seed: int
    outcome: float
    sharing: float | None
    came: tuple[str, ...]
    met: tuple[str, ...]
    missed: int
    measures: dict[str, float]
    open: dict[str, tuple[int, ...]]


class Load(NamedTuple):
    """What a team has to expect: open injects per `STEP` on average, the worst of it, and when that is (ms)."""

    team: str
    typical: tuple[float, ...]
    worst: int
    peak: int


class Band(NamedTuple):
    """Where a figure ends: the fifth of a hundred, the middle, the ninety-fifth."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Findings:
    """What many rehearsals show together."""

    scenario: Scenario
    rehearsals: tuple[Rehearsal, ...]

    @property
    def coming(self) -> dict[str, float]:
        """For every inject the share of rehearsals (0-1) in which it reached somebody, or its action was met."""
        came = Counter(inject for run in self.rehearsals for inject in (*run.came, *run.met))
        return {inject.id: came[inject.id] / len(self.rehearsals) for inject in self.scenario.injects}

    @property
    def dead(self) -> tuple[str, ...]:
        """Injects that came in no rehearsal, though they do not wait for the controller."""
        hands = {inject.id for inject in self.scenario.injects if inject.hold}
        return tuple(id for id, share in self.coming.items() if not share and id not in hands)

    @property
    def outcome(self) -> Band:
        """Where the outcome (0-100) ends."""
        return band([run.outcome for run in self.rehearsals])

    @property
    def measures(self) -> dict[str, Band]:
        """Where every measure ends."""
        return {
            measure.id: band([run.measures[measure.id] for run in self.rehearsals])
            for measure in self.scenario.measures
        }

    @property
    def loads(self) -> tuple[Load, ...]:
        """What every team has to expect."""
        return tuple(self._load(agency.id) for agency in self.scenario.agencies)

    def _load(self, team: str) -> Load:
        steps = list(zip(*(run.open[team] for run in self.rehearsals), strict=True))
        typical = tuple(round(mean(step), 2) for step in steps)
        peak = max(range(len(typical)), key=typical.__getitem__, default=0)
        return Load(team, typical, max((max(step) for step in steps), default=0), peak * STEP)

    def plain(self) -> dict[str, Any]:
        """The findings as plain JSON values."""
        shared = [run.sharing for run in self.rehearsals if run.sharing is not None]
        return {
            "scenario": self.scenario.id,
            "rehearsals": len(self.rehearsals),
            "outcome": self.outcome._asdict(),
            "sharing": round(mean(shared), 1) if shared else None,
            "missed": round(mean(run.missed for run in self.rehearsals), 1),
            "measures": {id: found._asdict() for id, found in self.measures.items()},
            "coming": {id: round(share, 3) for id, share in self.coming.items()},
            "dead": list(self.dead),
            "loads": [load._asdict() for load in self.loads],
        }


def band(figures: Sequence[float]) -> Band:
    """Where figures lie; with a single one all three are the same."""
    if len(figures) == 1:
        return Band(figures[0], figures[0], figures[0])
    cuts = quantiles(figures, n=20, method="inclusive")
    return Band(round(cuts[0], 2), round(cuts[9], 2), round(cuts[18], 2))


def rehearse_once(scenario: Scenario, skill: Skill, seed: int) -> Rehearsal:
    """Play the scenario once with that seed; mixed teams are each as skilled as chance has it."""
    rng = Random(f"rehearsal/{seed}")
    policies = {agency.id: rng.choice(POLICIES) if skill == "mixed" else skill for agency in scenario.agencies}
    run = play(replace(scenario, seed=seed), policies)[1]
    shared = [found.score for table in scores(run).values() for found in table if found.id == "sharing"]
    known = [score for score in shared if score is not None]
    situation = run.situation
    return Rehearsal(
        seed,
        outcome(run),
        round(mean(known), 1) if known else None,
        tuple(dict.fromkeys(fact.inject for fact in run.facts if isinstance(fact, InjectDelivered))),
        tuple(inject for inject in situation.injects if situation.met_at(inject) is not None),
        sum(situation.missed(inject) for inject in situation.injects),
        {measure.id: round(situation.measure(measure.id, run.at), 2) for measure in scenario.measures},
        {agency.id: _open(run, agency.id) for agency in scenario.agencies},
    )


def _open(run: Run, team: str) -> tuple[int, ...]:
    """How many asked injects of the team lay unanswered at the end of each step."""
    spans = []
    for answer in run.situation.answers_of(team):
        if run.situation.injects[answer.inject].ask:
            ends = [decision.at for decision in answer.decisions[:1]]
            ends += [answer.closed.at] if answer.closed else []
            spans.append((answer.delivered, min(ends, default=run.scenario.duration)))
    steps = range(STEP, run.scenario.duration + 1, STEP)
    return tuple(sum(first <= at < last for first, last in spans) for at in steps)


def rehearse(
    scenario: Scenario,
    runs: int,
    skill: Skill = "mixed",
    *,
    jobs: int = -1,
    backend: str = "loky",
    done: Callable[[int], None] = lambda _: None,
) -> Findings:
    """Rehearse a scenario so many times, seeds from 1; ``done`` is told how many are over.

    Raises:
        ValueError: fewer than one rehearsal was asked for.
    """
    if runs < 1:
        raise ValueError(f"{runs} rehearsals cannot be played; ask for one or more.")
    found = []
    with parallel_config(backend=backend, n_jobs=jobs):
        for number, run in enumerate(Parallel(return_as="generator_unordered")(_work(scenario, skill, runs)), 1):
            found.append(run)
            done(number)
    return Findings(scenario, tuple(sorted(found)))


def _work(scenario: Scenario, skill: Skill, runs: int) -> Iterator[Any]:
    for seed in range(1, runs + 1):
        yield delayed(rehearse_once)(scenario, skill, seed)


def peak_words(load: Load) -> str:
    """The worst of a team's load in a few words."""
    at = load.peak
    return f"{load.typical[at // STEP]:.1f} open at H+{at // HOUR}:{at // MINUTE % 60:02d}, {load.worst} at worst"
