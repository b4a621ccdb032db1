"""What became of each locality: what happened there, what it did to the measures, and an index of its own.

A measure is kept for the whole area. Whatever moved it has an inject, and the inject a locality, so every change
lies somewhere; what lies nowhere (drift, reports that never came, the controller's hand) is left to the area.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import HarmDone, IncidentPrevented, InjectDelivered, MeasureChanged, RuleBroken


class Locality(NamedTuple):
    """A locality at a moment: how many injects came there, people harmed, incidents prevented, rules broken.

    ``start`` and ``now`` are its index (0-100): the area's outcome at StartEx, and the same moved by what happened
    here alone, by the measures' weights. ``path`` is the index after each change as (ms, value, cause); ``moved``
    the points each measure was moved by here.
    """

    name: str
    injects: int
    harmed: int
    prevented: int
    broken: int
    start: float
    now: float
    path: tuple[tuple[int, float, str], ...]
    moved: tuple[tuple[str, float], ...]


def localities(run: Run) -> tuple[Locality, ...]:
    """Every locality where something has happened, the one that lost most first."""
    scenario, injects = run.scenario, run.situation.injects
    came: defaultdict[str, set[str]] = defaultdict(set)
    harmed: defaultdict[str, int] = defaultdict(int)
    prevented: defaultdict[str, int] = defaultdict(int)
    broken: defaultdict[str, int] = defaultdict(int)
    moved: defaultdict[str, dict[str, float]] = defaultdict(dict)
    paths: defaultdict[str, list[tuple[int, float, str]]] = defaultdict(list)
    start = scenario.outcome({measure.id: measure.start for measure in scenario.measures})
    total = sum(measure.weight for measure in scenario.measures) or 1.0

    def where(inject: str) -> str:
        found = injects.get(inject)
        return found.where if found else ""

    for fact in run.facts:
        match fact:
            case InjectDelivered() if place := where(fact.inject):
                came[place].add(fact.inject)
            case HarmDone() if place := where(fact.inject):
                harmed[place] += fact.people
            case IncidentPrevented() if place := where(fact.inject):
                prevented[place] += 1
            case RuleBroken() if place := where(fact.about):
                broken[place] += 1
            case MeasureChanged() if place := where(fact.cause.split()[0] if fact.cause else ""):
                points = moved[place]
                points[fact.measure] = points.get(fact.measure, 0.0) + fact.by
                value = start + sum(by * scenario.measure[id].weight for id, by in points.items()) / total
                paths[place].append((fact.at, round(min(100.0, max(0.0, value)), 2), fact.cause))
    places = dict.fromkeys(
        inject.where
        for inject in injects.values()
        if inject.where in came or inject.where in moved or inject.where in prevented
    )
    rows = [
        Locality(
            place, len(came[place]), harmed[place], prevented[place], broken[place],
            round(start, 2), paths[place][-1][1] if paths[place] else round(start, 2), tuple(paths[place]),
            tuple((measure.id, round(moved[place][measure.id], 2))
                  for measure in scenario.measures if moved[place].get(measure.id)),
        )
        for place in places
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.now, row.name)))
