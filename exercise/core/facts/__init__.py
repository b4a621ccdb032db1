"""What therefore happened: one immutable row per outcome, computed and never typed in.

``at`` is exercise time in milliseconds. ``seq`` is the entry that caused the fact, where one did.
Facts are named tuples because a run holds thousands and each is hashed into the mark.
"""

from __future__ import annotations

from typing import Any

from exercise.core.facts.conduct import (
    EntryIgnored,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    MeasureChanged,
    NoteTaken,
    SeatReady,
    TwistDrawn,
)
from exercise.core.facts.msel import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    DecisionTaken,
    InjectDelivered,
    InjectFreed,
    InjectHeld,
    InjectOpened,
    InjectSkipped,
    InjectWritten,
    Outcome,
)
from exercise.core.facts.traffic import (
    Breach,
    MessageReceived,
    MessageSent,
    ReleaseBreached,
    ReportReceived,
    ReportSent,
)

Fact = (
    ExerciseStarted
    | ExerciseEnded
    | TwistDrawn
    | SeatReady
    | NoteTaken
    | EntryVoided
    | EntryIgnored
    | MeasureChanged
    | InjectWritten
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
)


def plain(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON values, its kind first."""
    return {"kind": type(fact).__name__, **fact._asdict()}


__all__ = [
    "ActionMet",
    "ActionMissed",
    "AnswerClosed",
    "Breach",
    "DecisionTaken",
    "EntryIgnored",
    "EntryVoided",
    "ExerciseEnded",
    "ExerciseStarted",
    "Fact",
    "InjectDelivered",
    "InjectFreed",
    "InjectHeld",
    "InjectOpened",
    "InjectSkipped",
    "InjectWritten",
    "MeasureChanged",
    "MessageReceived",
    "MessageSent",
    "NoteTaken",
    "Outcome",
    "ReleaseBreached",
    "ReportReceived",
    "ReportSent",
    "SeatReady",
    "TwistDrawn",
    "plain",
]
