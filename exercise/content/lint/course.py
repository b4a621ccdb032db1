"""What no course of play can bring about: injects, moves, clocks, endings, right answers."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.content.lint.finding import Finding
from exercise.content.reach import Reach, can_be_missed
from exercise.content.times import as_moment
from exercise.core.conditions import parse
from exercise.core.scenario import Scenario


def injects_that_never_come(scenario: Scenario) -> Iterator[Finding]:
    """Every inject can come."""
    reach = Reach.of(scenario)
    for inject in scenario.injects:
        obstacle = reach.obstacle(inject)
        circle = reach.circle(inject) if obstacle else ()
        if circle:
            obstacle = f"it waits for itself ({' → '.join(circle)})"
        if obstacle:
            yield Finding(
                ("inject", inject.id),
                f"{inject.id} can never come: {obstacle}",
                "give it at, after, when or hold: true that can come about, or name it in an if_missed",
            )


def misses_that_never_happen(scenario: Scenario) -> Iterator[Finding]:
    """What is said to happen on a miss can happen."""
    for inject in scenario.injects:
        priced = inject.window or inject.missed_effects or inject.missed_harm or inject.if_missed
        if priced and not can_be_missed(inject):
            yield Finding(
                ("inject", inject.id),
                f"{inject.id} says what happens when it is missed and can never be missed",
                "add ask: and window:, or drop window, missed_effects, missed_harm and if_missed",
                "warning",
            )


def moves_never_open(scenario: Scenario) -> Iterator[Finding]:
    """The adversary can make every one of its moves, and the teams can parry what is said to be parried."""
    reach = Reach.of(scenario)
    for adversary in scenario.adversaries:
        if adversary.first >= scenario.duration:
            yield Finding(
                ("adversary", adversary.id),
                f"adversary {adversary.id} begins at {as_moment(adversary.first)} and EndEx is at "
                f"{as_moment(scenario.duration)}",
                "let it begin earlier",
            )
        for move in adversary.moves:
            thing = ("move", move.inject)
            if move.when and not reach.can_hold(move.when):
                text = f"{adversary.id} can never let {move.inject} happen: {parse(move.when)}, which can never be"
                yield Finding(thing, text, "mend its when:, or drop the move")
            if move.countered and not reach.can_hold(move.countered):
                text = f"nobody can counter {move.inject}: {parse(move.countered)}, which can never be"
                yield Finding(thing, text, "mend its countered:, or drop it", "warning")


def clocks_that_cannot_run(scenario: Scenario) -> Iterator[Finding]:
    """Every running clock can start and can be stopped."""
    reach = Reach.of(scenario)
    for clock in scenario.clocks:
        thing = ("clock", clock.id)
        if clock.id not in reach.starts:
            text = f"clock {clock.id} can never start: {parse(clock.starts)}, which can never be"
            yield Finding(thing, text, "mend its starts:")
        if clock.id not in reach.stops:
            text = f"clock {clock.id} can never be stopped: {parse(clock.stops)}, which can never be"
            yield Finding(thing, text, "mend its stops:")


def endings_never_told(scenario: Scenario) -> Iterator[Finding]:
    """Every passage of the epilogue can be told."""
    reach = Reach.of(scenario)
    for ending in scenario.endings:
        if ending.when and not reach.can_hold(ending.when):
            text = f"ending {ending.id} can never be told: {parse(ending.when)}, which can never be"
            yield Finding(("ending", ending.id), text, "mend its when:, or drop it")


def answers_never_right(scenario: Scenario) -> Iterator[Finding]:
    """A probe has a right answer, a forecast an outcome that is not settled beforehand, and both are asked in time."""
    reach = Reach.of(scenario)
    for probe in scenario.probes:
        thing = ("probe", probe.id)
        if probe.at is not None and probe.at >= scenario.duration:
            yield Finding(thing, f"probe {probe.id} is put after EndEx", "let it come earlier")
        if probe.right_when and not any(when and reach.can_hold(when) for when in probe.right_when):
            yield Finding(thing, f"no answer to probe {probe.id} can ever be right", "mend the conditions in right:")
        if probe.outcome and not reach.can_hold(probe.outcome):
            text = f"what probe {probe.id} asks about can never be: {parse(probe.outcome)}"
            yield Finding(thing, text, "mend its outcome:")
    for inject in scenario.injects:
        if inject.ask and inject.ask.outcome and not reach.can_hold(inject.ask.outcome):
            text = f"what {inject.id} asks about can never be: {parse(inject.ask.outcome)}"
            yield Finding(("inject", inject.id), text, "mend its outcome:")
