"""Why something cannot be observed, rated, graded or answered like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Grade, Observe, Rate, Seat, Survey
from exercise.core.clock import Clock
from exercise.core.evaluation.ratings import DEFINITIONS
from exercise.core.evaluation.survey import BEFORE, FORMS, MOST
from exercise.core.refusals.judging import Judge
from exercise.core.situation import Situation

SORTS = ("", "strength", "improvement")


def _observe(situation: Situation, _: Clock, __: Seat, act: Observe) -> str:
    if not act.text.strip():
        return "Write what you saw before filing it."
    if act.sort not in SORTS:
        return f"{act.sort} is no sort of observation; choose strength, improvement or neither."
    if act.task and act.task not in _rateable(situation):
        return f"{act.task} is not a critical task or objective of this exercise."
    if act.inject and act.inject not in situation.injects:
        return f"{act.inject} is not an inject of this scenario."
    if act.team and act.team not in situation.by_team:
        return f"{act.team} does not play in this exercise."
    if act.entry is not None and situation.decision(act.entry) is None:
        return f"Entry {act.entry} is not a decision; link the observation to one, or to none."
    return ""


def _rate(situation: Situation, _: Clock, __: Seat, act: Rate) -> str:
    if act.about not in _rateable(situation):
        return f"{act.about} is not a critical task or objective of this exercise."
    if act.rating not in DEFINITIONS:
        return f"{act.rating} is not a rating; choose {', '.join(DEFINITIONS)}."
    if act.rating in ("M", "U") and not act.why.strip():
        return f"Say why: a rating of {act.rating} goes into the improvement plan."
    return ""


def _grade(situation: Situation, _: Clock, __: Seat, act: Grade) -> str:
    decision = situation.decision(act.entry)
    ask = situation.injects[decision.inject].ask if decision else None
    if decision is None or ask is None or ask.kind != "text":
        return f"Entry {act.entry} is not an answer in words; only those are graded by hand."
    if not 0 <= act.points <= 100:
        return "Choose a grade from 0 to 100."
    return ""


def _survey(_: Situation, clock: Clock, __: Seat, act: Survey) -> str:
    form, early = FORMS.get(act.form), act.form == BEFORE
    if early and clock.state != "ready":
        return "These questions are for the time before StartEx; the survey after EndEx asks them again."
    if not early and clock.state != "ended":
        return "The survey opens at EndEx."
    if form is None:
        return f"There is no survey {act.form}; reload the page."
    if len(act.agree) != len(form) or not all(0 <= answer <= MOST for answer in act.agree):
        return f"The survey has {len(form)} statements, each answered with 1 to {MOST} or left open."
    if not any(act.agree) and not any(text.strip() for text in (act.keep, act.mend, act.other)):
        return "Nothing is answered yet: agree or disagree with a statement, or write a line."
    return ""


def _rateable(situation: Situation) -> set[str]:
    """Objectives and their critical tasks."""
    objectives = situation.scenario.objectives
    return {objective.id for objective in objectives} | {task.id for found in objectives for task in found.tasks}


JUDGES: dict[type[Any], Judge] = {Observe: _observe, Rate: _rate, Grade: _grade, Survey: _survey}
