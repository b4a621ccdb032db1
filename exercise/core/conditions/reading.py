"""A condition's text: read with Python's ``ast`` against a white list."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exercise.core.conditions.judging import COMPARISONS, Atom, Both, Condition, Not
from exercise.core.conditions.names import meant
from exercise.core.conditions.terms import DURATIONS, TERMS
from exercise.core.scenario import HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    pass


class ConditionError(ValueError):
    """The text is not a condition; the message says why and how to mend it."""


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
        case ast.Compare(left=ast.Call() as call, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return _compared(_call(call, text), COMPARISONS[type(op)][0], right, text)
        case ast.Call():
            atom = _call(node, text)
            if atom.term.gives != "truth":
                example = "> 10m" if atom.name in DURATIONS else "== river" if atom.term.gives == "choice" else "< 40"
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
    if name not in TERMS:
        raise ConditionError(f"{name} is not a condition{meant(name, TERMS)}")
    args = tuple(_word(arg, text) for arg in node.args)
    kinds, least = TERMS[name][:2]
    if not least <= len(args) <= len(kinds):
        raise ConditionError(f"{name} takes {name}({', '.join(kinds)}), not {len(args)} names")
    return Atom(name, args)


def _compared(atom: Atom, sign: str, right: ast.expr, text: str) -> Atom:
    if atom.term.gives == "choice" and sign in ("==", "!="):
        return Atom(atom.name, atom.args, sign, _word(right, text))
    if atom.term.gives == "figure":
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
