"""The decisive moments of a run, tried out on several cores: look while it works, or call it off.

The server keeps its breath: every replay runs in a process of its own, and what is found so far can be read at
any time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pickle import dumps, loads
from threading import Event, Thread
from typing import Any

import structlog
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor

from exercise.core.debrief.moments import Moment, Side, candidates, judge, ranked
from exercise.core.debrief.whatif import Change, Comparison, summary
from exercise.core.engine import Run
from exercise.core.entries import Entry

# So many replays are handed out together: few enough that progress is seen.
BATCH = 6
# So long (s) a process waits for more work: it would outlive a stopped server by as much.
IDLE = 10

log = structlog.get_logger()
_at_work: set[Hindsight] = set()


class Hindsight:
    """Everything the teams could have done otherwise, tried out one by one."""

    def __init__(self, run: Run, entries: Sequence[Entry], jobs: int | None = None) -> None:
        self.run = run
        self.changes = candidates(run)
        self.error = ""
        self._entries = tuple(entries)
        self._jobs = jobs or min(4, os.cpu_count() or 1)
        self._found: list[Comparison] = []
        self._stop = Event()
        self._thread: Thread | None = None

    @property
    def total(self) -> int:
        """How many changes there are to try."""
        return len(self.changes)

    @property
    def done(self) -> int:
        """How many have been tried."""
        return len(self._found)

    @property
    def finished(self) -> bool:
        """Whether every change has been tried."""
        return self.done == self.total

    @property
    def working(self) -> bool:
        """Whether somebody is at it."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin in the background, or go on after it was called off; harmless while it works."""
        if not self.working and not self.finished:
            self._stop.clear()
            self.error = ""
            self._thread = Thread(target=self._work, name="hindsight", daemon=True)
            self._thread.start()

    def cancel(self) -> None:
        """Stop soon; what was found stays."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until nobody is at it any more, or some seconds."""
        if self._thread is not None:
            self._thread.join(seconds)

    def moments(self, side: Side = "both") -> tuple[Moment, ...]:
        """The moments found so far, the one that decided most first."""
        return ranked(self.run, tuple(self._found), side)

    def comparisons(self) -> tuple[Comparison, ...]:
        """Everything tried so far."""
        return tuple(self._found)

    def _work(self) -> None:
        _at_work.add(self)
        parallel = Parallel(
            self._jobs, return_as="generator_unordered", pre_dispatch=2 * self._jobs, idle_worker_timeout=IDLE
        )
        try:
            for found in parallel(self._batches()):
                self._found += found
        except Exception as error:
            # What is cut short when it was called off is no mishap.
            if not self._stop.is_set():
                log.exception("hindsight")
                self.error = str(error) or type(error).__name__
        finally:
            _at_work.discard(self)

    def _batches(self) -> Iterator[Any]:
        """What is left to try, handed out while nobody calls it off."""
        known = {found.change for found in self._found}
        left = [change for change in self.changes if change not in known]
        packed = dumps((self.run.scenario, self._entries, self.run.at, summary(self.run)))
        for first in range(0, len(left), BATCH):
            if self._stop.is_set():
                return
            yield delayed(_judge)(packed, left[first : first + BATCH])


def leave() -> None:
    """Call off everything that is tried out, and end the processes at once: a server that stops leaves none behind."""
    for hindsight in tuple(_at_work):
        hindsight.cancel()
    get_reusable_executor(reuse=True).shutdown(wait=True, kill_workers=True)


def _judge(packed: bytes, changes: Sequence[Change]) -> list[Comparison]:
    scenario, log, until, real = _unpacked(packed)
    return judge(scenario, log, until, real, changes)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Any:
    """A run as it was packed. A long log takes longer to unpack than to replay: once for each process is enough."""
    found = loads(packed)
    # What stands by now stays; a collector that leaves it alone saves a quarter of every replay.
    gc.freeze()
    return found
