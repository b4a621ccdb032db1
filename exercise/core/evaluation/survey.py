"""The survey after EndEx: a hot wash in three lines, and what people say of collaboration, learning and use.

How sure people are that the agencies can work together is asked twice, before StartEx and after EndEx in the same
words, so that the change can be told (self-efficacy: Bandura 1997; reaction and learning: Kirkpatrick).

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

Dimension = Literal["collaboration", "learning", "usefulness", "confidence"]
DIMENSIONS: tuple[Dimension, ...] = ("collaboration", "learning", "usefulness")
TITLES = {
    "collaboration": "Collaboration",
    "learning": "Learning",
    "usefulness": "Use at work",
    "confidence": "Confidence in joint operations",
}
MOST = 5
ANSWERS = ("disagree", "rather disagree", "neither", "rather agree", "agree")


class Statement(NamedTuple):
    """A statement people agree or disagree with, from 1 (disagree) to 5 (agree)."""

    dimension: Dimension
    text: str


# Before StartEx, after EndEx, and after EndEx as it was asked before confidence was.
BEFORE, AFTER, CLU = "before-1", "clu-2", "clu-1"
_CONFIDENCE = (
    Statement("confidence", "I know whom in each other agency I have to call, and for what."),
    Statement("confidence", "I am sure that what I know will reach those who need it in time."),
    Statement("confidence", "I am sure that partners will do what they promise."),
    Statement("confidence", "I know what I may decide myself and whose word I need."),
    Statement("confidence", "We could handle a real incident of this kind together."),
)
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
    BEFORE: _CONFIDENCE,
}
FORMS[AFTER] = (*FORMS[CLU], *_CONFIDENCE)


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
    """The survey after EndEx that stands of every seat; several syndicates' facts may hold one twice."""
    found = {fact.seat: fact for fact in facts if isinstance(fact, SurveyFiled) and fact.form != BEFORE}
    return tuple(found.values())


class Change(NamedTuple):
    """How sure people were before and after: the mean (1-5) of each, of everybody who answered then, and how many.

    ``gain`` is the mean change of those ``both`` who answered both times; None where nobody did. ``statement`` is
    empty for all statements together.
    """

    statement: str
    before: float | None
    early: int
    after: float | None
    late: int
    gain: float | None
    both: int


def confidence(facts: Iterable[Fact]) -> tuple[Change, ...]:
    """The change of confidence among players, all statements together first; empty where nobody was asked before."""
    found = [fact for fact in facts if isinstance(fact, SurveyFiled) and fact.role == Role.TRAINEE]
    early = {fact.seat: fact for fact in found if fact.form == BEFORE}
    late = {fact.seat: fact for fact in found if fact.form == AFTER}
    if not early:
        return ()
    places = range(len(_CONFIDENCE))
    return (_change("", early, late, places), *(
        _change(statement.text, early, late, (place,)) for place, statement in enumerate(_CONFIDENCE)
    ))  # fmt: skip


def _change(text: str, early: dict[str, SurveyFiled], late: dict[str, SurveyFiled], places: Iterable[int]) -> Change:
    first, wanted = len(FORMS[CLU]), tuple(places)

    def answered(found: dict[str, SurveyFiled], offset: int) -> dict[str, float]:
        given = {seat: [fact.agree[offset + place] for place in wanted] for seat, fact in found.items()}
        return {seat: fmean(filter(None, values)) for seat, values in given.items() if any(values)}

    before, after = answered(early, 0), answered(late, first)
    gains = [after[seat] - before[seat] for seat in before if seat in after]

    def mean(values: Iterable[float]) -> float | None:
        listed = list(values)
        return round(fmean(listed), 2) if listed else None

    return Change(text, mean(before.values()), len(before), mean(after.values()), len(after), mean(gains), len(gains))


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
