"""The lessons register: what was observed, why it was so, what is to be done, by whom, until when.

Lessons outlive their exercise: they are changed for months, and a later exercise tests them again. So they
are rows of their own and no part of a log.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any, Literal, get_args

from sqlalchemy import insert, select, update

from exercise.store import tables
from exercise.store.part import Part, columns
from exercise.store.record import printable

_LESSON = tables.table(tables.Lesson)

LessonStatus = Literal["open", "in hand", "done", "dropped"]
STATUSES: tuple[LessonStatus, ...] = get_args(LessonStatus)


@dataclass(frozen=True, slots=True)
class LessonInfo:
    """A lesson. ``evidence`` are entries of the exercise's log, ``retested_in`` a later exercise.

    ``at_ms`` is the exercise time it is about and ``task`` a critical task of the scenario, where there is one.
    """

    id: str
    exercise_id: str
    syndicate: str
    observation: str
    analysis: str
    recommendation: str
    owner: str
    due: date | None
    status: LessonStatus
    retested_in: str | None
    task: str
    at_ms: int | None
    evidence: tuple[int, ...]
    author: str
    created_wall: datetime
    changed_wall: datetime


class Lessons(Part):
    """The part of the store that holds the lessons register."""

    def add_lesson(
        self,
        exercise_id: str,
        observation: str,
        *,
        syndicate: str = "",
        analysis: str = "",
        recommendation: str = "",
        owner: str = "",
        due: date | None = None,
        task: str = "",
        at_ms: int | None = None,
        evidence: tuple[int, ...] = (),
        author: str = "",
        created: datetime,
    ) -> LessonInfo:
        """Write down a lesson of an exercise; it is open.

        Raises:
            ValueError: nothing was observed.
            StoreConflict: there is no such exercise.
        """
        _observed(observation)
        lesson = LessonInfo(
            token_hex(4), exercise_id, syndicate, observation, analysis, recommendation, owner, due, "open", None,
            task, at_ms, tuple(evidence), author, created, created,
        )  # fmt: skip
        values = printable(asdict(lesson) | {"evidence": list(evidence)})
        with self._database.writing() as connection:
            connection.execute(insert(_LESSON).values(values))
        return _lesson(*(values[column.name] for column in _COLUMNS))

    def change_lesson(self, lesson_id: str, changed: datetime, **values: Any) -> None:
        """Change some fields of a lesson.

        Raises:
            LookupError: there is no such lesson.
            ValueError: the observation is empty, or the status is none of `STATUSES`.
            StoreConflict: the exercise it is said to be retested in does not exist.
        """
        if "observation" in values:
            _observed(values["observation"])
        if values.get("status", "open") not in STATUSES:
            raise ValueError(f"{values['status']} is not a status of a lesson; choose {', '.join(STATUSES)}.")
        if "evidence" in values:
            values["evidence"] = list(values["evidence"])
        changes = printable(values) | {"changed_wall": changed}
        self._change(
            update(_LESSON).where(_LESSON.c.id == lesson_id).values(changes), f"There is no lesson {lesson_id!r}."
        )

    def lesson(self, lesson_id: str) -> LessonInfo | None:
        """The lesson of that id, or None."""
        return self._one(_lesson, select(*_COLUMNS).where(_LESSON.c.id == lesson_id))

    def lessons(self, exercise_id: str | None = None) -> tuple[LessonInfo, ...]:
        """The lessons of an exercise, or of all, in the order they were written."""
        statement = select(*_COLUMNS).order_by(_LESSON.c.created_wall, _LESSON.c.id)
        return self._all(_lesson, statement.where(_LESSON.c.exercise_id == exercise_id) if exercise_id else statement)


_COLUMNS = columns(LessonInfo, _LESSON)


def _observed(observation: str) -> None:
    if not observation.strip():
        raise ValueError("Write what was observed; a lesson begins with it.")


def _lesson(*row: Any) -> LessonInfo:
    values = dict(zip((column.name for column in _COLUMNS), row, strict=True))
    return LessonInfo(**values | {"evidence": tuple(values["evidence"])})
