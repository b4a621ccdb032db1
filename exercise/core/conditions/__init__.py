"""The one-line condition language: parse it, check its names, judge it, explain it in words.

A condition is read with Python's ``ast`` against a white list and becomes a small tree. It is judged
against a `Situation` at a moment; nothing else may look inside a run.
"""

from __future__ import annotations

from exercise.core.conditions.judging import Atom, Both, Condition, Not, Why, explain
from exercise.core.conditions.names import faults
from exercise.core.conditions.reading import ConditionError, parse
from exercise.core.conditions.terms import TERMS, clock
from exercise.core.conditions.wording import grounds

__all__ = [
    "TERMS",
    "Atom",
    "Both",
    "Condition",
    "ConditionError",
    "Not",
    "Why",
    "clock",
    "explain",
    "faults",
    "grounds",
    "parse",
]
