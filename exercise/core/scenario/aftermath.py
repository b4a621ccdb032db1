"""What remains: how things stand ninety days later."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.core.scenario.effects import Effect


@dataclass(frozen=True, slots=True)
class Ending:
    """A passage of the epilogue: told at EndEx when its condition holds, with effects on the measures at D+``day``."""

    id: str
    title: str
    text: str
    when: str = ""
    day: int = 90
    effects: tuple[Effect, ...] = ()
