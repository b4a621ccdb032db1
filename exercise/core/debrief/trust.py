"""How far teams could rely on each other: a value for every pair, each way, made of what the record holds.

Every record in which one team relied on another is kept (1), half kept or broken (0). With s the sum over n records
the value is (1 + s) / (2 + n), the expectation of a beta distribution that began with no opinion (Jøsang and Ismail
2002): 50 with no record, and no certainty from a single one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from exercise.core.conditions import clock as duration
from exercise.core.debrief.flow import reach
from exercise.core.engine import Run
from exercise.core.facts import ApprovalAsked, ApprovalGiven, JointAgreed, OptionFailed, ReleaseBreached, ReportSent
from exercise.core.refusals import moment
from exercise.core.scoring import Sheet
from exercise.core.scoring.coordination import asked_of


class Record(NamedTuple):
    """One time ``team`` relied on ``partner``: its worth (0-1), what it was about, and the evidence in words."""

    at: int
    team: str
    partner: str
    worth: float
    about: str
    evidence: str


class Trust(NamedTuple):
    """How far ``team`` could rely on ``partner`` (0-100, 50 without a record), and the records in order of time."""

    team: str
    partner: str
    value: float
    records: tuple[Record, ...]


def trust(run: Run) -> tuple[Trust, ...]:
    """Every ordered pair of teams, in the scenario's order."""
    found: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records(run):
        found[record.team, record.partner].append(record)
    teams = [agency.id for agency in run.scenario.agencies]
    return tuple(
        Trust(team, partner, round(100 * (1 + sum(row.worth for row in rows)) / (2 + len(rows)), 1), rows)
        for team in teams
        for partner in teams
        if team != partner
        for rows in [tuple(sorted(found[team, partner]))]
    )


def records(run: Run) -> Iterator[Record]:
    """Every time a team relied on another: requests, needs, joint options, and what was passed on in confidence."""
    sheet = Sheet(run)
    yield from _requests(sheet)
    yield from _needs(run)
    yield from _joint(sheet)
    yield from _confidences(sheet)


def _requests(sheet: Sheet) -> Iterator[Record]:
    for agency in sheet.scenario.agencies:
        for asked in asked_of(sheet, agency.id):
            if asked.sender in sheet.scenario.agency:
                yield Record(asked.at, asked.sender, agency.id, asked.worth, asked.about, f"request {asked.how}")


def _needs(run: Run) -> Iterator[Record]:
    """A need is met by whoever passes the report on; where nobody did, its first holder let it lie."""
    for row in reach(run):
        by = moment(row.by or 0)
        if row.status in ("in time", "late") and row.sender in run.scenario.agency:
            assert row.got is not None, "what came came at a moment"
            worth = 1.0 if row.status == "in time" else 0.5
            yield Record(row.got, row.team, row.sender, worth, row.report, f"needed by {by}, came {row.status}")
        elif row.status == "never" and row.holder:
            yield Record(row.by or 0, row.team, row.holder, 0.0, row.report, f"needed by {by}, never came")


def _joint(sheet: Sheet) -> Iterator[Record]:
    """Who chose a joint option relied on every partner it was asked of; who confirmed relied on whoever chose it."""
    agreed = {(fact.entry, fact.option): fact for fact in sheet.of(JointAgreed)}
    failed = {(fact.entry, fact.option): fact for fact in sheet.of(OptionFailed)}
    granted = {(fact.entry, fact.option, fact.by) for fact in sheet.of(ApprovalGiven) if fact.granted}
    for asked in sheet.of(ApprovalAsked):
        key = asked.entry, asked.option
        if asked.kind != "partner":
            continue
        if key in agreed:
            at, took = agreed[key].at, duration(max(1, agreed[key].at - asked.at))
            yield Record(at, asked.team, asked.by, 1.0, asked.about, f"{asked.option} confirmed after {took}")
            yield Record(at, asked.by, asked.team, 1.0, asked.about, f"{asked.option} carried together")
        elif key in failed and (*key, asked.by) not in granted:
            yield Record(failed[key].at, asked.team, asked.by, 0.0, asked.about, f"{asked.option} not confirmed")


def _confidences(sheet: Sheet) -> Iterator[Record]:
    """An originator relies on everybody who passes its reports on: within the marking is kept, against it broken."""
    broken = {(fact.report, fact.sender, fact.to, fact.seq) for fact in sheet.of(ReleaseBreached)}
    for fact in sheet.of(ReportSent):
        report = sheet.scenario.report[fact.report]
        for origin in sheet.situation.originators(fact.report):
            if origin in sheet.scenario.agency and origin != fact.sender:
                leak = (fact.report, fact.sender, fact.to, fact.seq) in broken
                how = "against its marking" if leak else "within its marking"
                to = sheet.scenario.name(fact.to)
                yield Record(fact.at, origin, fact.sender, float(not leak), report.id, f"passed to {to} {how}")
