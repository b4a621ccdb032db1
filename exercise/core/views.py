"""What one seat may see, when it may see it. Nothing reaches a page except through these functions.

Every view takes a run and a seat and returns frozen rows. Grades, effects, reasons and measures never
leave through a trainee's view; another team's rows never do; the future is not in a run at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Literal, NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import (
    DecisionTaken,
    EntryVoided,
    Fact,
    InjectDelivered,
    InjectOpened,
    MessageReceived,
    MessageSent,
    ReportReceived,
    ReportSent,
)
from exercise.core.scenario import Inject, Need
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


def staff_only(seat: Seat) -> None:
    """Refuse a trainee."""
    if seat.role is Role.TRAINEE:
        raise NotYours("This page is for the exercise staff.")


def row_of(situation: Situation, inject: Inject, answer: Answer) -> InboxRow:
    """How an inject stands at a team, in a line."""
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
    return tuple(row_of(situation, situation.injects[answer.inject], answer) for answer in reversed(answers))


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
    return Paper(row_of(situation, inject, answer), inject.body, question, decision, len(answer.decisions), titles)


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
        staff_only(seat)
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


def ready(run: Run, seat: Seat) -> frozenset[str]:
    """The seats that reported ready; a trainee learns only of the own one."""
    found = frozenset(run.situation.ready)
    return found & {seat.id} if seat.role is Role.TRAINEE else found
