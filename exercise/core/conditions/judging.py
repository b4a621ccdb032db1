"""Conditions as a small tree: judged against a `Situation` at a moment, and said in words."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exercise.core.conditions.terms import DURATIONS, TERMS, Term, clock

if TYPE_CHECKING:
    from exercise.core.situation import Situation


class Why(NamedTuple):
    """One thing a condition looks at, in words, and whether it holds."""

    text: str
    holds: bool


class Condition(Protocol):
    """A judgement on the situation at a moment (ms)."""

    @property
    def mentions(self) -> frozenset[str]:
        """Ids whose change may change the judgement."""

    def holds(self, situation: Situation, at: int) -> bool:
        """Whether the condition is true at that moment."""

    def next_turn(self, situation: Situation, at: int) -> int | None:
        """The next moment at which time alone may change the judgement, or None."""

    def atoms(self) -> Iterator[Atom]:
        """The calls and comparisons the condition is made of, in reading order."""


COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[float, float], bool]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
COMPARE = dict(COMPARISONS.values())


@dataclass(frozen=True)
class Atom:
    """A call such as ``decided(I03, raise-alert)``, compared with a figure or word where there is one."""

    name: str
    args: tuple[str, ...]
    sign: str = ""
    against: float | str = 0.0

    @property
    def term(self) -> Term:
        """The row of the table this is a call of."""
        return TERMS[self.name]

    @property
    def mentions(self) -> frozenset[str]:
        """See `Condition`."""
        return frozenset((*self.args, *self.term.touches))

    def atoms(self) -> Iterator[Atom]:
        """See `Condition`."""
        yield self

    def holds(self, situation: Situation, at: int) -> bool:
        """See `Condition`."""
        found = self.term.look(situation, at, *self.args)
        if self.term.gives == "truth":
            return bool(found)
        if self.term.gives == "choice":
            return (found == self.against) is (self.sign == "==")
        return found is not None and COMPARE[self.sign](found, float(self.against))

    def next_turn(self, situation: Situation, at: int) -> int | None:
        """See `Condition`."""
        moments: Iterable[int] = ()
        if self.name == "elapsed":
            moments = _around(float(self.against))
        elif self.name == "since":
            delivered = situation.delivered_at(self.args[0])
            if delivered is not None:
                moments = _around(delivered + float(self.against))
        elif self.name == "measure":
            crossing = situation.crossing(self.args[0], float(self.against), at)
            if crossing is not None:
                moments = _around(crossing)
        return min((moment for moment in moments if moment > at), default=None)

    def __str__(self) -> str:
        return self.said(*self.args)

    def said(self, *names: str) -> str:
        """The call in words, with these names for its arguments."""
        match self.term.gives:
            case "truth":
                return self.term.say(*names)
            case "choice":
                return self.term.say(*names, f"is {'' if self.sign == '==' else 'not '}{self.against}")
        figure = clock(float(self.against)) if self.name in DURATIONS else f"{self.against:g}"
        words = _SIGN_IN_WORDS[self.sign]
        return self.term.say(*names, f"{figure} {words}" if self.name == "since" else f"{words} {figure}")


def _around(moment: float) -> tuple[int, ...]:
    """The whole milliseconds at and just after a moment, where a comparison with it can turn."""
    return floor(moment), ceil(moment), floor(moment) + 1


@dataclass(frozen=True)
class Both:
    """``and`` / ``or`` of several conditions."""

    parts: tuple[Condition, ...]
    every: bool

    @property
    def mentions(self) -> frozenset[str]:
        """See `Condition`."""
        return frozenset().union(*(part.mentions for part in self.parts))

    def atoms(self) -> Iterator[Atom]:
        """See `Condition`."""
        for part in self.parts:
            yield from part.atoms()

    def holds(self, situation: Situation, at: int) -> bool:
        """See `Condition`."""
        judged = (part.holds(situation, at) for part in self.parts)
        return all(judged) if self.every else any(judged)

    def next_turn(self, situation: Situation, at: int) -> int | None:
        """See `Condition`."""
        turns = [turn for part in self.parts if (turn := part.next_turn(situation, at)) is not None]
        return min(turns, default=None)

    def __str__(self) -> str:
        return (", and " if self.every else ", or ").join(
            f"({part})" if isinstance(part, Both) and part.every != self.every else str(part) for part in self.parts
        )


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    part: Condition

    @property
    def mentions(self) -> frozenset[str]:
        """See `Condition`."""
        return self.part.mentions

    def atoms(self) -> Iterator[Atom]:
        """See `Condition`."""
        return self.part.atoms()

    def holds(self, situation: Situation, at: int) -> bool:
        """See `Condition`."""
        return not self.part.holds(situation, at)

    def next_turn(self, situation: Situation, at: int) -> int | None:
        """See `Condition`."""
        return self.part.next_turn(situation, at)

    def __str__(self) -> str:
        return f"not ({self.part})"


_SIGN_IN_WORDS = {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "==": "exactly", "!=": "not"}


def explain(condition: Condition, situation: Situation, at: int) -> tuple[Why, ...]:
    """Everything the condition looks at, in words, and whether each holds at that moment."""
    return tuple(Why(str(atom), atom.holds(situation, at)) for atom in condition.atoms())
