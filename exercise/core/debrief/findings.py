"""Strengths and areas for improvement, found in the record: what happened, why it matters, and on what that rests.

The rules are few and said here. A strength is an answer the experts grade 0.75 or more, an expected action that
came, a report that reached everybody who needed it in time. An area for improvement is an answer graded below
0.5, a window or an expected action missed, a report that came late or never to somebody who needed it, a report
sent against its marking. Between those two grades nothing is claimed. What raters saw counts as they sorted it, a
task rated P is a strength and one rated M or U an area for improvement. The heaviest stand first: what raters
said, what moved the measures most, what missed the mark by most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from exercise.core.conditions import clock as duration
from exercise.core.debrief.flow import Reach, reach
from exercise.core.debrief.playback import answered, signed
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import DEFINITIONS, given, graded, grades, observations, result
from exercise.core.facts import ActionMet, ActionMissed, DecisionTaken, MeasureChanged, ReleaseBreached
from exercise.core.fold import Answer
from exercise.core.refusals import moment
from exercise.core.scenario import Inject, Option
from exercise.core.scoring import grade

GOOD, WEAK = 0.75, 0.5

Sort = Literal["strength", "improvement"]


class Proof(NamedTuple):
    """A record a finding rests on: exercise ms, what it says, and the entry that caused it, where one did."""

    at: int
    text: str
    seq: int | None = None


class Finding(NamedTuple):
    """Something to keep or to mend. ``about`` is an inject or a report, ``teams`` whom it concerns.

    ``objective`` and ``task`` are empty where the scenario ties it to none.
    """

    sort: Sort
    objective: str
    task: str
    about: str
    teams: tuple[str, ...]
    observation: str
    analysis: str
    proofs: tuple[Proof, ...]
    weight: float


def findings(run: Run) -> tuple[Finding, ...]:
    """Everything found in a run, the heaviest first."""
    found = [*_ratings(run), *_observations(run), *_answers(run), *_actions(run), *_handoffs(run), *_breaches(run)]
    return tuple(sorted(found, key=lambda finding: -finding.weight))


def _ratings(run: Run) -> Iterator[Finding]:
    for about, found in given(run.facts).items():
        letter, (objective, task, text) = result(found), _purpose(run, about)
        if letter == "S":
            continue
        whys = " ".join(dict.fromkeys(f"“{fact.why.strip()}”" for fact in found.values() if fact.why.strip()))
        proofs = tuple(
            Proof(fact.at, f"Rated {fact.rating}{f': {fact.why.strip()}' if fact.why.strip() else ''}", fact.seq)
            for fact in found.values()
        )
        yield Finding(
            "strength" if letter == "P" else "improvement", objective, task, about, (),
            f"“{text}” was rated {letter}: {DEFINITIONS[letter].title.lower()}.",
            f"The raters: {whys}" if whys else "", proofs, 3.0 if letter == "U" else 2.0,
        )  # fmt: skip


def _observations(run: Run) -> Iterator[Finding]:
    for fact in observations(run.facts):
        inject = run.situation.injects.get(fact.inject)
        about = fact.task or (inject.task or inject.objective if inject else "")
        objective, task, _ = _purpose(run, about)
        if fact.sort:
            yield Finding(
                "strength" if fact.sort == "strength" else "improvement", objective, task, fact.inject or about,
                (fact.team,) if fact.team else (),
                f"Observed at {moment(fact.at)}: {fact.text.strip()}", "",
                (Proof(fact.at, f"Observed: {fact.text.strip()}", fact.seq),), 2.5,
            )  # fmt: skip


def _purpose(run: Run, about: str) -> tuple[str, str, str]:
    """The objective, the task (empty for an objective) and the words of what was rated."""
    for objective in run.scenario.objectives:
        if objective.id == about:
            return objective.id, "", objective.title
        for task in objective.tasks:
            if task.id == about:
                return objective.id, task.id, task.text
    return "", "", about


def _answers(run: Run) -> Iterator[Finding]:
    moved, by_hand = _moved(run), grades(run.facts)
    for answer in run.situation.answers.values():
        inject = run.situation.injects[answer.inject]
        decision = run.situation.standing(answer)
        if inject.ask is None:
            continue
        if decision is not None:
            worth = grade(inject.ask, decision)
            if worth is None:
                worth = graded(by_hand.get(decision.seq, {}))
            if worth is not None:
                yield from _decided(run, inject, answer, decision, worth, moved.get((inject.id, answer.team), ()))
        elif answer.closed is not None and answer.closed.outcome == "missed":
            yield _unanswered(run, inject, answer, moved.get((inject.id, answer.team), ()))


def _decided(
    run: Run, inject: Inject, answer: Answer, decision: DecisionTaken, worth: float, moves: tuple[MeasureChanged, ...]
) -> Iterator[Finding]:
    assert inject.ask is not None, "who decided was asked"
    if WEAK <= worth < GOOD:
        return
    team, took = run.scenario.name(answer.team), duration(decision.at - answer.delivered)
    good = worth >= GOOD
    chosen = [option for id in decision.options if (option := inject.ask.option(id))]
    analysis = _reason(chosen) or (f"Expected: {inject.expects}" if inject.expects else "")
    best = max(inject.ask.options, key=lambda option: option.grade, default=None)
    if best and not good and best not in chosen:
        analysis += f" The experts preferred “{best.text}”: {best.why}"
    why = decision.rationale.strip().rstrip(".")
    reason = f" Their reason: “{why}”." if why else ""
    yield Finding(
        "strength" if good else "improvement", inject.objective, inject.task, inject.id, (answer.team,),
        f"{team} answered {_title(inject)} after {took} with “{answered(run, decision)}”.{reason}",
        analysis,
        (
            Proof(answer.delivered, f"{_title(inject)} reached {team}"),
            Proof(decision.at, f"{team} answered {inject.id}: {answered(run, decision)}", decision.seq),
            *_effects(run, moves),
        ),
        (worth if good else 1 - worth) + _pull(run, moves),
    )  # fmt: skip


def _reason(chosen: list[Option]) -> str:
    """Why the experts graded it as they did; for an answer of several options, the first says enough."""
    return chosen[0].why if len(chosen) == 1 else ""


def _unanswered(run: Run, inject: Inject, answer: Answer, moves: tuple[MeasureChanged, ...]) -> Finding:
    team = run.scenario.name(answer.team)
    assert answer.closed is not None, "a missed window is closed"
    closed = answer.closed.at
    opened = "" if answer.opened is None else f" It was opened at {moment(answer.opened)} and left unanswered."
    return Finding(
        "improvement", inject.objective, inject.task, inject.id, (answer.team,),
        f"{team} let the window of {duration(closed - answer.delivered)} on {_title(inject)} pass.{opened}",
        f"Expected: {inject.expects}" if inject.expects else "",
        (
            Proof(answer.delivered, f"{_title(inject)} reached {team}"),
            Proof(closed, f"The window of {inject.id} closed at {team} without an answer"),
            *_effects(run, moves),
        ),
        1 + _pull(run, moves),
    )  # fmt: skip


def _actions(run: Run) -> Iterator[Finding]:
    """Expected actions: what a team should have done without being asked."""
    for fact in run.facts:
        if isinstance(fact, ActionMet | ActionMissed):
            inject, met = run.situation.injects[fact.inject], isinstance(fact, ActionMet)
            who = " and ".join(map(run.scenario.name, inject.to))
            said = f"came about {duration(fact.at - fact.opened)} after it was due to begin" if met else "did not come"
            yield Finding(
                "strength" if met else "improvement", inject.objective, inject.task, inject.id, inject.to,
                f"The expected action {_title(inject)} ({who}) {said}.", f"Expected: {inject.expects}",
                (Proof(fact.at, f"The expected action {_title(inject)} was {'met' if met else 'missed'}"),),
                1.0,
            )  # fmt: skip


def _handoffs(run: Run) -> Iterator[Finding]:
    """One finding per report that somebody needed from another team."""
    rows: dict[str, list[Reach]] = {}
    for row in reach(run):
        if row.status in ("in time", "late", "never"):
            rows.setdefault(row.report, []).append(row)
    for id, found in rows.items():
        failed = [row for row in found if row.missed]
        if not failed and any(row.sender not in run.scenario.agency for row in found):
            continue
        yield _handoff(run, id, failed or found, bool(failed))


def _handoff(run: Run, id: str, rows: list[Reach], failed: bool) -> Finding:
    name, report = run.scenario.name, run.scenario.report[id]
    holder, since = name(rows[0].holder), moment(rows[0].held or 0)
    said = "; ".join(
        f"{name(row.team)} needed it by {moment(row.by or 0)} and "
        + ("never got it" if row.got is None else f"had it at {moment(row.got)}")
        for row in rows
    )
    analysis = f"The report says: {report.body}" if failed else ""
    proofs = [Proof(rows[0].held or 0, f"{holder} held “{report.title}”")]
    for row in rows:
        if row.got is None:
            proofs.append(Proof(row.by or 0, f"{name(row.team)} needed “{report.title}” and did not have it"))
        else:
            proofs.append(Proof(row.got, f"“{report.title}” reached {name(row.team)}"))
    never = sum(row.got is None for row in rows)
    return Finding(
        "improvement" if failed else "strength", "", "", id, tuple(dict.fromkeys(row.holder for row in rows)),
        f"{holder} held “{report.title}” from {since}. {said}.", analysis, tuple(proofs),
        (0.5 + never if failed else 0.5),
    )  # fmt: skip


def _breaches(run: Run) -> Iterator[Finding]:
    for fact in run.facts:
        if isinstance(fact, ReleaseBreached):
            report, name = run.scenario.report[fact.report], run.scenario.name
            how = (
                f"{name(fact.to)} is outside its release" if fact.breach == "release"
                else f"{run.scenario.channel[fact.channel].title} may not carry {report.level}"
            )  # fmt: skip
            said = f"{name(fact.sender)} sent “{report.title}” to {name(fact.to)} against its marking"
            yield Finding("improvement", "", "", report.id, (fact.sender,), f"{said}: {how}.", "",
                          (Proof(fact.at, said, fact.seq),), 1.0)  # fmt: skip


def _title(inject: Inject) -> str:
    return f"{inject.id} “{inject.title}”"


def _moved(run: Run) -> dict[tuple[str, str], tuple[MeasureChanged, ...]]:
    """What each team's decision, or silence, on an inject did to the measures."""
    found: dict[tuple[str, str], tuple[MeasureChanged, ...]] = {}
    for fact in run.facts:
        if isinstance(fact, MeasureChanged) and " by " in fact.cause:
            key = fact.cause.split()[0], fact.cause.rsplit(" by ", 1)[1]
            found[key] = (*found.get(key, ()), fact)
    return found


def _pull(run: Run, moves: tuple[MeasureChanged, ...]) -> float:
    """How far those changes moved the outcome, in points of 0 to 100."""
    total = sum(measure.weight for measure in run.scenario.measures) or 1.0
    return sum(abs(move.by) * run.scenario.measure[move.measure].weight for move in moves) / total


def _effects(run: Run, moves: tuple[MeasureChanged, ...]) -> list[Proof]:
    return [
        Proof(move.at, f"{run.scenario.measure[move.measure].title} {signed(move.by)}, to {move.value:.0f}")
        for move in moves
    ]
