"""What a team holds, sends and writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exercise.core.acts import PICTURE, Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import (
    Breach,
    Fact,
    MessageReceived,
    MessageSent,
    ReportReceived,
)
from exercise.core.scenario import Report
from exercise.core.situation import Situation
from exercise.core.views.rights import own_team, staff_only


class Travel(NamedTuple):
    """Where a report the team passed on has got to."""

    team: str
    name: str
    arrived: int | None


class HeldReport(NamedTuple):
    """A report in the team's hands. ``release`` are the teams that may have it (all where empty), by its marking or
    because its originator released it since; ``owners`` can release it. ``posted`` is when (ms) it was put on the
    joint picture.
    """

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
    owners: tuple[str, ...] = ()
    posted: int | None = None


class Way(NamedTuple):
    """A channel as it is now: how long (ms) it usually takes as the agencies work together, and whether it works."""

    id: str
    title: str
    delay: int
    ceiling: str
    one_at_a_time: bool
    works: bool


class Wrong(NamedTuple):
    """What sending a report to a team would breach: its release, or what the channel may carry."""

    team: str
    breach: Breach


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
    report, posted = scenario.report[held.report], situation.traffic.posted.get(held.report)
    sent = tuple(
        Travel(partner.id, scenario.name(partner.id), arrived.get((report.id, partner.id)))
        for partner in scenario.agencies
        if (report.id, team, partner.id) in situation.sent
    )
    came = "" if not held.sender else scenario.name(held.sender) if held.seq else held.sender
    if held.channel == PICTURE:
        came = f"the joint picture, posted by {came}"
    return HeldReport(
        report.id, report.title, report.body, scenario.name(report.origin), report.grade,
        report.level, _released(situation, report), held.at, came, sent, situation.originators(report.id),
        posted.at if posted and (posted.team == team or held.seq is not None) else None,
    )  # fmt: skip


def _released(situation: Situation, report: Report) -> tuple[str, ...]:
    """The teams that may have a report by now; everybody where empty."""
    if not report.release:
        return ()
    return tuple(team for team in situation.by_team if situation.releasable(report.id, team))


def ways(run: Run, seat: Seat) -> tuple[Way, ...]:
    """The channels as they are now, in the scenario's order; the same for everybody."""
    model, down = run.scenario.model, run.situation.traffic.down
    return tuple(
        Way(
            channel.id, channel.title, run.scenario.takes(channel.id), channel.ceiling,
            channel.one_at_a_time and model.queues, channel.id not in down,
        )
        for channel in run.scenario.channels
    )  # fmt: skip


def wrongs(run: Run, seat: Seat, report: str, to: Iterable[str], channel: str) -> tuple[Wrong, ...]:
    """What sending a report the team holds would breach now. On the joint picture everybody reads it."""
    team, situation = own_team(run, seat), run.situation
    if not situation.holds(team, report):
        return ()
    found: dict[Wrong, None] = {}
    for address in to:
        readers = [other for other in situation.by_team if other != team] if address == PICTURE else [address]
        for reader in readers:
            via = PICTURE if address == PICTURE else channel
            found |= {Wrong(reader, breach): None for breach in situation.breaches(report, reader, via)}
    return tuple(found)


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
