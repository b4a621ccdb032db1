"""A log as a file: one JSON object a line, the frozen scenario first, then every entry with its mark.

The file holds everything a replay needs, and nothing a replay makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exercise.content import digest, from_json
from exercise.core.acts import Role, Seat
from exercise.core.entries import Entry, decode, encode
from exercise.core.scenario import Scenario
from exercise.store import Row, Store

FORMAT = "whitecell-log/1"


class ArchiveError(ValueError):
    """The file is not a log; the message says which line and why."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A log read from a file."""

    title: str
    scenario: Scenario
    syndicates: tuple[str, ...]
    rows: tuple[Row, ...]


def lines(store: Store, exercise: str) -> Iterator[str]:
    """The lines of an exercise's log.

    Raises:
        LookupError: there is no such exercise.
    """
    info = store.exercise(exercise)
    if info is None:
        raise LookupError(f"There is no exercise {exercise}.")
    yield _line(
        {
            "format": FORMAT,
            "exercise": info.id,
            "title": info.title,
            "engine": info.engine_version,
            "syndicates": list(info.syndicates),
            "sha256": info.scenario_sha,
            "scenario": store.scenario_json(exercise),
        }
    )
    for row in store.since(exercise, 0):
        entry, seat = row.entry, row.entry.seat
        yield _line(
            {
                "seq": entry.seq,
                "at": entry.at,
                "wall": entry.wall.isoformat(),
                "seat": [seat.id, seat.role.value, seat.team, seat.syndicate],
                "syndicate": entry.syndicate,
                "kind": entry.act.kind,
                "version": entry.act.version,
                "data": encode(entry.act),
                "key": row.key,
                "mark": row.mark,
                "prev": row.prev_hash,
                "hash": row.hash,
            }
        )


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read(path: Path) -> Archive:
    """Read a log from a file.

    Raises:
        ArchiveError: the file is not a log, or its scenario was altered.
    """
    try:
        head, *rest = path.read_text(encoding="utf-8").splitlines()
        first = json.loads(head)
        if first.get("format") != FORMAT:
            raise ArchiveError(f"{path}:1: this is not a Whitecell log; write one with `whitecell export`.")
        if digest(first["scenario"]) != first["sha256"]:
            raise ArchiveError(f"{path}:1: the scenario is not the one the log was written with.")
        scenario = from_json(first["scenario"])
    except (ValueError, KeyError, AttributeError) as error:
        raise error if isinstance(error, ArchiveError) else ArchiveError(f"{path}:1: {error}") from None
    rows = tuple(_row(path, number, line) for number, line in enumerate(rest, 2) if line.strip())
    return Archive(first["title"], scenario, tuple(first["syndicates"]), rows)


def _row(path: Path, number: int, line: str) -> Row:
    try:
        found = json.loads(line)
        id, role, team, syndicate = found["seat"]
        entry = Entry(
            found["seq"],
            found["at"],
            datetime.fromisoformat(found["wall"]),
            Seat(id, Role(role), team, syndicate),
            decode(found["kind"], found["data"], found["version"]),
            found["syndicate"],
        )
        return Row(entry, found["key"], found["mark"], found["prev"], found["hash"])
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}:{number}: this line is not an entry ({error}).") from None
