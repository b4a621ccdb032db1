"""What one seat may see, when it may see it. Nothing reaches a page except through these functions.

Every view takes a run and a seat and returns frozen rows. Grades, effects, reasons and measures never
leave through a trainee's view; another team's rows never do; the future is not in a run at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Literal, NamedTuple

from exercise.core import conditions
from exercise.core.conditions import Why
from exercise.core.engine import Run
from exercise.core.entries import Role, Seat
from exercise.core.facts import (
    DecisionTaken,
    EntryVoided,
    Fact,
    InjectDelivered,
    InjectOpened,
    MeasureChanged,
    MessageReceived,
    MessageSent,
    NoteTaken,
    ReportReceived,
    ReportSent,
)
from exercise.core.refusals import moment
from exercise.core.scenario import Inject, Need
from exercise.core.scoring import Dimension, outcome, scores
from exercise.core.situation import Answer, Situation


class NotYours(PermissionError):
    """This view is not for that seat."""


InboxStatus = Literal["new", "open", "answered", "missed", "ended", "info"]


class InboxRow(NamedTuple):
    """One line of a trainee's inbox; ``deadline`` is exercise ms, None when nothing is due."""

    inject: str
    title: str
    sender: str
    via: str
    at: int
    deadline: int | None
    status: InboxStatus
    opened: bool


class Choice(NamedTuple):
    """An option as a trainee sees it."""

    id: str
    text: str


class Question(NamedTuple):
    """What an inject asks, without anything that tells a good answer from a bad one."""

    kind: str
    prompt: str
    choices: tuple[Choice, ...]
    rationale: Need
    confidence: bool


class Paper(NamedTuple):
    """An inject as it lies open on a desk."""

    row: InboxRow
    body: str
    question: Question | None
    decision: DecisionTaken | None
    revisions: int
    reports: tuple[str, ...]


class Travel(NamedTuple):
    """Where a report the team passed on has got to."""

    team: str
    name: str
    arrived: int | None


class HeldReport(NamedTuple):
    """A report in the team's hands."""

    id: str
    title: str
    body: str
    source: str
    grade: str
    level: str
    release: tuple[str, ...]
    since: int
    came_from: str
    sent: tuple[Travel, ...]


class Letter(NamedTuple):
    """A message the team sent or got; ``at`` is when this side saw it."""

    at: int
    sender: str
    to: str
    text: str
    mine: bool
    arrived: bool


class Moment(NamedTuple):
    """One line of a team's own timeline."""

    at: int
    text: str


class Partner(NamedTuple):
    """Somebody one can write to."""

    id: str
    name: str
    simcell: bool


def _team(run: Run, seat: Seat) -> str:
    if seat.role is not Role.TRAINEE or seat.team not in run.situation.by_team:
        raise NotYours(f"A {seat.role} seat has no desk of its own.")
    return seat.team


def _staff(seat: Seat) -> None:
    if seat.role is Role.TRAINEE:
        raise NotYours("This page is for the exercise staff.")


def _row(situation: Situation, inject: Inject, answer: Answer) -> InboxRow:
    status: InboxStatus = "new" if answer.opened is None else "open"
    if answer.closed is not None:
        status = answer.closed.outcome
    elif situation.standing(answer) is not None:
        status = "answered"
    elif inject.ask is None and answer.opened is not None:
        status = "info"
    return InboxRow(
        inject.id, inject.title, situation.scenario.name(inject.sender), inject.via,
        answer.delivered, answer.deadline, status, answer.opened is not None,
    )  # fmt: skip


def inbox(run: Run, seat: Seat) -> tuple[InboxRow, ...]:
    """The team's injects, newest first."""
    situation = run.situation
    answers = situation.answers_of(_team(run, seat))
    return tuple(_row(situation, situation.injects[answer.inject], answer) for answer in reversed(answers))


def paper(run: Run, seat: Seat, id: str) -> Paper | None:
    """One inject as it lies open on the team's desk; None when it is not on it."""
    situation = run.situation
    answer = situation.answers.get((id, _team(run, seat)))
    if answer is None:
        return None
    inject = situation.injects[id]
    question = None
    if inject.ask:
        choices = [Choice(option.id, option.text) for option in inject.ask.options]
        Random(f"{run.scenario.seed}/order/{seat.id}/{id}").shuffle(choices)
        question = Question(
            inject.ask.kind, inject.ask.prompt, tuple(choices), inject.ask.rationale, inject.ask.confidence
        )
    titles = tuple(run.scenario.report[report].title for report in inject.gives)
    decision = situation.standing(answer)
    return Paper(_row(situation, inject, answer), inject.body, question, decision, len(answer.decisions), titles)


def reports(run: Run, seat: Seat) -> tuple[HeldReport, ...]:
    """The reports the team holds, latest first, and where it has sent them."""
    team = _team(run, seat)
    arrived = {(fact.report, fact.team): fact.at for fact in run.facts
               if isinstance(fact, ReportReceived) and fact.sender == team}  # fmt: skip
    return tuple(_held(run, team, held, arrived) for held in reversed(run.situation.holdings(team)))


def _held(run: Run, team: str, held: ReportReceived, arrived: Mapping[tuple[str, str], int]) -> HeldReport:
    scenario, situation = run.scenario, run.situation
    report = scenario.report[held.report]
    sent = tuple(
        Travel(partner.id, scenario.name(partner.id), arrived.get((report.id, partner.id)))
        for partner in scenario.agencies
        if (report.id, team, partner.id) in situation.sent
    )
    came = "" if not held.sender else scenario.name(held.sender) if held.seq else held.sender
    return HeldReport(
        report.id, report.title, report.body, scenario.name(report.origin), report.grade,
        report.level, report.release, held.at, came, sent,
    )  # fmt: skip


def letters(run: Run, seat: Seat) -> tuple[Letter, ...]:
    """Messages to and from the team (for a controller: to and from the SimCell), latest first."""
    if seat.role is Role.TRAINEE:
        mine = {_team(run, seat)}
    else:
        _staff(seat)
        mine = {role.id for role in run.scenario.simcell} | {"excon"}
    came = {(fact.seq, fact.to) for fact in run.facts if isinstance(fact, MessageReceived)}
    return tuple(reversed([letter for fact in run.facts if (letter := _letter(run, mine, came, fact))]))


def _letter(run: Run, mine: set[str], came: set[tuple[int, str]], fact: Fact) -> Letter | None:
    name = run.scenario.name
    if isinstance(fact, MessageSent) and fact.sender in mine:
        return Letter(fact.at, name(fact.sender), name(fact.to), fact.text, True, (fact.seq, fact.to) in came)
    if isinstance(fact, MessageReceived) and fact.to in mine:
        return Letter(fact.at, name(fact.sender), name(fact.to), fact.text, False, True)
    return None


def partners(run: Run, seat: Seat) -> tuple[Partner, ...]:
    """Everybody the seat can write to."""
    teams = [Partner(agency.id, agency.name, False) for agency in run.scenario.agencies if agency.id != seat.team]
    if seat.role is not Role.TRAINEE:
        return tuple(teams)
    return (*teams, *(Partner(role.id, role.name, True) for role in run.scenario.simcell))


def timeline(run: Run, seat: Seat) -> tuple[Moment, ...]:
    """What the team got and did, latest first."""
    team = _team(run, seat)
    return tuple(reversed([Moment(fact.at, text) for fact in run.facts if (text := _line(run, team, fact))]))


def _line(run: Run, team: str, fact: Fact) -> str:
    name = run.scenario.name
    match fact:
        case InjectDelivered() if fact.team == team:
            return f"{fact.inject} arrived: {run.situation.injects[fact.inject].title}"
        case DecisionTaken() if fact.team == team:
            verb = "answered" if fact.revision == 0 else "revised"
            return f"You {verb} {fact.inject}"
        case ReportSent() if fact.sender == team:
            return f"You sent “{run.scenario.report[fact.report].title}” to {name(fact.to)}"
        case ReportReceived() if fact.team == team and fact.seq is not None:
            return f"{name(fact.sender)} sent you “{run.scenario.report[fact.report].title}”"
        case MessageSent() if fact.sender == team:
            return f"You wrote to {name(fact.to)}"
        case MessageReceived() if fact.to == team:
            return f"{name(fact.sender)} wrote to you"
    return ""


def stirred(run: Run, seat: Seat, since: int) -> bool:
    """Whether anything but an inject came to the team, or left it, after the first ``since`` facts."""
    team = _team(run, seat)
    return any(
        team in (getattr(fact, "team", None), getattr(fact, "sender", None), getattr(fact, "to", None))
        or isinstance(fact, EntryVoided)
        for fact in run.facts[since:]
        if not isinstance(fact, InjectDelivered | InjectOpened)
    )


BoardStatus = Literal["waiting", "held", "delivered", "answered", "missed", "met", "skipped", "open"]


class TeamAnswer(NamedTuple):
    """What became of an inject at one team, for the controller."""

    team: str
    status: str
    at: int
    opened: int | None
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


def board(run: Run, seat: Seat) -> tuple[BoardRow, ...]:
    """Every inject with its status and, in words, why it came or what it waits for. Staff only."""
    _staff(seat)
    causes = {fact.inject: fact for fact in reversed(run.facts) if isinstance(fact, InjectDelivered)}
    return tuple(_board_row(run, inject, causes.get(inject.id)) for inject in run.situation.injects.values())


def script(run: Run, seat: Seat, id: str) -> Inject | None:
    """An inject as it was written, in the scenario or on the spot; None when there is none. Staff only."""
    _staff(seat)
    return run.situation.injects.get(id)


def ready(run: Run, seat: Seat) -> frozenset[str]:
    """The seats that reported ready; a trainee learns only of the own one."""
    found = frozenset(run.situation.ready)
    return found & {seat.id} if seat.role is Role.TRAINEE else found


def _board_row(run: Run, inject: Inject, cause: InjectDelivered | None) -> BoardRow:
    situation = run.situation
    answers = tuple(_team_answer(situation, inject, answer) for answer in situation.answers_to(inject.id))
    status = _board_status(situation, inject, answers)
    waits = tuple(_waits_for(run, inject)) if status in ("waiting", "held", "skipped") else ()
    undo = situation.held.get(inject.id) or situation.skip_entry(inject.id)
    return BoardRow(
        inject.id, inject.title, inject.kind, inject.to, inject.storyline, inject.phase, status,
        _due(situation, inject), situation.delivered_at(inject.id), _why(situation, inject, status, cause),
        waits, answers, inject.expects, inject.controller, undo,
    )  # fmt: skip


def _team_answer(situation: Situation, inject: Inject, answer: Answer) -> TeamAnswer:
    standing = situation.standing(answer)
    row = _row(situation, inject, answer)
    return TeamAnswer(answer.team, row.status, answer.closed.at if answer.closed else answer.delivered,
                      answer.opened, standing)  # fmt: skip


def _board_status(situation: Situation, inject: Inject, answers: tuple[TeamAnswer, ...]) -> BoardStatus:
    if situation.skipped(inject.id):
        return "skipped"
    if situation.met_at(inject.id) is not None:
        return "met"
    if situation.missed(inject.id):
        return "missed"
    if answers:
        asked = inject.ask is not None
        return "delivered" if not asked else "answered" if all(a.decision for a in answers) else "open"
    if inject.id in situation.held or inject.hold:
        return "held"
    return "waiting"


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
    met = situation.met_at(inject.id)
    if met is not None:
        return f"The teams did it at {moment(met)}"
    return ""


def _waits_for(run: Run, inject: Inject) -> Iterator[Why]:
    situation = run.situation
    if inject.at is not None:
        yield Why(moment(inject.at), run.at >= inject.at)
    if inject.after is not None:
        delay = conditions.clock(inject.after.delay)
        yield Why(f"{delay} after {inject.after.inject}", situation.delivered_at(inject.after.inject) is not None)
    for text in (inject.when, inject.met):
        if text:
            yield from conditions.explain(conditions.parse(text), situation, run.at)
    if inject.unless:
        why = conditions.parse(inject.unless)
        yield Why(f"not if {why}", not why.holds(situation, run.at))


def _due(situation: Situation, inject: Inject) -> int | None:
    if inject.when or inject.hold:
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
    _staff(seat)
    situation = run.situation
    last: dict[str, int] = {}
    for fact in run.facts:
        team = getattr(fact, "team", None) if getattr(fact, "seat", None) else getattr(fact, "sender", None)
        if team and getattr(fact, "seq", 0) is not None:
            last[team] = fact.at
    result = []
    for agency in run.scenario.agencies:
        rows = [_row(situation, situation.injects[answer.inject], answer) for answer in situation.answers_of(agency.id)]
        asked = [row for row in rows if situation.injects[row.inject].ask]
        count = {status: sum(row.status == status for row in asked) for status in ("answered", "missed")}
        result.append(TeamLoad(
            agency.id, agency.short or agency.name, sum(row.status in ("new", "open") for row in asked),
            count["answered"], count["missed"], last.get(agency.id),
        ))  # fmt: skip
    return tuple(result)


def notes(run: Run, seat: Seat) -> tuple[NoteTaken, ...]:
    """The staff's notes, latest first. Staff only."""
    _staff(seat)
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


def scoreboard(run: Run, seat: Seat) -> Scoreboard:
    """The live scores. Measures are for the staff; a trainee sees the dimensions without evidence."""
    table = scores(run)
    if seat.role is Role.TRAINEE:
        own = {team: tuple(dimension._replace(points=()) for dimension in found) for team, found in table.items()}
        return Scoreboard(own, (), None)
    return Scoreboard(table, tuple(measures(run)), outcome(run))


def measures(run: Run) -> Iterator[MeasureRow]:
    """Every measure with its path."""
    for measure in run.scenario.measures:
        moves = (fact for fact in run.facts if isinstance(fact, MeasureChanged) and fact.measure == measure.id)
        path = [(0, measure.start, "start"), *((fact.at, fact.value, fact.cause) for fact in moves)]
        now = run.situation.measure(measure.id, run.at)
        yield MeasureRow(measure.id, measure.title, measure.weight, measure.start, now, tuple(path))
