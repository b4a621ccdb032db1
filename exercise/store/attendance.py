"""Who is connected, for all serving processes together: each writes down its own tabs and reads the others'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from exercise.store import tables
from exercise.store.part import Part

_ATTENDANCE = tables.table(tables.Attendance)
_OTHERS = select(_ATTENDANCE.c.tabs).where(
    _ATTENDANCE.c.exercise_id == bindparam("exercise"),
    _ATTENDANCE.c.process != bindparam("process"),
    _ATTENDANCE.c.wall > bindparam("since"),
)


class Attendance(Part):
    """The part of the store in which serving processes tell each other who is connected."""

    def attend(self, exercise_id: str, process: str, tabs: Mapping[str, int], wall: datetime) -> None:
        """Write down how many tabs each seat has open at a process, now; with none its line goes.

        Raises:
            StoreConflict: there is no such exercise.
        """
        dialect = postgresql if self._database.dialect == "postgresql" else sqlite
        line = dialect.insert(_ATTENDANCE).values(exercise_id=exercise_id, process=process, tabs=dict(tabs), wall=wall)
        anew = line.on_conflict_do_update(
            index_elements=[_ATTENDANCE.c.exercise_id, _ATTENDANCE.c.process],
            set_={"tabs": line.excluded.tabs, "wall": line.excluded.wall},
        )
        gone = delete(_ATTENDANCE).where(_ATTENDANCE.c.exercise_id == exercise_id, _ATTENDANCE.c.process == process)
        with self._database.writing() as connection:
            connection.execute(anew if tabs else gone)

    def attending(self, exercise_id: str, process: str, since: datetime) -> Counter[str]:
        """How many tabs each seat has open at processes other than this one, as far as they said so ``since`` then."""
        found: tuple[dict[str, int], ...] = self._all(dict, _OTHERS, exercise=exercise_id, process=process, since=since)
        return sum(map(Counter, found), Counter())
