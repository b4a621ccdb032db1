"""Who is told next: those to whom something came before those who only look on, and never all at once.

Whoever is told has a desk or a board drawn again, which takes the process some milliseconds, and one process serves
hundreds. So they are told one after the other, and the fewer wait on it the longer: an answer that a colleague sent
can be seen a moment later, the receipt of one's own cannot.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")

# However late turns come, everybody is told in the end (s).
MOST = 1.0


class Lane(Enum):
    """A way to be told, the most pressing first.

    How long to wait for more news (s), how far apart people are told (s), and by how many times as much as a turn
    came late the next one yields: turns come late where the process has more to do than it can.
    """

    NOW = (0.0, 0.003, 0)
    STAFF = (0.5, 0.01, 1)
    COLLEAGUE = (0.25, 0.02, 10)

    def __init__(self, after: float, gap: float, yields: int) -> None:
        self.after, self.gap, self.yields = after, gap, yields


class Turns(Generic[T]):
    """Everybody who is to be told, each once however much there is to tell, in the most pressing lane asked for."""

    def __init__(self) -> None:
        self._waiting: dict[Lane, dict[T, float]] = {lane: {} for lane in Lane}
        self._free = dict.fromkeys(Lane, 0.0)
        self._came = asyncio.Event()

    def queue(self, who: T, lane: Lane) -> None:
        """Have somebody told in this lane, or sooner where they wait in a more pressing one."""
        lanes = list(Lane)
        if any(who in self._waiting[other] for other in lanes[: lanes.index(lane)]):
            return
        for other in lanes[lanes.index(lane) + 1 :]:
            self._waiting[other].pop(who, None)
        self._waiting[lane].setdefault(who, asyncio.get_running_loop().time() + lane.after)
        self._came.set()

    def leave(self, who: T) -> None:
        """Somebody has gone and is not told any more."""
        for waiting in self._waiting.values():
            waiting.pop(who, None)

    async def next(self) -> T:
        """Whose turn it is; wait until it is somebody's."""
        now = asyncio.get_running_loop().time
        while True:
            self._came.clear()
            turns = {lane: self._due(lane) for lane in Lane if self._waiting[lane]}
            for lane, due in turns.items():
                if (late := now() - due) >= 0:
                    who = next(iter(self._waiting[lane]))
                    del self._waiting[lane][who]
                    self._free[lane] = now() + lane.gap + min(lane.yields * late, MOST)
                    return who
            pause = min(turns.values()) - now() if turns else None
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._came.wait()

    def _due(self, lane: Lane) -> float:
        """When the first in this lane may be told."""
        return max(self._free[lane], next(iter(self._waiting[lane].values())))
