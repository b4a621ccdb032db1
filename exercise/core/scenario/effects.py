"""What choices and injects do to the situation: points on measures, harm to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HarmKind = Literal["killed", "wounded", "detained", "displaced", "abused"]


@dataclass(frozen=True, slots=True)
class Effect:
    """A change of a measure in points, felt ``after`` ms."""

    measure: str
    by: float
    after: int = 0


@dataclass(frozen=True, slots=True)
class Harm:
    """Harm to civilians: how many are to be expected; chance draws how many it is (Poisson), ``after`` ms."""

    kind: HarmKind
    expected: float
    after: int = 0
