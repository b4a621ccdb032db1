"""The exercise evaluation guide: critical tasks, what happened for each, and the ratings a rater may see.

Raters work blind: what another rater said of a task, or of an answer in words, is shown to a rater who has said
something of it. Everything else of the record is open to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from exercise.core.acts import Seat
from exercise.core.conditions import clock as duration
from exercise.core.debrief.playback import answered
from exercise.core.engine import Run
from exercise.core.evaluation.agreement import Agreement, agreement
from exercise.core.evaluation.ratings import ORDER, blind, given, grades, observations
from exercise.core.facts import ActionMet, ActionMissed, GradeFiled, ObservationFiled, RatingFiled
from exercise.core.fold import Answer
from exercise.core.scenario import Inject, Objective
from exercise.core.views import row_of, staff_only

T = TypeVar("T")


class Trace(NamedTuple):
    """What became of an inject of a task at one team: when (ms), how it stands, in a line.

    ``entry`` is the decision's, where one was taken; ``team`` is empty for an expected action, ``slow`` says that
    the first answer took longer than the task's target.
    """

    inject: str
    title: str
    team: str
    at: int
    status: str
    text: str
    expects: str
    entry: int | None
    slow: bool


class Sheet(NamedTuple):
    """One objective or critical task of the guide, as one rater may see it.

    ``hidden`` counts the other raters whose rating is kept back until one's own is filed. ``coming`` counts the
    injects of the task that have reached nobody yet.
    """

    id: str
    text: str
    target: int | None
    objective: str
    traces: tuple[Trace, ...]
    coming: int
    mine: RatingFiled | None
    others: tuple[RatingFiled, ...]
    hidden: int
    observations: tuple[ObservationFiled, ...]


def guide(run: Run, seat: Seat) -> tuple[tuple[Objective, tuple[Sheet, ...]], ...]:
    """Every objective with its own sheet first, then those of its critical tasks. Staff only."""
    staff_only(seat)
    ratings, seen, actions = given(run.facts), observations(run.facts), dict(_actions(run))
    found = []
    for objective in run.scenario.objectives:
        whole = _sheet(run, seat, objective, objective.id, objective.title, None, ratings, seen, actions)
        tasks = (
            _sheet(run, seat, objective, task.id, task.text, task.target, ratings, seen, actions)
            for task in objective.tasks
        )
        found.append((objective, (whole, *tasks)))
    return tuple(found)


def _sheet(
    run: Run, seat: Seat, objective: Objective, id: str, text: str, target: int | None,
    ratings: Mapping[str, Mapping[str, RatingFiled]], seen: tuple[ObservationFiled, ...], actions: Mapping[str, Trace],
) -> Sheet:  # fmt: skip
    injects = [inject for inject in run.situation.injects.values() if _belongs(inject, objective, id)]
    traces = [trace for inject in injects for trace in _traces(run, inject, target, actions)]
    coming = sum(run.situation.waits(inject.id) for inject in injects)
    mine, others = _apart(ratings.get(id, {}), seat)
    noted = tuple(note for note in seen if note.task == id and (mine is not None or note.seat == seat.id))
    return Sheet(
        id, text, target, objective.id, tuple(sorted(traces, key=lambda trace: trace.at)), coming, mine,
        others if mine else (), 0 if mine else len(others), noted,
    )  # fmt: skip


def _belongs(inject: Inject, objective: Objective, id: str) -> bool:
    """To a task belong its own injects; to the objective those that name no task of it."""
    return inject.task == id if id != objective.id else inject.objective == id and not inject.task


def _apart(found: Mapping[str, T], seat: Seat) -> tuple[T | None, tuple[T, ...]]:
    """One's own and the others'."""
    return found.get(seat.id), tuple(fact for rater, fact in found.items() if rater != seat.id)


def _traces(run: Run, inject: Inject, target: int | None, actions: Mapping[str, Trace]) -> Iterator[Trace]:
    if inject.id in actions:
        yield actions[inject.id]
    for answer in run.situation.answers_to(inject.id):
        yield _trace(run, inject, answer, target)


def _actions(run: Run) -> Iterator[tuple[str, Trace]]:
    for fact in run.facts:
        if isinstance(fact, ActionMet | ActionMissed):
            inject, met = run.situation.injects[fact.inject], isinstance(fact, ActionMet)
            who = ", ".join(map(run.scenario.name, inject.to))
            said = f"done after {duration(fact.at - fact.opened)}" if met else "not done in time"
            yield inject.id, Trace(inject.id, inject.title, "", fact.at, "met" if met else "missed",
                                   f"Expected of {who}: {said}", inject.expects, None, False)  # fmt: skip


def _trace(run: Run, inject: Inject, answer: Answer, target: int | None) -> Trace:
    status, decision, slow = row_of(run.situation, inject, answer).status, run.situation.standing(answer), False
    team = run.scenario.name(answer.team)
    match status:
        case _ if decision is not None:
            latency = answer.decisions[0].at - answer.delivered
            slow = target is not None and latency > target
            text = f"{team} answered after {duration(latency)}: {answered(run, decision)}"
        case "missed":
            text = f"{team} let its window pass"
        case "ended":
            text = f"{team} had not answered at EndEx"
        case _ if inject.ask is None:
            text = f"{team} was told"
        case _:
            text = f"{team} has not {'opened' if answer.opened is None else 'answered'} it yet"
    at = answer.closed.at if decision is None and answer.closed else decision.at if decision else answer.delivered
    return Trace(inject.id, inject.title, answer.team, at, status, text, inject.expects,
                 decision.seq if decision else None, slow)  # fmt: skip


class Words(NamedTuple):
    """A standing answer in words, beside what was expected, and the grades a rater may see (0-100)."""

    entry: int
    inject: str
    title: str
    prompt: str
    team: str
    at: int
    text: str
    expects: str
    mine: GradeFiled | None
    others: tuple[GradeFiled, ...]
    hidden: int


def words(run: Run, seat: Seat) -> tuple[Words, ...]:
    """Every answer in words that stands, those not graded by this rater first, the oldest on top. Staff only."""
    staff_only(seat)
    marks, found = grades(run.facts), []
    for answer in run.situation.answers.values():
        inject, decision = run.situation.injects[answer.inject], run.situation.standing(answer)
        if inject.ask is None or inject.ask.kind != "text" or decision is None:
            continue
        mine, others = _apart(marks.get(decision.seq, {}), seat)
        found.append(Words(
            decision.seq, inject.id, inject.title, inject.ask.prompt, answer.team, decision.at, decision.text,
            inject.expects, mine, others if mine else (), 0 if mine else len(others),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda row: (row.mine is not None, row.at)))


class Difference(NamedTuple):
    """Something raters saw differently: their first ratings by seat, and how they stand now."""

    about: str
    text: str
    first: tuple[tuple[str, str], ...]
    now: tuple[tuple[str, str], ...]


def agreed(run: Run, seat: Seat) -> tuple[Agreement, tuple[Difference, ...]]:
    """How far the raters agree, and where they differ in what this rater has rated. Staff only."""
    staff_only(seat)
    first, now = blind(run.facts), given(run.facts)
    texts = {task.id: task.text for objective in run.scenario.objectives for task in objective.tasks}
    texts |= {objective.id: objective.title for objective in run.scenario.objectives}
    differences = tuple(
        Difference(about, texts[about], tuple(found.items()), tuple((r, f.rating) for r, f in now[about].items()))
        for about, found in first.items()
        if seat.id in found and len(set(found.values())) > 1
    )
    return agreement(first, ORDER), differences


def kept(run: Run, seat: Seat) -> tuple[ObservationFiled, ...]:
    """The rater's own observations, latest first. Staff only."""
    staff_only(seat)
    return tuple(reversed([note for note in observations(run.facts) if note.seat == seat.id]))
