"""Estimates of risk, as teams wrote them, beside what came about."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.conditions import parse
from exercise.core.engine import Run

Band = Literal["low", "medium", "high", "very high"]


class Estimate(NamedTuple):
    """A team's standing estimate: likelihood and impact on the form's scale, and what it wrote under other headings.

    ``level`` is likelihood times impact as a share (0-1) of the most the form allows. ``came`` says whether what
    the estimate was about has come about; None where the scenario does not say what that would be.
    """

    at: int
    team: str
    inject: str
    likelihood: int
    impact: int
    level: float
    said: tuple[tuple[str, str], ...]
    came: bool | None

    @property
    def band(self) -> Band:
        """The level in words, as the matrix of security risk management has it."""
        steps: tuple[tuple[float, Band], ...] = ((0.2, "low"), (0.4, "medium"), (0.64, "high"))
        return next((word for most, word in steps if self.level <= most), "very high")


def estimates(run: Run) -> tuple[Estimate, ...]:
    """Every standing answer in a form that rates likelihood and impact, in order of time."""
    found = []
    for answer in run.situation.answers.values():
        ask, decision = run.situation.injects[answer.inject].ask, run.situation.standing(answer)
        form = run.scenario.form.get(ask.form) if ask else None
        if ask is None or decision is None or form is None or not form.rates:
            continue
        likelihood, impact = (form.figure(decision.text, id) for id in ("likelihood", "impact"))
        if likelihood is None or impact is None:
            continue
        top = {field.id: field.high or 1 for field in form.fields}
        said = form.said(decision.text)
        words = tuple(
            (field.title, said[field.id]) for field in form.fields if field.low is None and said.get(field.id)
        )
        came = parse(ask.outcome).holds(run.situation, run.at) if ask.outcome else None
        found.append(Estimate(
            decision.at, answer.team, answer.inject, likelihood, impact,
            likelihood * impact / (top["likelihood"] * top["impact"]), words, came,
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.at, one.team)))
