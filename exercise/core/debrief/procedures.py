"""Standing procedures after the fact: which steps were taken, when and by whom, and whether in their order."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.scoring.procedures import expected, taken_by


class StepTaken(NamedTuple):
    """A step of a procedure: its words, when it was first taken (ms, None: never), by which team, at which inject.

    ``asked`` says whether an inject came that called for it.
    """

    text: str
    at: int | None
    team: str
    inject: str
    asked: bool


class Followed(NamedTuple):
    """A procedure with its steps. ``in_order``: no step was first taken before one that stands ahead of it."""

    id: str
    title: str
    basis: str
    steps: tuple[StepTaken, ...]
    in_order: bool

    @property
    def taken(self) -> int:
        """How many of its steps were taken."""
        return sum(step.at is not None for step in self.steps)


def followed(run: Run) -> tuple[Followed, ...]:
    """Every procedure that a decision took a step of or an inject called for, in the scenario's order."""
    first: dict[str, tuple[int, str, str]] = {}
    asked: set[str] = set()
    for answer in run.situation.answers.values():
        ask, decision = run.situation.injects[answer.inject].ask, run.situation.standing(answer)
        if ask is None:
            continue
        asked.update(expected(ask))
        for step in taken_by(ask, decision.options if decision else ()):
            assert decision is not None, "only a decision takes steps"
            found = (decision.at, answer.team, answer.inject)
            first[step] = min(first.get(step, found), found)
    rows = []
    for procedure in run.scenario.procedures:
        names = [f"{procedure.id}.{id}" for id, _ in procedure.steps]
        if not any(name in asked or name in first for name in names):
            continue
        steps = tuple(
            StepTaken(text, at, team, inject, name in asked)
            for name, (_, text) in zip(names, procedure.steps, strict=True)
            for at, team, inject in [first.get(name, (None, "", ""))]
        )
        moments = [step.at for step in steps if step.at is not None]
        rows.append(Followed(procedure.id, procedure.title, procedure.basis, steps, moments == sorted(moments)))
    return tuple(rows)
