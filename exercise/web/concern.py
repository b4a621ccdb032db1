"""What has happened since the last look, and whose view of the exercise that changes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from exercise.core.facts import (
    AnswerClosed,
    DecisionTaken,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    Fact,
    InjectDelivered,
    MessageReceived,
    MessageSent,
    ReportReceived,
    ReportSent,
    SeatReady,
)
from exercise.core.scenario import Scenario


def concerned(facts: Iterable[Fact], scenario: Scenario) -> frozenset[str]:
    """The teams whose view these facts change. Staff see everything, so all facts concern them.

    That an inject was opened is no news to a team: whoever opened it is drawing that very page, and a signal in
    the middle of it would only make it draw twice.
    """
    teams: set[str] = set()
    for fact in facts:
        match fact:
            case ExerciseStarted() | ExerciseEnded() | EntryVoided():
                teams.update(scenario.agency)
            case (
                InjectDelivered(team=team)
                | DecisionTaken(team=team)
                | AnswerClosed(team=team)
                | ReportReceived(team=team)
                | ReportSent(sender=team)
                | MessageSent(sender=team)
                | MessageReceived(to=team)
                | SeatReady(team=team)
            ):
                teams.add(team)
    return frozenset(teams & scenario.agency.keys())


def fresh(before: tuple[Fact, ...], after: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that were not there at the last look.

    Usually those at the end; where an earlier entry came late from another process, all from there on.
    """
    if after[: len(before)] == before:
        return after[len(before) :]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return after[same:]
