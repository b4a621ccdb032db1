"""The survey after EndEx: a hot wash in three lines, and what people say of collaboration, learning and use.

The statements follow the three dimensions of the CLU scale (Berlin and Carlström; used by Magnussen 2018 and
Sørensen 2019): collaboration explains learning, and learning explains use. The wording is our own, so figures are
to be compared between our exercises, not with published ones. Staff answer too, and are shown apart, because
those who organise an exercise rate it lower than those who play it.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean
from typing import Literal, NamedTuple

from exercise.core.acts import Role
from exercise.core.facts import Fact, SurveyFiled

Dimension = Literal["collaboration", "learning", "usefulness"]
DIMENSIONS: tuple[Dimension, ...] = ("collaboration", "learning", "usefulness")
TITLES = {"collaboration": "Collaboration", "learning": "Learning", "usefulness": "Use at work"}
MOST = 5
ANSWERS = ("disagree", "rather disagree", "neither", "rather agree", "agree")


class Statement(NamedTuple):
    """A statement people agree or disagree with, from 1 (disagree) to 5 (agree)."""

    dimension: Dimension
    text: str


CLU = "clu-1"
FORMS: dict[str, tuple[Statement, ...]] = {
    CLU: (
        Statement("collaboration", "The agencies worked on the same problem rather than side by side."),
        Statement("collaboration", "I could speak openly with people from other agencies, whatever their rank."),
        Statement("collaboration", "We tried more than one way of working together."),
        Statement("collaboration", "Who decides what was clear between the agencies."),
        Statement("learning", "I know better now what the other agencies can and may do."),
        Statement("learning", "I saw weaknesses in how we work together."),
        Statement("learning", "I learnt something about my own way of working under pressure."),
        Statement("learning", "I understand better when information must be passed on, and to whom."),
        Statement("usefulness", "What I learnt will help me in my daily work."),
        Statement("usefulness", "What I learnt would help me in a real incident of this kind."),
        Statement("usefulness", "I will propose a change at my agency because of this exercise."),
        Statement("usefulness", "The exercise was worth the time it took."),
    ),
}


class Summary(NamedTuple):
    """How a group answered one dimension: mean (1-5, None without answers) and how many people."""

    dimension: Dimension
    staff: bool
    mean: float | None
    people: int


class Said(NamedTuple):
    """The words of the hot wash, without who wrote them."""

    keep: tuple[str, ...]
    mend: tuple[str, ...]
    other: tuple[str, ...]


def surveys(facts: Iterable[Fact]) -> tuple[SurveyFiled, ...]:
    """The survey that stands of every seat; several syndicates' facts may hold one twice."""
    found = {fact.seat: fact for fact in facts if isinstance(fact, SurveyFiled)}
    return tuple(found.values())


def means(answers: Iterable[SurveyFiled]) -> tuple[Summary, ...]:
    """Mean agreement per dimension, players and staff apart. Each person counts once per dimension."""
    rows = []
    for staff in (False, True):
        group = [answer for answer in answers if (answer.role != Role.TRAINEE) is staff]
        for dimension in DIMENSIONS:
            own = [mean for answer in group if (mean := score(answer, dimension)) is not None]
            rows.append(Summary(dimension, staff, round(fmean(own), 2) if own else None, len(own)))
    return tuple(rows)


def score(answer: SurveyFiled, dimension: Dimension) -> float | None:
    """One person's mean agreement (1-5) in a dimension, over the statements answered; None where none was."""
    found = [
        given
        for statement, given in zip(FORMS[answer.form], answer.agree, strict=True)
        if statement.dimension == dimension and given
    ]
    return fmean(found) if found else None


def words(answers: Iterable[SurveyFiled]) -> Said:
    """What people wrote, in alphabetical order, so that the order does not give the writer away."""
    listed = tuple(answers)
    return Said(*(
        tuple(sorted(text for answer in listed if (text := str(getattr(answer, name)).strip())))
        for name in ("keep", "mend", "other")
    ))  # fmt: skip
