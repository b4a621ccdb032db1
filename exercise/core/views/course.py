"""How things went for one team so far, and whether anything stirred."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.acts import PICTURE, Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import (
    DecisionTaken,
    Fact,
    InjectDelivered,
    MessageReceived,
    MessageSent,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
    SurveyFiled,
)
from exercise.core.views.concern import concerned
from exercise.core.views.rights import own_team


class Moment(NamedTuple):
    """One line of a team's own timeline."""

    at: int
    text: str


_WANTED = {"information": "information", "resource": "a resource", "release": "the release of a report"}


def timeline(run: Run, seat: Seat) -> tuple[Moment, ...]:
    """What the team got and did, latest first."""
    team = own_team(run, seat)
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
            how = "posted" if fact.channel == PICTURE else "sent you"
            return f"{name(fact.sender)} {how} “{run.scenario.report[fact.report].title}”"
        case ReportPosted() if fact.team == team:
            return f"You posted “{run.scenario.report[fact.report].title}” on the joint picture"
        case RequestSent() if fact.sender == team:
            return f"You asked {name(fact.to)} for {_WANTED[fact.what]}"
        case RequestReceived() if fact.to == team:
            return f"{name(fact.sender)} asks you for {_WANTED[run.situation.traffic.requests[fact.entry].sent.what]}"
        case RequestAnswered() if fact.sender == team:
            return f"You {'granted' if fact.granted else 'refused'} what {name(fact.to)} had asked for"
        case ReplyReceived() if fact.to == team:
            return f"{name(run.situation.traffic.requests[fact.entry].sent.to)} answered your request"
        case MessageSent() if fact.sender == team:
            return f"You wrote to {name(fact.to)}"
        case MessageReceived() if fact.to == team:
            return f"{name(fact.sender)} wrote to you"
    return ""


def stirred(run: Run, seat: Seat, since: int) -> bool:
    """Whether anything but an inject came to the team, or left it, after the first ``since`` facts."""
    news = (fact for fact in run.facts[since:] if not isinstance(fact, InjectDelivered))
    return own_team(run, seat) in concerned(news, run.scenario)


def ready(run: Run, seat: Seat) -> frozenset[str]:
    """The seats that reported ready; a trainee learns only of the own one."""
    found = frozenset(run.situation.ready)
    return found & {seat.id} if seat.role is Role.TRAINEE else found


def surveyed(run: Run, seat: Seat) -> SurveyFiled | None:
    """What this seat answered to the survey, or None; nobody sees another's."""
    return next((fact for fact in reversed(run.facts) if isinstance(fact, SurveyFiled) and fact.seat == seat.id), None)
