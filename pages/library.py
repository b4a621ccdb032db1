"""The planner's page: exercises to open, copy, try again or put away; scenarios with their check; the staff."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui import acts, create, dryrun, exercises, postings, scenarios
from exercise.ui.prose import note, style
from exercise.ui.session import session

me = session(Role.CONTROLLER)
style()
if me.account is None:
    note("news", "○", "The library is for staff accounts. Sign out and sign in as staff to see it.")
    st.stop()
if st.session_state.get(create.CREATING):
    create.create(me, first=False)
    st.stop()
with st.container():
    acts.outcome()
kept, ready, people = st.tabs(["Exercises", "Scenarios", "Staff"], key="library/part", on_change="rerun")
if kept.open:
    with kept:
        exercises.exercises(me)
if ready.open:
    with ready:
        folders = scenarios.folders()
        if not folders:
            scenarios.none_ready()
            st.stop()
        left, right = st.columns(2, gap="large")
        with left:
            path = st.selectbox("Scenario", folders, format_func=scenarios.title, key="library/scenario")
            scenarios.verdict(path)
            sound = not any(problem.severity == "error" for problem in scenarios.problems(path))
            if sound:
                scenarios.summary(scenarios.read(path))
        with right:
            if sound:
                dryrun.dry_run(scenarios.read(path))
if people.open:
    with people:
        postings.postings(me)
