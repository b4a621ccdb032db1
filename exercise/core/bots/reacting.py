"""What a bot plans because of something that happened."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.acts import Seat
from exercise.core.bots import answers, inquiry, sharing
from exercise.core.bots.policies import Plan, Policy
from exercise.core.bots.sharing import afresh
from exercise.core.facts import (
    ApprovalAsked,
    Fact,
    InjectDelivered,
    MessageReceived,
    ProbeOpened,
    ReportReceived,
    RequestReceived,
)
from exercise.core.situation import Situation


def react(situation: Situation, policy: Policy, seat: Seat, fact: Fact) -> Iterator[Plan]:
    """What the bot in ``seat`` plans because of a fact."""
    match fact:
        case InjectDelivered() if fact.team == seat.team:
            yield from answers.answer(situation, policy, seat, fact)
        case ReportReceived(seq=None) if fact.team == seat.team:
            yield from sharing.pass_on(situation, policy, seat, fact)
        case ApprovalAsked() if answers.rules_on(situation.scenario, seat, fact):
            yield from answers.rule(situation, policy, seat, fact)
        case ProbeOpened() if fact.team == seat.team:
            yield from inquiry.reply(situation, policy, seat, fact)
        case RequestReceived():
            yield from sharing.answer_request(situation, policy, seat, fact)
        case MessageReceived():
            yield from sharing.answer_message(situation, policy, seat, fact)


__all__ = ["afresh", "react"]
