"""How things stand long after EndEx: passages that came true, and the measures they and late effects lead to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.excon.disclosure import admitted
from exercise.core.scenario import HOUR

DAY = 24 * HOUR


class Passage(NamedTuple):
    """A passage of the epilogue, as it is read at D+``day``."""

    id: str
    title: str
    text: str
    day: int


class Change(NamedTuple):
    """What moved a measure after EndEx: in points, and because of what (a passage's title, or a cause as in play)."""

    by: float
    cause: str


class MeasureThen(NamedTuple):
    """A measure (0-100) at EndEx and on the last day of the epilogue, with what moved it between."""

    id: str
    title: str
    end: float
    then: float
    changes: tuple[Change, ...]


class Epilogue(NamedTuple):
    """What remains: passages by day, measures at D+``day``, and the outcome (0-100) then."""

    day: int
    passages: tuple[Passage, ...]
    measures: tuple[MeasureThen, ...]
    outcome: float


def epilogue(run: Run, seat: Seat) -> Epilogue | None:
    """The epilogue; None before EndEx.

    Raises:
        NotYours: a trainee asks, and the debrief is not open.
    """
    run = admitted(run, seat)
    ended = run.situation.ended
    if ended is None:
        return None
    told = [ending for ending in run.scenario.endings if ending.id in run.situation.aftermath.told]
    day = max((ending.day for ending in run.scenario.endings), default=90)
    measures = tuple(_then(run, ended, day))
    return Epilogue(
        day,
        tuple(Passage(e.id, e.title, e.text, e.day) for e in sorted(told, key=lambda ending: ending.day)),
        measures,
        round(run.scenario.outcome({measure.id: measure.then for measure in measures}), 2),
    )


def _then(run: Run, ended: int, day: int) -> Iterator[MeasureThen]:
    aftermath = run.situation.aftermath
    changes = [
        (fact.due, fact.measure, Change(fact.by, fact.cause))
        for fact in aftermath.pending.values()
        if fact.due <= ended + day * DAY
    ]
    changes += [
        (ended + ending.day * DAY + effect.after, effect.measure, Change(effect.by, ending.title))
        for ending in run.scenario.endings
        if ending.id in aftermath.told
        for effect in ending.effects
    ]
    changes.sort(key=lambda change: change[0])
    for measure in run.scenario.measures:
        end = run.situation.measure(measure.id, ended)
        mine = tuple(change for _, of, change in changes if of == measure.id)
        then = end
        for change in mine:
            then = min(100.0, max(0.0, then + change.by))
        yield MeasureThen(measure.id, measure.title, round(end, 2), round(then, 2), mine)
