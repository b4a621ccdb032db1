"""What is wrong with a scenario, where, and how to mend it, in words for planners."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple, TypeAlias

Severity = Literal["error", "warning", "reminder"]


class Spot(NamedTuple):
    """A line of a file; line 0 is the file as a whole."""

    file: str
    line: int


# Where each thing was written, by kind and id: ("inject", "I06"), ("option of I06", "raise-alert").
Where: TypeAlias = Mapping[tuple[str, str], Spot]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; it prints as ``file:line: text; fix``."""

    file: str
    line: int
    text: str
    fix: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}; {self.fix}" if self.fix else f"{place}: {self.text}"


class ContentError(Exception):
    """The files are not a scenario; ``problems`` holds everything found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class UnreadableError(ValueError):
    """A value cannot be read: ``text`` says why and ``fix`` how to mend it."""

    def __init__(self, text: str, fix: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.fix = fix


def meant(name: str, known: Collection[str]) -> str:
    """The name a writer probably meant, or the names there are."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {close[0]}?"
    return f"known: {', '.join(list(known)[:12])}" if known else "there is none"
