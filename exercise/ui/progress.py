"""Across exercises: learning curves, readiness by critical task, and the register of lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from exercise.charts.progress import curves
from exercise.core.debrief.progress import Played, Readiness, readiness, steps
from exercise.core.evaluation.ratings import DEFINITIONS
from exercise.store import STATUSES, ExerciseInfo, LessonInfo
from exercise.ui import words
from exercise.ui.debriefing.room import show
from exercise.ui.session import Session, open_to
from exercise.ui.state import control

# So many exercises, the latest ones: each is replayed to be looked at.
MOST = 24


def known(me: Session) -> tuple[ExerciseInfo, ...]:
    """The exercises this person may see, the latest first."""
    if me.account is None:
        return (me.info,) if me.exercise else ()
    return tuple(info for info in open_to(control(), me.account) if not info.archived)


def played(infos: Sequence[ExerciseInfo]) -> tuple[Played, ...]:
    """Those that have ended, syndicate by syndicate."""
    desk = control()
    return tuple(
        Played(info.id, info.title, syndicate, info.created_wall, run)
        for info in infos[:MOST]
        for syndicate in info.syndicates
        if (run := desk.run(info.id, syndicate)).situation.ended is not None
    )


def learning(found: Sequence[Played]) -> None:
    """A curve per team in the dimension chosen."""
    every = steps(found)
    if not every:
        st.info("No exercise has ended yet. Curves begin with the first EndEx.", icon=":material/trending_up:")
        return
    dimensions = list(dict.fromkeys(step.dimension for step in every))
    dimension = st.pills("Dimension", dimensions, default=dimensions[0], required=True, key="progress/dimension")
    show(curves(every, str(dimension)))


def ready(found: Sequence[Played], noted: Sequence[LessonInfo]) -> None:
    """Critical tasks, those that need work first."""
    tasks = readiness(found)
    if not tasks:
        st.info("No exercise has ended yet. Ratings and counts stand here then.", icon=":material/flag:")
        return
    st.markdown(words.plain(_stand(tasks)))
    scenarios = {one.exercise: one.run.scenario.id for one in found}
    waiting = Counter(
        (scenarios.get(lesson.exercise_id, ""), lesson.task) for lesson in noted if lesson.status in ("open", "in hand")
    )
    order = {letter: number for number, letter in enumerate(reversed(DEFINITIONS))}
    rows = sorted(tasks, key=lambda row: (order.get(row.rating, len(order)), row.times))
    st.dataframe([_row(row, waiting) for row in rows], hide_index=True, alt="Readiness by critical task",
                 column_config={"Critical task": st.column_config.TextColumn(width="large")})  # fmt: skip
    st.caption(" · ".join(f"**{letter}** {words.plain(known.title)}" for letter, known in DEFINITIONS.items()))


def _stand(tasks: Sequence[Readiness]) -> str:
    weak = sum(row.rating in ("M", "U") for row in tasks)
    never = sum(not row.times for row in tasks)
    unrated = sum(not row.rating for row in tasks)
    return (
        f"{words.count(len(tasks), 'critical task')}: {weak} with major challenges or not performed, "
        f"{unrated} not rated yet, {never} never exercised."
    )


def _row(row: Readiness, waiting: Mapping[tuple[str, str], int]) -> dict[str, object]:
    return {
        "Rating": row.rating or words.NOTHING,
        "Critical task": f"{row.task} {row.text}",
        "Times": row.times,
        "Answered": f"{row.answered} of {row.asked}" if row.asked else words.NOTHING,
        "Since the first time": words.NOTHING if row.trend is None else f"{row.trend:+.0%}".replace("-", "−"),
        "Open lessons": waiting.get((row.scenario, row.task), 0),
        "Last exercised": f"{row.last:%d %b %Y}, {row.where}" if row.last else "never",
        "Capability": row.capability,
    }


def lessons(infos: Sequence[ExerciseInfo]) -> list[LessonInfo]:
    """The lessons of these exercises."""
    ids = {info.id for info in infos}
    return [lesson for lesson in control().store.lessons() if lesson.exercise_id in ids]


def register(infos: Sequence[ExerciseInfo]) -> None:
    """Every lesson of these exercises: what is open, what is done, what was tested again."""
    titles = {info.id: info.title for info in infos}
    found = lessons(infos)
    if not found:
        st.info("No lesson has been written down yet. They are written in the debrief.", icon=":material/school:")
        return
    counts: dict[str, int] = {status: sum(lesson.status == status for lesson in found) for status in STATUSES}
    again = sum(lesson.retested_in is not None for lesson in found)
    figures = st.columns(len(counts) + 1)
    for column, (name, count) in zip(figures, {**counts, "tested again": again}.items(), strict=True):
        column.metric(name.capitalize(), count)
    wanted = st.pills("Show", STATUSES, selection_mode="multi", default=["open", "in hand"], key="progress/status")
    today = control().now().date()
    shown = [lesson for lesson in found if not wanted or lesson.status in wanted]
    if not shown:
        st.info(f"No lesson is {' or '.join(wanted)}. Choose above what else to show.", icon=":material/filter_alt:")
    for lesson in shown:
        late = lesson.due is not None and lesson.due < today and lesson.status in ("open", "in hand")
        _lesson(lesson, titles, late)


def _lesson(lesson: LessonInfo, titles: dict[str, str], late: bool) -> None:
    key = f"progress/{lesson.id}"
    with st.container(border=True):
        text, fields = st.columns((3, 2), vertical_alignment="center")
        with text:
            st.markdown(f"**{words.plain(lesson.observation)}**")
            if lesson.recommendation:
                st.markdown(f":material/arrow_forward: {words.plain(lesson.recommendation)}")
            due = f" · due {lesson.due:%d %b %Y}{', overdue' if late else ''}" if lesson.due else ""
            st.caption(words.plain(f"{titles[lesson.exercise_id]} · {lesson.owner or 'no owner yet'}{due}"))
        with fields:
            st.segmented_control(
                "Status", STATUSES, default=lesson.status, required=True, key=f"{key}/status",
                label_visibility="collapsed", on_change=partial(_change, lesson.id, "status", f"{key}/status"),
            )  # fmt: skip
            others = ["", *(id for id in titles if id != lesson.exercise_id)]
            now = lesson.retested_in if lesson.retested_in in others else ""
            st.selectbox("Tested again in", others, index=others.index(now or ""), key=f"{key}/again",
                         format_func=lambda id: titles.get(id, "not tested again yet"),
                         on_change=partial(_change, lesson.id, "retested_in", f"{key}/again"))  # fmt: skip


def _change(id: str, field: str, key: str) -> None:
    control().store.change_lesson(id, control().now(), **{field: st.session_state[key] or None})
