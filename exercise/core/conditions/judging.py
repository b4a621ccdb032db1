"""Conditions as a small tree: judged against a `Situation` at a moment, and said in words."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exercise.core.scenario import HOUR, MINUTE, SECOND

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


@dataclass(frozen=True)
class Atom:
    """A call such as ``decided(I03, raise-alert)``, compared with a figure or word where there is one."""

    name: str
    args: tuple[str, ...]
    sign: str = ""
    against: float | str = 0.0

    @property
    def mentions(self) -> frozenset[str]:
        """See `Condition`."""
        return frozenset(self.args)

    def atoms(self) -> Iterator[Atom]:
        """See `Condition`."""
        yield self

    def holds(self, situation: Situation, at: int) -> bool:
        """See `Condition`."""
        match self.name, self.args:
            case "delivered", (inject,):
                return situation.delivered_at(inject) is not None
            case "decided", (inject, *rest):
                return situation.decided(inject, *rest)
            case "missed", (inject, *team):
                return situation.missed(inject, *team)
            case "skipped", (inject,):
                return situation.skipped(inject)
            case "holds", (team, report):
                return situation.holds(team, report)
            case "shared", (report, sender, to):
                return situation.shared(report, sender, to)
            case "breached", (report, *team):
                return situation.breached(report, *team)
            case "phase", (phase,):
                return situation.reached(phase)
            case "twist", (twist,):
                return (situation.twists.get(twist) == self.against) is (self.sign == "==")
        figure = self._figure(situation, at)
        compare = next(test for sign, test in COMPARISONS.values() if sign == self.sign)
        return figure is not None and compare(figure, float(self.against))

    def _figure(self, situation: Situation, at: int) -> float | None:
        if self.name == "measure":
            return situation.measure(self.args[0], at)
        if self.name == "elapsed":
            return at
        delivered = situation.delivered_at(self.args[0])
        return None if delivered is None else at - delivered

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
        return _IN_WORDS[self.name](self)


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


def clock(ms: float) -> str:
    """A duration as people say it: 45 s, 15 min, 1 h 05 min."""
    if ms < MINUTE:
        return f"{ms / SECOND:g} s"
    hours, minutes = divmod(round(ms / MINUTE), HOUR // MINUTE)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"


def _decided(atom: Atom) -> str:
    inject, option, team = (*atom.args, "", "")[:3]
    return f"{team or 'somebody'} chose {option} in {inject}" if option else f"{inject} is answered"


_SIGN_IN_WORDS = {"<": "under", "<=": "at most", ">": "over", ">=": "at least", "==": "exactly", "!=": "not"}


_IN_WORDS: dict[str, Callable[[Atom], str]] = {
    "delivered": lambda atom: f"{atom.args[0]} is delivered",
    "decided": _decided,
    "missed": lambda atom: f"{atom.args[0]} is missed" + "".join(f" by {team}" for team in atom.args[1:]),
    "skipped": lambda atom: f"{atom.args[0]} is skipped",
    "holds": lambda atom: f"{atom.args[0]} holds {atom.args[1]}",
    "shared": lambda atom: f"{atom.args[1]} shared {atom.args[0]} with {atom.args[2]}",
    "breached": lambda atom: f"{atom.args[0]} reached {(*atom.args, 'somebody')[1]} against its marking",
    "phase": lambda atom: f"phase {atom.args[0]} has begun",
    "measure": lambda atom: f"{atom.args[0]} {_SIGN_IN_WORDS[atom.sign]} {atom.against:g}",
    "elapsed": lambda atom: f"elapsed {_SIGN_IN_WORDS[atom.sign]} {clock(float(atom.against))}",
    "since": lambda atom: f"{clock(float(atom.against))} {_SIGN_IN_WORDS[atom.sign]} since {atom.args[0]}",
    "twist": lambda atom: f"twist {atom.args[0]} is {'' if atom.sign == '==' else 'not '}{atom.against}",
}


def explain(condition: Condition, situation: Situation, at: int) -> tuple[Why, ...]:
    """Everything the condition looks at, in words, and whether each holds at that moment."""
    return tuple(Why(str(atom), atom.holds(situation, at)) for atom in condition.atoms())
