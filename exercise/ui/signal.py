"""The live signal on a page: the exercise clock, the tab's title, the sound, and when to redraw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from exercise.core.engine import Run
from exercise.ui.components import component
from exercise.ui.timing import anchor, news

_signal = component("signal")


def signal(
    runs: Mapping[str, Run],
    now: datetime,
    *,
    key: str,
    exercise: str,
    title: str = "",
    unread: int = 0,
    sound: bool = False,
    story: bool = True,
    jump: str = "",
) -> bool:
    """Show the clock, and redraw the fragment around this call when something happens that concerns the seat.

    ``runs`` are the runs this fragment draws, by syndicate. ``unread`` is counted in the tab's title and
    sounds when it grows. ``jump`` is the text of a link to the inbox, shown on
    a phone. Returns whether this very run is such a redraw.
    """
    run = next(iter(runs.values()))
    result = _signal(
        key=key,
        data={
            "exercise": exercise,
            "clock": anchor(run.clock, now),
            "news": {syndicate: news(run) for syndicate, run in runs.items()},
            "title": title and f"{title} · Whitecell",
            "unread": unread,
            "sound": sound,
            "story": run.scenario.starts if story else "",
            "jump": jump,
        },
        on_changed_change=_redraw,
    )
    return result.changed is not None


def _redraw() -> None:
    """A trigger needs a listener; the redraw itself is all there is to do."""
