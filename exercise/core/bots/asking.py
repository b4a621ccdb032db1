"""What simulated trainees ask of others: what they need to know, its release, and means that a partner can spare."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from exercise.core.acts import Request, Seat
from exercise.core.bots.policies import ASKS, SUPPORT, Plan, Policy, stream
from exercise.core.facts import InjectDelivered, ReportReceived
from exercise.core.scenario import MINUTE, Inject, Resource, Scenario
from exercise.core.situation import Situation

_WHAT = (
    "Do you have anything that bears on what we are dealing with? Send what you can, with its grade.",
    "Our picture has a gap and we think you can fill it. What do you know, and how sure are you?",
    "Before we act on what we have: what have you seen or heard on your side in the last hours?",
)
_RELEASE = (
    "You hold a paper that we need in order to act. Please release it to us; it stays with our duty officers.",
    "We have to decide on something that your report bears on. Can you release it to us, or a version that may go?",
)
_MEANS = (
    "We have nothing left for “{title}”. Can you send us {resource}?",
    "“{title}”: could {resource} support us there? We send it back as soon as it is over.",
)


def inquire(situation: Situation, policy: Policy, seat: Seat, fact: ReportReceived) -> Iterator[Plan]:
    """Ask whoever has a report at first hand for it, or for its release, if it has not come by itself until then."""
    scenario, report = situation.scenario, situation.scenario.report[fact.report]
    by = next((by for team, by in report.needed_by if team == seat.team), None)
    rng, (chance, (least, most), lead) = stream(scenario, seat, f"ask/{report.id}"), ASKS[policy]
    if by is None or rng.random() >= chance:
        return
    at = max(fact.at + round(rng.uniform(least, most) * MINUTE), by - round(rng.uniform(*lead) * MINUTE))
    if not situation.releasable(report.id, seat.team or ""):
        owners = [owner for owner in situation.originators(report.id) if owner != seat.team]
        if owners:
            act = Request(owners[0], rng.choice(_RELEASE), report.id, "release", _within(rng))
            yield Plan(at, f"ask/{report.id}", seat, act)
    else:
        act = Request(fact.team, rng.choice(_WHAT), report.id, "information", _within(rng))
        yield Plan(at, f"ask/{report.id}", seat, act)


def support(situation: Situation, policy: Policy, seat: Seat, fact: InjectDelivered) -> Iterator[Plan]:
    """Now and then ask a partner for means that it can spare, for what an inject puts before the team."""
    scenario, inject = situation.scenario, situation.injects[fact.inject]
    rng = stream(scenario, seat, f"support/{inject.id}")
    if inject.ask is None or inject.kind == "routine" or rng.random() >= SUPPORT[policy]:
        return
    spare = [
        resource
        for resource in scenario.resources
        if resource.agency != seat.team and can_spare(scenario, resource)
        and not situation.traffic.asked(resource.id, seat.team or "")
    ]  # fmt: skip
    if spare:
        wanted = rng.choice(spare)
        at = fact.at + round(rng.uniform(*ASKS[policy][1]) * MINUTE)
        yield Plan(at, f"support/{inject.id}", seat, _for(inject, wanted, rng))


def can_spare(scenario: Scenario, resource: Resource) -> bool:
    """Whether a unit may be lent without an answer having to wait for it, as far as the scenario shows."""
    return resource.kind != "liaison" and resource.units > bound(scenario, resource.id)


def bound(scenario: Scenario, resource: str) -> int:
    """The most units of a resource that any one option binds."""
    options = [option for inject in scenario.injects if inject.ask for option in inject.ask.options]
    return max((need.units for option in options for need in option.needs if need.resource == resource), default=0)


def meant_still(situation: Situation, act: Request, team: str) -> bool:
    """Whether a request is worth sending now: what it asks for is not there, not asked for, and still to be had."""
    return not situation.holds(team, act.about) and not situation.traffic.asked(act.about, team)


def _for(inject: Inject, wanted: Resource, rng: Random) -> Request:
    text = rng.choice(_MEANS).format(title=inject.title, resource=wanted.title)
    return Request(wanted.agency, text, wanted.id, "resource", _within(rng))


def _within(rng: Random) -> int:
    return rng.choice((15, 20, 30)) * MINUTE
