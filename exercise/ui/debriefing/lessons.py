"""The lessons of this exercise: what was seen, why, what is to be done, by whom, until when."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from exercise.core.refusals import moment
from exercise.store import STATUSES, ExerciseInfo, LessonInfo, StoreError
from exercise.ui import words
from exercise.ui.debriefing.room import AT, Room
from exercise.ui.session import open_to
from exercise.ui.state import control

_FORM = "debrief/lesson"
_NONE = "no critical task"
_NEVER = "not tested again yet"


def lessons(room: Room) -> None:
    """The register, each lesson open to change, and a form for one more."""
    found = control().store.lessons(room.me.exercise)
    left, right = st.columns((3, 2), gap="large")
    with right, st.container(border=True):
        _write(room)
    with left:
        if not found:
            st.info("No lesson has been written down yet. Begin with what you saw; three lessons that somebody owns "
                    "are worth more than thirty that nobody does.", icon=":material/school:")  # fmt: skip
        for lesson in found:
            _lesson(room, lesson)


def tasks(room: Room) -> dict[str, str]:
    """The critical tasks of the scenario by id, in words."""
    return {task.id: f"{task.id} {task.text}" for objective in room.scenario.objectives for task in objective.tasks}


def _write(room: Room) -> None:
    st.markdown("##### A new lesson")
    number = st.session_state.setdefault(_FORM, 0)
    known = tasks(room)
    with st.form(f"{_FORM}/{number}", border=False):
        observation = st.text_area("What was seen", key=f"{_FORM}/{number}/seen", height=90)
        analysis = st.text_area("Why it was so", key=f"{_FORM}/{number}/why", height=70)
        recommendation = st.text_area("What is to be done", key=f"{_FORM}/{number}/do", height=70)
        owner, due = st.columns(2)
        who = owner.text_input("Owner", key=f"{_FORM}/{number}/who", placeholder="Who sees to it")
        when = due.date_input("Due", value=None, key=f"{_FORM}/{number}/due", min_value=control().now().date())
        task = st.selectbox("About", ["", *known], format_func=lambda id: known.get(id, _NONE),
                            key=f"{_FORM}/{number}/task")  # fmt: skip
        at = st.session_state.get(AT)
        here = st.checkbox(f"It is about {moment(at or 0)} on the timeline", value=at is not None,
                           key=f"{_FORM}/{number}/here")  # fmt: skip
        if st.form_submit_button("Write it down", type="primary", icon=":material/edit_note:"):
            _keep(room, observation, analysis, recommendation, who, when, task, (at or 0) if here else None)


def _keep(
    room: Room, observation: str, analysis: str, recommendation: str, owner: str, due: Any, task: str, at: int | None
) -> None:
    try:
        control().store.add_lesson(
            room.me.exercise or "", observation, syndicate=room.me.seat.syndicate or "", analysis=analysis,
            recommendation=recommendation, owner=owner, due=due if isinstance(due, date) else None, task=task,
            at_ms=at, author=room.me.name or room.me.seat.id, created=control().now(),
        )  # fmt: skip
    except (ValueError, StoreError) as error:
        st.error(words.plain(str(error)), icon=":material/block:")
        return
    st.session_state[_FORM] += 1
    st.rerun()


def _lesson(room: Room, lesson: LessonInfo) -> None:
    key = f"lesson/{lesson.id}"
    with st.container(border=True):
        when = f" · about {moment(lesson.at_ms)}" if lesson.at_ms is not None else ""
        owner = lesson.owner or "no owner yet"
        due = f", due {lesson.due:%-d %B %Y}" if lesson.due else ""
        st.markdown(f"**{words.plain(lesson.observation)}**")
        if lesson.analysis:
            st.markdown(words.plain(lesson.analysis))
        if lesson.recommendation:
            st.markdown(f":material/arrow_forward: {words.plain(lesson.recommendation)}")
        st.caption(
            words.plain(
                f"{owner}{due}{when}"
                + (f" · {tasks(room).get(lesson.task, lesson.task)}" if lesson.task else "")
                + (f" · tested again in {_title(lesson.retested_in)}" if lesson.retested_in else "")
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.segmented_control(
                "Status", STATUSES, default=lesson.status, required=True, key=f"{key}/status",
                label_visibility="collapsed", on_change=_restate, args=(lesson.id, f"{key}/status"),
            )  # fmt: skip
            with st.popover("Change", icon=":material/edit:"):
                _change(room, lesson, key)


def _restate(id: str, key: str) -> None:
    control().store.change_lesson(id, control().now(), status=st.session_state[key])


def _change(room: Room, lesson: LessonInfo, key: str) -> None:
    titles = {info.id: info.title for info in _later(room, lesson)}
    with st.form(f"{key}/form", border=False):
        observation = st.text_area("What was seen", lesson.observation)
        analysis = st.text_area("Why it was so", lesson.analysis)
        recommendation = st.text_area("What is to be done", lesson.recommendation)
        owner = st.text_input("Owner", lesson.owner)
        due = st.date_input("Due", lesson.due)
        again = st.selectbox("Tested again in", ["", *titles], format_func=lambda id: titles.get(id, _NEVER),
                             index=[*titles].index(lesson.retested_in) + 1 if lesson.retested_in in titles else 0,
                             help="The later exercise that showed whether it has been learnt")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            try:
                control().store.change_lesson(
                    lesson.id, control().now(), observation=observation, analysis=analysis,
                    recommendation=recommendation, owner=owner, due=due if isinstance(due, date) else None,
                    retested_in=again or None,
                )  # fmt: skip
            except (ValueError, LookupError, StoreError) as error:
                st.error(words.plain(str(error)), icon=":material/block:")
                return
            st.rerun()


def _later(room: Room, lesson: LessonInfo) -> list[ExerciseInfo]:
    """The other exercises this person may open, and whichever the lesson is said to have been tested in."""
    store, account = control().store, room.me.account
    found = [info for info in (open_to(control(), account) if account else ()) if info.id != lesson.exercise_id]
    named = store.exercise(lesson.retested_in) if lesson.retested_in else None
    return [*found, named] if named and named not in found else found


def _title(exercise: str) -> str:
    found = control().store.exercise(exercise)
    return found.title if found else exercise
