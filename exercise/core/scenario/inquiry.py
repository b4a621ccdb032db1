"""What trainees are asked beside the play: situation awareness, forecasts, workload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ProbeKind = Literal["awareness", "forecast", "workload"]


@dataclass(frozen=True, slots=True)
class ProbeItem:
    """One question put to teams (all where ``to`` is empty) at a moment, or at the next pause where ``at`` is None.

    An awareness probe offers ``choices``, of which the one at ``right`` is right, or the first whose condition in
    ``right_when`` holds. A forecast asks how likely (0-100) ``outcome``, a condition, is to come about by EndEx.
    A workload probe asks for the six items of the raw NASA-TLX (Hart and Staveland 1988; Hart 2006).
    """

    id: str
    ask: ProbeKind
    text: str
    to: tuple[str, ...] = ()
    at: int | None = None
    choices: tuple[str, ...] = ()
    right: int = 0
    right_when: tuple[str, ...] = ()
    outcome: str = ""
    window: int | None = None


# The six items of the raw NASA-TLX, in its order, each rated 0 to 100.
WORKLOAD_ITEMS = ("Mental demand", "Physical demand", "Time pressure", "Own performance", "Effort", "Frustration")
