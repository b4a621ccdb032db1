"""How simulated trainees answer probes, forecast, and report their workload."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from exercise.core import conditions
from exercise.core.acts import Act, Forecast, Probe, Seat, Workload
from exercise.core.bots.policies import KNOWS, PACE, Plan, Policy, moment_of, stream
from exercise.core.facts import ProbeOpened
from exercise.core.processes.inquiry import right_choice
from exercise.core.scenario import WORKLOAD_ITEMS
from exercise.core.situation import Situation


def reply(situation: Situation, policy: Policy, seat: Seat, fact: ProbeOpened) -> Iterator[Plan]:
    """Answer a question put beside the play."""
    probe, rng = situation.scenario.probe[fact.probe], stream(situation.scenario, seat, f"probe/{fact.probe}")
    if rng.random() >= PACE[policy][2]:
        return
    at = moment_of(policy, fact.at, fact.deadline, rng)
    act: Act
    match probe.ask:
        case "awareness":
            knows = rng.random() < KNOWS[policy][0]
            blind = rng.randrange(len(probe.choices))
            act = Probe(probe.id, right_choice(situation, probe, fact.at) if knows else blind)
        case "forecast":
            act = Forecast(probe.id, guess(situation, policy, probe.outcome, fact.at, rng))
        case _:
            act = Workload(tuple(_load(situation, seat.team or "", rng) for _ in WORKLOAD_ITEMS), probe.id)
    yield Plan(at, f"probe/{probe.id}", seat, act)


def guess(situation: Situation, policy: Policy, outcome: str, at: int, rng: Random) -> int:
    """How likely (0-100) somebody thinks an outcome is: by how many of its signs are there, more or less well read."""
    signs = conditions.explain(conditions.parse(outcome), situation, at) if outcome else ()
    there = sum(sign.holds for sign in signs) / len(signs) if signs else 0.5
    off = KNOWS[policy][1]
    return round(min(100.0, max(0.0, 20 + 60 * there + rng.uniform(-off, off))))


def _load(situation: Situation, team: str, rng: Random) -> int:
    """A rating that grows with what lies open on the team's desk."""
    waits = sum(
        answer.closed is None and not answer.decisions and situation.injects[answer.inject].ask is not None
        for answer in situation.answers_of(team)
    )
    return round(min(100.0, max(0.0, 25 + 15 * waits + rng.uniform(-15, 15))))
