"""Simulated trainees: what a team of a given skill does when something reaches it, and when.

A bot is a pure function of the scenario's seed, its policy and a fact, so the same seed gives the same
exercise. `play` runs a whole exercise in virtual time; the same bots sit in a live one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, Literal, NamedTuple

from exercise.core.acts import Act, Approve, Decide, EndEx, Open, Role, Seat, Share, StartEx
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.facts import ApprovalAsked, Fact, InjectDelivered, ReportReceived
from exercise.core.refusals import refusal
from exercise.core.scenario import MINUTE, Ask, Inject, Option, Scenario, breaches
from exercise.core.scoring import headline
from exercise.core.situation import Situation

Policy = Literal["expert", "typical", "random", "absent"]
POLICIES: tuple[Policy, ...] = ("expert", "typical", "random", "absent")

# How much of the window a policy takes, at least and at most, and the chance that it answers at all.
PACE: dict[Policy, tuple[float, float, float]] = {
    "expert": (0.15, 0.45, 1.0),
    "typical": (0.30, 0.95, 0.9),
    "random": (0.10, 1.20, 0.8),
    "absent": (0.0, 0.0, 0.0),
}
# The chance that a report is passed to a partner who needs it, and after how many minutes.
SHARES: dict[Policy, tuple[float, tuple[float, float]]] = {
    "expert": (1.0, (1, 4)),
    "typical": (0.55, (4, 20)),
    "random": (0.25, (2, 40)),
    "absent": (0.0, (0, 0)),
}
# How many minutes a policy takes to rule on what waits for it.
RULES: dict[Policy, tuple[float, float]] = {
    "expert": (1, 4),
    "typical": (2, 12),
    "random": (1, 25),
    "absent": (0, 0),
}
# The chance that a policy reads the marking before it chooses a channel.
READS: dict[Policy, float] = {"expert": 1.0, "typical": 0.8, "random": 0.3, "absent": 0.0}
NO_WINDOW = 12 * MINUTE
STARTED = datetime(2000, 1, 1, tzinfo=UTC)


class Plan(NamedTuple):
    """What a bot means to do at exercise time ``at`` (ms); ``key`` makes doing it twice harmless."""

    at: int
    key: str
    seat: Seat
    act: Act


def react(situation: Situation, policy: Policy, seat: Seat, fact: Fact) -> Iterator[Plan]:
    """What the bot in ``seat`` plans because of a fact."""
    scenario = situation.scenario
    if isinstance(fact, InjectDelivered) and fact.team == seat.team:
        yield from _answer(scenario, policy, seat, fact, situation.injects[fact.inject])
    elif isinstance(fact, ReportReceived) and fact.team == seat.team and fact.seq is None:
        yield from _pass_on(scenario, policy, seat, fact)
    elif isinstance(fact, ApprovalAsked) and rules_on(scenario, seat, fact):
        yield from _rule(situation, policy, seat, fact)


def rules_on(scenario: Scenario, seat: Seat, fact: ApprovalAsked) -> bool:
    """Whether a ruling is this seat's to give: its own team's, or for a controller that of a role nobody plays."""
    return fact.by not in scenario.agency if seat.role is Role.CONTROLLER else fact.by == seat.team


def _rule(situation: Situation, policy: Policy, seat: Seat, fact: ApprovalAsked) -> Iterator[Plan]:
    """Rule on a decision by what the experts think of it, as far as the policy can tell; clearances rule themselves."""
    inject = situation.injects.get(fact.about)
    rng = _rng(situation.scenario, seat, f"rule/{fact.entry}/{fact.option}")
    if fact.kind == "clearance" or rng.random() >= PACE[policy][2]:
        return
    option = inject.ask.option(fact.option) if inject and inject.ask else None
    worth = option.grade if option else 0.5
    granted = worth >= 0.5 if policy == "expert" else rng.random() < 0.3 + 0.6 * worth
    wait = round(rng.uniform(*RULES[policy]) * MINUTE)
    reason = "" if granted else "Not on this basis; come back with another course."
    yield Plan(fact.at + wait, f"rule/{fact.entry}/{fact.option}", seat, Approve(fact.entry, granted, reason))


def _rng(scenario: Scenario, seat: Seat, about: str) -> Random:
    return Random(f"{scenario.seed}/bot/{seat.syndicate}/{seat.team}/{about}")


def _answer(scenario: Scenario, policy: Policy, seat: Seat, fact: InjectDelivered, inject: Inject) -> Iterator[Plan]:
    rng = _rng(scenario, seat, inject.id)
    least, most, chance = PACE[policy]
    if rng.random() >= chance:
        return
    window = (fact.deadline - fact.at) if fact.deadline is not None else NO_WINDOW
    at = fact.at + round(window * rng.uniform(least, most))
    yield Plan(fact.at + round((at - fact.at) * rng.uniform(0.1, 0.5)), f"open/{inject.id}", seat, Open(inject.id))
    if inject.ask:
        yield Plan(at, f"decide/{inject.id}", seat, _decide(inject, inject.ask, policy, rng))


def _decide(inject: Inject, ask: Ask, policy: Policy, rng: Random) -> Decide:
    allotted = _allot(ask, policy, rng) if ask.kind == "allocate" else {}
    return Decide(
        inject.id,
        tuple(allotted) or choose(ask, policy, rng),
        text="" if ask.options else "Passed on to our duty officer; action to follow as ordered.",
        rationale="" if ask.rationale == "none" else "Weighed against the mandate and what our partners know.",
        confidence=round(rng.triangular(30, 95, 80 if policy == "expert" else 60)) if ask.confidence else None,
        amounts=tuple(allotted.values()),
    )


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


def _pass_on(scenario: Scenario, policy: Policy, seat: Seat, fact: ReportReceived) -> Iterator[Plan]:
    chance, (least, most) = SHARES[policy]
    fastest = sorted(scenario.channels, key=lambda channel: channel.delay.typical)
    for team, _ in scenario.report[fact.report].needed_by:
        rng = _rng(scenario, seat, f"{fact.report}/{team}")
        if team == seat.team or rng.random() >= chance:
            continue
        careless = rng.random() >= READS[policy]
        ways = [way.id for way in fastest if careless or not breaches(scenario, fact.report, team, way.id)]
        if ways:
            channel = ways[0]
            at = fact.at + round(rng.uniform(least, most) * MINUTE)
            yield Plan(at, f"share/{fact.report}/{team}", seat, Share(fact.report, (team,), channel))


def play(scenario: Scenario, policies: Mapping[str, Policy], until: int | None = None) -> tuple[list[Entry], Run]:
    """Play a whole exercise in virtual time, a bot of the given policy in each team; return log and run.

    The log is what people could have filed: acts that would be refused are left out.
    """
    engine = Engine(scenario)
    controller = Seat("bot-controller", Role.CONTROLLER)
    sitting = [(Seat(f"bot-{team}", Role.TRAINEE, team, "A"), policy) for team, policy in policies.items()]
    # The SimCell is staffed, whoever plays.
    sitting.append((controller, "expert"))
    end = scenario.duration if until is None else until
    number, order = count(1), count()
    log: list[Entry] = []
    plans: list[tuple[int, int, Plan]] = []
    seen = 0

    def file(at: int, seat: Seat, act: Act) -> None:
        if not refusal(engine.situation, engine.clock, seat, act, at):
            wall = STARTED + timedelta(milliseconds=at / scenario.rate)
            log.append(Entry(next(number), at, wall, seat, act))
            engine.apply(log[-1])

    file(0, controller, StartEx(scenario.rate))
    while True:
        for fact in engine.world.facts[seen:]:
            for seat, policy in sitting:
                for plan in react(engine.situation, policy, seat, fact):
                    heappush(plans, (plan.at, next(order), plan))
        seen = len(engine.world.facts)
        due = engine.next_due
        if plans and (due is None or plans[0][0] < due) and plans[0][0] < end:
            at, _, plan = heappop(plans)
            file(at, plan.seat, plan.act)
        elif due is not None and due < end:
            engine.advance(due)
        else:
            break
    engine.advance(end)
    file(end, controller, EndEx())
    return log, engine.run()


def rehearsed(scenario: Scenario) -> dict[str, Any]:
    """The headline figures of an exercise played by experts: what a scenario's golden file keeps."""
    return headline(play(scenario, {agency.id: "expert" for agency in scenario.agencies})[1])
