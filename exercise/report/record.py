"""The record as files for people with SQL, a spreadsheet or pandas: SQLite, CSV or Parquet, with its dictionary."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from shutil import make_archive
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pandas as pd

from exercise.control import Control, NoSuchExercise
from exercise.core.entries import encode
from exercise.report.dictionary import TABLES, Column, Type
from exercise.store import Row

Format = Literal["sqlite", "csv", "parquet"]
FORMATS: tuple[Format, ...] = ("sqlite", "csv", "parquet")
DICTIONARY = "dictionary"

_DTYPES: Mapping[Type, str] = {
    "text": "string",
    "whole number": "Int64",
    "number": "Float64",
    "yes/no": "boolean",
    "moment": "datetime64[us, UTC]",
    "day": "string",
}
# A spreadsheet takes a cell that begins like this for a formula and works it out.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def format_of(to: Path) -> Format | None:
    """The format a path asks for: ``record.sqlite``, a folder ``csv``, ``drill.parquet``; None for any other."""
    asked = (to.suffix or to.name).lstrip(".").lower()
    return next((format for format in FORMATS if format == asked), None)


def export(control: Control, exercise: str, to: Path, format: Format, *, names: bool = True) -> dict[str, int]:
    """Write the record of an exercise and its dictionary; return how many rows each table has.

    SQLite is one file; CSV and Parquet are a folder with a file per table. Without names the columns that hold
    names are empty; what people typed stays as it is.

    Raises:
        NoSuchExercise: there is no such exercise.
        FileExistsError: the SQLite file is there already.
        OSError: the place cannot be written to.
    """
    found = frames(control, exercise, names=names)
    match format:
        case "sqlite":
            _to_sqlite(found, to)
        case "csv":
            to.mkdir(parents=True, exist_ok=True)
            for name, frame in found.items():
                _neutral(_plain(frame)).to_csv(to / f"{name}.csv", index=False, encoding="utf-8-sig")
        case "parquet":
            to.mkdir(parents=True, exist_ok=True)
            for name, frame in found.items():
                frame.to_parquet(to / f"{name}.parquet", index=False)
    return {name: len(frame) for name, frame in found.items()}


def packed(control: Control, exercise: str, format: Format, *, names: bool = True) -> bytes:
    """The record as one file to hand out: the SQLite file, or the folder as a ZIP.

    Raises:
        NoSuchExercise: there is no such exercise.
    """
    with TemporaryDirectory() as folder:
        to = Path(folder) / "record"
        export(control, exercise, to, format, names=names)
        return (to if to.is_file() else Path(make_archive(str(to), "zip", to))).read_bytes()


def frames(control: Control, exercise: str, *, names: bool = True) -> dict[str, pd.DataFrame]:
    """Every table of the record as a frame, its dictionary last.

    Raises:
        NoSuchExercise: there is no such exercise.
    """
    store = control.store
    info = store.exercise(exercise)
    if info is None:
        raise NoSuchExercise(f"There is no exercise {exercise}.")
    scenario = control.scenario(exercise)
    rows: dict[str, Iterable[Mapping[str, Any]]] = dict(store.recorded(exercise))
    rows["exercise"] = [
        {
            "id": info.id, "title": info.title, "scenario": f"{scenario.title} {scenario.version}",
            "scenario_sha": info.scenario_sha, "seed": info.seed, "engine_version": info.engine_version,
            "syndicates": " ".join(info.syndicates), "state": control.clock(exercise).state,
            "created_wall": info.created_wall, "parent": info.parent, "parent_at_ms": info.parent_at,
        }
    ]  # fmt: skip
    rows["seat"] = [
        {"id": seat.id, "role": seat.role.value, "team": seat.team, "syndicate": seat.syndicate, "name": seat.name,
         "joined_wall": seat.joined_wall}
        for seat in store.seats(exercise)
    ]  # fmt: skip
    rows["entry"] = [_entry(row) for row in store.since(exercise, 0)]
    rows["lesson"] = [
        {name: getattr(lesson, name) for name in lesson.__slots__}
        | {"evidence": " ".join(map(str, lesson.evidence)), "due": lesson.due.isoformat() if lesson.due else None}
        for lesson in store.lessons(exercise)
    ]
    found = {name: _frame(columns, rows[name], names) for name, columns in TABLES.items()}
    return found | {DICTIONARY: _dictionary()}


def _entry(row: Row) -> dict[str, Any]:
    entry, seat = row.entry, row.entry.seat
    return {
        "seq": entry.seq, "at_ms": entry.at, "wall": entry.wall, "seat_id": seat.id, "role": seat.role.value,
        "team": seat.team, "syndicate": entry.syndicate, "kind": entry.act.kind,
        "data": json.dumps(encode(entry.act), ensure_ascii=False),
    }  # fmt: skip


def _frame(columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]], names: bool) -> pd.DataFrame:
    listed = list(rows)
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [None if column.personal and not names else row[column.name] for row in listed],
                dtype=_DTYPES[column.type],
            )
            for column in columns
        }
    )


def _dictionary() -> pd.DataFrame:
    rows = [(name, *column[:3]) for name, columns in TABLES.items() for column in columns]
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning"], dtype="string")


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with moments as text (ISO 8601), for formats that know none."""
    moments = {
        name: values.map(lambda moment: moment.isoformat(), na_action="ignore").astype("string")
        for name, values in frame.select_dtypes("datetimetz").items()
    }
    return frame.assign(**{str(name): values for name, values in moments.items()})


def _neutral(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before every text that a spreadsheet would work out as a formula."""
    safe = {
        name: values.map(lambda text: f"'{text}" if text.startswith(_FORMULA) else text, na_action="ignore")
        for name, values in frame.select_dtypes("string").items()
    }
    return frame.assign(**{str(name): values for name, values in safe.items()})


def _to_sqlite(found: Mapping[str, pd.DataFrame], to: Path) -> None:
    if to.exists():
        raise FileExistsError(f"{to} is there already; name another file, or remove it first.")
    with closing(sqlite3.connect(to)) as database, database:
        for name, frame in found.items():
            _plain(frame).to_sql(name, database, index=False)
