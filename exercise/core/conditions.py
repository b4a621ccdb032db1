"""The one-line condition language: parse it, check its names, judge it, explain it in words.

A condition is read with Python's ``ast`` against a white list and becomes a small tree. It is judged
against a `Situation` at a moment; nothing else may look inside a run.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exercise.core.scenario import HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from exercise.core.scenario import Scenario
    from exercise.core.situation import Situation


class ConditionError(ValueError):
    """The text is not a condition; the message says why and how to mend it."""


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


# The argument kinds of every function, and what it needs at least.
SIGNATURES: dict[str, tuple[tuple[str, ...], int]] = {
    "delivered": (("inject",), 1),
    "decided": (("inject", "option", "team"), 1),
    "missed": (("inject", "team"), 1),
    "skipped": (("inject",), 1),
    "holds": (("team", "report"), 2),
    "shared": (("report", "team", "team"), 3),
    "breached": (("report", "team"), 1),
    "phase": (("phase",), 1),
    "measure": (("measure",), 1),
    "elapsed": ((), 0),
    "since": (("inject",), 1),
    "twist": (("twist",), 1),
}
_FIGURES = {"measure", "elapsed", "since"}
_COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[float, float], bool]]] = {
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
        compare = next(test for sign, test in _COMPARISONS.values() if sign == self.sign)
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

# A hyphen inside a name would read as minus, so it travels through ``ast`` as a letter that looks like none.
_HYPHEN = "ǀ"
_NAME = re.compile(r"[A-Za-z_]\w*(?:-\w+)+")
_DURATION = re.compile(r"(?<![\w-])(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?![\w-])")


@lru_cache(maxsize=4096)
def parse(text: str) -> Condition:
    """Read a condition.

    Raises:
        ConditionError: the text is not a condition; the message says what to write instead.
    """
    if not text.strip():
        raise ConditionError("the condition is empty; write for example delivered(I03)")
    readable = _NAME.sub(lambda name: name[0].replace("-", _HYPHEN), text.strip())
    readable = _DURATION.sub(_milliseconds, readable)
    try:
        tree = ast.parse(readable, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise ConditionError(
            f"{text!r} cannot be read ({getattr(error, 'msg', error)}); check brackets, commas and quotes"
        ) from None
    return _read(tree, text)


def _milliseconds(found: re.Match[str]) -> str:
    if not found[0]:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return str(hours * HOUR + minutes * MINUTE + seconds * SECOND)


def _read(node: ast.expr, text: str) -> Condition:
    match node:
        case ast.BoolOp(op=op, values=values):
            return Both(tuple(_read(value, text) for value in values), every=isinstance(op, ast.And))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_read(operand, text))
        case ast.Compare(left=ast.Call() as call, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _compared(_call(call, text), _COMPARISONS[type(op)][0], right, text)
        case ast.Call():
            atom = _call(node, text)
            if atom.name in _FIGURES or atom.name == "twist":
                example = {"twist": "== river", "measure": "< 40"}.get(atom.name, "> 10m")
                raise ConditionError(f"{atom.name}(…) is a value; compare it, for example {atom.name}(…) {example}")
            return atom
    raise ConditionError(
        f"{text!r} holds something a condition does not know; use delivered, decided, missed, holds … "
        "joined by and, or, not"
    )


def _call(node: ast.Call, text: str) -> Atom:
    if not isinstance(node.func, ast.Name) or node.keywords:
        raise ConditionError(f"{text!r} cannot be read; write for example decided(I03, raise-alert)")
    name = node.func.id
    if name not in SIGNATURES:
        raise ConditionError(f"{name} is not a condition{_meant(name, SIGNATURES)}")
    args = tuple(_word(arg, text) for arg in node.args)
    kinds, least = SIGNATURES[name]
    if not least <= len(args) <= len(kinds):
        raise ConditionError(f"{name} takes {name}({', '.join(kinds)}), not {len(args)} names")
    return Atom(name, args)


def _compared(atom: Atom, sign: str, right: ast.expr, text: str) -> Atom:
    if atom.name == "twist" and sign in ("==", "!="):
        return Atom(atom.name, atom.args, sign, _word(right, text))
    if atom.name in _FIGURES:
        match right:
            case ast.Constant(value=int() | float() as figure) if not isinstance(figure, bool):
                return Atom(atom.name, atom.args, sign, float(figure))
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as figure)):
                return Atom(atom.name, atom.args, sign, -float(figure))
        raise ConditionError(f"{atom.name}(…) {sign} needs a figure or a duration such as 40m")
    raise ConditionError(f"{atom.name}(…) is true or false by itself; leave the comparison out")


def _word(node: ast.expr, text: str) -> str:
    match node:
        case ast.Name(id=name):
            return name.replace(_HYPHEN, "-")
        case ast.Constant(value=str() as name):
            return name
        case ast.Constant(value=int() as figure):
            return str(figure)
    raise ConditionError(f"{text!r}: a name was expected, for example I03 or raise-alert")


def faults(condition: Condition, scenario: Scenario) -> list[str]:
    """Names in the condition that the scenario does not have, each as a sentence."""
    return [fault for atom in condition.atoms() for fault in _faults_of(atom, scenario)]


def _faults_of(atom: Atom, scenario: Scenario) -> Iterator[str]:
    for kind, name in zip(SIGNATURES[atom.name][0], atom.args, strict=False):
        if kind == "option":
            yield from _option_fault(atom.args[0], name, scenario)
            continue
        known: Iterable[str] = {
            "inject": scenario.inject,
            "team": scenario.agency,
            "report": scenario.report,
            "measure": scenario.measure,
            "phase": {inject.phase: None for inject in scenario.injects if inject.phase},
            "twist": {twist.id: None for twist in scenario.twists},
        }[kind]
        if name not in known:
            article = "an" if kind == "inject" else "a"
            yield f"{name} is not {article} {kind}{_meant(name, known)}"
    if atom.name == "twist":
        choices = next((twist.choices for twist in scenario.twists if twist.id == atom.args[0]), None)
        if choices and atom.against not in choices:
            yield f"{atom.against} is not a choice of twist {atom.args[0]}{_meant(str(atom.against), choices)}"


def _option_fault(inject: str, option: str, scenario: Scenario) -> Iterator[str]:
    if inject not in scenario.inject:
        return
    ask = scenario.inject[inject].ask
    options = [choice.id for choice in ask.options] if ask else []
    if option not in options:
        yield f"{option} is not an option of {inject}{_meant(option, options)}"


def _meant(name: str, known: Iterable[str]) -> str:
    known = list(known)
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; known: {', '.join(known[:12])}" if known else "; there is none"


def explain(condition: Condition, situation: Situation, at: int) -> tuple[Why, ...]:
    """Everything the condition looks at, in words, and whether each holds at that moment."""
    return tuple(Why(str(atom), atom.holds(situation, at)) for atom in condition.atoms())
