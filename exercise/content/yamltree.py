"""Reads YAML 1.2 into a tree of plain text that remembers its lines and can never blow up.

The tree is built straight from the parser's event stream, guarded on the way: no alias is ever followed
and no type is ever guessed. What a word means (a time, a number, yes) is decided by whoever asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, NoReturn, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from exercise.content.problems import ContentError, Problem, Spot

MAX_DEPTH = 20
MAX_NODES = 50_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. ``style`` is how it was written: empty for plain, else its quote, ``|`` or ``>``."""

    spot: Spot
    text: str
    style: str = ""

    @property
    def blank(self) -> bool:
        """Whether a key was left without a value; ``""`` in quotes is a value."""
        return not self.text and not self.style


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    spot: Spot
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping of keys to values; ``spot`` is the line of its first key."""

    spot: Spot
    entries: Mapping[str, Entry]


class Entry(NamedTuple):
    """One key of a table: where the key stands and what it holds."""

    spot: Spot
    node: Node


Node: TypeAlias = Scalar | Series | Table


def read_table(text: str, file: str) -> Table:
    """Read a YAML document that is a mapping.

    Raises:
        ContentError: it is not YAML, not a mapping, or asks for more than a scenario may.
    """
    try:
        events = _guarded(YAML(typ="safe", pure=True).parse(text), file)
        root = next((event for event in events if isinstance(event, NodeEvent)), None)
        if not isinstance(root, MappingStartEvent):
            _refuse(
                Spot(file, 1),
                "this is not a list of keys and values",
                "write lines such as title: HARMATTAN LINK",
            )
        table = _table(root, events, file)
        for _ in events:
            pass  # what follows the mapping is guarded too, or a second document would pass unseen
    except YAMLError as error:
        raise _in_words(error, file) from None
    return table


def _guarded(events: Iterator[Event], file: str) -> Iterator[Event]:
    """Hand the events on, refusing the first that no scenario needs."""
    depth = nodes = documents = 0
    for event in events:
        spot = _spot(event, file)
        if isinstance(event, DocumentStartEvent):
            documents += 1
        elif isinstance(event, NodeEvent):
            nodes += 1
            _check_node(event, spot)
            depth += isinstance(event, CollectionStartEvent)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if documents > 1:
            _refuse(spot, "a second document begins here", "leave the line --- out")
        if depth > MAX_DEPTH:
            _refuse(spot, f"lists inside lists go deeper than {MAX_DEPTH}", "write it flatter")
        if nodes > MAX_NODES:
            _refuse(spot, f"the file holds more than {MAX_NODES} values", "move text into msel/ and cards/")
        yield event


def _check_node(event: NodeEvent, spot: Spot) -> None:
    if isinstance(event, AliasEvent):
        _refuse(spot, "a value begins with *, which YAML reads as a reference", 'put the value in "quotes"')
    if event.anchor:
        _refuse(spot, "a value begins with &, which YAML reads as an anchor", 'put the value in "quotes"')
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
        _refuse(spot, "a value begins with !, which YAML reads as a type", 'put the value in "quotes"')
    if isinstance(event, ScalarEvent) and _UNPRINTABLE.search(event.value):
        _refuse(spot, "a value holds a character that cannot be stored", "leave the backslash code out")


# YAML's backslash codes can spell half characters, which UTF-8 cannot, and NUL, which PostgreSQL refuses.
_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


def _node(event: Event, events: Iterator[Event], file: str) -> Node:
    if isinstance(event, ScalarEvent):
        return Scalar(_spot(event, file), event.value, event.style or "")
    if isinstance(event, MappingStartEvent):
        return _table(event, events, file)
    items = []
    while not isinstance(child := next(events), CollectionEndEvent):
        items.append(_node(child, events, file))
    return Series(_spot(event, file), tuple(items))


def _table(event: MappingStartEvent, events: Iterator[Event], file: str) -> Table:
    entries: dict[str, Entry] = {}
    while not isinstance(key := next(events), CollectionEndEvent):
        spot = _spot(key, file)
        if not isinstance(key, ScalarEvent):
            _refuse(spot, "a list stands where a key was expected", "write key: value")
        if key.value in entries:
            first = entries[key.value].spot.line
            _refuse(spot, f"{key.value} stands twice, first on line {first}", "keep one of the two")
        entries[key.value] = Entry(spot, _node(next(events), events, file))
    return Table(_spot(event, file), entries)


def _spot(event: Event, file: str) -> Spot:
    return Spot(file, event.start_mark.line + 1)


def _refuse(spot: Spot, text: str, fix: str) -> NoReturn:
    raise ContentError([Problem(*spot, text, fix)])


_TABS = ("a tab stands where only spaces may", "indent with spaces")
_COLON = (
    "a colon inside the text makes YAML expect a new key",
    'put the text in "quotes", or check the indentation',
)
_MENDING = {
    "character '\\t'": _TABS,
    "cannot start any token": (
        "a value begins with a character YAML keeps for itself",
        'put the value in "quotes"',
    ),
    "mapping values are not allowed": _COLON,
    "could not find expected ':'": (
        "a line is neither a key with a colon nor indented text",
        "write key: value",
    ),
    "unexpected end of stream": ("a quote is opened and never closed", "close the quote"),
    "unknown escape": (
        "a backslash in double quotes begins a code YAML does not know",
        "use 'single quotes'",
    ),
    "expected ',' or ']'": ("a list is opened with [ and not closed", "close it with ], with commas between"),
    "expected ',' or '}'": (
        "a mapping is opened with { and not closed",
        "close it with }, with commas between",
    ),
    "<block end>": ("this line is indented differently from those it belongs to", "line it up with them"),
}


def _in_words(error: YAMLError, file: str) -> ContentError:
    """The parser's complaint as a sentence about the planner's line."""
    said = str(getattr(error, "problem", error))
    mark = (error.problem_mark or error.context_mark) if isinstance(error, MarkedYAMLError) else None
    text, fix = next(
        (mending for sign, mending in _MENDING.items() if sign in said),
        ("this line cannot be read as YAML", "check its indentation, quotes and brackets"),
    )
    return ContentError([Problem(file, mark.line + 1 if mark else 1, text, fix)])
