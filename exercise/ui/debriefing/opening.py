"""What the room sees first: how far the run came, what became of the situation, and who may look."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Disclose, Role
from exercise.core.debrief.playback import signed
from exercise.core.debrief.whatif import summary
from exercise.core.excon.disclosure import disclosure
from exercise.core.refusals import moment
from exercise.ui import acts, words
from exercise.ui.debriefing.room import Room


def opening(room: Room) -> None:
    """One line on the run, and the controller's word on whether trainees come in."""
    acts.outcome()
    run, scenario = room.run, room.scenario
    ended = run.situation.ended
    until = f"So far, at {moment(run.at)}" if ended is None else f"Until EndEx at {moment(ended)}"
    start = scenario.outcome({measure.id: measure.start for measure in scenario.measures})
    now = summary(run).outcome
    answered = sum(answer.decisions != () for answer in run.situation.answers.values())
    line = (
        f"{until} · {words.count(answered, 'answer')} · outcome {now:.0f} of 100 ({signed(now - start)} since StartEx)"
    )
    left, right = st.columns((4, 1), vertical_alignment="center")
    left.markdown(words.plain(line))
    if room.me.seat.role is Role.CONTROLLER:
        with right:
            _door(room)
    if not room.ended:
        st.caption(":material/timelapse: The exercise still goes on; what stands here is so far.")


def _door(room: Room) -> None:
    """Open the debrief to trainees, or shut it."""
    now = disclosure(room.run)
    label, icon = (
        ("Shut it to trainees", ":material/lock:") if now.debrief else ("Open it to trainees", ":material/lock_open:")
    )
    said = "The debrief is for the staff" if now.debrief else "Trainees may open the debrief after EndEx"
    act = Disclose(now.scoreboard, now.frozen is not None, not now.debrief)
    acts.button(room.me, "debrief/door", label, act, said, icon=icon, width="stretch")
