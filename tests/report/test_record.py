"""The record as files: complete, described, without names where none are wanted, harmless in a spreadsheet."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest

from exercise.control import NoSuchExercise
from exercise.report.dictionary import TABLES
from exercise.report.record import DICTIONARY, FORMATS, Format, export, format_of, frames, packed
from exercise.store import Store, tables
from tests.report.conftest import WORDS, Room


def read(to: Path, format: Format, table: str) -> pd.DataFrame:
    match format:
        case "sqlite":
            with sqlite3.connect(to) as database:
                return pd.read_sql_query(f"SELECT * FROM {table}", database)
        case "csv":
            return pd.read_csv(to / f"{table}.csv")
        case "parquet":
            return pd.read_parquet(to / f"{table}.parquet")


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_every_row(played: Room, format: Format, tmp_path: Path) -> None:
    """Whatever the format, each table has the rows the store has, in the columns of the dictionary."""
    counts = export(played.control, played.exercise, tmp_path / "record", format)
    stored = played.store.recorded(played.exercise)
    assert {name: counts[name] for name in stored} == {name: len(rows) for name, rows in stored.items()}
    assert (counts["seat"], counts["lesson"], counts["entry"]) == (6, 1, 11)
    for name, columns in TABLES.items():
        frame = read(tmp_path / "record", format, name)
        assert list(frame.columns) == [column.name for column in columns]
        assert len(frame) == counts[name]


@pytest.mark.parametrize("format", FORMATS)
def test_values_come_back(played: Room, format: Format, tmp_path: Path) -> None:
    """Numbers are numbers and moments can be read as such, empty cells are empty."""
    export(played.control, played.exercise, tmp_path / "record", format)
    decision = read(tmp_path / "record", format, "decision")
    assert decision["at_ms"].tolist() == [12 * 60_000, 17 * 60_000]
    assert [str(moment)[:16].replace("T", " ") for moment in decision["wall"]] == [
        "2031-04-14 12:12",
        "2031-04-14 12:17",
    ]
    assert decision["voided_ms"].isna().all()
    rating = read(tmp_path / "record", format, "rating")
    assert rating["rating"].tolist() == ["M", "S"]
    assert read(tmp_path / "record", format, "survey")["learning"].tolist() == [5.0]


def test_nothing_leaves_without_a_word_for_it(store: Store) -> None:
    """Every column of the record's tables is in the dictionary, and the dictionary has no others; on every database."""
    room = Room(store)
    recorded = room.store.recorded(room.exercise)
    assert recorded.keys() <= TABLES.keys()
    for name in recorded:
        expected = [column.name for column in tables.METADATA.tables[name].columns]
        assert sorted(column.name for column in TABLES[name]) == sorted(expected), name
    written = frames(room.control, room.exercise)[DICTIONARY]
    assert len(written) == sum(map(len, TABLES.values()))
    assert written["meaning"].str.len().min() > 0


def test_without_names(played: Room, tmp_path: Path) -> None:
    """Without names no name of a seat, an owner or an author is in any file; with them they are."""
    for names in (True, False):
        to = tmp_path / str(names) / "csv"
        export(played.control, played.exercise, to, "csv", names=names)
        text = "".join(path.read_text(encoding="utf-8-sig") for path in to.iterdir())
        for name in ("Ångström", "Olga Owner", "Ines Author"):
            assert (name in text) is names
        assert "We close it at noon" in text


def test_formulas_are_text(played: Room, tmp_path: Path) -> None:
    """A cell that a spreadsheet would work out begins with an apostrophe; in the other formats it is as typed."""
    export(played.control, played.exercise, tmp_path / "csv", "csv")
    export(played.control, played.exercise, tmp_path / "parquet", "parquet")
    typed = read(tmp_path / "parquet", "parquet", "observation")["text"][0]
    assert typed.startswith("=cmd()")
    assert read(tmp_path / "csv", "csv", "observation")["text"][0] == f"'{typed}"
    for path in (tmp_path / "csv").iterdir():
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in frame.to_numpy().ravel()), path.name
    assert read(tmp_path / "csv", "csv", "measure_point")["by"].dtype == float


def test_nothing_recorded_yet(room: Room, tmp_path: Path) -> None:
    """An exercise that never started has the same tables, empty, with their types."""
    for format in FORMATS:
        to = tmp_path / f"{format}-record"
        assert export(room.control, room.exercise, to, format)["decision"] == 0
        assert len(read(to, format, "decision")) == 0
    assert read(tmp_path / "parquet-record", "parquet", "decision")["at_ms"].dtype == "Int64"


def test_a_file_is_not_overwritten(played: Room, tmp_path: Path) -> None:
    """A database that is there already is left alone."""
    to = tmp_path / "record.sqlite"
    to.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="is there already; name another file"):
        export(played.control, played.exercise, to, "sqlite")
    assert to.read_text(encoding="utf-8") == "mine"
    with pytest.raises(NoSuchExercise, match="There is no exercise zz"):
        export(played.control, "zz", tmp_path / "new.sqlite", "sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("format", FORMATS)
def test_packed(played: Room, format: Format) -> None:
    """To be handed out the record is one file: a database, or a ZIP of a file per table."""
    found = packed(played.control, played.exercise, format, names=False)
    if format == "sqlite":
        assert found.startswith(b"SQLite format 3")
        return
    names = {Path(name).stem for name in ZipFile(BytesIO(found)).namelist()}
    assert names == {*TABLES, DICTIONARY}


@pytest.mark.parametrize(
    ("path", "format"),
    [("record.sqlite", "sqlite"), ("out/csv", "csv"), ("drill.parquet", "parquet"), ("parquet", "parquet"),
     ("log.ndjson", None), ("drill.db.log", None), ("record.SQLite", "sqlite")],
)  # fmt: skip
def test_the_path_says_the_format(path: str, format: Format | None) -> None:
    """The ending, or the folder's name, asks for a format; any other file is the log."""
    assert format_of(Path(path)) == format


def test_the_fixture_has_a_formula() -> None:
    """Without it these tests could not fail."""
    assert WORDS.startswith("=")
