"""What a bot plans because of something that happened."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.acts import Act, Answer, Reply, Request, Seat, Share
from exercise.core.bots import answers, asking, inquiry, means, sharing
from exercise.core.bots.policies import Plan, Policy
from exercise.core.facts import (
    ApprovalAsked,
    ExerciseStarted,
    Fact,
    InjectDelivered,
    MessageReceived,
    ProbeOpened,
    ReportReceived,
    RequestReceived,
    ResourceAsked,
)
from exercise.core.situation import Situation


def react(situation: Situation, policy: Policy, seat: Seat, fact: Fact) -> Iterator[Plan]:
    """What the bot in ``seat`` plans because of a fact."""
    match fact:
        case InjectDelivered() if fact.team == seat.team:
            yield from answers.answer(situation, policy, seat, fact)
            yield from asking.support(situation, policy, seat, fact)
        case ReportReceived(seq=None) if fact.team == seat.team:
            yield from sharing.pass_on(situation, policy, seat, fact)
        case ReportReceived(seq=None) if seat.team:
            yield from asking.inquire(situation, policy, seat, fact)
        case ExerciseStarted() if seat.team:
            yield from means.liaise(situation, policy, seat, fact)
        case ResourceAsked():
            yield from means.call_home(situation, policy, seat, fact)
        case ApprovalAsked() if answers.rules_on(situation.scenario, seat, fact):
            yield from answers.rule(situation, policy, seat, fact)
        case ProbeOpened() if fact.team == seat.team:
            yield from inquiry.reply(situation, policy, seat, fact)
        case RequestReceived():
            yield from sharing.answer_request(situation, policy, seat, fact)
        case MessageReceived():
            yield from sharing.answer_message(situation, policy, seat, fact)


def afresh(situation: Situation, seat: Seat, act: Act) -> Act | None:
    """The act as the bot files it when its moment has come: by another way, or not at all where it is moot."""
    match act:
        case Share() | Reply() | Answer():
            return sharing.another_way(situation, act)
        case Request() if not asking.meant_still(situation, act, seat.team or ""):
            return None
    return act
