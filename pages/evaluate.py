"""The exercise evaluation guide: what happened for each critical task, ratings, words to grade, agreement."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import RATERS
from exercise.ui import acts, grading, guide, observations, syndicates, theme, words
from exercise.ui.prose import note, style
from exercise.ui.session import session
from exercise.ui.signal import signal
from exercise.ui.state import control


@st.fragment
def live() -> None:
    everywhere = session(*RATERS)
    exercise = everywhere.exercise
    runs = {name: control().run(exercise, name) for name in everywhere.info.syndicates}
    st.markdown(f"##### {words.plain(everywhere.info.title)}")
    signal(runs, control().now(), key="evaluate-clock", exercise=exercise, title="Evaluate")
    with st.container():
        acts.outcome()
        me = syndicates.chosen(everywhere)
        if me.clock.state == "ready":
            note(
                "news", "○", "Evaluation begins with StartEx. Read the tasks meanwhile; rating opens with the exercise."
            )
    waiting = grading.ungraded(me)
    tasks, answers, seen, agreed = st.tabs(
        ["Tasks", f"Answers in words ({waiting})" if waiting else "Answers in words", "Observations", "Agreement"],
        key="evaluate",
    )
    with tasks:
        guide.guide(me)
    with answers:
        grading.grading(me)
    with seen:
        observations.observations(me)
    with agreed:
        grading.agreement(me)


me = session(*RATERS)
style()
if me.exercise is None:
    st.info("There is no exercise yet. A controller creates one on the control page.", icon=":material/add_circle:")
else:
    theme.banner(me.scenario.marking)
    live()
