"""Routine traffic: messages that mean nothing, so that those that mean something have to be found.

They are written out when the scenario is read, from its seed, and frozen with it as injects of kind routine.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from exercise.content.cast import TRAFFIC, Inventor
from exercise.content.folder import read_text
from exercise.content.problems import ContentError, Problem, UnreadableError, meant
from exercise.content.shape import Sheet
from exercise.content.times import moment
from exercise.core.scenario import MINUTE, SECOND, Inject, Scenario, Spread

MOST = 300  # messages of one row; more would be a slip of the pen
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_HEADER = re.compile(r"(from|via):\s*(\S.*)")
# Figures that the product knows how to invent itself.
_OWN = ("number", "time")


class Message(NamedTuple):
    """One of the alternatives of a template, its placeholders still in it."""

    title: str
    sender: str
    via: str
    body: str


class Row(NamedTuple):
    """One line of ``routine:``: to whom, how often, between when and when (ms), and what may be said.

    ``words`` are the row's own lists for placeholders.
    """

    to: tuple[str, ...]
    every: Spread
    first: int
    until: int
    messages: tuple[Message, ...]
    words: Mapping[str, tuple[str, ...]]
    locale: str
    stream: str


def read_routine(root: Sheet, folder: Path, scenario: Scenario) -> tuple[Inject, ...]:
    """All routine traffic of the scenario by time, R001 first; a row that cannot be read is noted and left out."""
    if not scenario.starts:
        return ()  # what cannot be dated is noted already
    known = (*TRAFFIC, *_OWN)
    sent: list[tuple[int, tuple[str, ...], Message]] = []
    for line in root.rows("routine", needs=("to", "every", "template")):
        row = _row(line, folder, scenario, known)
        try:
            if row:
                sent += [(at, row.to, message) for at, message in _traffic(row, scenario, root.reading.cast)]
        except UnreadableError as fault:
            line.reading.fault(line.table.spot, fault.text, fault.fix)
    sent.sort(key=lambda message: message[0])
    injects = tuple(
        Inject(f"R{number:03d}", said.title, to, "routine", said.sender, said.via, said.body, at=at)
        for number, (at, to, said) in enumerate(sent, 1)
    )
    taken = [inject.id for inject in injects if inject.id in root.reading.names["inject"]]
    if taken:
        root.reading.fault(
            root.spot("routine"),
            f"{taken[0]} is an inject and an id of the routine traffic",
            "give the inject another id",
        )
    return injects


def _row(line: Sheet, folder: Path, scenario: Scenario, known: tuple[str, ...]) -> Row | None:
    to, every, template = line.names("to", "team"), line.spread("every"), line.value("template", str, "")
    words = {name: tuple(word.text for word in sheet.words(name)) for name, sheet in line.pairs("words")}
    locale = line.value("locale", str, "en_US")
    first, until = line.value("first", moment, 0), line.value("until", moment, scenario.duration)
    line.done()
    if every and every.typical < MINUTE:
        line.reading.fault(line.spot("every"), "a message less than a minute after the other", "write for example 12m")
        return None
    path = folder / template
    if not template or not path.resolve().is_relative_to(folder.resolve()):
        line.reading.fault(line.spot("template"), f"{template} lies outside the scenario", "keep it in its folder")
        return None
    names = (*words, *known, *line.reading.cast)
    messages = line.reading.attempt(lambda path: tuple(_messages(path, names)), path)
    if not (messages and to and every):
        return None
    stream = f"{scenario.seed}/routine/{template}/{','.join(to)}"
    return Row(to, every, first, until, messages, words, locale, stream)


def _messages(path: Path, names: tuple[str, ...]) -> Iterator[Message]:
    """The alternatives of a template: a heading, who it is from and by what way, an empty line, the text.

    Raises:
        ContentError: the file cannot be read, an alternative is not complete, or a placeholder is unknown.
    """
    problems: list[Problem] = []
    at = 1
    found = []
    for part in re.split(r"^---[ \t]*$", read_text(path), flags=re.MULTILINE):
        text = part.lstrip("\n")
        line = at + len(part) - len(text)
        at += part.count("\n")
        head, _, body = text.partition("\n\n")
        title, *lines = head.split("\n")
        headers = {match[1]: match[2] for entry in lines if (match := _HEADER.fullmatch(entry.strip()))}
        if not title.startswith("# ") or "from" not in headers or len(headers) != len(lines) or not body.strip():
            problems.append(
                Problem(str(path), line, "this message is not complete",
                        "write # and a title, from: and a sender, via: and a way, an empty line, and the text")
            )  # fmt: skip
        for placeholder in _PLACEHOLDER.finditer(text):
            if _kind(placeholder[1], names) not in names:
                said = f"{placeholder[0]} is nothing a message can have invented"
                spot = line + text.count("\n", 0, placeholder.start())
                problems.append(Problem(str(path), spot, said, meant(placeholder[1], names)))
        found.append(Message(title.removeprefix("# "), headers.get("from", ""), headers.get("via", ""), body.strip()))
    if problems:
        raise ContentError(problems)
    yield from found


def _traffic(row: Row, scenario: Scenario, cast: Mapping[str, str]) -> Iterator[tuple[int, Message]]:
    """The messages of a row with their moments (ms). Each alternative is used once before any comes again."""
    chance, inventor = Random(row.stream), Inventor(row.locale)
    at = row.first
    deck: list[Message] = []
    for number in range(MOST):
        at += max(1, row.every.draw(lambda: chance) // SECOND) * SECOND
        if at >= min(row.until, scenario.duration):
            return
        deck = deck or chance.sample(row.messages, len(row.messages))
        inventor.seed(f"{row.stream}/{number}")
        yield at, _written(deck.pop(), row, inventor, chance, cast, _story_time(scenario, at, chance))
    raise UnreadableError(f"more than {MOST} messages of one row", "write a longer every:, or split it among teams")


def _written(
    message: Message, row: Row, inventor: Inventor, chance: Random, cast: Mapping[str, str], time: str
) -> Message:
    """The message with everything invented; the same placeholder is the same thing all through it."""
    given: dict[str, str] = {}

    def invent(found: re.Match[str]) -> str:
        name = found[1]
        kind = _kind(name, (*row.words, *TRAFFIC, *_OWN))
        if name not in given:
            if kind in row.words:
                given[name] = chance.choice(row.words[kind])
            elif kind in TRAFFIC:
                given[name] = inventor.invent(TRAFFIC[kind])
            else:
                given[name] = {"number": str(chance.randint(2, 60)), "time": time}.get(kind) or cast[name]
        return given[name]

    return Message(*(_PLACEHOLDER.sub(invent, text) for text in message))


def _kind(name: str, names: Collection[str]) -> str:
    """What ``person2`` or ``person_2`` is: another person; a name that is known as it stands is itself."""
    kind = name.rstrip("0123456789").rstrip("_")
    return kind if kind in names and name not in names else name


def _story_time(scenario: Scenario, at: int, chance: Random) -> str:
    """What the watch shows in the story some minutes before the message, as 06:42."""
    shown = datetime.fromisoformat(scenario.starts) + timedelta(milliseconds=at, minutes=-chance.randint(3, 25))
    return f"{shown:%H:%M}"
