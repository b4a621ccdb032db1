"""A course for the demonstration: four ended exercises, evaluated and with lessons, for debrief, report and progress.

Nothing in it is made up beside the simulated people: the exercises are played by bots, and ratings, reasons and
lessons are read from what the record says of each run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from exercise import seating
from exercise.content import load
from exercise.control import Control
from exercise.core.acts import Act, Grade, Observe, Rate, Seat, Survey
from exercise.core.bots import Policy, play
from exercise.core.debrief.findings import Finding, findings
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.evaluation.attainment import TaskRecord, attainment
from exercise.core.evaluation.guide import words
from exercise.core.evaluation.ratings import ORDER
from exercise.core.evaluation.survey import AFTER, FORMS
from exercise.core.scenario import Scenario
from exercise.store import SeatInfo, Store

WEEK = timedelta(days=7)
# From one exercise of the course to the next the teams get better, and not all at once.
_SKILLS: tuple[tuple[Policy, ...], ...] = (
    ("random", "typical", "random"),
    ("typical", "random", "typical"),
    ("typical", "typical", "expert"),
    ("typical", "expert", "typical"),
)
_KEEP = (
    "The liaison officers: nothing beat somebody in the room.",
    "Clear orders on the net, read back every time.",
    "We said aloud what we did not know.",
    "Writing the reason down before sending made us think again.",
)
_MEND = (
    "We sat on a report because nobody had asked for it.",
    "Two headquarters answered the same call differently.",
    "The cable takes too long for a warning; agree on a tear-line beforehand.",
    "Nobody kept the list of who had been told what.",
    "The marking was read after the report had gone.",
)
_ACTIONS = (
    ("Hold the first report of every watch against the list of who needs it", "Chief of the joint operations centre"),
    ("Write a one-page drill for this case and walk it through once a month", "Head of training"),
    ("Name one seat that owns the release list, day and night", "Information manager"),
    ("Agree with the partners on a tear-line before the next rotation", "Deputy chief of staff"),
)


_SILENT = "The injects of this task were left unanswered or answered late."


def hold(control: Control, scenarios: Sequence[Path], raters: Sequence[Seat], today: datetime) -> list[str]:
    """Play one exercise per scenario, a week apart and the last a week ago, evaluated by the raters; return the ids."""
    held: list[str] = []
    for number, path in enumerate(scenarios):
        began = today - WEEK * (len(scenarios) - number)
        there = Control(control.store, now=lambda began=began: began, outage=None)  # type: ignore[misc]
        held.append(_exercise(there, load(path), _SKILLS[number % len(_SKILLS)], raters, began))
    _lessons(control.store, held, today)
    return held


def _exercise(
    control: Control, scenario: Scenario, skills: tuple[Policy, ...], raters: Sequence[Seat], began: datetime
) -> str:
    log, run = play(
        scenario, {agency.id: skills[place % len(skills)] for place, agency in enumerate(scenario.agencies)}
    )
    id, issued = seating.set_up(control, scenario)
    seats = {place.seat.team or "": place.seat for place in issued}
    for info in seats.values():
        control.store.rename_seat(info.id, f"{scenario.name(info.team or '')} watch")
        control.store.mark_joined(info.id, began - timedelta(minutes=10))
    control.keep(id, _dated(log, run, seats, raters, began))
    return id


def _dated(
    log: Sequence[Entry], run: Run, seats: dict[str, SeatInfo], raters: Sequence[Seat], began: datetime
) -> Iterator[Entry]:
    """The played log at the day it is said to have been played on, and the evaluation after it."""
    shift = began - log[0].wall
    for entry in log:
        info = seats.get(entry.seat.team or "")
        seat = replace(entry.seat, id=info.id if info else raters[-1].id)
        yield replace(entry, wall=entry.wall + shift, seat=seat)
    last, syndicate = log[-1], log[-1].syndicate
    acts = [*_rated(run, raters), *_answered(run, seats)]
    for number, (seat, act) in enumerate(acts, 1):
        wall = last.wall + shift + timedelta(seconds=20 * number)
        yield Entry(last.seq + number, last.at, wall, seat, act, seat.syndicate or syndicate)


def _rated(run: Run, raters: Sequence[Seat]) -> Iterator[tuple[Seat, Act]]:
    """Two raters rate every task that was exercised and grade every answer in words; they do not always agree."""
    rng, weakest = Random(f"{run.scenario.seed}/raters"), [row for row in findings(run) if row.sort == "improvement"]
    for record in attainment(run):
        for task in record.tasks:
            place = _rating(task)
            if place is None:
                continue
            whys = [finding.observation for finding in weakest if finding.task == task.task.id] or [_SILENT]
            for turn, rater in enumerate(raters[:2]):
                letter = ORDER[min(3, max(0, place + rng.choice((0, 0, 0, 1 if turn else -1))))]
                yield rater, Rate(task.task.id, letter, whys[turn % len(whys)] if letter in "MU" else "")
    for row in words(run, raters[0]):
        for rater in raters[:2]:
            yield rater, Grade(row.entry, rng.choice((20, 30, 40)), "Names nobody, no time and no place.")
    for finding in _told(run):
        yield (
            raters[0],
            Observe(finding.observation, finding.sort, finding.task, team=finding.teams[0] if finding.teams else ""),
        )


def _rating(task: TaskRecord) -> int | None:
    """How the record says a task went, as a place in P, S, M, U; None where nothing exercised it."""
    asked = task.asked + task.met + task.unmet
    if not asked:
        return None
    done = (task.answered + task.met) / asked
    worth = done * (0.6 if task.worth is None else task.worth)
    return next((place for place, least in enumerate((0.75, 0.55, 0.25)) if worth >= least), 3)


def _told(run: Run) -> list[Finding]:
    """What the first rater wrote down: the two heaviest strengths."""
    return [finding for finding in findings(run) if finding.sort == "strength"][:2]


def _answered(run: Run, seats: dict[str, SeatInfo]) -> Iterator[tuple[Seat, Act]]:
    """Every seat answers the survey."""
    for team, info in seats.items():
        rng = Random(f"{run.scenario.seed}/survey/{team}")
        agree = tuple(min(5, max(1, round(rng.gauss(3.8, 0.8)))) for _ in FORMS[AFTER])
        seat = Seat(info.id, info.role, info.team, info.syndicate)
        yield seat, Survey(AFTER, agree, rng.choice(_KEEP), rng.choice(_MEND))


def _lessons(store: Store, held: Sequence[str], today: datetime) -> None:
    """Two lessons an exercise, from its heaviest findings: the older, the further on; the first are tested again."""
    control = Control(store, now=lambda: today, outage=None)
    for number, id in enumerate(held[:-1]):
        info, run = store.exercise(id), control.run(id)
        heaviest = [
            finding
            for finding in findings(run)
            # What raters said of a task rests on these; a lesson begins with what happened.
            if finding.sort == "improvement" and finding.about not in (finding.task, finding.objective)
        ][:2]
        for finding, (action, owner) in zip(heaviest, _ACTIONS[number:] + _ACTIONS[:number], strict=False):
            assert info is not None, "it was held a moment ago"
            wall = info.created_wall + timedelta(hours=4)
            lesson = store.add_lesson(
                id, finding.observation, analysis=finding.analysis, recommendation=action, owner=owner,
                due=(wall + 3 * WEEK).date(), task=finding.task, at_ms=finding.proofs[-1].at,
                evidence=tuple(proof.seq for proof in finding.proofs if proof.seq), author="instructor", created=wall,
            )  # fmt: skip
            if number == 0:
                store.change_lesson(lesson.id, wall + 2 * WEEK, status="done", retested_in=held[number + 1])
            elif number == 1:
                store.change_lesson(lesson.id, wall + WEEK, status="in hand")
