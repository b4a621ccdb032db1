"""Whose view of the exercise a fact changes: what the live signal and a page's own look both ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from exercise.core.facts import (
    AnswerClosed,
    ApprovalAsked,
    ApprovalGiven,
    BriefConfirmed,
    ChannelFailed,
    ChannelRestored,
    ClockRanOut,
    ClockStarted,
    ClockStopped,
    DecisionTaken,
    DisclosureChanged,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    Fact,
    ForecastMade,
    HailAcknowledged,
    InjectDelivered,
    JointAgreed,
    MessageReceived,
    MessageSent,
    OptionCarriedOut,
    OptionFailed,
    PartnerHailed,
    PlanFiled,
    ProbeAnswered,
    ProbeOpened,
    ReleaseGranted,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
    ResourceArrived,
    ResourceAsked,
    ResourceFreed,
    ResourceSent,
    SeatReady,
    WorkloadReported,
)
from exercise.core.scenario import Scenario

_EVERYBODY = frozenset({ExerciseStarted, ExerciseEnded, EntryVoided, ChannelFailed, ChannelRestored, DisclosureChanged})
# Whoever sends something sees it leave; the one it is for sees nothing until it arrives.
_TEAMS: dict[type[Any], Callable[[Any], tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            InjectDelivered, DecisionTaken, AnswerClosed, ReportReceived, BriefConfirmed, SeatReady, OptionCarriedOut,
            OptionFailed,
            ClockStarted, ClockStopped, ClockRanOut, ProbeOpened, ProbeAnswered, ForecastMade, ReleaseGranted,
            ResourceAsked, ReportPosted, WorkloadReported, PlanFiled,
        ),
        lambda fact: (fact.team,),
    ),
    **dict.fromkeys((ReportSent, MessageSent, RequestSent, RequestAnswered), lambda fact: (fact.sender,)),
    **dict.fromkeys((MessageReceived, RequestReceived, ReplyReceived), lambda fact: (fact.to,)),
    **dict.fromkeys((PartnerHailed, HailAcknowledged), lambda fact: (fact.team, fact.to)),
    ApprovalAsked: lambda fact: (fact.team, fact.by),
    ApprovalGiven: lambda fact: (fact.by,),
    JointAgreed: lambda fact: (fact.team, *fact.partners),
}  # fmt: skip
_MOVEMENTS = (ResourceSent, ResourceArrived, ResourceFreed)


def concerned(facts: Iterable[Fact], scenario: Scenario) -> frozenset[str]:
    """The teams whose view these facts change. Staff see everything, so all facts concern them.

    That an inject was opened is no news to a team: whoever opened it is drawing that very page, and a signal in
    the middle of it would only make it draw twice.
    """
    teams: set[str] = set()
    for fact in facts:
        if type(fact) in _EVERYBODY:
            return frozenset(scenario.agency)
        if isinstance(fact, _MOVEMENTS):
            teams.add(scenario.resource[fact.resource].agency)
        elif type(fact) in _TEAMS:
            teams.update(_TEAMS[type(fact)](fact))
    return frozenset(teams & scenario.agency.keys())
