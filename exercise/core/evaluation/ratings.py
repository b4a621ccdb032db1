"""What the raters said: P, S, M, U per critical task and objective, grades of answers in words, and who saw what.

The four ratings are those of the field's exercise evaluation guides (HSEEP), in our words. A rater who rates again
corrects the own rating; the first one counts for agreement between raters, because it was given blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from exercise.core.acts import Role
from exercise.core.facts import Fact, GradeFiled, ObservationFiled, RatingFiled


class Definition(NamedTuple):
    """What a rating means: its letter, the words for it, and when to give it."""

    letter: str
    title: str
    text: str


DEFINITIONS: dict[str, Definition] = {
    "P": Definition(
        "P",
        "Performed without challenges",
        "Targets and critical tasks were completed and the objective achieved. Nothing else suffered, nobody was put "
        "at added risk, and plans, procedures and the law were kept.",
    ),
    "S": Definition(
        "S",
        "Performed with some challenges",
        "As P, and yet it could have been done better or with less effort.",
    ),
    "M": Definition(
        "M",
        "Performed with major challenges",
        "The objective was achieved, and other activities suffered, or people were put at added risk, or plans, "
        "procedures or the law were not kept.",
    ),
    "U": Definition(
        "U", "Unable to be performed", "The critical tasks were not completed and the objective was not achieved."
    ),
}
ORDER = tuple(DEFINITIONS)


def given(facts: Iterable[Fact]) -> dict[str, dict[str, RatingFiled]]:
    """The rating that stands of every rater (by seat) for every task and objective rated."""
    found: dict[str, dict[str, RatingFiled]] = {}
    for fact in facts:
        if isinstance(fact, RatingFiled):
            found.setdefault(fact.about, {})[fact.seat] = fact
    return found


def blind(facts: Iterable[Fact]) -> dict[str, dict[str, str]]:
    """The first rating of every rater (by seat) for everything rated: given before the others' could be seen."""
    found: dict[str, dict[str, str]] = {}
    for fact in facts:
        if isinstance(fact, RatingFiled):
            found.setdefault(fact.about, {}).setdefault(fact.seat, fact.rating)
    return found


def result(ratings: dict[str, RatingFiled]) -> str:
    """The rating that goes into the report, empty without one.

    An instructor's stands, the latest where there are several: the lead evaluator settles what raters see
    differently. Otherwise it is the raters' median, and the worse of the two middle ones where they are even.
    """
    leads = [fact for fact in ratings.values() if fact.role == Role.INSTRUCTOR]
    if leads:
        return max(leads, key=lambda fact: fact.seq).rating
    places = sorted(ORDER.index(fact.rating) for fact in ratings.values())
    return ORDER[places[len(places) // 2]] if places else ""


def grades(facts: Iterable[Fact]) -> dict[int, dict[str, GradeFiled]]:
    """The grade that stands of every rater (by seat) for every answer in words, by the answer's entry."""
    found: dict[int, dict[str, GradeFiled]] = {}
    for fact in facts:
        if isinstance(fact, GradeFiled):
            found.setdefault(fact.entry, {})[fact.seat] = fact
    return found


def graded(found: dict[str, GradeFiled]) -> float | None:
    """The worth (0-1) that the raters give an answer together: the mean of their grades; None without one."""
    return fmean(fact.points for fact in found.values()) / 100 if found else None


def observations(facts: Iterable[Fact]) -> tuple[ObservationFiled, ...]:
    """What the raters wrote down, in order."""
    return tuple(fact for fact in facts if isinstance(fact, ObservationFiled))


def blinded(facts: Sequence[Fact], rater: str) -> tuple[Fact, ...]:
    """The facts without what other raters (seats) said of tasks, objectives and answers this one has yet to judge."""
    rated = {fact.about for fact in facts if isinstance(fact, RatingFiled) and fact.seat == rater}
    marked = {fact.entry for fact in facts if isinstance(fact, GradeFiled) and fact.seat == rater}

    def open_to_rater(fact: Fact) -> bool:
        match fact:
            case RatingFiled():
                return fact.about in rated
            case GradeFiled():
                return fact.entry in marked
            case ObservationFiled():
                return fact.seat == rater or not fact.task or fact.task in rated
        return True

    return tuple(filter(open_to_rater, facts))
