"""Coordination: joint options confirmed, requests met, answers that agree, planned links that were used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercise.core.conditions import clock as duration
from exercise.core.facts import (
    ApprovalAsked,
    ApprovalGiven,
    DecisionTaken,
    JointAgreed,
    MessageSent,
    OptionFailed,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.refusals import moment
from exercise.core.scoring.points import Dimension, Point, Sheet, mean

# A request without a deadline of its own should be answered in this time (ms).
ANSWER_WITHIN = 30 * 60_000


def coordination(sheet: Sheet, team: str) -> Dimension:
    """How the team worked with others.

    A joint option that all confirmed counts 1 when they did so at once and falls to a half at the end of the time
    they had, for everybody in it; one that a partner let fall is a 0 for that partner, and for whoever had chosen it.
    A request is worth 1 granted in time, a half late or refused, 0 unanswered. An inject put to several teams is
    worth the share of the others that chose alike. A link that the plan needs (a report to whoever needs it) is worth
    1 once anything has gone over it, either way.
    """
    points = [*_joint(sheet, team), *_requests(sheet, team), *_alike(sheet, team), *_links(sheet, team)]
    return mean("coordination", "Coordination", points)


def _joint(sheet: Sheet, team: str) -> Iterator[Point]:
    name = sheet.scenario.name
    for fact in sheet.of(JointAgreed):
        if team in (fact.team, *fact.partners):
            within = _within(sheet, fact.inject, fact.option)
            worth = 1 - 0.5 * min(1.0, fact.spread / within) if within else 1.0
            spread = duration(fact.spread) if fact.spread else "no time"
            yield Point(fact.inject, worth, f"{fact.option} confirmed by all, {spread} from first to last")
    agreed = {(fact.entry, fact.option) for fact in sheet.of(JointAgreed)}
    granted = {(fact.entry, fact.option, fact.by) for fact in sheet.of(ApprovalGiven) if fact.granted}
    asked = [fact for fact in sheet.of(ApprovalAsked) if fact.kind == "partner"]
    for failed in sheet.of(OptionFailed):
        partners = [fact.by for fact in asked if (fact.entry, fact.option) == (failed.entry, failed.option)]
        if not partners or (failed.entry, failed.option) in agreed:
            continue
        away = [by for by in partners if (failed.entry, failed.option, by) not in granted]
        if team == failed.team:
            names = ", ".join(map(name, away))
            yield Point(failed.inject, 0.0, f"{failed.option} fell through at {moment(failed.at)} without {names}")
        elif team in away:
            yield Point(failed.inject, 0.0, f"did not confirm {failed.option} for {name(failed.team)}")


def _within(sheet: Sheet, inject: str, option: str) -> int:
    ask = sheet.situation.injects[inject].ask
    found = ask.option(option) if ask else None
    return found.together.within if found and found.together else 0


class Asked(NamedTuple):
    """A request that a team owed an answer: from whom, about what, its worth (0-1), and how it was met in words."""

    at: int
    sender: str
    about: str
    worth: float
    how: str


def asked_of(sheet: Sheet, team: str) -> Iterator[Asked]:
    """Every request that reached the team and was answered, or should have been by now."""
    answers = {fact.entry: fact for fact in sheet.of(RequestAnswered)}
    came = {fact.entry: fact.at for fact in sheet.of(RequestReceived)}
    for fact in sheet.of(RequestSent):
        since = came.get(fact.seq)
        if fact.to != team or since is None:
            continue
        about = fact.about or fact.what
        due = fact.due if fact.due is not None else since + ANSWER_WITHIN
        answer = answers.get(fact.seq)
        if answer is None:
            if sheet.at >= due or sheet.situation.ended is not None:
                yield Asked(fact.at, fact.sender, about, 0.0, f"of {moment(fact.at)} got no answer")
            continue
        worth = 1.0 if answer.granted and answer.at <= due else 0.5
        how = ("granted" if answer.granted else "refused") + ("" if answer.at <= due else " late")
        yield Asked(answer.at, fact.sender, about, worth, f"{how} after {duration(max(1, answer.at - since))}")


def _requests(sheet: Sheet, team: str) -> Iterator[Point]:
    for asked in asked_of(sheet, team):
        yield Point(asked.about, asked.worth, f"{sheet.scenario.name(asked.sender)}'s request {asked.how}")


def _alike(sheet: Sheet, team: str) -> Iterator[Point]:
    situation = sheet.situation
    for answer in situation.answers_of(team):
        inject = situation.injects[answer.inject]
        mine = situation.standing(answer)
        if inject.ask is None or inject.ask.kind != "choose" or mine is None or not mine.options:
            continue
        others: list[DecisionTaken] = [
            found
            for other in situation.answers_to(inject.id)
            if other.team != team and (found := situation.standing(other)) and found.options
        ]
        if others:
            alike = sum(found.options[0] == mine.options[0] for found in others)
            yield Point(inject.id, alike / len(others), f"{alike} of {len(others)} others chose {mine.options[0]} too")


def _links(sheet: Sheet, team: str) -> Iterator[Point]:
    sent: list[MessageSent | ReportSent | RequestSent] = [
        *sheet.of(MessageSent), *sheet.of(ReportSent), *sheet.of(RequestSent)
    ]  # fmt: skip
    used = {frozenset((fact.sender, fact.to)) for fact in sent}
    first = {(fact.report, fact.team) for fact in sheet.situation.holdings(team) if fact.seq is None}
    due: dict[str, int] = {}
    for report in sheet.scenario.reports:
        if (report.id, team) not in first:
            continue
        for partner, by in report.needed_by:
            if partner != team and sheet.situation.releasable(report.id, partner):
                due[partner] = min(by, due.get(partner, by))
    for partner, by in due.items():
        name = sheet.scenario.name(partner)
        if frozenset((team, partner)) in used:
            yield Point(partner, 1.0, f"the link with {name} was used")
        elif sheet.at >= by:
            yield Point(partner, 0.0, f"nothing went to or from {name}, which needed a report by {moment(by)}")
