"""A scenario folder becomes a `Scenario`, or a list of everything that keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from exercise.content.folder import Page, read_map, read_page, read_text
from exercise.content.problems import ContentError, Problem, Spot, UnreadableError, Where
from exercise.content.sections.inject import read_inject
from exercise.content.sections.names import LISTS, NEEDS, gather
from exercise.content.sections.organisation import read_cast
from exercise.content.sections.whole import read_whole
from exercise.content.shape import Reading, Sheet
from exercise.content.values import identifier, whole
from exercise.content.yamltree import Scalar, Table, read_table
from exercise.core import conditions
from exercise.core.scenario import Adversary, Inject, Scenario

# A condition is one line that fits a cell; beyond this length it would only exercise Python's parser.
_LONGEST_CONDITION = 500


class Limits(NamedTuple):
    """What `lint` allows: how many questions a team may have open at once before it answers by reflex."""

    open: int = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario and where each part of it was written."""

    scenario: Scenario
    where: Where
    limits: Limits


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
    reading.names = gather(settings, (file.id for file in files))
    reading.where["scenario", path.resolve().name] = settings.spot
    root = Sheet(reading, settings, "scenario.yaml", NEEDS)
    scenario = _assemble(reading, root, files, path, seed)
    limits = _limits(root)
    root.done()
    _check_conditions(reading, scenario, files)
    if reading.problems:
        raise ContentError(reading.problems)
    return Draft(replace(scenario, map=area or ""), reading.where, limits)


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


def _assemble(reading: Reading, root: Sheet, files: list[_File], path: Path, seed: int) -> Scenario:
    reading.cast = read_cast(root, seed)
    storylines = {id: sheet.text(id) for id, sheet in root.pairs("storylines")}
    root.words("phases")
    cards = {team: _prose(reading, path / "cards" / f"{team}.md") for team in reading.names.get("team", ())}
    situation = _prose(reading, path / "brief.md")
    scenario = read_whole(root, _scenario_id(reading, path), seed, cards, situation)
    return replace(scenario, injects=_injects(reading, files, storylines, scenario.adversaries))


def _limits(root: Sheet) -> Limits:
    limits = root.table_at("limits")
    if limits is None:
        return Limits()
    found = Limits(limits.value("open", whole(1, 100), Limits().open))
    limits.done()
    return found


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


def _injects(
    reading: Reading, files: Iterable[_File], storylines: Mapping[str, str], adversaries: Iterable[Adversary]
) -> tuple[Inject, ...]:
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
    moves = {move.inject: adversary.id for adversary in adversaries for move in adversary.moves}
    return tuple(
        _moved(_triggered(inject, sheets[id], injects.values()), sheets[id], moves) for id, inject in injects.items()
    )


def _triggered(inject: Inject, sheet: Sheet, injects: Iterable[Inject]) -> Inject:
    """The inject, made to come when any of those that name it in if_missed is missed."""
    sources = [source.id for source in injects if source.if_missed == inject.id]
    if not sources:
        return inject
    _no_time_of_its_own(
        inject, sheet, ("at", "after", "when", "hold"), f"comes when {' or '.join(sources)} is missed",
        f"if_missed: {inject.id}",
    )  # fmt: skip
    return replace(inject, when=" or ".join(f"missed({source})" for source in sources))


def _moved(inject: Inject, sheet: Sheet, moves: Mapping[str, str]) -> Inject:
    """The inject, held until the adversary that has it among its moves lets it happen."""
    if inject.id not in moves:
        return inject
    _no_time_of_its_own(
        inject, sheet, ("at", "after", "when"), f"is a move of {moves[inject.id]}", "the move"
    )  # fmt: skip
    return replace(inject, hold=True)


def _no_time_of_its_own(inject: Inject, sheet: Sheet, keys: Iterable[str], instead: str, other: str) -> None:
    for key in keys:
        if sheet.has(key):
            sheet.reading.fault(
                sheet.spot(key),
                f"{inject.id} {instead} and cannot have a time of its own",
                f"drop {key}, or drop {other}",
            )


def _check_conditions(reading: Reading, scenario: Scenario, files: Iterable[_File]) -> None:
    """Read every condition, and check its names where every file that may declare one could be read."""
    complete = all(file.keys for file in files) and all(kind in reading.names for kind in LISTS)
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
