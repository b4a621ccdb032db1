"""Information sharing: did what a team knew reach those who needed it, in time and within its marking."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.facts import ReleaseBreached, ReplyReceived, ReportPosted, ReportReceived, RequestSent
from exercise.core.refusals import moment
from exercise.core.scoring.points import Dimension, Point, Sheet, mean

_AGAINST = {"release": "outside its release", "ceiling": "over a channel not cleared for it"}


def sharing(sheet: Sheet, team: str) -> Dimension:
    """Needs met by what the team had first, breaches, what it posted, and what it asked for needlessly.

    A need met in time counts 1, late a half, not at all 0. Left out are needs that are not due yet, and those of a
    team outside the report's release: whoever holds it may not meet them. Each report sent against its marking is
    a 0 beside them: sharing well is not sharing everything. A report posted on the joint picture counts 1 when it
    is true and 0 when it is not; asking for a report that the team holds already is a 0.
    """
    points = [*_breaches(sheet, team), *_needs(sheet, team), *_posts(sheet, team), *_needless(sheet, team)]
    return mean("sharing", "Information sharing", points)


def _breaches(sheet: Sheet, team: str) -> Iterator[Point]:
    for fact in sheet.of(ReleaseBreached):
        if fact.sender == team:
            to = sheet.scenario.name(fact.to)
            yield Point(fact.report, 0.0, f"reached {to} at {moment(fact.at)} {_AGAINST[fact.breach]}")


def _needs(sheet: Sheet, team: str) -> Iterator[Point]:
    for held in sheet.situation.holdings(team):
        if held.seq is None:
            yield from _need(sheet, team, held)


def _need(sheet: Sheet, team: str, held: ReportReceived) -> Iterator[Point]:
    report = sheet.scenario.report[held.report]
    for partner, by in report.needed_by:
        if partner == team or not sheet.situation.releasable(report.id, partner):
            continue
        got = sheet.situation.holding(partner, report.id)
        need = f"{sheet.scenario.name(partner)} needed it by {moment(by)}"
        if got is not None:
            worth = 0.5 if got.at > max(by, held.at) else 1.0
            yield Point(report.id, worth, f"{need} and had it at {moment(got.at)}")
        elif sheet.at >= by:
            yield Point(report.id, 0.0, f"{need} and never got it")


def _posts(sheet: Sheet, team: str) -> Iterator[Point]:
    for fact in sheet.of(ReportPosted):
        if fact.team == team:
            true = sheet.scenario.report[fact.report].true
            said = "true" if true else "false"
            yield Point(fact.report, float(true), f"posted on the joint picture at {moment(fact.at)}; it was {said}")


def _needless(sheet: Sheet, team: str) -> Iterator[Point]:
    answered = {fact.entry: fact.at for fact in sheet.of(ReplyReceived)}
    asked: dict[str, int] = {}
    for fact in sheet.of(RequestSent):
        if fact.sender != team or fact.what != "information" or fact.about not in sheet.scenario.report:
            continue
        held = sheet.situation.holding(team, fact.about)
        if held is not None and held.at <= fact.at:
            yield Point(fact.about, 0.0, f"asked for it at {moment(fact.at)} and had held it since {moment(held.at)}")
        elif (earlier := answered.get(asked.get(fact.about, 0))) is not None and earlier <= fact.at:
            yield Point(fact.about, 0.0, f"asked for it again at {moment(fact.at)}, answered at {moment(earlier)}")
        asked[fact.about] = fact.seq
