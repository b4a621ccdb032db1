"""Moments as a trainee reads them: exercise time and the story's local time side by side, real time to the second."""

from __future__ import annotations

from datetime import datetime, timedelta

from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, Scenario
from exercise.ui import words

_DAY = 24 * 60
# From here on hours tell nobody anything (minutes).
_DAYS = 2 * _DAY


def story(scenario: Scenario, at: int) -> str:
    """The local time in the story: 06:42."""
    return f"{datetime.fromisoformat(scenario.starts) + timedelta(milliseconds=at):%H:%M}"


def both(scenario: Scenario, at: int) -> str:
    """H+0:42 · 06:42 local."""
    return f"{moment(at)} · {story(scenario, at)} local"


def exact(wall: datetime) -> str:
    """Real time on the clock of whoever looks: 14:03:22. Seconds are the same in every zone."""
    return f"{words.wall(wall)}:{wall:%S}"


def usual(delay: int) -> str:
    """How long (ms) a channel usually takes."""
    if not delay:
        return "at once"
    return f"usually {lasting(delay)}" if delay >= MINUTE else "under a minute"


def lasting(ms: int) -> str:
    """A duration in words: 20 min, 1 h 30 min, 9 days."""
    minutes = round(ms / MINUTE)
    if minutes >= _DAYS:
        return f"{minutes // _DAY} days"
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))
