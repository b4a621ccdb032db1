"""Why an act cannot be filed, as a sentence; empty when it can. Judged before an entry is written.

Replay asks the same question of every old entry, so what was possible stays possible and what no
longer applies is said in the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from exercise.core.acts import (
    ACTS,
    Act,
    Decide,
    EndEx,
    Hold,
    Improvise,
    Note,
    Open,
    Pause,
    Ready,
    Release,
    Resume,
    Role,
    Seat,
    Send,
    SetRate,
    Share,
    Skip,
    StartEx,
    Void,
)
from exercise.core.clock import Clock
from exercise.core.scenario import Ask, Inject, Scenario, breaches
from exercise.core.situation import Answer, Situation

MAX_RATE = 120
MAX_TEXT = 20_000
BEFORE_START = (StartEx, Ready, Note, Hold, Skip, Void)
AFTER_END = (Note, Void)


def moment(at: int) -> str:
    """Exercise time as people say it: H+0:42."""
    return f"H+{at // 3_600_000}:{at // 60_000 % 60:02d}"


def refusal(situation: Situation, clock: Clock, seat: Seat, act: Act) -> str:
    """Why this seat cannot file this act now; empty when it can."""
    if seat.role not in act.files:
        return f"{act.kind} is for {' and '.join(sorted(act.files))}; this seat is a {seat.role}."
    if clock.state == "ready" and not isinstance(act, BEFORE_START):
        return "The exercise has not started yet. Wait for StartEx."
    if clock.state == "ended" and not isinstance(act, AFTER_END):
        return "The exercise has ended; nothing more can be filed. Open the debrief instead."
    if seat.role is Role.TRAINEE and seat.team not in situation.by_team:
        return f"This seat's team, {seat.team}, does not play in this exercise."
    for name in _TEXTS[type(act)]:
        length = len(getattr(act, name))
        if length > MAX_TEXT:
            return (
                f"The text is {length:,} characters long; at most {MAX_TEXT:,} can be sent. Shorten it and send again."
            )
    judge = _JUDGES.get(type(act))
    return judge(situation, clock, seat, act) if judge else ""


# The fields of each act that hold what somebody typed.
_TEXTS = {kind: tuple(field.name for field in fields(kind) if field.type == "str") for kind in ACTS.values()}


def _start(_: Situation, clock: Clock, __: Seat, act: StartEx) -> str:
    return "The exercise has already started." if clock.state != "ready" else _rate(act.rate)


def _rate(rate: float) -> str:
    if not 0 < rate <= MAX_RATE:
        return f"A rate of {rate:g} is not possible; choose more than 0 and at most {MAX_RATE} minutes per minute."
    return ""


def _set_rate(_: Situation, __: Clock, ___: Seat, act: SetRate) -> str:
    return _rate(act.rate)


def _pause(_: Situation, clock: Clock, __: Seat, ___: Pause) -> str:
    return "" if clock.running else "The clock is already paused."


def _resume(_: Situation, clock: Clock, __: Seat, ___: Resume) -> str:
    return "The clock is already running." if clock.running else ""


def _waiting(situation: Situation, id: str, verb: str) -> str:
    """Why an inject cannot be released, held or skipped any more."""
    if id not in situation.injects:
        return f"{id} is not an inject of this scenario."
    if situation.delivered_at(id) is not None:
        return f"{id} was delivered at {moment(situation.delivered_at(id) or 0)}; it cannot be {verb} any more."
    if situation.injects[id].kind == "expected-action":
        return f"{id} is an expected action, it is delivered to nobody; it cannot be {verb}."
    return ""


def _release(situation: Situation, _: Clock, __: Seat, act: Release) -> str:
    return _waiting(situation, act.inject, "released")


def _hold(situation: Situation, _: Clock, __: Seat, act: Hold) -> str:
    if act.inject in situation.held:
        return f"{act.inject} is already held."
    if situation.skipped(act.inject):
        return f"{act.inject} is skipped; release it if it should come after all."
    return _waiting(situation, act.inject, "held")


def _skip(situation: Situation, _: Clock, __: Seat, act: Skip) -> str:
    if situation.skipped(act.inject):
        return f"{act.inject} is already skipped."
    return _waiting(situation, act.inject, "skipped") or (
        "" if act.reason.strip() else f"Say why {act.inject} is skipped; the debrief shows it."
    )


def _improvise(situation: Situation, _: Clock, __: Seat, act: Improvise) -> str:
    if not act.title.strip() or not act.body.strip():
        return "A new inject needs a title and a text."
    if not act.to:
        return "Choose at least one team for the new inject."
    unknown = [team for team in act.to if team not in situation.by_team]
    if unknown:
        return f"{', '.join(unknown)} does not play in this exercise."
    if act.window is not None and act.window <= 0:
        return "The time to answer must be more than zero."
    return ""


def _void(situation: Situation, _: Clock, __: Seat, act: Void) -> str:
    if act.entry in situation.voided:
        return f"Entry {act.entry} is already struck."
    if not situation.undoable(act.entry):
        return f"Entry {act.entry} cannot be struck: only a hold, a skip that waits, or a decision can."
    return ""


def _addressed(situation: Situation, seat: Seat, inject: str) -> Answer | str:
    answer = situation.answers.get((inject, seat.team or ""))
    if answer is not None:
        return answer
    known = inject in situation.injects and situation.delivered_at(inject) is not None
    return f"{inject} was not sent to your team." if known else f"There is no inject {inject} on your desk."


def _open(situation: Situation, _: Clock, seat: Seat, act: Open) -> str:
    found = _addressed(situation, seat, act.inject)
    return found if isinstance(found, str) else ""


def _decide(situation: Situation, _: Clock, seat: Seat, act: Decide) -> str:
    found = _addressed(situation, seat, act.inject)
    if isinstance(found, str):
        return found
    inject = situation.injects[act.inject]
    if inject.ask is None:
        return f"{inject.id} is for your information; it asks for no answer."
    if found.closed is not None:
        late = found.closed.at
        return (
            f"The time to answer {inject.id} ended at {moment(late)}; the answer was not recorded. Your draft is kept."
        )
    if act.confidence is not None and not 0 <= act.confidence <= 100:
        return f"A confidence of {act.confidence} is not possible; choose 0 to 100."
    return _choice(inject, inject.ask, act)


def _choice(inject: Inject, ask: Ask, act: Decide) -> str:
    for option in act.options:
        if ask.option(option) is None:
            return f"{option} is not an option of {inject.id}."
    if len(act.options) > 1 and len(set(act.options)) < len(act.options):
        return "An option was chosen twice."
    if act.draft:
        return ""
    match ask.kind:
        case "choose" if len(act.options) != 1:
            return "Choose one option."
        case "choose-many" if not act.options:
            return "Choose at least one option."
        case "rank" if len(act.options) != len(ask.options):
            return "Give every option a place."
        case "text" if not act.text.strip():
            return "Write an answer before sending it."
    if ask.rationale == "required" and not act.rationale.strip():
        return "Say why: a reason is required here."
    return ""


def _share(situation: Situation, _: Clock, seat: Seat, act: Share) -> str:
    if not situation.holds(seat.team or "", act.report):
        return "Your team does not hold that report."
    if not act.to:
        return "Choose at least one team to share with."
    for team in act.to:
        if team not in situation.by_team:
            return f"{team} does not play in this exercise."
        if team == seat.team:
            return "Your own team already holds the report; choose another one."
    title = situation.scenario.report[act.report].title
    again = [team for team in act.to if (act.report, seat.team, team) in situation.sent]
    if again:
        return f"Your team has already sent “{title}” to {', '.join(map(situation.scenario.name, again))}."
    return _channel(situation, act.channel) or _blocked(situation.scenario, act)


def _blocked(scenario: Scenario, act: Share) -> str:
    """Why the marking stops a share, in a scenario that blocks breaches."""
    if scenario.release_policy != "block":
        return ""
    channel, report = act.channel or next(iter(scenario.channel)), scenario.report[act.report]
    for team in act.to:
        found = breaches(scenario, act.report, team, channel)
        if "release" in found:
            return f"“{report.title}” is not released to {scenario.name(team)}; ask its originator first."
        if "ceiling" in found:
            way = scenario.channel[channel]
            return f"{way.title} may carry up to {way.ceiling}, and “{report.title}” is {report.level}; choose another."
    return ""


def _channel(situation: Situation, channel: str) -> str:
    return "" if not channel or channel in situation.scenario.channel else f"There is no channel {channel}."


def _send(situation: Situation, _: Clock, seat: Seat, act: Send) -> str:
    if not act.text.strip():
        return "Write something before sending it."
    partners = {*situation.by_team, *(role.id for role in situation.scenario.simcell)}
    if act.to not in partners:
        return f"{act.to} is nobody in this exercise."
    if act.to == seat.team:
        return "That is your own team."
    return _channel(situation, act.channel)


def _note(_: Situation, __: Clock, ___: Seat, act: Note) -> str:
    return "" if act.text.strip() else "Write something before noting it."


_JUDGES: dict[type[Any], Callable[[Situation, Clock, Seat, Any], str]] = {
    StartEx: _start,
    SetRate: _set_rate,
    Pause: _pause,
    Resume: _resume,
    EndEx: lambda *_: "",
    Release: _release,
    Hold: _hold,
    Skip: _skip,
    Improvise: _improvise,
    Void: _void,
    Note: _note,
    Open: _open,
    Decide: _decide,
    Share: _share,
    Send: _send,
}
