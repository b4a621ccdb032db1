"""What a team holds, sends and writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import (
    Fact,
    MessageReceived,
    MessageSent,
    ReportReceived,
)
from exercise.core.views.rights import own_team, staff_only


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


class Partner(NamedTuple):
    """Somebody one can write to."""

    id: str
    name: str
    simcell: bool


def reports(run: Run, seat: Seat) -> tuple[HeldReport, ...]:
    """The reports the team holds, latest first, and where it has sent them."""
    team = own_team(run, seat)
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
        mine = {own_team(run, seat)}
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
