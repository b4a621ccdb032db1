"""What each team had planned before StartEx, beside what it did."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import (
    MessageSent,
    PlanFiled,
    ReportPosted,
    ReportSent,
    RequestAnswered,
    RequestSent,
    ResourceAsked,
)

_SENT = MessageSent | ReportSent | RequestSent | RequestAnswered


class Reported(NamedTuple):
    """A promise to report to a partner: in how many of the spans of that length anything went there.

    ``longest`` is the longest silence towards the partner (ms).
    """

    partner: str
    kept: int
    spans: int
    longest: int


class Reserve(NamedTuple):
    """A resource to be kept in reserve: when it was first committed (ms), for what; None where it was kept."""

    resource: str
    committed: int | None
    to: str


class Planned(NamedTuple):
    """A team's plan as it stood at StartEx, how often it was changed before, and what came of it."""

    plan: PlanFiled
    changes: int
    reported: tuple[Reported, ...]
    reserve: tuple[Reserve, ...]


def plans(run: Run) -> tuple[Planned, ...]:
    """The plan of every team that filed one, in the scenario's order. The joint picture reaches every partner."""
    filed: defaultdict[str, list[PlanFiled]] = defaultdict(list)
    sent: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    committed: dict[tuple[str, str], ResourceAsked] = {}
    for fact in run.facts:
        if isinstance(fact, PlanFiled):
            filed[fact.team].append(fact)
        elif isinstance(fact, _SENT):
            sent[fact.sender, fact.to].append(fact.at)
        elif isinstance(fact, ReportPosted):
            for team in run.scenario.agency:
                sent[fact.team, team].append(fact.at)
        elif isinstance(fact, ResourceAsked):
            committed.setdefault((fact.team, fact.resource), fact)
    end = run.at if run.situation.ended is None else run.situation.ended
    found = []
    for agency in run.scenario.agencies:
        if not filed[agency.id]:
            continue
        plan = filed[agency.id][-1]
        every = plan.every or 0
        found.append(Planned(
            plan,
            len(filed[agency.id]) - 1,
            tuple(_reported(partner, sorted(sent[agency.id, partner]), every, end) for partner in plan.partners),
            tuple(_kept(id, committed.get((agency.id, id))) for id in plan.reserve),
        ))  # fmt: skip
    return tuple(found)


def _reported(partner: str, moments: list[int], every: int, end: int) -> Reported:
    """A span that has not run its full length by the end counts only where something went in it."""
    spans = range(0, max(end, 1), every) if every else range(0)
    used = {moment // every for moment in moments if moment < end} if every else set()
    whole = [start for start in spans if start + every <= end or start // every in used]
    edges = [0, *moments, end]
    longest = max((after - before for before, after in pairwise(edges)), default=0)
    return Reported(partner, sum(start // every in used for start in whole), len(whole), longest)


def _kept(resource: str, asked: ResourceAsked | None) -> Reserve:
    return Reserve(resource, asked.at if asked else None, asked.to if asked else "")
