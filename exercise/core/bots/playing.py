"""A whole exercise in virtual time, a bot in every seat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

from exercise.core.acts import Act, EndEx, Pause, Resume, Role, Seat, StartEx
from exercise.core.bots.means import prepare
from exercise.core.bots.policies import Plan, Policy
from exercise.core.bots.reacting import afresh, react
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.refusals import refusal
from exercise.core.scenario import Scenario
from exercise.core.scoring import headline

STARTED = datetime(2000, 1, 1, tzinfo=UTC)


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
        now = afresh(engine.situation, seat, act)
        if now is not None and not refusal(engine.situation, engine.clock, seat, now, at):
            wall = STARTED + timedelta(milliseconds=at / scenario.rate)
            log.append(Entry(next(number), at, wall, seat, now))
            engine.apply(log[-1])

    for seat, policy in sitting[:-1]:
        for plan in prepare(scenario, policy, seat):
            file(plan.at, seat, plan.act)
    file(0, controller, StartEx(scenario.rate))
    if any(probe.at is None for probe in scenario.probes):
        # What is asked at a pause is asked half-way.
        for act in (Pause("A look at where everybody stands"), Resume()):
            heappush(plans, (end // 2, next(order), Plan(end // 2, act.kind, controller, act)))
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
