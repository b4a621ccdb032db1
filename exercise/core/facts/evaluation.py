"""What evaluators saw and how they rated it, and what everybody said afterwards."""

from __future__ import annotations

from typing import NamedTuple


class ObservationFiled(NamedTuple):
    """A rater wrote down what was seen; ``entry`` is the decision it is linked to, where it is to one."""

    at: int
    seat: str
    text: str
    sort: str
    task: str
    inject: str
    team: str
    entry: int | None
    seq: int


class RatingFiled(NamedTuple):
    """A rater rated a critical task or an objective P, S, M or U."""

    at: int
    seat: str
    role: str
    about: str
    rating: str
    why: str
    seq: int


class GradeFiled(NamedTuple):
    """A rater graded the answer in words that was filed as ``entry``, 0-100."""

    at: int
    seat: str
    entry: int
    inject: str
    team: str
    points: int
    why: str
    seq: int


class SurveyFiled(NamedTuple):
    """Somebody answered the survey; the last time counts."""

    at: int
    seat: str
    role: str
    team: str
    form: str
    agree: tuple[int, ...]
    keep: str
    mend: str
    other: str
    seq: int
