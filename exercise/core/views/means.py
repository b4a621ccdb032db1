"""What waits for a team's ruling, what its own decisions wait for, its resources, its time limits."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.conditions import clock
from exercise.core.engine import Run
from exercise.core.ledgers.undertakings import Ruling, Use
from exercise.core.refusals.means import may_rule
from exercise.core.scenario import Option, Scenario
from exercise.core.situation import Situation
from exercise.core.views.rights import own_team, staff_only

Stage = Literal["waiting", "granted", "refused", "lapsed"]


class Waiting(NamedTuple):
    """Something that waits for a ruling, as the one who rules reads it; ``deadline`` is exercise ms."""

    entry: int
    kind: str
    team: str
    by: str
    at: int
    deadline: int | None
    title: str
    text: str
    rationale: str


class Asked(NamedTuple):
    """What a team's own decision or commitment asked of somebody, and how that stands."""

    entry: int
    kind: str
    about: str
    text: str
    by: str
    at: int
    deadline: int | None
    stage: Stage
    reason: str


class OwnResource(NamedTuple):
    """A resource of the team: how many units are free, and every commitment that is not over."""

    id: str
    title: str
    units: int
    free: int
    travel: int
    clearance: str
    uses: tuple[Use, ...]


class PartnerResource(NamedTuple):
    """A partner's resource; ``free`` is None where the agencies keep no joint picture."""

    id: str
    title: str
    agency: str
    units: int
    free: int | None


class RunningLimit(NamedTuple):
    """A time limit of the team as it stands; ``deadline`` is exercise ms."""

    id: str
    title: str
    basis: str
    deadline: int
    state: str


def waiting(run: Run, seat: Seat) -> tuple[Waiting, ...]:
    """What waits for this seat's ruling, the oldest first; for a controller, what waits for anybody."""
    situation = run.situation
    rulings = [ruling for ruling in situation.undertakings.rulings.values() if situation.undertakings.pending(ruling)]
    if seat.role is Role.TRAINEE:
        team = own_team(run, seat)
        rulings = [ruling for ruling in rulings if may_rule(situation, team, ruling)]
    else:
        staff_only(seat)
    return tuple(_waiting(situation, ruling) for ruling in rulings)


def _waiting(situation: Situation, ruling: Ruling) -> Waiting:
    asked, name = ruling.asked, situation.scenario.name
    title, text = _about(situation, ruling)
    answer = situation.answers.get((asked.about, asked.team))
    decision = next((taken for taken in answer.decisions if taken.seq == asked.entry), None) if answer else None
    return Waiting(
        asked.entry, asked.kind, name(asked.team), asked.by, asked.at, asked.deadline, title, text,
        decision.rationale if decision else "",
    )  # fmt: skip


def _about(situation: Situation, ruling: Ruling) -> tuple[str, str]:
    """What a ruling is about: its title, and what is asked in words."""
    asked, scenario = ruling.asked, situation.scenario
    if asked.kind == "clearance":
        use = next((use for use in situation.undertakings.uses.values() if use.entry == asked.entry), None)
        title = scenario.resource[use.resource].title if use else ""
        return scenario.clearance[asked.about].title, title
    inject = situation.injects[asked.about]
    option = inject.ask.option(asked.option) if inject.ask else None
    return inject.title, option.text if option else asked.option


def asked(run: Run, seat: Seat) -> tuple[Asked, ...]:
    """What the team's own decisions and commitments asked of others, the latest first."""
    situation, team = run.situation, own_team(run, seat)
    mine = [ruling for ruling in situation.undertakings.rulings.values() if ruling.asked.team == team]
    return tuple(asked_of(situation, ruling) for ruling in reversed(mine))


def asked_of(situation: Situation, ruling: Ruling) -> Asked:
    """A ruling as those who wait for it read it."""
    fact, given = ruling.asked, ruling.given
    stage: Stage = "waiting" if not ruling.lapsed else "lapsed"
    if given is not None:
        stage = "granted" if given.granted else "refused"
    return Asked(
        fact.entry, fact.kind, fact.about, _about(situation, ruling)[1], situation.scenario.name(fact.by), fact.at,
        fact.deadline, stage, given.reason if given else "",
    )  # fmt: skip


def resources(run: Run, seat: Seat) -> tuple[OwnResource, ...]:
    """The team's own resources and where they are."""
    team, undertakings = own_team(run, seat), run.situation.undertakings
    return tuple(
        OwnResource(
            resource.id, resource.title, resource.units, resource.units - undertakings.busy(resource.id),
            resource.travel.typical if resource.travel else 0,
            run.scenario.clearance[resource.clearance].title if resource.clearance else "",
            tuple(use for use in undertakings.uses.values() if use.resource == resource.id and use.state != "freed"),
        )
        for resource in run.scenario.resources
        if resource.agency == team
    )  # fmt: skip


def partner_resources(run: Run, seat: Seat) -> tuple[PartnerResource, ...]:
    """What the partners have; how much of it is free is seen only where the agencies keep a joint picture."""
    team, undertakings = own_team(run, seat), run.situation.undertakings
    seen = run.scenario.model.picture is not None
    return tuple(
        PartnerResource(
            resource.id, resource.title, run.scenario.name(resource.agency), resource.units,
            resource.units - undertakings.busy(resource.id) if seen else None,
        )
        for resource in run.scenario.resources
        if resource.agency != team
    )  # fmt: skip


def limits(run: Run, seat: Seat) -> tuple[RunningLimit, ...]:
    """The time limits that run or ran for the team, those that run first."""
    team = own_team(run, seat)
    clocks = {clock.id: clock for clock in run.scenario.clocks}
    mine = [limit for limit in run.situation.rules.limits.values() if limit.team == team]
    mine.sort(key=lambda limit: (limit.state != "running", limit.deadline))
    return tuple(
        RunningLimit(limit.clock, clocks[limit.clock].title, clocks[limit.clock].basis, limit.deadline, limit.state)
        for limit in mine
    )


def terms(run: Run, team: str, option: Option) -> tuple[str, ...]:
    """What choosing the option takes, in words a trainee may read: who must rule, who must join, what it binds."""
    scenario, undertakings = run.scenario, run.situation.undertakings
    found = []
    by = scenario.ruler(team, option)
    if by:
        found.append(f"needs the word of {scenario.name(by)}")
    if option.together:
        partners = [scenario.name(partner) for partner in option.together.teams if partner != team]
        found.append(f"only together with {_listed(partners)}, within {clock(option.together.within)}")
    for need in option.needs:
        resource = scenario.resource[need.resource]
        free = resource.units - undertakings.busy(resource.id)
        busy = f" for {clock(need.busy)}" if need.busy else ""
        shown = f", {free} of {resource.units} free" if _sees(scenario, team, resource.agency) else ""
        found.append(f"takes {need.units} × {resource.title}{busy}{shown}")
    return tuple(found)


def _sees(scenario: Scenario, team: str, owner: str) -> bool:
    return owner == team or scenario.model.picture is not None


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
