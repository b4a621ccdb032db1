"""What evaluation sets off: it is written down, and nothing in the run waits for it."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Grade, Observe, Rate, Survey
from exercise.core.entries import Entry
from exercise.core.facts import GradeFiled, ObservationFiled, RatingFiled, SurveyFiled
from exercise.core.handlers.handling import Handler
from exercise.core.processes.world import World


def _observe(world: World, entry: Entry, act: Observe) -> None:
    world.note(
        ObservationFiled(
            entry.at, entry.seat.id, act.text, act.sort, act.task, act.inject, act.team, act.entry, entry.seq
        )
    )


def _rate(world: World, entry: Entry, act: Rate) -> None:
    world.note(RatingFiled(entry.at, entry.seat.id, entry.seat.role, act.about, act.rating, act.why, entry.seq))


def _grade(world: World, entry: Entry, act: Grade) -> None:
    decision = world.situation.decision(act.entry)
    assert decision is not None, "the judge has seen the decision"
    world.note(
        GradeFiled(entry.at, entry.seat.id, act.entry, decision.inject, decision.team, act.points, act.why, entry.seq)
    )


def _survey(world: World, entry: Entry, act: Survey) -> None:
    seat = entry.seat
    world.note(
        SurveyFiled(
            entry.at, seat.id, seat.role, seat.team or "", act.form, act.agree, act.keep, act.mend, act.other, entry.seq
        )
    )


HANDLERS: dict[type[Any], Handler] = {Observe: _observe, Rate: _rate, Grade: _grade, Survey: _survey}
