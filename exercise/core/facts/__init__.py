"""What therefore happened: one immutable row per outcome, computed and never typed in.

``at`` is exercise time in milliseconds. ``seq`` is the entry that caused the fact, where one did.
Facts are named tuples because a run holds thousands and each is hashed into the mark.
"""

from __future__ import annotations

from typing import Any

from exercise.core.facts.comms import (
    BriefConfirmed,
    HailAcknowledged,
    PartnerHailed,
    PlanFiled,
)
from exercise.core.facts.conduct import (
    DisclosureChanged,
    EntryIgnored,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    MeasureChanged,
    NoteTaken,
    SeatReady,
    TimeJumped,
    TwistDrawn,
)
from exercise.core.facts.evaluation import (
    GradeFiled,
    ObservationFiled,
    RatingFiled,
    SurveyFiled,
)
from exercise.core.facts.inquiry import (
    ForecastMade,
    ForecastSettled,
    ProbeAnswered,
    ProbeOpened,
    WorkloadReported,
)
from exercise.core.facts.msel import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    DecisionTaken,
    InjectAmended,
    InjectDelivered,
    InjectFreed,
    InjectHeld,
    InjectMoved,
    InjectOpened,
    InjectSkipped,
    InjectSummarised,
    InjectWritten,
    Outcome,
)
from exercise.core.facts.rules import (
    AdversaryMoved,
    ChannelFailed,
    ChannelRestored,
    ClockRanOut,
    ClockStarted,
    ClockStopped,
    EffectPostponed,
    EndingTold,
    EscalationChanged,
    HarmDone,
    IncidentPrevented,
    MoveCountered,
    RuleBroken,
)
from exercise.core.facts.traffic import (
    Breach,
    MessageReceived,
    MessageSent,
    ReleaseBreached,
    ReleaseGranted,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.facts.undertakings import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalKind,
    JointAgreed,
    OptionCarriedOut,
    OptionFailed,
    ResourceArrived,
    ResourceAsked,
    ResourceFreed,
    ResourceSent,
)

Fact = (
    ExerciseStarted
    | ExerciseEnded
    | TwistDrawn
    | BriefConfirmed
    | PartnerHailed
    | HailAcknowledged
    | PlanFiled
    | SeatReady
    | NoteTaken
    | DisclosureChanged
    | EntryVoided
    | EntryIgnored
    | MeasureChanged
    | TimeJumped
    | InjectWritten
    | InjectMoved
    | InjectAmended
    | InjectSummarised
    | InjectHeld
    | InjectFreed
    | InjectDelivered
    | InjectSkipped
    | InjectOpened
    | DecisionTaken
    | AnswerClosed
    | ActionMet
    | ActionMissed
    | ReportSent
    | ReportReceived
    | ReleaseBreached
    | MessageSent
    | MessageReceived
    | ReportPosted
    | ReleaseGranted
    | RequestSent
    | RequestReceived
    | RequestAnswered
    | ReplyReceived
    | ApprovalAsked
    | ApprovalGiven
    | JointAgreed
    | OptionCarriedOut
    | OptionFailed
    | ResourceAsked
    | ResourceSent
    | ResourceArrived
    | ResourceFreed
    | RuleBroken
    | ClockStarted
    | ClockStopped
    | ClockRanOut
    | HarmDone
    | EscalationChanged
    | IncidentPrevented
    | AdversaryMoved
    | MoveCountered
    | ChannelFailed
    | ChannelRestored
    | EndingTold
    | EffectPostponed
    | ProbeOpened
    | ForecastMade
    | ForecastSettled
    | ProbeAnswered
    | WorkloadReported
    | ObservationFiled
    | RatingFiled
    | GradeFiled
    | SurveyFiled
)


def plain(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON values, its name first."""
    return {"fact": type(fact).__name__, **fact._asdict()}


__all__ = [
    "ActionMet",
    "ActionMissed",
    "AdversaryMoved",
    "AnswerClosed",
    "ApprovalAsked",
    "ApprovalGiven",
    "ApprovalKind",
    "Breach",
    "BriefConfirmed",
    "ChannelFailed",
    "ChannelRestored",
    "ClockRanOut",
    "ClockStarted",
    "ClockStopped",
    "DecisionTaken",
    "DisclosureChanged",
    "EffectPostponed",
    "EndingTold",
    "EntryIgnored",
    "EntryVoided",
    "EscalationChanged",
    "ExerciseEnded",
    "ExerciseStarted",
    "Fact",
    "ForecastMade",
    "ForecastSettled",
    "GradeFiled",
    "HailAcknowledged",
    "HarmDone",
    "IncidentPrevented",
    "InjectAmended",
    "InjectDelivered",
    "InjectFreed",
    "InjectHeld",
    "InjectMoved",
    "InjectOpened",
    "InjectSkipped",
    "InjectSummarised",
    "InjectWritten",
    "JointAgreed",
    "MeasureChanged",
    "MessageReceived",
    "MessageSent",
    "MoveCountered",
    "NoteTaken",
    "ObservationFiled",
    "OptionCarriedOut",
    "OptionFailed",
    "Outcome",
    "PartnerHailed",
    "PlanFiled",
    "ProbeAnswered",
    "ProbeOpened",
    "RatingFiled",
    "ReleaseBreached",
    "ReleaseGranted",
    "ReplyReceived",
    "ReportPosted",
    "ReportReceived",
    "ReportSent",
    "RequestAnswered",
    "RequestReceived",
    "RequestSent",
    "ResourceArrived",
    "ResourceAsked",
    "ResourceFreed",
    "ResourceSent",
    "RuleBroken",
    "SeatReady",
    "SurveyFiled",
    "TimeJumped",
    "TwistDrawn",
    "WorkloadReported",
    "plain",
]
