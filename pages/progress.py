"""Across exercises: learning curves, readiness by critical task, lessons open, done and tested again."""

from __future__ import annotations

import streamlit as st

from exercise.core.acts import Role
from exercise.ui import campaign, progress
from exercise.ui.prose import style
from exercise.ui.session import session

me = session(Role.INSTRUCTOR, Role.CONTROLLER)
style("debrief")
st.markdown("#### Progress across exercises")
infos = progress.known(me)
found = progress.played(infos)
names = ("Learning curves", "Readiness", "Lessons", "Campaigns")
curves, ready, lessons, campaigns = st.tabs(names, key="progress-section", on_change="rerun")
if curves.open:
    with curves:
        progress.learning(found)
if ready.open:
    with ready:
        progress.ready(found, progress.lessons(infos))
if lessons.open:
    with lessons:
        progress.register(infos)
if campaigns.open:
    with campaigns:
        campaign.told(infos)
