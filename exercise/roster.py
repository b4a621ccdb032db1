"""A roster: who sits at which team, from a spreadsheet's CSV. Every row that cannot be used is named with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple

from exercise.core.scenario import Scenario

MOST_ROWS = 600
MOST_BYTES = 1_000_000
MOST_CHARACTERS = 60
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "participant", "trainee", "nom"),
    "team": ("team", "agency", "organisation", "organization", "equipe", "équipe"),
    "syndicate": ("syndicate", "group", "groupe"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Person(NamedTuple):
    """Somebody on the roster."""

    name: str
    team: str
    syndicate: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was understood, and in sentences what was not; where there are problems nothing is to be set up."""

    people: tuple[Person, ...]
    problems: tuple[str, ...] = ()


def template(scenario: Scenario, syndicates: tuple[str, ...]) -> str:
    """A roster to fill in: one row for every team of every syndicate."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(("", agency.id, name) for name in syndicates for agency in scenario.agencies)
    return out.getvalue()


def read(content: bytes, scenario: Scenario, syndicates: tuple[str, ...]) -> Roster:
    """The people on a roster. Columns are found by their heading, in any order; teams by id, short or full name."""
    if len(content) > MOST_BYTES:
        return _refused(
            f"The file has {len(content):,} bytes; a roster has at most {MOST_BYTES:,}. Is it the right one?"
        )
    if content[:4] == b"PK\x03\x04":
        return _refused("This is a workbook, not CSV. Save it as CSV in your spreadsheet and choose that file.")
    text = _text(content)
    if "\0" in text:
        return _refused("This is not a text file. Save the roster as CSV in your spreadsheet and choose that file.")
    try:
        rows = list(csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        return _refused(f"The file cannot be read as CSV: {error}. Save it as CSV in your spreadsheet again.")
    return _roster(rows, scenario, syndicates)


def _refused(problem: str) -> Roster:
    return Roster((), (problem,))


def _text(content: bytes) -> str:
    """Spreadsheets write UTF-8 with a mark, or the letters of western Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count)


def _roster(rows: list[list[str]], scenario: Scenario, syndicates: tuple[str, ...]) -> Roster:
    filled = [(line, row) for line, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        return _refused("The file is empty. It needs a heading with name and team, then one row per person.")
    places, problem = _places(filled[0][1])
    if problem:
        return _refused(problem)
    if len(filled) == 1:
        return _refused("The roster has a heading and nobody under it. Add one row per person.")
    if len(filled) - 1 > MOST_ROWS:
        return _refused(
            f"The roster has {len(filled) - 1:,} rows; an exercise seats at most {MOST_ROWS}. Divide it into several."
        )
    people: list[Person] = []
    problems: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    teams, groups = _teams(scenario), {name.casefold(): name for name in syndicates}
    for line, row in filled[1:]:
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        found = list(_wrong(cells, teams, groups, scenario))
        syndicate = groups.get(cells.get("syndicate", "").casefold(), syndicates[0])
        # The same name may sit in two syndicates; in one it would be two cards for one person.
        known = seen.setdefault((cells["name"].casefold(), syndicate), line)
        if known != line and cells["name"]:
            found.append(f"{_shown(cells['name'])} stands in line {known} already; take one out or tell them apart")
        problems += [f"Line {line}: {sentence}." for sentence in found]
        if not found:
            people.append(Person(cells["name"], teams[cells["team"].casefold()], syndicate))
    return Roster(tuple(people), tuple(problems))


def _places(heading: list[str]) -> tuple[dict[str, int], str]:
    """In which column each thing stands, or what is wrong with the heading."""
    heads = [cell.strip().casefold() for cell in heading]
    places = {
        name: place for name, words in COLUMNS.items() for place, head in enumerate(heads) if head in words
    }  # fmt: skip
    missing = [name for name in ("name", "team") if name not in places]
    if missing:
        return {}, (
            f"Line 1: the heading has no column {' and no column '.join(missing)}; it reads "
            f"{_shown(', '.join(heading))}. The first line names the columns: name, team, syndicate."
        )
    return places, ""


def _teams(scenario: Scenario) -> dict[str, str]:
    """Team ids by everything people may call a team."""
    return {
        name.casefold(): agency.id
        for agency in scenario.agencies
        for name in (agency.name, agency.short, agency.id)
        if name
    }


def _wrong(
    cells: Mapping[str, str], teams: Mapping[str, str], groups: Mapping[str, str], scenario: Scenario
) -> Iterator[str]:
    name, team, syndicate = cells["name"], cells["team"], cells.get("syndicate", "")
    if not name:
        yield "the name is missing; write one, or take the row out: free seats are added by themselves"
    elif name.startswith(_FORMULA):
        yield f"the name {_shown(name)} would be a formula in a spreadsheet; write it without the sign in front"
    elif len(name) > MOST_CHARACTERS or not name.isprintable():
        yield f"the name {_shown(name)} must be one line of at most {MOST_CHARACTERS} letters"
    if not team:
        yield f"the team is missing; it is one of {', '.join(scenario.agency)}"
    elif team.casefold() not in teams:
        yield f"there is no team {_shown(team)}; it is one of {', '.join(scenario.agency)}"
    if syndicate and syndicate.casefold() not in groups:
        yield f"there is no syndicate {_shown(syndicate)}; this exercise has {', '.join(groups.values())}"


def _shown(text: str) -> str:
    """What stands in a cell, short enough to quote."""
    return f"“{text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + '…'}”"
