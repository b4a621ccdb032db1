"""Reads one mapping key by key, noting every fault instead of stopping at the first.

The keys asked for are the keys there are: whatever stands in the file and was never asked for is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from exercise.content import times
from exercise.content.problems import ContentError, Problem, Spot, UnreadableError, meant
from exercise.content.values import flag, identifier
from exercise.content.yamltree import Node, Scalar, Series, Table
from exercise.core import conditions
from exercise.core.scenario import Scenario, Spread

T = TypeVar("T")
D = TypeVar("D")
N = TypeVar("N", bound=Node)

# A condition is one line that fits a cell; beyond this length it would only exercise Python's parser.
_LONGEST_CONDITION = 500
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_SHAPES: dict[type, str] = {Scalar: "one value", Series: "a list [ , ]", Table: "a mapping { : }"}


@dataclass
class Reading:
    """One reading of a scenario folder: what is known so far and everything found wrong.

    ``names`` holds, for every kind of thing, the ids there are. A kind that is absent is not judged,
    so that one unreadable list does not make every mention of it a fault.
    """

    names: Mapping[str, Collection[str]] = field(default_factory=dict)
    cast: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    where: dict[tuple[str, str], Spot] = field(default_factory=dict)
    conditions: list[tuple[Spot, str]] = field(default_factory=list)

    def fault(self, spot: Spot, text: str, fix: str = "") -> None:
        """Note an error."""
        self.problems.append(Problem(*spot, text, fix))

    def attempt(self, read: Callable[[Path], T], path: Path) -> T | None:
        """What a file holds; None when it cannot be read, which is noted."""
        try:
            return read(path)
        except ContentError as error:
            self.problems += error.problems
            return None

    def declare(self, spot: Spot, kind: str, id: str) -> None:
        """Note where a thing is written, and whether its id can be one."""
        self.where.setdefault((kind, id), spot)
        try:
            identifier(id)
        except UnreadableError as fault:
            self.fault(spot, fault.text, fault.fix)

    def check_conditions(self, scenario: Scenario | None) -> None:
        """Read every condition noted so far, and check its names where all that may be named is known."""
        for spot, text in self.conditions:
            try:
                if len(text) > _LONGEST_CONDITION:
                    raise conditions.ConditionError("the condition is too long; split the inject in two")
                condition = conditions.parse(text)
            except conditions.ConditionError as error:
                faults = [str(error)]
            else:
                faults = conditions.faults(condition, scenario) if scenario else []
            for fault in faults:
                said, _, fix = fault.partition("; ")
                self.fault(spot, said, fix)
        self.conditions.clear()

    def known(self, spot: Spot, kind: str, name: str) -> bool:
        """Whether there is such a thing; a fault is noted when there is not."""
        if kind not in self.names or name in self.names[kind]:
            return True
        article = "an" if kind[0] in "aeiou" else "a"
        self.fault(spot, f"{name} is not {article} {kind}", meant(name, self.names[kind]))
        return False

    def words(self, spot: Spot, text: str) -> str:
        """The text with ``{name}`` replaced from the cast, once; what the cast says is never read again."""

        def cast(found: re.Match[str]) -> str:
            name = found[1]
            if name not in self.cast:
                line = spot.line + text.count("\n", 0, found.start())
                self.fault(Spot(spot.file, line), f"{{{name}}} is not in the cast", meant(name, self.cast))
            return self.cast.get(name, "")

        return _PLACEHOLDER.sub(cast, text)


class Sheet:
    """A mapping being read. ``what`` names it in faults, for example "inject I06"."""

    def __init__(self, reading: Reading, table: Table, what: str, needs: Collection[str] = ()) -> None:
        self.reading = reading
        self.table = table
        self.what = what
        self._asked: list[str] = []
        self.needs(*needs)

    def needs(self, *keys: str) -> None:
        """Note which of these keys are missing."""
        for key in keys:
            if key not in self.table.entries:
                self.reading.fault(self.table.spot, f"{self.what} has no {key}", f"add a line {key}: …")

    def spot(self, key: str) -> Spot:
        """Where a key stands; the mapping itself when it is absent."""
        entry = self.table.entries.get(key)
        return entry.spot if entry else self.table.spot

    def has(self, key: str) -> bool:
        """Whether the key stands there at all."""
        return key in self.table.entries

    def done(self) -> None:
        """Note every key nobody asked for."""
        for key, entry in self.table.entries.items():
            if key in self._asked:
                continue
            # Inside { } a comma ends a text, and what follows it passes for a key without a value.
            cut_off = " " in key and isinstance(entry.node, Scalar) and entry.node.blank
            fix = 'put text that holds a comma in "quotes"' if cut_off else meant(key, self._asked)
            self.reading.fault(entry.spot, f"{self.what} has an unknown key {key}", fix)

    def value(self, key: str, read: Callable[[str], T], default: D) -> T | D:
        """One value, read by a function that raises `UnreadableError`; else the default."""
        node = self._node(key, Scalar)
        if node is None:
            return default
        try:
            return read(node.text)
        except UnreadableError as fault:
            self.reading.fault(self.spot(key), f"{key}: {fault.text}", fault.fix)
            return default

    def text(self, key: str, default: str = "") -> str:
        """Words for people, with the cast in them."""
        node = self._node(key, Scalar)
        if node is None:
            return default
        # The text of a block begins on the line after its | or >.
        first = node.spot._replace(line=node.spot.line + 1) if node.style in ("|", ">") else node.spot
        return self.reading.words(first, node.text.strip())

    def flag(self, key: str, default: bool = False) -> bool:
        """Yes or no."""
        return self.value(key, flag, default)

    def among(self, spot: Spot, word: str, choices: Collection[str], kind: str) -> bool:
        """Whether the word is one of these choices; a fault is noted when it is not."""
        if word not in choices:
            self.reading.fault(spot, f"{word!r} is not {kind}", meant(word, choices))
        return word in choices

    def condition(self, key: str) -> str:
        """A condition, kept to be checked when every name is known; empty when absent."""
        node = self._node(key, Scalar)
        if node is None:
            return ""
        self.reading.conditions.append((self.spot(key), node.text))
        return node.text

    def name(self, key: str, kind: str) -> str:
        """The id of a thing of that kind; empty when absent or unknown."""
        node = self._node(key, Scalar)
        return node.text if node is not None and self.reading.known(node.spot, kind, node.text) else ""

    def names(self, key: str, kind: str) -> tuple[str, ...]:
        """A list of ids of that kind, each once. For teams, ``all`` is every team in order."""
        words = self.words(key)
        if kind == "team" and [word.text for word in words] == ["all"]:
            return tuple(self.reading.names.get("team", ()))
        known = [word.text for word in words if self.reading.known(word.spot, kind, word.text)]
        for name in sorted({name for name in known if known.count(name) > 1}):
            self.reading.fault(self.spot(key), f"{key} names {name} twice", "keep one of the two")
        return tuple(dict.fromkeys(known))

    def words(self, key: str) -> tuple[Scalar, ...]:
        """A list of words; a single word is a list of one."""
        node = self._node(key, Scalar, Series)
        items = node.items if isinstance(node, Series) else (node,) if node is not None else ()
        for item in items:
            if not isinstance(item, Scalar):
                self._wrong(item.spot, key, item, Scalar)
        return tuple(item for item in items if isinstance(item, Scalar))

    def table_at(self, key: str, needs: Collection[str] = ()) -> Sheet | None:
        """A mapping under a key."""
        node = self._node(key, Table)
        return None if node is None else Sheet(self.reading, node, f"{key} of {self.what}", needs)

    def pairs(self, key: str) -> Iterator[tuple[str, Sheet]]:
        """The keys of a mapping under a key, each with the mapping as a sheet to read it from."""
        sheet = self.table_at(key)
        if sheet is not None:
            for name in sheet.table.entries:
                yield name, sheet

    def things(self, key: str, kind: str, needs: Collection[str] = ()) -> Iterator[tuple[str, Sheet]]:
        """Mappings by id under a key. Each is put on the map of where things stand."""
        for id, sheet in self.pairs(key):
            sheet.check_id(id, kind)
            node = sheet._node(id, Table)
            if node is not None:
                yield id, Sheet(self.reading, node, f"{kind} {id}", needs)

    def check_id(self, id: str, kind: str) -> None:
        """Note where the thing of that id is written, and whether the id can be one."""
        self.reading.declare(self.spot(id), kind, id)

    def rows(self, key: str, needs: Collection[str] = ()) -> Iterator[Sheet]:
        """The mappings of a list under a key; a single mapping is a list of one."""
        node = self._node(key, Series, Table)
        items = node.items if isinstance(node, Series) else (node,) if node is not None else ()
        for item in items:
            if isinstance(item, Table):
                yield Sheet(self.reading, item, f"one of {key} of {self.what}", needs)
            else:
                self._wrong(item.spot, key, item, Table)

    def spread(self, key: str) -> Spread | None:
        """A duration that chance may stretch: ``10m``, or ``{triangular: [5m, 10m, 20m]}``."""
        node = self._node(key, Scalar, Table)
        if node is None:
            return None
        law = "fixed"
        figures: tuple[Scalar, ...] = (node,) if isinstance(node, Scalar) else ()
        if isinstance(node, Table):
            if len(node.entries) != 1:
                fix = "write for example {triangular: [1m, 2m, 5m]}"
                self.reading.fault(self.spot(key), f"{key}: one law of chance is needed", fix)
                return None
            (law,) = node.entries
            figures = Sheet(self.reading, node, key).words(law)
        try:
            return times.spread(law, [figure.text for figure in figures])
        except UnreadableError as fault:
            self.reading.fault(self.spot(key), f"{key}: {fault.text}", fault.fix)
            return None

    def _node(self, key: str, *shapes: type[N]) -> N | None:
        """What stands under a key, in one of these shapes; None when absent or, which is noted, wrong."""
        self._asked.append(key)
        entry = self.table.entries.get(key)
        if entry is None:
            return None
        if isinstance(entry.node, Scalar) and entry.node.blank:
            self.reading.fault(entry.spot, f"{key} stands without a value", "write one, or leave the line out")
            return None
        if not isinstance(entry.node, shapes):
            self._wrong(entry.spot, key, entry.node, *shapes)
            return None
        return entry.node

    def _wrong(self, spot: Spot, key: str, node: Node, *shapes: type[N]) -> None:
        expected = " or ".join(_SHAPES[shape] for shape in shapes)
        self.reading.fault(spot, f"{key} of {self.what} is {_SHAPES[type(node)]}", f"write {expected}")
