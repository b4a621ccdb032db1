"""The inject files of a folder msel/, in the order of their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from exercise.content.folder import Page, read_page
from exercise.content.problems import Spot
from exercise.content.sections.inject import read_inject
from exercise.content.shape import Reading, Sheet
from exercise.content.yamltree import Scalar, Table, read_table
from exercise.core.scenario import Adversary, Inject


class InjectFile(NamedTuple):
    """An inject file; without keys and page where it cannot be read."""

    path: Path
    keys: Table | None = None
    page: Page = Page("", "", Spot("", 0))

    @property
    def id(self) -> str:
        """The inject's id as its front matter says, or else its file name."""
        id = self.keys.entries.get("id") if self.keys else None
        return id.node.text if id and isinstance(id.node, Scalar) else self.path.stem.partition("-")[0]


def find_injects(reading: Reading, folder: Path) -> list[InjectFile]:
    """The inject files in the order of their ids."""
    found = sorted(folder.glob("[!.]*.md")) if folder.is_dir() else []
    if not found:
        reading.fault(Spot(str(folder), 0), "there are no injects", "write one file each, for example I01-first.md")
    files = [reading.attempt(_file, path) or InjectFile(path) for path in found]
    return sorted(files, key=lambda file: as_people_count(file.id))


def _file(path: Path) -> InjectFile:
    page = read_page(path)
    return InjectFile(path, read_table(page.front, str(path)), page)


def as_people_count(id: str) -> list[str | int]:
    """A key under which I2 comes before I10: words and figures take turns."""
    parts = re.split(r"([0-9]+)", id)
    return [int(part) if turn % 2 else part for turn, part in enumerate(parts)]


def read_injects(
    reading: Reading,
    files: Iterable[InjectFile],
    storylines: Mapping[str, str],
    adversaries: Iterable[Adversary] = (),
) -> tuple[Inject, ...]:
    """The injects of the files; those that come on a miss or by an adversary's move wait for it."""
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
    instead = f"comes when {' or '.join(sources)} is missed"
    _no_time_of_its_own(inject, sheet, ("at", "after", "when", "hold"), instead, f"if_missed: {inject.id}")
    return replace(inject, when=" or ".join(f"missed({source})" for source in sources))


def _moved(inject: Inject, sheet: Sheet, moves: Mapping[str, str]) -> Inject:
    """The inject, held until the adversary that has it among its moves lets it happen."""
    if inject.id not in moves:
        return inject
    _no_time_of_its_own(inject, sheet, ("at", "after", "when"), f"is a move of {moves[inject.id]}", "the move")
    return replace(inject, hold=True)


def _no_time_of_its_own(inject: Inject, sheet: Sheet, keys: Iterable[str], instead: str, other: str) -> None:
    for key in keys:
        if sheet.has(key):
            sheet.reading.fault(
                sheet.spot(key),
                f"{inject.id} {instead} and cannot have a time of its own",
                f"drop {key}, or drop {other}",
            )
