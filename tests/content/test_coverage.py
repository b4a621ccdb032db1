"""docs/coverage.md names what exists: 143 rows, and everything in their last column is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from exercise.cli import app
from exercise.content import available, load, load_module
from exercise.core import facts
from exercise.core.acts import ACTS
from exercise.core.conditions import TERMS
from exercise.core.scenario import Scenario
from exercise.core.scoring import DIMENSIONS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/authors-guide.md").read_text(encoding="utf-8")
ROWS = 143
SCENARIOS = {"HL": "harmattan-link", "PN": "port-clair-nights", "WS": "wadi-serif", "LM": "lake-mbari"}
NOUNS: dict[str, Callable[[Scenario], Iterable[str]]] = {
    "agency": lambda scenario: scenario.agency,
    "simcell": lambda scenario: [role.id for role in scenario.simcell],
    "report": lambda scenario: scenario.report,
    "measure": lambda scenario: scenario.measure,
    "index": lambda scenario: [index.id for index in scenario.indices],
    "network": lambda scenario: [network.id for network in scenario.networks],
    "objective": lambda scenario: [objective.id for objective in scenario.objectives],
    "twist": lambda scenario: [twist.id for twist in scenario.twists],
    "rung": lambda scenario: scenario.rung,
    "resource": lambda scenario: scenario.resource,
    "clearance": lambda scenario: scenario.clearance,
    "procedure": lambda scenario: [procedure.id for procedure in scenario.procedures],
    "clock": lambda scenario: [clock.id for clock in scenario.clocks],
    "probe": lambda scenario: scenario.probe,
    "adversary": lambda scenario: [adversary.id for adversary in scenario.adversaries],
    "ending": lambda scenario: [ending.id for ending in scenario.endings],
}
CODE: dict[str, Callable[[str], bool]] = {
    "page": lambda name: (ROOT / "pages" / f"{name}.py").is_file(),
    "act": lambda name: name in ACTS,
    "fact": lambda name: name in {kind.__name__ for kind in get_args(facts.Fact)},
    "score": lambda name: name in {judge.__name__ for judge in DIMENSIONS},
    "term": lambda name: name in TERMS,
    "key": lambda name: re.search(rf"[{{\s,`-]{name}:", GUIDE) is not None,
    "command": lambda name: (
        name in {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}
    ),
    "room": lambda name: (ROOT / name).is_file(),
}


def rows(text: str) -> dict[int, tuple[str, str, str]]:
    """The rows of all tables by number: what is named, what makes it concrete, where."""
    found = {}
    for number, named, concrete, where in re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) \|$", text, re.MULTILINE):
        assert int(number) not in found, f"row {number} stands twice"
        found[int(number)] = (named, concrete, where)
    return found


@cache
def content(name: str) -> Scenario | None:
    """The scenario of a code or the module of a name."""
    if name in SCENARIOS:
        return load(ROOT / "injects" / SCENARIOS[name])
    return load_module(available()[name]) if name in available() else None


def exists(name: str) -> bool:
    """Whether what the last column names is there."""
    kind, _, rest = name.partition(":")
    if kind in CODE:
        return CODE[kind](rest)
    owner, slash, thing = name.partition("/")
    scenario = content(owner)
    if scenario is None or not slash:
        return scenario is not None and owner not in SCENARIOS
    noun, colon, id = thing.partition(":")
    if noun in NOUNS:
        return id in NOUNS[noun](scenario)
    inject = scenario.inject.get(noun)
    if not colon:
        return inject is not None
    return inject is not None and inject.ask is not None and inject.ask.option(id) is not None


def test_every_row_is_there() -> None:
    """What the articles name is numbered 1 to 143, and none is left out."""
    assert sorted(rows(TEXT)) == list(range(1, ROWS + 1))


def test_every_row_says_what_and_where() -> None:
    """A row says by what it is made concrete and where that lives; what is missing is said with its reason."""
    for number, (named, concrete, where) in rows(TEXT).items():
        assert named, number
        assert len(concrete) > 20, number
        assert re.fullmatch(r"(`[^`]+` ?)+", where), f"row {number}: {where}"


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_what_a_row_names_exists(number: int) -> None:
    """Injects, options, reports, measures, pages, acts, facts, modules and rooms are there under these names."""
    names = re.findall(r"`([^`]+)`", rows(TEXT)[number][2])
    assert [name for name in names if not exists(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        "HL/I99", "HL/I14:fuel", "HL/I01:any", "HL/report:nothing", "XX/I01", "HL", "page:picture-book", "act:Invent",
        "fact:Invented", "score:luck", "term:wished", "key:wishes", "command:wish", "room:exercise/nowhere.py",
        "flood", "ied/I09", "ied/I02:narrow",
    ],
)  # fmt: skip
def test_what_is_not_there_is_found_out(name: str) -> None:
    """The test would notice: a name that does not exist is none."""
    assert not exists(name)


def test_only_few_are_out() -> None:
    """What is out or only in part is said so in the row, and it is the smaller part by far."""
    missing = [number for number, (_, concrete, _) in rows(TEXT).items() if concrete.startswith("*Out*")]
    part = [number for number, (_, concrete, _) in rows(TEXT).items() if "n part*" in concrete]
    assert missing == [50, 126]
    assert len(part) <= 6
