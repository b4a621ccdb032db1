"""What a report is made of: sections of prose, lists, tables and pictures. Written once, rendered to HTML and DOCX.

Prose is plain text with citations in it; it never carries markup, so what people typed stays what they typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference to numbered evidence, set as [E12], or to a row of it up to ``last``, set as [E12–E15]."""

    number: int
    last: int = 0

    def __str__(self) -> str:
        return self.anchor if self.last <= self.number else f"{self.anchor}–E{self.last}"

    @property
    def anchor(self) -> str:
        """What it leads to: the first record."""
        return f"E{self.number}"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


Prose = tuple[str | Strong | Cite, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``quiet`` ones explain, and stand back."""

    prose: Prose
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row. ``widths`` are shares of the page's width; ``anchors`` name the rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    widths: tuple[float, ...]
    caption: str = ""
    anchors: tuple[str, ...] = ()

    def without(self, title: str) -> Table:
        """The table without a column that has nothing to say here."""
        place = self.head.index(title)
        return replace(
            self,
            head=self.head[:place] + self.head[place + 1 :],
            widths=self.widths[:place] + self.widths[place + 1 :],
            rows=tuple(row[:place] + row[place + 1 :] for row in self.rows),
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart (a Vega-Lite specification) with the sentence that says what it shows."""

    chart: dict[str, Any]
    caption: str
    alt: str


Block = Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Section, ...] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``facts`` are the lines of the title page, label and value."""

    title: str
    subtitle: str
    marking: str
    author: str
    language: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


# What XML cannot hold, such as a form feed pasted from a terminal.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with a mark in the place of every character that no document can hold."""
    return _NOT_XML.sub("\ufffd", text)


def prose(*parts: str | Strong | Cite) -> Prose:
    """Words and citations in a row, without what is empty."""
    return tuple(legal(part) if isinstance(part, str) else part for part in parts if part != "")


def say(*parts: str | Strong | Cite, quiet: bool = False) -> Paragraph:
    """A paragraph of those parts."""
    return Paragraph(prose(*parts), quiet)


@dataclass
class Evidence:
    """The register of what a report cites. The same record has one number, however often it is cited."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    _numbers: dict[tuple[str, str, str, str], int] = field(default_factory=dict)

    def cite(self, run: str, at: str, entry: str, text: str) -> Cite:
        """Number a record: the syndicate, the exercise time, the entry's number, what it says."""
        row = (run, at, entry, text)
        if row not in self._numbers:
            self.rows.append(row)
            self._numbers[row] = len(self.rows)
        return Cite(self._numbers[row])


def cited(cites: Iterable[Cite]) -> Prose:
    """Citations in a row, each once, neighbours drawn together."""
    numbers = sorted({cite.number for cite in cites})
    rows: list[Cite] = []
    for number in numbers:
        if rows and max(rows[-1].number, rows[-1].last) == number - 1:
            rows[-1] = Cite(rows[-1].number, number)
        else:
            rows.append(Cite(number))
    return tuple(part for cite in rows for part in (" ", cite))
