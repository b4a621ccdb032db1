"""How the teams answered: injects against their windows, decisions beside their alternatives, load over time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import Outcome
from exercise.core.scenario import MINUTE, Effect, Inject
from exercise.core.scoring import grade

# So many open injects at once are more than a watch can work on.
BUSY = 3


class Span(NamedTuple):
    """One asked inject at one team; moments in ms, None while they have not come. ``outcome`` None: still open."""

    inject: str
    title: str
    team: str
    delivered: int
    opened: int | None
    decided: int | None
    deadline: int | None
    closed: int | None
    outcome: Outcome | None

    @property
    def latency(self) -> int | None:
        """From delivery to the first answer, in ms of exercise time: a pause costs nothing."""
        return None if self.decided is None else self.decided - self.delivered

    @property
    def window(self) -> int | None:
        """The time there was to answer, in ms."""
        return None if self.deadline is None else self.deadline - self.delivered

    def waited(self, at: int) -> int | None:
        """Until when (ms) the inject waited for a first answer, seen from ``at``; None where it still does."""
        ends = [end for end in (self.decided, self.closed) if end is not None and end <= at]
        return min(ends, default=None)


def spans(run: Run) -> tuple[Span, ...]:
    """Every asked inject at every team it reached, in order of delivery."""
    situation = run.situation
    found = [
        Span(
            inject.id, inject.title, answer.team, answer.delivered, answer.opened,
            answer.decisions[0].at if answer.decisions else None, answer.deadline,
            answer.closed.at if answer.closed else None, answer.closed.outcome if answer.closed else None,
        )
        for answer in situation.answers.values()
        if (inject := situation.injects[answer.inject]).ask
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda span: span.delivered))


class Alternative(NamedTuple):
    """An option of a decision as the debrief shows it; ``grade`` 0-1, effects as (measure's title, points)."""

    id: str
    text: str
    chosen: bool
    grade: float
    why: str
    effects: tuple[tuple[str, float], ...]


class Decision(NamedTuple):
    """What a team decided, beside what it could have: by entry ``seq``, having changed its mind ``revisions`` times.

    ``worth`` (0-1) is the experts' grade, None where a person must judge.
    """

    inject: str
    title: str
    team: str
    at: int
    seq: int
    latency: int
    revisions: int
    alternatives: tuple[Alternative, ...]
    text: str
    rationale: str
    confidence: int | None
    draft: bool
    worth: float | None
    expects: str


def decisions(run: Run) -> tuple[Decision, ...]:
    """Every decision that stands, in order of time."""
    return tuple(sorted(_decisions(run), key=lambda row: (row.at, row.seq)))


def _decisions(run: Run) -> Iterator[Decision]:
    situation = run.situation
    for answer in situation.answers.values():
        inject, taken = situation.injects[answer.inject], situation.standing(answer)
        if inject.ask is None or taken is None:
            continue
        yield Decision(
            inject.id, inject.title, answer.team, taken.at, taken.seq, answer.decisions[0].at - answer.delivered,
            len(answer.decisions) - 1, _alternatives(run, inject, taken.options), taken.text, taken.rationale,
            taken.confidence, taken.draft, grade(inject.ask, taken), inject.expects,
        )  # fmt: skip


def _alternatives(run: Run, inject: Inject, chosen: tuple[str, ...]) -> tuple[Alternative, ...]:
    options = inject.ask.options if inject.ask else ()
    # What was chosen stands first, a ranking in the order it was given; the rest follows, best first.
    place = {id: number for number, id in enumerate(chosen)}
    ordered = sorted(options, key=lambda option: (place.get(option.id, len(place)), -option.grade))
    return tuple(
        Alternative(option.id, option.text, option.id in place, option.grade, option.why, _felt(run, option.effects))
        for option in ordered
    )


def _felt(run: Run, effects: tuple[Effect, ...]) -> tuple[tuple[str, float], ...]:
    return tuple((run.scenario.measure[effect.measure].title, effect.by) for effect in effects)


class Load(NamedTuple):
    """A team's load: steps of (exercise ms, open injects), the most at once, and how much of the time was busy.

    ``busy`` is the share (0-1) of the time with three or more open, ``oldest`` the longest an inject waited for
    a first answer or its end (ms), ``per_hour`` the asked injects that came in an hour.
    """

    team: str
    steps: tuple[tuple[int, int], ...]
    peak: int
    busy: float
    oldest: int
    per_hour: float


def loads(run: Run) -> tuple[Load, ...]:
    """Every team's load from StartEx to the moment of the run."""
    every = spans(run)
    return tuple(
        _load(run, agency.id, [span for span in every if span.team == agency.id]) for agency in run.scenario.agencies
    )


def _load(run: Run, team: str, found: list[Span]) -> Load:
    ends = [span.waited(run.at) for span in found]
    turns = sorted([(span.delivered, 1) for span in found] + [(end, -1) for end in ends if end is not None])
    steps, open = [(0, 0)], 0
    for at, by in turns:
        open += by
        if steps[-1][0] == at:
            steps.pop()
        steps.append((at, open))
    last = run.situation.ended if run.situation.ended is not None else run.at
    busy = sum(
        until - at for (at, open), (until, _) in pairwise([*steps, (max(last, steps[-1][0]), 0)]) if open >= BUSY
    )
    oldest = max(
        ((run.at if end is None else end) - span.delivered for span, end in zip(found, ends, strict=True)), default=0
    )
    hours = max(last, MINUTE) / (60 * MINUTE)
    return Load(team, tuple(steps), max(open for _, open in steps), busy / last if last else 0.0, oldest,
                round(len(found) / hours, 1))  # fmt: skip
