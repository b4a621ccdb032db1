"""How teams and the area took what went against them: changes of course, and recovery after a shock."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import DecisionTaken, InjectDelivered, MeasureChanged, ReportReceived
from exercise.core.scenario import HOUR

# A fall of a measure by so many points at once, from one cause or several at one moment, is a shock.
SHOCK = 3.0

# adapted: another course after news came · held: the same course after contrary news · wavered: another course
# without any news in between.
Kind = Literal["adapted", "held", "wavered"]


class Turn(NamedTuple):
    """How a team went on with a decision: at ``at`` (ms) it turned ``after`` so many ms from the news that came.

    ``before`` and ``then`` are the options chosen; ``news`` is what had come since the first answer: reports and
    injects by id, contrary ones (a report that contradicts what the team held) first. For ``held`` the moment is that
    of the contrary report.
    """

    kind: Kind
    at: int
    team: str
    inject: str
    before: tuple[str, ...]
    then: tuple[str, ...]
    after: int | None
    news: tuple[str, ...]


def turns(run: Run) -> tuple[Turn, ...]:
    """Every decision that was changed, and every one that stood although a report spoke against what was held."""
    found: list[Turn] = []
    for answer in run.situation.answers.values():
        taken = [one for one in answer.decisions if one.seq not in run.situation.voided]
        found += _changes(run, taken)
        found += _kept(run, taken, answer.deadline)
    return tuple(sorted(found, key=lambda turn: (turn.at, turn.team, turn.inject)))


def _changes(run: Run, taken: list[DecisionTaken]) -> Iterator[Turn]:
    for before, then in pairwise(taken):
        if before.options == then.options:
            continue
        news = list(_news(run, then.team, before.at, then.at))
        ids = tuple(dict.fromkeys(id for _, id, _ in sorted(news, key=lambda one: (not one[2], one[0]))))
        last = max((at for at, _, _ in news), default=None)
        yield Turn(
            "adapted" if news else "wavered", then.at, then.team, then.inject, before.options, then.options,
            None if last is None else then.at - last, ids,
        )  # fmt: skip


def _kept(run: Run, taken: list[DecisionTaken], deadline: int | None) -> Iterator[Turn]:
    """A decision that stood, although before its window closed a report came that contradicts one held."""
    if not taken:
        return
    stands = taken[-1]
    until = run.at if deadline is None else min(deadline, run.at)
    contrary = [(at, id) for at, id, against in _news(run, stands.team, stands.at, until) if against]
    if contrary:
        at, id = contrary[0]
        yield Turn("held", at, stands.team, stands.inject, stands.options, stands.options, None, (id,))


def _news(run: Run, team: str, since: int, until: int) -> Iterator[tuple[int, str, bool]]:
    """What reached a team after ``since`` and up to ``until``: when, which, and whether it contradicts what it held."""
    for fact in run.facts:
        if not since < fact.at <= until:
            continue
        if isinstance(fact, ReportReceived) and fact.team == team:
            held = [run.situation.holding(team, id) for id in run.scenario.report[fact.report].conflicts]
            yield fact.at, fact.report, any(one is not None and one.at <= fact.at for one in held)
        elif isinstance(fact, InjectDelivered) and fact.team == team and _tells(run, fact.inject):
            yield fact.at, fact.inject, False


def _tells(run: Run, inject: str) -> bool:
    """Whether an inject is more than the traffic that hides the signal."""
    return run.situation.injects[inject].kind != "routine"


class Recovery(NamedTuple):
    """A shock to a measure and how far it was made good again.

    It fell at ``at`` (ms) by ``fall`` points from ``level``, because of ``causes``. ``back`` is when half of the fall
    was regained (None: not by now), ``regained`` the points regained at the best moment since.
    """

    measure: str
    at: int
    level: float
    fall: float
    causes: tuple[str, ...]
    back: int | None
    regained: float

    @property
    def rate(self) -> float | None:
        """How fast half of the fall came back, in points an hour; None while it has not."""
        return None if self.back is None else (self.fall / 2) / max(1, self.back - self.at) * HOUR


def recoveries(run: Run) -> tuple[Recovery, ...]:
    """Every shock in order of time. A later fall before the recovery is a shock of its own."""
    found: list[Recovery] = []
    for measure in run.scenario.measures:
        steps = [fact for fact in run.facts if isinstance(fact, MeasureChanged) and fact.measure == measure.id]
        for moment in dict.fromkeys(fact.at for fact in steps):
            here = [fact for fact in steps if fact.at == moment]
            fall = -sum(fact.by for fact in here)
            if fall < SHOCK:
                continue
            low = here[-1].value
            later = [(fact.at, fact.value - low) for fact in steps if fact.at > moment]
            later.append((run.at, run.situation.measure(measure.id, run.at) - low))
            back = next((at for at, gain in later if gain >= fall / 2), None)
            causes = tuple(fact.cause for fact in here if fact.by < 0)
            best = max(0.0, *(gain for _, gain in later))
            found.append(Recovery(
                measure.id, moment, round(low + fall, 2), round(fall, 2), causes, back, round(min(best, fall), 2)
            ))  # fmt: skip
    return tuple(sorted(found, key=lambda row: row.at))
