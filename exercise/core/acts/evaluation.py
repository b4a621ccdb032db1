"""What raters and the survey say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from exercise.core.acts.roles import RATERS, STAFF, TRAINEE, Act, Role


@dataclass(frozen=True)
class Observe(Act):
    """Write down what was seen, about a critical task, an inject, a team or a decision (its ``entry``).

    ``sort`` is ``strength``, ``improvement`` or empty.
    """

    files: ClassVar[frozenset[Role]] = RATERS
    text: str
    sort: str = ""
    task: str = ""
    inject: str = ""
    team: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class Rate(Act):
    """Rate a critical task or an objective P, S, M or U; a rater's later rating takes the place of the earlier."""

    files: ClassVar[frozenset[Role]] = RATERS
    about: str
    rating: str
    why: str = ""


@dataclass(frozen=True)
class Grade(Act):
    """Grade an answer in words, 0-100 against the expected action; ``entry`` is the decision's."""

    files: ClassVar[frozenset[Role]] = RATERS
    entry: int
    points: int
    why: str = ""


@dataclass(frozen=True)
class Survey(Act):
    """Answer the survey after EndEx: agreement 1-5 with every statement of the ``form`` (0: no answer), and words."""

    files: ClassVar[frozenset[Role]] = TRAINEE | STAFF
    form: str
    agree: tuple[int, ...] = ()
    keep: str = ""
    mend: str = ""
    other: str = ""
