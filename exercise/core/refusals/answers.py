"""Why an inject cannot be opened or answered like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Decide, Open, Seat
from exercise.core.clock import Clock
from exercise.core.conditions import parse
from exercise.core.fold import Answer
from exercise.core.refusals.judging import Judge, TimedJudge, moment
from exercise.core.scenario import Ask, Inject, Option
from exercise.core.situation import Situation


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
    return _choice(inject, inject.ask, act) or _formless(situation, inject.ask, act)


def _formless(situation: Situation, ask: Ask, act: Decide) -> str:
    """Why an answer in words lacks something of the form it should have."""
    form = situation.scenario.form.get(ask.form) if ask.form and not act.draft else None
    return form.lacks(act.text) if form else ""


def _choice(inject: Inject, ask: Ask, act: Decide) -> str:
    for option in act.options:
        if ask.option(option) is None:
            return f"{option} is not an option of {inject.id}."
    if len(act.options) > 1 and len(set(act.options)) < len(act.options):
        return "An option was chosen twice."
    if ask.kind == "forecast" and act.confidence is None:
        return "Say how likely it is, from 0 to 100 %."
    if act.draft:
        return ""
    match ask.kind:
        case "choose" if len(act.options) != 1:
            return "Choose one option."
        case "choose-many" if not act.options:
            return "Choose at least one option."
        case "rank" if len(act.options) != len(ask.options):
            return "Give every option a place."
        case "allocate":
            wrong = _allocation(ask, act)
            if wrong:
                return wrong
        case "text" if not act.text.strip():
            return "Write an answer before sending it."
    if ask.rationale == "required" and not act.rationale.strip():
        return "Say why: a reason is required here."
    return ""


def _allocation(ask: Ask, act: Decide) -> str:
    """Why the amounts are no allocation of everything there is."""
    if len(act.amounts) != len(act.options) or any(amount < 1 for amount in act.amounts):
        return "Give every option you name at least one."
    left = ask.total - sum(act.amounts)
    if left > 0:
        return f"Distribute all {ask.total}: {left} {'is' if left == 1 else 'are'} left."
    return f"There are {ask.total} to distribute; that is {-left} too many." if left else ""


def closed_because(situation: Situation, option: Option, at: int) -> str:
    """Why an option is not open at a moment, in words for trainees; empty when it is."""
    if option.when and not parse(option.when).holds(situation, at):
        return option.closed or f"open only when {parse(option.when)}"
    gates = (step.text for step in option.requires if step.gate and not parse(step.when).holds(situation, at))
    return next(gates, "")


def _closed(situation: Situation, act: Decide, at: int) -> str:
    ask = situation.injects[act.inject].ask
    for option in ask.options if ask and not act.draft else ():
        if (option.when or option.requires) and option.id in act.options:
            closed = closed_because(situation, option, at)
            if closed:
                return f"“{option.text}” is not open to you: {closed}"
    return ""


TIMED: dict[type[Any], TimedJudge] = {Decide: _closed}
JUDGES: dict[type[Any], Judge] = {
    Open: _open,
    Decide: _decide,
}
