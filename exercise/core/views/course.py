"""How things went for one team so far, and whether anything stirred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.evaluation.survey import BEFORE
from exercise.core.facts import AnswerClosed, DecisionTaken, InjectDelivered, PlanFiled, SurveyFiled
from exercise.core.views.concern import concerned
from exercise.core.views.rights import own_team
from exercise.core.views.told import told


class Moment(NamedTuple):
    """One line of a team's own timeline."""

    at: int
    text: str


def timeline(run: Run, seat: Seat) -> tuple[Moment, ...]:
    """What the team got and did, latest first."""
    team = own_team(run, seat)
    return tuple(reversed([Moment(fact.at, text) for fact in run.facts if (text := told(run, team, fact))]))


def stirred(run: Run, seat: Seat, since: int, lies_open: str | None = None, timeline: bool = False) -> bool:
    """Whether after the first ``since`` facts anything came to the team, or left it, that its inbox does not say.

    That an inject came, was answered or is closed the inbox says; more is to be drawn where it is the one that
    ``lies_open``, or where the ``timeline`` is, which tells of them all.
    """
    rows = () if timeline else (InjectDelivered, DecisionTaken, AnswerClosed)
    news = (fact for fact in run.facts[since:] if not isinstance(fact, rows) or fact.inject == lies_open)
    return own_team(run, seat) in concerned(news, run.scenario)


def ready(run: Run, seat: Seat) -> frozenset[str]:
    """The seats that reported ready; a trainee learns only of the own one."""
    found = frozenset(run.situation.ready)
    return found & {seat.id} if seat.role is Role.TRAINEE else found


def surveyed(run: Run, seat: Seat) -> SurveyFiled | None:
    """What this seat answered to the survey after EndEx, or None; nobody sees another's."""
    return next((fact for fact in _surveys(run, seat) if fact.form != BEFORE), None)


def expected(run: Run, seat: Seat) -> SurveyFiled | None:
    """What this seat answered before StartEx, or None; nobody sees another's."""
    return next((fact for fact in _surveys(run, seat) if fact.form == BEFORE), None)


def _surveys(run: Run, seat: Seat) -> Iterator[SurveyFiled]:
    """This seat's surveys, the latest first."""
    yield from (fact for fact in reversed(run.facts) if isinstance(fact, SurveyFiled) and fact.seat == seat.id)


def plan(run: Run, seat: Seat) -> PlanFiled | None:
    """The plan of the seat's team as it stands, or None; partners do not see it before the debrief."""
    team = own_team(run, seat)
    return next((fact for fact in reversed(run.facts) if isinstance(fact, PlanFiled) and fact.team == team), None)
