"""Standing procedures: which steps of them an answer takes, and which the experts' answer would have taken."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.core.refusals import moment
from exercise.core.scenario import Ask, Scenario
from exercise.core.scoring.points import Point, Sheet

# In a choice of several, the experts take every option of at least this grade.
_TAKEN = 0.5


def steps(sheet: Sheet, team: str) -> Iterator[Point]:
    """The share of steps that a team's answers took, of those that the experts' answers would have taken.

    One point for every inject whose experts' answer takes a step; a window that was let pass took none. A step that
    only another option takes is no substitute, and costs nothing either.
    """
    for answer in sheet.situation.answers_of(team):
        ask, decision = sheet.situation.injects[answer.inject].ask, sheet.situation.standing(answer)
        wanted = expected(ask) if ask else ()
        missed = answer.closed is not None and answer.closed.outcome == "missed"
        if ask is None or not wanted or (decision is None and not missed):
            continue
        taken = taken_by(ask, decision.options if decision else ())
        done = [step for step in wanted if step in taken]
        at = decision.at if decision else answer.closed.at if answer.closed else sheet.at
        left = "; ".join(titled(sheet.scenario, step) for step in wanted if step not in taken)
        yield Point(
            answer.inject, len(done) / len(wanted),
            f"{len(done)} of {len(wanted)} {'step' if len(wanted) == 1 else 'steps'} of procedure at {moment(at)}"
            + (f"; not taken: {left}" if left else ""),
        )  # fmt: skip


def expected(ask: Ask) -> tuple[str, ...]:
    """The steps (``procedure.step``) that the experts' answer takes."""
    if ask.kind == "choose-many":
        return taken_by(ask, [option.id for option in ask.options if option.grade >= _TAKEN])
    if ask.kind != "choose" or not ask.options:
        return ()
    return max(ask.options, key=lambda option: option.grade).steps


def taken_by(ask: Ask, options: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The steps that choosing those options takes, each once."""
    chosen = [option for option in ask.options if option.id in options]
    return tuple(dict.fromkeys(step for option in chosen for step in option.steps))


def titled(scenario: Scenario, step: str) -> str:
    """A step in words, with the procedure it belongs to."""
    procedure, _, id = step.partition(".")
    for found in scenario.procedures:
        if found.id == procedure:
            return f"{found.title}: {dict(found.steps).get(id, id)}"
    return step
