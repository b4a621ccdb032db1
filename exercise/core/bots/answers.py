"""How simulated trainees answer injects and rule on what waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from exercise.core.acts import Approve, Decide, Open, Role, Seat
from exercise.core.bots.inquiry import guess
from exercise.core.bots.policies import PACE, RULES, Plan, Policy, moment_of, stream
from exercise.core.facts import ApprovalAsked, InjectDelivered
from exercise.core.scenario import MINUTE, Ask, Inject, Option, Scenario
from exercise.core.situation import Situation


def rules_on(scenario: Scenario, seat: Seat, fact: ApprovalAsked) -> bool:
    """Whether a ruling is this seat's to give: its own team's, or for a controller that of a role nobody plays."""
    return fact.by not in scenario.agency if seat.role is Role.CONTROLLER else fact.by == seat.team


def rule(situation: Situation, policy: Policy, seat: Seat, fact: ApprovalAsked) -> Iterator[Plan]:
    """Rule on a decision by what the experts think of it, as far as the policy can tell; clearances rule themselves."""
    inject = situation.injects.get(fact.about)
    rng = stream(situation.scenario, seat, f"rule/{fact.entry}/{fact.option}")
    if fact.kind == "clearance" or rng.random() >= PACE[policy][2]:
        return
    option = inject.ask.option(fact.option) if inject and inject.ask else None
    worth = option.grade if option else 0.5
    granted = worth >= 0.5 if policy == "expert" else rng.random() < 0.3 + 0.6 * worth
    wait = round(rng.uniform(*RULES[policy]) * MINUTE)
    reason = "" if granted else "Not on this basis; come back with another course."
    yield Plan(fact.at + wait, f"rule/{fact.entry}/{fact.option}", seat, Approve(fact.entry, granted, reason))


def answer(situation: Situation, policy: Policy, seat: Seat, fact: InjectDelivered) -> Iterator[Plan]:
    """Read what came, and answer what it asks."""
    inject = situation.injects[fact.inject]
    rng = stream(situation.scenario, seat, inject.id)
    if rng.random() >= PACE[policy][2]:
        return
    at = moment_of(policy, fact.at, fact.deadline, rng)
    yield Plan(fact.at + round((at - fact.at) * rng.uniform(0.1, 0.5)), f"open/{inject.id}", seat, Open(inject.id))
    if inject.ask:
        yield Plan(at, f"decide/{inject.id}", seat, _decide(situation, inject, inject.ask, policy, fact.at, rng))


def _decide(situation: Situation, inject: Inject, ask: Ask, policy: Policy, at: int, rng: Random) -> Decide:
    allotted = _allot(ask, policy, rng) if ask.kind == "allocate" else {}
    confidence = round(rng.triangular(30, 95, 80 if policy == "expert" else 60)) if ask.confidence else None
    if ask.kind == "forecast":
        confidence = guess(situation, policy, ask.outcome, at, rng)
    return Decide(
        inject.id,
        tuple(allotted) or choose(ask, policy, rng),
        text="" if ask.options else _write(situation, ask, policy, at, rng),
        rationale="" if ask.rationale == "none" else "Weighed against the mandate and what our partners know.",
        confidence=confidence,
        amounts=tuple(allotted.values()),
    )


def _write(situation: Situation, ask: Ask, policy: Policy, at: int, rng: Random) -> str:
    """Words: a line, or the form that is wanted with every heading filled."""
    form = situation.scenario.form.get(ask.form)
    if form is None:
        return "Passed on to our duty officer; action to follow as ordered."
    lines = [form.title]
    for field in form.fields:
        said = "as known at this hour, not all confirmed"
        if field.low is not None and field.high is not None:
            # Only how likely something is can be told from what is known; the rest is anybody's estimate.
            known = ask.outcome if field.id == "likelihood" else ""
            share = guess(situation, policy, known, at, rng) / 100 if known else rng.uniform(0.4, 1)
            said = str(field.low + round(share * (field.high - field.low)))
        lines.append(f"{field.title}: {said}")
    return "\n".join(lines)


def _allot(ask: Ask, policy: Policy, rng: Random) -> dict[str, int]:
    """So many units for each option: as the experts would, or unit by unit, the better the more like them."""
    if policy == "expert":
        return {option.id: option.ideal for option in ask.options if option.ideal}
    blind = ask.total / len(ask.options) * (0.3 if policy == "typical" else 3)
    units = Counter(rng.choices(ask.options, [option.ideal + blind for option in ask.options], k=ask.total))
    return {option.id: units[option] for option in ask.options if units[option]}


def choose(ask: Ask, policy: Policy, rng: Random) -> tuple[str, ...]:
    """The options a policy takes: the experts' best, one weighted by grade, or any."""
    if not ask.options:
        return ()
    ranked = sorted(ask.options, key=lambda option: -option.grade)
    if policy == "expert":
        order = ranked
    elif policy == "typical":
        order = _weighted(ranked, rng)
    else:
        order = rng.sample(ranked, len(ranked))
    match ask.kind:
        case "rank":
            return tuple(option.id for option in order)
        case "choose-many":
            good = [option.id for option in ranked if option.grade >= 0.5]
            if policy == "expert" and good:
                return tuple(good)
            return tuple(option.id for option in order[: max(1, len(good))])
    return (order[0].id,)


def _weighted(ranked: list[Option], rng: Random) -> list[Option]:
    """A random order in which better options tend to come first."""
    return sorted(ranked, key=lambda option: -(rng.random() ** (1 / (0.25 + option.grade))))
