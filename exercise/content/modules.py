"""Modules: packs of injects with what belongs to them, to be dropped into any scenario.

A module is a folder with module.yaml and msel/. What it needs of its host it names by roles of its own: teams,
measures and channels, which a `Fitting` puts in the host's place. Its moments count from its own beginning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from exercise.content.folder import read_text
from exercise.content.injects import find_injects, read_injects
from exercise.content.problems import ContentError, Spot, Where, meant
from exercise.content.sections.aftermath import read_endings
from exercise.content.sections.chance import read_twists
from exercise.content.sections.forms import read_forms
from exercise.content.sections.information import read_reports
from exercise.content.sections.inquiry import read_probes
from exercise.content.sections.means import read_resources
from exercise.content.sections.names import LISTS, gather
from exercise.content.sections.organisation import read_cast
from exercise.content.sections.purpose import read_objectives
from exercise.content.sections.rules import read_clocks, read_procedures
from exercise.content.shape import Reading, Sheet
from exercise.content.times import lasting, moment
from exercise.content.yamltree import read_table
from exercise.core.scenario import Agency, Channel, Measure, Scenario, Spread
from exercise.shipped import folder as shipped_folder

_NEEDS = ("title", "version", "summary", "lasts", "teams", "measures")


@dataclass(frozen=True, slots=True)
class Fitting:
    """Where a module begins in its host (ms) and what of the host takes the place of its roles.

    A role that is not named is taken by what has the same id in the host. A resource or objective that is not
    named is brought along. ``phase`` is the phase of the host that its injects belong to.
    """

    at: int = 0
    teams: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, str] = field(default_factory=dict)
    objectives: Mapping[str, str] = field(default_factory=dict)
    phase: str = ""


class Fitted(NamedTuple):
    """A module that a scenario wants, how, and the line that says so; ``where`` its own things are written."""

    module: Scenario
    fitting: Fitting
    where: Where
    spot: Spot


def available(beside: Path | None = None) -> dict[str, Path]:
    """The modules by name: those in a folder modules/ beside the scenario folder, then those that ship."""
    folders = [] if beside is None else [beside.resolve().parent / "modules"]
    found: dict[str, Path] = {}
    for place in (*folders, shipped_folder("injects") / "modules"):
        for path in sorted(place.glob("*/module.yaml")):
            found.setdefault(path.parent.name, path.parent)
    return found


def load_module(path: Path, seed: int = 1) -> Scenario:
    """A module as a small scenario whose teams, measures and channels are its roles.

    Raises:
        ContentError: the folder is not a module; all problems found are in it.
    """
    return read_module(path, seed)[0]


def read_module(path: Path, seed: int) -> tuple[Scenario, Where]:
    """A module, and where everything in it was written.

    Raises:
        ContentError: the folder is not a module; all problems found are in it.
    """
    reading = Reading()
    file = path / "module.yaml"
    settings = read_table(read_text(file), str(file))
    files = find_injects(reading, path / "msel")
    reading.names = gather(settings, (file.id for file in files), LISTS | {"team": "teams"})
    name = path.resolve().name
    reading.where["scenario", name] = settings.spot
    root = Sheet(reading, settings, "module.yaml", _NEEDS)
    reading.cast = read_cast(root, f"{seed}/{name}")
    scenario = Scenario(
        id=name,
        title=root.text("title"),
        version=root.text("version"),
        summary=root.text("summary"),
        duration=root.value("lasts", lasting, 0),
        starts="",
        agencies=_roles(root),
        measures=tuple(Measure(id, sheet.text(id), 50.0) for id, sheet in root.pairs("measures")),
        channels=tuple(
            Channel(id, sheet.text(id), Spread("fixed", (0,)), "secret") for id, sheet in root.pairs("channels")
        ),
        objectives=read_objectives(root),
        reports=read_reports(root),
        twists=read_twists(root),
        procedures=read_procedures(root),
        clocks=read_clocks(root),
        forms=read_forms(root),
        resources=read_resources(root),
        probes=read_probes(root),
        endings=read_endings(root),
        injects=read_injects(reading, files, {}),
        escalation=("", "", ""),
        seed=seed,
    )
    root.done()
    reading.check_conditions(scenario if all(file.keys for file in files) else None)
    if reading.problems:
        raise ContentError(reading.problems)
    return scenario, reading.where


def _roles(root: Sheet) -> tuple[Agency, ...]:
    """The teams that a module needs, by what they are to it and the kind of agency that suits."""
    roles = []
    for id, sheet in root.things("teams", "team", needs=("title", "kind")):
        roles.append(Agency(id, sheet.text("title"), sheet.text("kind"), ""))
        sheet.done()
    return tuple(roles)


def read_modules(root: Sheet, path: Path, seed: int) -> list[Fitted]:
    """The modules that ``modules:`` of a scenario adds; their injects, reports and steps may be named in it."""
    wanted = []
    there = available(path)
    for name, sheet in root.things("modules", "module"):
        fitting = _fitting(sheet)
        if name not in there:
            root.reading.fault(root.reading.where["module", name], f"there is no module {name}", meant(name, there))
            continue
        try:
            module, where = read_module(there[name], seed)
        except ContentError as error:
            root.reading.problems += error.problems
            continue
        wanted.append(Fitted(module, fitting, where, root.reading.where["module", name]))
        _declare(root.reading, module)
    return wanted


def _fitting(sheet: Sheet) -> Fitting:
    def roles(key: str, kind: str) -> dict[str, str]:
        return {role: named for role, line in sheet.pairs(key) if (named := line.name(role, kind))}

    sheet.needs("at")
    fitting = Fitting(
        at=sheet.value("at", moment, 0),
        teams=roles("teams", "team"),
        measures=roles("measures", "measure"),
        channels=roles("channels", "channel"),
        resources=roles("resources", "resource"),
        objectives=roles("objectives", "objective"),
        phase=sheet.name("phase", "phase"),
    )
    sheet.done()
    return fitting


def _declare(reading: Reading, module: Scenario) -> None:
    """Let the host name what the module brings."""
    brought = {
        "inject": module.inject,
        "report": module.report,
        "resource": module.resource,
        "clock": [clock.id for clock in module.clocks],
    }
    steps = [f"{procedure.id}.{step}" for procedure in module.procedures for step, _ in procedure.steps]
    reading.names = dict(reading.names)
    for kind, ids in {**brought, "step of a procedure": steps}.items():
        if kind in reading.names:
            reading.names[kind] = [*reading.names[kind], *(f"{module.id}-{id}" for id in ids)]
