"""The exercise clock for the room: one large figure on a projector, which ticks by itself."""

from __future__ import annotations

from exercise.ui.components import component
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.timing import anchor

_clock = component("roomclock")


def roomclock(me: Session) -> None:
    """Show it; it follows pause, rate and jump without a redraw."""
    scenario = me.scenario
    marking = "" if scenario.marking.upper() == "EXERCISE" else f" · {scenario.marking}"
    _clock(
        key="roomclock",
        data={
            "exercise": me.exercise or "",
            "clock": anchor(me.clock, control().now()),
            "story": scenario.starts,
            "marking": f"EXERCISE EXERCISE EXERCISE{marking}",
        },
    )
