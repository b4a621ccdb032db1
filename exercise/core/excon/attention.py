"""What EXCON should look at: teams that are silent or overloaded, and what could bring a storyline back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from exercise.core import conditions
from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.excon.boards import TeamLoad
from exercise.core.facts import ActionMissed, AnswerClosed
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, Inject
from exercise.core.situation import Situation
from exercise.core.views import staff_only

LOADED = 3
SILENT = 15 * MINUTE
_LATE = 0.5

Trouble = Literal["overloaded", "silent"]


def troubles(load: TeamLoad, now: int) -> tuple[Trouble, ...]:
    """What is wrong with a team at exercise time ``now`` (ms): three questions at once, or no sign of life for long."""
    silent = load.open > 0 and now - (load.last_act or 0) >= SILENT
    found: list[Trouble] = []
    if load.open >= LOADED:
        found.append("overloaded")
    if silent:
        found.append("silent")
    return tuple(found)


class Suggestion(NamedTuple):
    """An inject at hand that would bring a storyline back, and what went wrong there."""

    inject: str
    title: str
    to: tuple[str, ...]
    about: str
    because: str


def suggestions(run: Run, seat: Seat) -> tuple[Suggestion, ...]:
    """For every expected action or answer that failed to come, the waiting injects that were written for that.

    First those that name it (``if_missed``, or a condition about it), else those at hand in the same storyline.
    Staff only.
    """
    staff_only(seat)
    found: dict[str, Suggestion] = {}
    for about, because in _failed(run):
        for inject in _for(run.situation, about):
            found.setdefault(inject.id, Suggestion(inject.id, inject.title, inject.to, about.id, because))
    return tuple(found.values())


def at_hand(run: Run, seat: Seat) -> tuple[Inject, ...]:
    """The contingency drawer: injects that wait for EXCON or for something to go wrong. Staff only."""
    staff_only(seat)
    situation = run.situation
    return tuple(
        inject
        for inject in situation.injects.values()
        if inject.kind != "expected-action"
        and (inject.kind == "contingency" or inject.hold)
        and (situation.waits(inject.id) or situation.skipped(inject.id))
    )


def _failed(run: Run) -> Iterator[tuple[Inject, str]]:
    """What failed to come, the latest first; what is late comes after that."""
    situation = run.situation
    for fact in reversed(run.facts):
        if isinstance(fact, ActionMissed):
            yield situation.injects[fact.inject], f"{fact.inject} did not happen by {moment(fact.at)}"
        elif isinstance(fact, AnswerClosed) and fact.outcome == "missed":
            team = run.scenario.name(fact.team)
            yield situation.injects[fact.inject], f"{team} let {fact.inject} pass at {moment(fact.at)}"
    for inject in situation.injects.values():
        began = inject.at
        if inject.kind != "expected-action" or began is None or not inject.window or not situation.waits(inject.id):
            continue
        if run.at >= began + _LATE * inject.window:
            left = max(0, began + inject.window - run.at) // MINUTE
            yield inject, f"{inject.id} has not happened yet; {left} min are left"


def _for(situation: Situation, failed: Inject) -> list[Inject]:
    """The waiting injects written for this failure, else those at hand in its storyline."""
    waiting = [
        inject
        for inject in situation.injects.values()
        if situation.waits(inject.id) and inject.kind != "expected-action" and inject.id != failed.id
    ]
    named = [inject for inject in waiting if inject.id == failed.if_missed or failed.id in _mentions(inject)]
    related = [
        inject
        for inject in waiting
        if failed.storyline and inject.storyline == failed.storyline and (inject.hold or inject.kind == "contingency")
    ]
    return named or related


def _mentions(inject: Inject) -> frozenset[str]:
    return frozenset(conditions.parse(inject.when).mentions) if inject.when else frozenset()
