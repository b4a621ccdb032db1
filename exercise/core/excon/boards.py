"""What the staff may see: the board of the MSEL with its reasons, how the teams stand, the scoreboard.

The same law as in `views`: a run and a seat go in, frozen rows come out. Trainees are refused, except that
the scoreboard has a form for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from exercise.core import conditions
from exercise.core.acts import Role, Seat
from exercise.core.conditions import Why
from exercise.core.engine import Run
from exercise.core.excon.disclosure import disclosure, scored
from exercise.core.facts import DecisionTaken, InjectDelivered, MeasureChanged, NoteTaken
from exercise.core.fold import Answer
from exercise.core.refusals import moment
from exercise.core.scenario import Inject
from exercise.core.scoring import Dimension, IndexRow, indices, outcome, scores
from exercise.core.scoring.uncovered import Uncovered, uncovered
from exercise.core.situation import Situation
from exercise.core.views import row_of, staff_only

BoardStatus = Literal[
    "waiting", "held", "delivered", "answered", "missed", "met", "skipped", "summarised", "open", "ended"
]


class TeamAnswer(NamedTuple):
    """What became of an inject at one team, for the controller."""

    team: str
    status: str
    at: int
    opened: int | None
    opener: str
    decision: DecisionTaken | None


class BoardRow(NamedTuple):
    """One inject on the controller's board; ``due`` is exercise ms where it can be known."""

    inject: str
    title: str
    kind: str
    to: tuple[str, ...]
    storyline: str
    phase: str
    status: BoardStatus
    due: int | None
    delivered: int | None
    why: str
    waits_for: tuple[Why, ...]
    answers: tuple[TeamAnswer, ...]
    expects: str
    note: str
    undo: int | None
    undoes: str


def board(run: Run, seat: Seat, routine: bool = False) -> tuple[BoardRow, ...]:
    """Every inject with its status and, in words, why it came or what it waits for. Staff only.

    ``routine``: with the traffic that only hides the signal; otherwise without.
    """
    staff_only(seat)
    causes = {fact.inject: fact for fact in reversed(run.facts) if isinstance(fact, InjectDelivered)}
    shown = (inject for inject in run.situation.injects.values() if routine or inject.kind != "routine")
    return tuple(_board_row(run, inject, causes.get(inject.id)) for inject in shown)


def held(run: Run, seat: Seat) -> tuple[str, ...]:
    """The injects that come when EXCON says so, without the traffic that only hides the signal. Staff only."""
    staff_only(seat)
    situation = run.situation
    return tuple(
        id for id, inject in situation.injects.items()
        if inject.kind != "routine" and situation.waits(id) and id not in situation.summarised
        and _at_hand(situation, inject)
    )  # fmt: skip


def script(run: Run, seat: Seat, id: str) -> Inject | None:
    """An inject as it was written, in the scenario or on the spot; None when there is none. Staff only."""
    staff_only(seat)
    return run.situation.injects.get(id)


def _board_row(run: Run, inject: Inject, cause: InjectDelivered | None) -> BoardRow:
    situation = run.situation
    answers = tuple(_team_answer(situation, inject, answer) for answer in situation.answers_to(inject.id))
    status = _board_status(situation, inject, answers)
    waits = tuple(_waits_for(run, inject)) if status in ("waiting", "held", "skipped") else ()
    undo, undoes = _undo(situation, inject.id)
    return BoardRow(
        inject.id, inject.title, inject.kind, inject.to, inject.storyline, inject.phase, status,
        _due(situation, inject), situation.delivered_at(inject.id), _why(situation, inject, status, cause),
        waits, answers, inject.expects, inject.controller, undo, undoes,
    )  # fmt: skip


def _undo(situation: Situation, inject: str) -> tuple[int | None, str]:
    """The controller's latest word on a waiting inject that can be taken back, and what it was."""
    moved = situation.move(inject)
    words = {
        "hold": situation.held.get(inject),
        "skip": situation.skip_entry(inject),
        "move": moved.seq if moved else None,
        "amendment": situation.amended(inject),
    }
    seq, what = max((seq or 0, what) for what, seq in words.items())
    return (seq, what) if seq and situation.undoable(seq) else (None, "")


def _team_answer(situation: Situation, inject: Inject, answer: Answer) -> TeamAnswer:
    standing = situation.standing(answer)
    row = row_of(situation, inject, answer)
    return TeamAnswer(answer.team, row.status, answer.closed.at if answer.closed else answer.delivered,
                      answer.opened, answer.opener, standing)  # fmt: skip


def _board_status(situation: Situation, inject: Inject, answers: tuple[TeamAnswer, ...]) -> BoardStatus:
    if situation.skipped(inject.id):
        return "skipped"
    if situation.met_at(inject.id) is not None:
        return "met"
    if situation.missed(inject.id):
        return "missed"
    if inject.id in situation.summarised:
        return "summarised"
    if answers:
        if inject.ask is None:
            return "delivered"
        if all(answer.decision for answer in answers):
            return "answered"
        return "open" if any(answer.status in ("new", "open") for answer in answers) else "ended"
    return "held" if _at_hand(situation, inject) else "waiting"


def _at_hand(situation: Situation, inject: Inject) -> bool:
    ready = inject.hold and inject.id not in situation.scenario.mover
    return inject.id in situation.held or (ready and situation.move(inject.id) is None)


def _why(situation: Situation, inject: Inject, status: BoardStatus, cause: InjectDelivered | None) -> str:
    if status == "skipped":
        return f"Skipped: {situation.skip_reason(inject.id)}"
    if cause is not None and cause.seq is not None:
        return f"Released by the controller at {moment(cause.at)} (entry {cause.seq})"
    if cause is not None:
        reasons = [str(conditions.parse(inject.when))] if inject.when else []
        reasons += [f"{inject.after.inject} was delivered"] if inject.after else []
        return f"Came at {moment(cause.at)}" + (f" because {' and '.join(reasons)}" if reasons else " as planned")
    if status == "held":
        return "Held by the controller" if inject.id in situation.held else "Ready at hand: the controller releases it"
    if status == "summarised":
        return f"Told in a summary at {moment(situation.summarised[inject.id])}, when the clock was set forward"
    moved = situation.move(inject.id)
    if status == "waiting" and moved:
        return f"Moved to {moment(moved.to)} by the controller (entry {moved.seq})"
    met = situation.met_at(inject.id)
    if met is not None:
        return f"The teams did it at {moment(met)}"
    return ""


def _waits_for(run: Run, inject: Inject) -> Iterator[Why]:
    situation = run.situation
    moved = situation.move(inject.id)
    if moved is not None:
        yield Why(moment(moved.to), run.at >= moved.to)
        return
    if inject.at is not None:
        yield Why(moment(inject.at), run.at >= inject.at)
    if inject.after is not None:
        delay = conditions.clock(inject.after.delay)
        yield Why(f"{delay} after {inject.after.inject}", situation.delivered_at(inject.after.inject) is not None)
    for text in (inject.when, inject.met):
        if text:
            yield from conditions.explain(conditions.parse(text), situation, run.at)
    adversary = run.scenario.mover.get(inject.id)
    if adversary is not None:
        tactic = next(move.tactic for move in adversary.moves if move.inject == inject.id)
        given_up = (adversary.id, tactic) in situation.adversaries.dropped
        said = f"{adversary.title} chooses it" + (f"; it has given up {tactic}" if given_up else "")
        yield Why(said, inject.id in situation.adversaries.moved)
    if inject.unless:
        why = conditions.parse(inject.unless)
        yield Why(f"not if {why}", not why.holds(situation, run.at))


def _due(situation: Situation, inject: Inject) -> int | None:
    moved = situation.move(inject.id)
    if moved is not None:
        return moved.to
    if inject.when or inject.hold or inject.id in situation.scenario.mover:
        return None
    if inject.after is not None:
        delivered = situation.delivered_at(inject.after.inject)
        return None if delivered is None else delivered + inject.after.delay
    return inject.at


class TeamLoad(NamedTuple):
    """How a team stands: open and overdue-soon injects, and its last sign of life (exercise ms)."""

    team: str
    name: str
    open: int
    answered: int
    missed: int
    last_act: int | None


def loads(run: Run, seat: Seat) -> tuple[TeamLoad, ...]:
    """How every team stands. Staff only."""
    staff_only(seat)
    situation = run.situation
    last: dict[str, int] = {}
    for fact in run.facts:
        team = getattr(fact, "team", None) if getattr(fact, "seat", None) else getattr(fact, "sender", None)
        if team and getattr(fact, "seq", 0) is not None:
            last[team] = fact.at
    result = []
    for agency in run.scenario.agencies:
        rows = [
            row_of(situation, situation.injects[answer.inject], answer) for answer in situation.answers_of(agency.id)
        ]
        asked = [row for row in rows if situation.injects[row.inject].ask]
        count = {status: sum(row.status == status for row in asked) for status in ("answered", "missed")}
        result.append(TeamLoad(
            agency.id, agency.short or agency.name, sum(row.status in ("new", "open") for row in asked),
            count["answered"], count["missed"], last.get(agency.id),
        ))  # fmt: skip
    return tuple(result)


def notes(run: Run, seat: Seat) -> tuple[NoteTaken, ...]:
    """The staff's notes, latest first. Staff only."""
    staff_only(seat)
    return tuple(reversed([fact for fact in run.facts if isinstance(fact, NoteTaken)]))


class MeasureRow(NamedTuple):
    """A measure now, at the start, and its path as (exercise ms, value, cause)."""

    id: str
    title: str
    weight: float
    start: float
    now: float
    path: tuple[tuple[int, float, str], ...]


class Scoreboard(NamedTuple):
    """Measures of performance per team; measures of effectiveness beside them, never added."""

    teams: dict[str, tuple[Dimension, ...]]
    measures: tuple[MeasureRow, ...]
    outcome: float | None
    indices: tuple[IndexRow, ...] = ()
    networks: tuple[Uncovered, ...] = ()


def scoreboard(run: Run, seat: Seat) -> Scoreboard:
    """The scores, live or where the controller froze them. Measures are for the staff.

    A trainee sees dimensions without evidence, of the own team or of all, as the controller chose.
    """
    mine, run = disclosure(run).scoreboard == "own", scored(run, seat)
    table = scores(run)
    if seat.role is Role.TRAINEE:
        seen = {
            team: tuple(dimension._replace(points=()) for dimension in found)
            for team, found in table.items()
            if team == seat.team or not mine
        }
        return Scoreboard(seen, (), None)
    return Scoreboard(table, tuple(measures(run)), outcome(run), indices(run), uncovered(run))


def measures(run: Run) -> Iterator[MeasureRow]:
    """Every measure with its path."""
    for measure in run.scenario.measures:
        moves = (fact for fact in run.facts if isinstance(fact, MeasureChanged) and fact.measure == measure.id)
        path = [(0, measure.start, "start"), *((fact.at, fact.value, fact.cause) for fact in moves)]
        now = run.situation.measure(measure.id, run.at)
        yield MeasureRow(measure.id, measure.title, measure.weight, measure.start, now, tuple(path))
