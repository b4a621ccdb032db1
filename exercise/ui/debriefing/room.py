"""The room in which one run is debriefed: who looks, at which run, and everything that was tried out on it so far."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import streamlit as st

from exercise.charts.drawing import Drawn
from exercise.core.debrief.whatif import Change
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.excon.disclosure import admitted
from exercise.core.facts import EntryVoided
from exercise.core.scenario import Scenario
from exercise.hindsight import Hindsight
from exercise.ui import words
from exercise.ui.session import Session
from exercise.ui.state import control

# So many runs are kept with what was tried out on them; it can always be tried again.
_KEPT = 8
_tried: OrderedDict[tuple[str, str, int, int], Hindsight] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True)
class Room:
    """A seat in front of one run. Made by `enter`, which asks whether the seat may."""

    me: Session
    run: Run

    @property
    def scenario(self) -> Scenario:
        """The frozen scenario of the run."""
        return self.run.scenario

    @property
    def ended(self) -> bool:
        """Whether the exercise is over."""
        return self.run.situation.ended is not None

    def log(self) -> list[Entry]:
        """The entries this run was made of."""
        mine = self.me.seat.syndicate or self.me.info.syndicates[0]
        rows = control().store.since(self.me.exercise or "", 0)
        return [row.entry for row in rows if row.entry.syndicate in (None, mine)]

    @property
    def hindsight(self) -> Hindsight:
        """What was tried out on this run. Notes that are written afterwards leave it as it is."""
        ended = self.run.situation.ended
        struck = sum(isinstance(fact, EntryVoided) for fact in self.run.facts)
        syndicate = self.me.seat.syndicate or ""
        key = (self.me.exercise or "", syndicate, -1 if ended is None else ended, struck)
        with _lock:
            found = _tried.get(key)
            if found is None:
                found = _tried[key] = Hindsight(self.run, self.log())
            _tried.move_to_end(key)
            while len(_tried) > _KEPT:
                _tried.popitem(last=False)[1].cancel()
        return found

    def look_again(self) -> None:
        """Forget what was tried out: an exercise that goes on has more to try."""
        with _lock:
            for key in [key for key in _tried if key[0] == self.me.exercise]:
                _tried.pop(key).cancel()


def enter(me: Session) -> Room:
    """Take a seat in front of the run.

    Raises:
        NotYours: the debrief is not open to this seat.
    """
    return Room(me, me.look(admitted))


def show(drawn: Drawn) -> None:
    """A heading, the sentence that says what is shown, and the chart; several panels stand beside each other."""
    st.markdown(f"##### {words.plain(drawn.title)}")
    st.markdown(words.plain(drawn.sentence))
    charts = drawn.each()
    if len(charts) < 2:
        for chart in charts:
            st.altair_chart(chart, alt=drawn.title)
        return
    for first in range(0, len(charts), 2):
        for column, chart in zip(st.columns(2), charts[first : first + 2], strict=False):
            column.altair_chart(chart, alt=drawn.title)


AT, CHANGES, SECTION = "debrief/at", "debrief/changes", "debrief-section"


def go_to(at: int) -> None:
    """Turn the timeline to a moment."""
    st.session_state[AT] = at
    st.session_state[SECTION] = "Timeline"


def try_out(change: Change) -> None:
    """Put a change into the what-if."""
    st.session_state[CHANGES] = (change,)
    st.session_state[SECTION] = "What if"
