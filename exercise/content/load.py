"""A scenario folder becomes a `Scenario`, or a list of everything that keeps it from being one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from exercise.content.fitting import fit, misfits, where_fitted
from exercise.content.folder import read_map, read_text
from exercise.content.injects import InjectFile, find_injects, read_injects
from exercise.content.modules import Fitted, read_modules
from exercise.content.problems import ContentError, Problem, Spot, UnreadableError, Where
from exercise.content.routine import read_routine
from exercise.content.sections.names import LISTS, NEEDS, gather
from exercise.content.sections.organisation import read_cast
from exercise.content.sections.whole import read_whole
from exercise.content.shape import Reading, Sheet
from exercise.content.values import identifier, whole
from exercise.content.yamltree import Table, read_table
from exercise.core.scenario import Scenario


class Limits(NamedTuple):
    """What `lint` allows: how many questions a team may have open at once before it answers by reflex."""

    open: int = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario and where each part of it was written."""

    scenario: Scenario
    where: Where
    limits: Limits


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
    settings = reading.attempt(read_settings, path / "scenario.yaml")
    files = find_injects(reading, path / "msel")
    area = reading.attempt(read_map, path / "map.geojson")
    if settings is None:
        raise ContentError(reading.problems)
    reading.names = gather(settings, (file.id for file in files))
    reading.where["scenario", path.resolve().name] = settings.spot
    root = Sheet(reading, settings, "scenario.yaml", NEEDS)
    modules = read_modules(root, path, seed)
    scenario = _assemble(reading, root, files, path, seed)
    for module in modules:
        scenario = _fitted(reading, scenario, module)
    limits = _limits(root)
    root.done()
    complete = all(file.keys for file in files) and all(kind in reading.names for kind in LISTS)
    reading.check_conditions(scenario if complete else None)
    if reading.problems:
        raise ContentError(reading.problems)
    return Draft(replace(scenario, map=area or ""), reading.where, limits)


def read_settings(path: Path) -> Table:
    """A YAML file that is one mapping.

    Raises:
        ContentError: it cannot be read.
    """
    return read_table(read_text(path), str(path))


def _assemble(reading: Reading, root: Sheet, files: list[InjectFile], path: Path, seed: int) -> Scenario:
    reading.cast = read_cast(root, seed)
    storylines = {id: sheet.text(id) for id, sheet in root.pairs("storylines")}
    root.words("phases")
    cards = {team: _prose(reading, path / "cards" / f"{team}.md") for team in reading.names.get("team", ())}
    situation = _prose(reading, path / "brief.md")
    scenario = read_whole(root, _scenario_id(reading, path), seed, cards, situation)
    injects = read_injects(reading, files, storylines, scenario.adversaries)
    return replace(scenario, injects=(*injects, *read_routine(root, path, scenario)))


def _fitted(reading: Reading, scenario: Scenario, fitted: Fitted) -> Scenario:
    """The scenario with a module in it, whose faults stand at the line that adds it."""
    found = list(misfits(scenario, fitted.module, fitted.fitting))
    for text, fix in found:
        reading.fault(fitted.spot, text, fix)
    reading.where.update(where_fitted(fitted.module, fitted.where))
    return scenario if found else fit(scenario, fitted.module, fitted.fitting)


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
