"""A scenario folder becomes a `Scenario`, or a list of everything that keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from exercise.content.folder import Page, read_map, read_page, read_text
from exercise.content.inject import read_inject
from exercise.content.problems import ContentError, Problem, Spot, UnreadableError, Where
from exercise.content.setting import (
    read_agencies,
    read_cast,
    read_channels,
    read_measures,
    read_objectives,
    read_reports,
    read_simcell,
    read_twists,
)
from exercise.content.shape import Reading, Sheet
from exercise.content.times import duration, lasting
from exercise.content.values import identifier, local_time, number, release_policy, timezone
from exercise.content.yamltree import Node, Scalar, Series, Table, read_table
from exercise.core import conditions
from exercise.core.scenario import MINUTE, Inject, Scenario

_NEEDS = ("title", "version", "duration", "starts", "agencies", "channels", "measures")
_LISTS = {
    "team": "agencies",
    "channel": "channels",
    "measure": "measures",
    "phase": "phases",
    "storyline": "storylines",
    "objective": "objectives",
    "report": "reports",
}
# A condition is one line that fits a cell; beyond this length it would only exercise Python's parser.
_LONGEST_CONDITION = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario and where each part of it was written."""

    scenario: Scenario
    where: Where


class _File(NamedTuple):
    """An inject file; without keys and page where it cannot be read."""

    path: Path
    keys: Table | None = None
    page: Page = Page("", "", Spot("", 0))

    @property
    def id(self) -> str:
        """The inject's id as its front matter says, or else its file name."""
        id = self.keys.entries.get("id") if self.keys else None
        return id.node.text if id and isinstance(id.node, Scalar) else self.path.stem.partition("-")[0]


def load(path: Path, seed: int = 1) -> Scenario:
    """Read a scenario folder; the seed decides every invented name.

    Raises:
        ContentError: the folder is not a scenario; all problems found are in it.
    """
    return read(path, seed).scenario


def read(path: Path, seed: int = 1) -> Draft:
    """Read a scenario folder and keep where everything was written.

    Raises:
        ContentError: the folder is not a scenario; all problems found are in it.
    """
    if not path.is_dir():
        raise ContentError([Problem(str(path), 0, "there is no such folder", "name a folder that holds scenario.yaml")])
    reading = Reading()
    settings = reading.attempt(_settings, path / "scenario.yaml")
    files = _files(reading, path / "msel")
    area = reading.attempt(read_map, path / "map.geojson")
    if settings is None:
        raise ContentError(reading.problems)
    reading.names = _names(settings, files)
    reading.where["scenario", path.resolve().name] = settings.spot
    scenario = _assemble(reading, settings, files, path, seed)
    _check_conditions(reading, scenario, files)
    if reading.problems:
        raise ContentError(reading.problems)
    return Draft(replace(scenario, map=area or ""), reading.where)


def _settings(path: Path) -> Table:
    return read_table(read_text(path), str(path))


def _files(reading: Reading, folder: Path) -> list[_File]:
    """The inject files in the order of their ids."""
    found = sorted(folder.glob("[!.]*.md")) if folder.is_dir() else []
    if not found:
        reading.fault(Spot(str(folder), 0), "there are no injects", "write one file each, for example I01-first.md")
    files = [reading.attempt(_file, path) or _File(path) for path in found]
    return sorted(files, key=lambda file: _as_people_count(file.id))


def _file(path: Path) -> _File:
    page = read_page(path)
    return _File(path, read_table(page.front, str(path)), page)


def _as_people_count(id: str) -> list[str | int]:
    """A key under which I2 comes before I10: words and figures take turns."""
    parts = re.split(r"([0-9]+)", id)
    return [int(part) if turn % 2 else part for turn, part in enumerate(parts)]


def _names(settings: Table, files: Iterable[_File]) -> dict[str, Collection[str]]:
    """The ids of every kind of thing, gathered before anything is read that may mention them."""
    names: dict[str, Collection[str]] = {"inject": [file.id for file in files]}
    for kind, key in _LISTS.items():
        entry = settings.entries.get(key)
        ids = _ids(entry.node) if entry else () if key not in _NEEDS else None
        if ids is not None:
            names[kind] = ids
    objectives = settings.entries.get("objectives")
    for id, node in _children(objectives.node if objectives else None):
        tasks = dict(_children(node)).get("tasks")
        names[f"task of {id}"] = [task for task, _ in _children(tasks)]
    return names


def _children(node: Node | None) -> list[tuple[str, Node]]:
    return [(key, entry.node) for key, entry in node.entries.items()] if isinstance(node, Table) else []


def _ids(node: Node) -> Collection[str] | None:
    if isinstance(node, Series):
        return [item.text for item in node.items if isinstance(item, Scalar)]
    return [id for id, _ in _children(node)] if isinstance(node, Table) else None


def _assemble(reading: Reading, settings: Table, files: list[_File], path: Path, seed: int) -> Scenario:
    root = Sheet(reading, settings, "scenario.yaml", _NEEDS)
    reading.cast = read_cast(root, seed)
    storylines = {id: sheet.text(id) for id, sheet in root.pairs("storylines")}
    root.words("phases")
    cards = {team: _prose(reading, path / "cards" / f"{team}.md") for team in reading.names.get("team", ())}
    scenario = Scenario(
        id=_scenario_id(reading, path),
        title=root.text("title"),
        version=root.text("version"),
        duration=root.value("duration", lasting, 0),
        starts=root.value("starts", local_time, ""),
        agencies=read_agencies(root, cards),
        channels=read_channels(root),
        measures=read_measures(root),
        injects=_injects(reading, files, storylines),
        objectives=read_objectives(root),
        reports=read_reports(root),
        twists=read_twists(root),
        simcell=read_simcell(root),
        seed=seed,
        rate=root.value("rate", number(0.1, 100), 1.0),
        settle=root.value("settle", duration, 3 * MINUTE),
        release_policy=root.value("release_policy", release_policy, "record"),
        language=root.text("language", "en"),
        timezone=root.value("timezone", timezone, "UTC"),
        marking=root.text("marking", "EXERCISE"),
        summary=root.text("summary"),
        situation=_prose(reading, path / "brief.md"),
        content_notice=root.text("content_notice"),
    )
    for key in ("agencies", "channels", "measures"):
        node = settings.entries[key].node if root.has(key) else None
        if isinstance(node, Table) and not node.entries:
            reading.fault(root.spot(key), f"{key} is empty", "write at least one")
    root.done()
    return scenario


def _scenario_id(reading: Reading, path: Path) -> str:
    name = path.resolve().name
    try:
        return identifier(name)
    except UnreadableError as fault:
        reading.fault(Spot(str(path), 0), f"the folder's name {fault.text}", fault.fix)
        return name


def _prose(reading: Reading, path: Path) -> str:
    """A Markdown file with the cast in it; one that is missing or empty is noted."""
    text = reading.attempt(read_text, path)
    if text is not None and not text.strip():
        reading.fault(Spot(str(path), 0), "the file is empty", "write it; the author's guide says what belongs in it")
    return reading.words(Spot(str(path), 1), text or "").strip()


def _injects(reading: Reading, files: Iterable[_File], storylines: Mapping[str, str]) -> tuple[Inject, ...]:
    sheets: dict[str, Sheet] = {}
    injects: dict[str, Inject] = {}
    for file in files:
        if file.keys is None:
            continue
        id = file.id
        sheet = Sheet(reading, file.keys, f"inject {id}", needs=("id", "title", "to"))
        inject = read_inject(sheet, storylines, file.page.body, file.page.body_at)
        if id in sheets:
            first = sheets[id].spot("id")
            reading.fault(sheet.spot("id"), f"{id} stands in {first.file} too", "give one of them another id")
            continue
        if file.path.stem != id and not file.path.stem.startswith(f"{id}-"):
            reading.fault(sheet.spot("id"), f"the file does not begin with its id {id}", "rename one of the two")
        sheets[id], injects[id] = sheet, inject
        reading.where["inject", id] = sheet.spot("id")
    return tuple(_triggered(inject, sheets[id], injects.values()) for id, inject in injects.items())


def _triggered(inject: Inject, sheet: Sheet, injects: Iterable[Inject]) -> Inject:
    """The inject, made to come when any of those that name it in if_missed is missed."""
    sources = [source.id for source in injects if source.if_missed == inject.id]
    if not sources:
        return inject
    for key in ("at", "after", "when", "hold"):
        if sheet.has(key):
            sheet.reading.fault(
                sheet.spot(key),
                f"{inject.id} comes when {' or '.join(sources)} is missed and cannot have a time of its own",
                f"drop {key}, or drop if_missed: {inject.id}",
            )
    return replace(inject, when=" or ".join(f"missed({source})" for source in sources))


def _check_conditions(reading: Reading, scenario: Scenario, files: Iterable[_File]) -> None:
    """Read every condition, and check its names where every file that may declare one could be read."""
    complete = all(file.keys for file in files) and all(kind in reading.names for kind in _LISTS)
    for spot, text in reading.conditions:
        try:
            if len(text) > _LONGEST_CONDITION:
                raise conditions.ConditionError("the condition is too long; split the inject in two")
            condition = conditions.parse(text)
        except conditions.ConditionError as error:
            faults = [str(error)]
        else:
            faults = conditions.faults(condition, scenario) if complete else []
        for fault in faults:
            said, _, fix = fault.partition("; ")
            reading.fault(spot, said, fix)
