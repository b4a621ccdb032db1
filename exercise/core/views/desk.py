"""The inbox and the papers on a trainee's desk."""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple

from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.facts import (
    DecisionTaken,
)
from exercise.core.fold import Answer
from exercise.core.refusals.answers import closed_because
from exercise.core.scenario import Attachment, Form, Inject, Need
from exercise.core.situation import Situation
from exercise.core.views.means import terms
from exercise.core.views.rights import own_team
from exercise.core.views.undertaken import Outcome, pending

InboxStatus = Literal["new", "open", "answered", "missed", "ended", "info"]


class InboxRow(NamedTuple):
    """One line of a trainee's inbox; ``deadline`` is exercise ms, None when nothing is due.

    ``comes`` says how an answer in which others have a say comes about.
    """

    inject: str
    title: str
    sender: str
    via: str
    at: int
    deadline: int | None
    status: InboxStatus
    opened: bool
    comes: Outcome | None = None


class Choice(NamedTuple):
    """An option as a trainee sees it: why it is not open now, and what choosing it takes."""

    id: str
    text: str
    closed: str = ""
    terms: tuple[str, ...] = ()


class Question(NamedTuple):
    """What an inject asks, without anything that tells a good answer from a bad one."""

    kind: str
    prompt: str
    choices: tuple[Choice, ...]
    rationale: Need
    confidence: bool
    total: int = 0
    form: Form | None = None


class Paper(NamedTuple):
    """An inject as it lies open on a desk.

    ``decision`` is the team's answer as it stands, ``own`` the last one of this seat where a colleague's came after it.
    """

    row: InboxRow
    body: str
    question: Question | None
    decision: DecisionTaken | None
    own: DecisionTaken | None
    revisions: int
    reports: tuple[str, ...]
    attachments: tuple[Attachment, ...] = ()


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
    situation, team = run.situation, own_team(run, seat)
    comes = pending(situation, team)
    return tuple(
        row_of(situation, situation.injects[answer.inject], answer)._replace(comes=comes.get(answer.inject))
        for answer in reversed(situation.answers_of(team))
    )


def paper(run: Run, seat: Seat, id: str) -> Paper | None:
    """One inject as it lies open on the team's desk; None when it is not on it."""
    situation = run.situation
    answer = situation.answers.get((id, own_team(run, seat)))
    if answer is None:
        return None
    inject = situation.injects[id]
    question = None
    if inject.ask:
        choices = [
            Choice(option.id, option.text, closed_because(situation, option, run.at), terms(run, answer.team, option))
            for option in inject.ask.options
        ]
        Random(f"{run.scenario.seed}/order/{seat.id}/{id}").shuffle(choices)
        question = Question(
            inject.ask.kind,
            inject.ask.prompt,
            tuple(choices),
            inject.ask.rationale,
            inject.ask.confidence,
            inject.ask.total,
            run.scenario.form.get(inject.ask.form),
        )
    titles = tuple(run.scenario.report[report].title for report in inject.gives)
    decision = situation.standing(answer)
    mine = next((taken for taken in reversed(answer.decisions) if taken.seat == seat.id and not taken.draft), None)
    return Paper(
        row_of(situation, inject, answer),
        inject.body,
        question,
        decision,
        mine if mine and decision and mine.seq < decision.seq else None,
        len(answer.decisions),
        titles,
        inject.attachments,
    )
