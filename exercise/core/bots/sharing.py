"""How simulated trainees pass reports on, post them, and answer what they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from exercise.core.acts import PICTURE, Act, Answer, Reply, Role, Seat, Share
from exercise.core.bots.policies import PACE, POSTS, READS, RULES, SHARES, Plan, Policy, stream
from exercise.core.facts import MessageReceived, ReportReceived, RequestReceived, RequestSent
from exercise.core.refusals.requests import goes_along
from exercise.core.scenario import LEVELS, MINUTE
from exercise.core.situation import Situation


def pass_on(situation: Situation, policy: Policy, seat: Seat, fact: ReportReceived) -> Iterator[Plan]:
    """Send a report had at first hand to the partners who need it, and put it on the joint picture."""
    scenario = situation.scenario
    chance, (least, most) = SHARES[policy]
    for team, _ in scenario.report[fact.report].needed_by:
        rng = stream(scenario, seat, f"{fact.report}/{team}")
        if team == seat.team or rng.random() >= chance:
            continue
        careless = rng.random() >= READS[policy]
        ways = _ways(situation, fact.report, team, careless)
        if ways:
            at = fact.at + round(rng.uniform(least, most) * MINUTE)
            yield Plan(at, f"share/{fact.report}/{team}", seat, Share(fact.report, (team,), ways[0]))
    yield from _post(situation, policy, seat, fact)


def _ways(situation: Situation, report: str, team: str, careless: bool) -> list[str]:
    """The channels that work, the fastest first; those the marking allows, for whoever reads it."""
    return [way for way in _fastest(situation) if careless or not situation.breaches(report, team, way)]


def _fastest(situation: Situation) -> list[str]:
    """The channels that work, the fastest first."""
    found = sorted(situation.scenario.channels, key=lambda channel: channel.delay.typical)
    return [way.id for way in found if way.id not in situation.traffic.down]


def _post(situation: Situation, policy: Policy, seat: Seat, fact: ReportReceived) -> Iterator[Plan]:
    scenario, report = situation.scenario, situation.scenario.report[fact.report]
    if scenario.model.picture is None or not report.needed_by:
        return
    rng, (chance, discerning) = stream(scenario, seat, f"{fact.report}/picture"), POSTS[policy]
    wanted = rng.random() < chance and (report.true or rng.random() >= discerning)
    if wanted and all(situation.releasable(report.id, team) for team in scenario.agency):
        at = fact.at + round(rng.uniform(*SHARES[policy][1]) * MINUTE)
        yield Plan(at, f"post/{report.id}", seat, Share(report.id, (PICTURE,)))


def another_way(situation: Situation, act: Share | Reply | Answer) -> Act:
    """What a bot sends when the channel it meant to use has failed since: the same over another that will do."""
    if act.channel not in situation.traffic.down:
        return act
    if isinstance(act, Share):
        ways = [way for team in act.to for way in _ways(situation, act.report, team, careless=False)]
        return replace(act, channel=ways[0]) if ways else act
    asked = situation.traffic.requests.get(act.entry)
    along = goes_along(situation, asked.sent) if asked else ""
    return replace(act, channel=_cleared(situation, along, asked.sent) if asked and along else "")


def answer_request(situation: Situation, policy: Policy, seat: Seat, fact: RequestReceived) -> Iterator[Plan]:
    """Rule on what another team asks for; the SimCell does it in the place of whom it plays."""
    sent = situation.traffic.requests[fact.entry].sent
    rng = stream(situation.scenario, seat, f"reply/{fact.entry}")
    if not _answers(situation, seat, fact.to) or rng.random() >= PACE[policy][2]:
        return
    granted = _grants(situation, policy, sent.what, sent.about, sent.to, sent.release_to or sent.sender, rng)
    along = goes_along(situation, sent)
    if along and not _may_go(situation, policy, sent.what, along, sent.sender, rng):
        granted = False
    text = "Granted; what you need is on its way." if granted else "We cannot; ask again when things have changed."
    at = fact.at + round(rng.uniform(*RULES[policy]) * MINUTE)
    channel = _cleared(situation, along, sent) if along and granted and rng.random() < READS[policy] else ""
    staff = seat.role is Role.CONTROLLER
    act = Answer(fact.entry, text, granted, channel) if staff else Reply(fact.entry, text, granted, channel)
    yield Plan(at, f"reply/{fact.entry}", seat, act)


def _cleared(situation: Situation, report: str, sent: RequestSent) -> str:
    """The fastest channel that works and may carry what goes along with a yes; the default where there is none."""
    for way in _fastest(situation):
        found = situation.breaches(report, sent.sender, way)
        if not found or (found == ("release",) and sent.what == "release"):
            return way
    return ""


def answer_message(situation: Situation, policy: Policy, seat: Seat, fact: MessageReceived) -> Iterator[Plan]:
    """As the SimCell, acknowledge a message to somebody nobody plays."""
    if seat.role is Role.CONTROLLER and _answers(situation, seat, fact.to):
        rng = stream(situation.scenario, seat, f"answer/{fact.seq}")
        at = fact.at + round(rng.uniform(*RULES[policy]) * MINUTE)
        yield Plan(at, f"answer/{fact.seq}", seat, Answer(fact.seq, "Received and noted."))


def _answers(situation: Situation, seat: Seat, to: str) -> bool:
    """Whether what came for that party is for this seat to answer."""
    return to not in situation.by_team if seat.role is Role.CONTROLLER else to == seat.team


def _grants(
    situation: Situation, policy: Policy, what: str, about: str, owner: str, reader: str, rng: Random
) -> bool:  # fmt: skip
    """Whether the policy says yes: where it can, and by what it makes of it."""
    scenario = situation.scenario
    if what == "resource":
        wanted = scenario.resource.get(about)
        return wanted is not None and situation.undertakings.busy(about) < wanted.units
    if what == "release":
        # Experts release to whoever is cleared for it; others as they feel.
        if owner not in situation.originators(about) or reader not in scenario.agency:
            return False
        cleared = LEVELS.index(scenario.agency[reader].clearance) >= LEVELS.index(scenario.report[about].level)
        return cleared if policy == "expert" else rng.random() < (0.8 if cleared else 0.3)
    return True


def _may_go(situation: Situation, policy: Policy, what: str, report: str, to: str, rng: Random) -> bool:
    """Whether a report may go along with an answer, for whoever reads its marking; one that is released with it may."""
    if what == "release":
        return True
    return situation.releasable(report, to) or rng.random() >= READS[policy]
