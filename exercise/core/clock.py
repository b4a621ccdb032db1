"""Wall time to exercise time and back: a fold over StartEx, Pause, Resume, SetRate, Jump and EndEx.

Exercise time is whole milliseconds since StartEx. Between two clock entries it is the last anchor plus
elapsed wall time times the rate; pauses need no arithmetic because a resume is a new anchor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Literal

from exercise.core.acts import EndEx, Jump, Pause, Resume, SetRate, StartEx
from exercise.core.entries import Entry

State = Literal["ready", "running", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """From ``wall`` on, exercise time runs from ``at`` (ms) at ``rate`` (0 while it stands)."""

    at: int
    wall: datetime
    rate: float


@dataclass(frozen=True, slots=True)
class Clock:
    """The exercise clock after some entries; ``rate`` is the rate it runs or will resume at."""

    state: State = "ready"
    rate: float = 1.0
    anchors: tuple[Anchor, ...] = ()
    reason: str = ""
    outage: bool = False

    @property
    def at(self) -> int:
        """Exercise time (ms) at the last anchor."""
        return self.anchors[-1].at if self.anchors else 0

    @property
    def wall(self) -> datetime | None:
        """Wall time of the last anchor; None before StartEx."""
        return self.anchors[-1].wall if self.anchors else None

    @property
    def running(self) -> bool:
        """Whether exercise time passes."""
        return self.state == "running"

    def now(self, wall: datetime) -> int:
        """Exercise time (ms) at a wall time; it never runs backwards."""
        if not self.anchors:
            return 0
        anchor = self.anchors[-1]
        elapsed = (wall - anchor.wall) / timedelta(milliseconds=1)
        return anchor.at + max(0, int(elapsed * anchor.rate))

    def wall_of(self, at: int) -> datetime | None:
        """The wall time at which exercise time first reached ``at``; None when it has not (yet)."""
        for anchor, following in zip_longest(self.anchors, self.anchors[1:]):
            if at == anchor.at:
                return anchor.wall
            if anchor.at < at and (following is None or at <= following.at):
                # Of what a jump passed over, all came at the moment of the jump.
                latest = following.wall if following else None
                if anchor.rate:
                    reached = anchor.wall + timedelta(milliseconds=(at - anchor.at) / anchor.rate)
                    return min(reached, latest) if latest else reached
                if latest:
                    return latest
        return None

    def after(self, entry: Entry) -> Clock:
        """The clock after one more entry; entries that are not about the clock leave it alone."""
        match entry.act, self.state:
            case StartEx(rate=rate, paused=paused), "ready":
                return self._anchored(entry, "paused" if paused else "running", rate)
            case Pause(reason=reason, outage=outage), "running":
                return replace(self._anchored(entry, "paused", self.rate), reason=reason, outage=outage)
            case Resume(), "paused":
                return self._anchored(entry, "running", self.rate)
            case SetRate(rate=rate), "running" | "paused":
                return self._anchored(entry, self.state, rate)
            case Jump(to=to), "running" | "paused":
                return self._anchored(replace(entry, at=to), self.state, self.rate)
            case EndEx(), "running" | "paused":
                return self._anchored(entry, "ended", self.rate)
        return self

    def _anchored(self, entry: Entry, state: State, rate: float) -> Clock:
        anchor = Anchor(entry.at, entry.wall, rate if state == "running" else 0.0)
        return Clock(state, rate, (*self.anchors, anchor), self.reason if state == "paused" else "", False)


def clock(entries: Iterable[Entry]) -> Clock:
    """The clock that a log leaves behind."""
    result = Clock()
    for entry in entries:
        result = result.after(entry)
    return result
