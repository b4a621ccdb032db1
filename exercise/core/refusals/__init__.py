"""Why an act cannot be filed, as a sentence; empty when it can. Judged before an entry is written.

Replay asks the same question of every old entry, so what was possible stays possible and what no
longer applies is said in the same words.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

from exercise.core.acts import (
    ACTS,
    Acknowledge,
    Act,
    Amend,
    Confirm,
    Disclose,
    EndEx,
    Grade,
    Hail,
    Hold,
    Note,
    Observe,
    Plan,
    Rate,
    Ready,
    Reschedule,
    Role,
    Seat,
    Skip,
    StartEx,
    Survey,
    Void,
)
from exercise.core.clock import Clock
from exercise.core.refusals import (
    answers,
    clockwork,
    comms,
    conduct,
    evaluation,
    inquiry,
    means,
    msel,
    requests,
    steering,
    traffic,
)
from exercise.core.refusals.clockwork import MAX_RATE
from exercise.core.refusals.judging import Judge, TimedJudge, moment
from exercise.core.situation import Situation

MAX_TEXT = 20_000
BEFORE_START = (
    StartEx, Confirm, Hail, Acknowledge, Ready, Plan, Survey, Note, Hold, Skip, Reschedule, Amend, Void, Disclose,
)  # fmt: skip
AFTER_END = (Note, Void, Disclose, Observe, Rate, Grade, Survey)


class _Law(NamedTuple):
    """What is judged of one kind of act: who files it, the fields that hold what somebody typed, its judges, and
    whether it may come before StartEx (``early``) and after EndEx (``late``)."""

    files: tuple[Role, ...]
    texts: tuple[str, ...]
    judge: Judge | None
    timed: TimedJudge | None
    early: bool
    late: bool


def refusal(situation: Situation, clock: Clock, seat: Seat, act: Act, at: int) -> str:
    """Why this seat cannot file this act at exercise time ``at`` (ms); empty when it can."""
    files, texts, judge, timed, early, late = _LAWS[type(act)]
    if seat.role not in files:
        return f"{act.kind} is for {' and '.join(sorted(files))}; this seat is a {seat.role}."
    if clock.state == "ready" and not early:
        return "The exercise has not started yet. Wait for StartEx."
    if clock.state == "ended" and not late:
        return "The exercise has ended; nothing more can be filed. Open the debrief instead."
    if seat.team not in situation.by_team and seat.role is Role.TRAINEE:
        return f"This seat's team, {seat.team}, does not play in this exercise."
    for name in texts:
        length = len(getattr(act, name))
        if length > MAX_TEXT:
            return (
                f"The text is {length:,} characters long; at most {MAX_TEXT:,} can be sent. Shorten it and send again."
            )
    sentence = judge(situation, clock, seat, act) if judge else ""
    return sentence or (timed(situation, act, at) if timed else "")


_TIMED: dict[type[Any], TimedJudge] = {**answers.TIMED, **steering.TIMED, **inquiry.TIMED}
_JUDGES: dict[type[Any], Judge] = {
    EndEx: lambda *_: "",
    **clockwork.JUDGES,
    **conduct.JUDGES,
    **comms.JUDGES,
    **msel.JUDGES,
    **steering.JUDGES,
    **answers.JUDGES,
    **traffic.JUDGES,
    **requests.JUDGES,
    **inquiry.JUDGES,
    **evaluation.JUDGES,
    **means.JUDGES,
}
_LAWS = {
    kind: _Law(
        tuple(kind.files),
        tuple(field.name for field in fields(kind) if field.type == "str"),
        _JUDGES.get(kind),
        _TIMED.get(kind),
        kind in BEFORE_START,
        kind in AFTER_END,
    )
    for kind in ACTS.values()
}

__all__ = ["MAX_RATE", "MAX_TEXT", "moment", "refusal"]
