"""The joint picture as a seat sees it and, for the staff, the ground truth beside it."""

from __future__ import annotations

from collections import Counter
from typing import Literal, NamedTuple

from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import ReportPosted
from exercise.core.scenario import Report
from exercise.core.views.rights import own_team, staff_only


class PictureEntry(NamedTuple):
    """A report on the joint picture. ``age`` (ms) counts from the moment it describes, else from its posting.

    ``conflicts`` are ids of other entries that cannot be true together with it; ``by`` is the team that posted it.
    ``stale_at`` (ms) is when it becomes too old to act on.
    """

    report: str
    title: str
    body: str
    source: str
    grade: str
    level: str
    posted: int
    by: str
    note: str
    age: int
    stale: bool
    place: tuple[float, float] | None
    conflicts: tuple[str, ...]
    stale_at: int | None = None


def picture(run: Run, seat: Seat) -> tuple[PictureEntry, ...]:
    """What the teams have posted, latest first: to a trainee once it has gone round, or at once where the team did it.

    Empty where the coordination model keeps no joint picture (`CoordinationModel.picture` is None).
    """
    team, model = own_team(run, seat) if seat.role is Role.TRAINEE else "", run.scenario.model
    shown = {
        posted.report: posted
        for posted in run.situation.traffic.posted.values()
        if not team or team == posted.team or posted.at + (model.picture or 0) <= run.at
    }
    return tuple(reversed([_entry(run, posted, shown) for posted in shown.values()]))


def _entry(run: Run, posted: ReportPosted, shown: dict[str, ReportPosted]) -> PictureEntry:
    report, name = run.scenario.report[posted.report], run.scenario.name
    age, known = _age(run, report, posted), run.scenario.report
    conflicts = tuple(id for id in shown if id in report.conflicts or report.id in known[id].conflicts)
    return PictureEntry(
        report.id, report.title, report.body, name(report.origin), report.grade, report.level, posted.at,
        name(posted.team), posted.note, age, _stale(report, age), report.place, conflicts,
        None if report.stale_after is None else run.at - age + report.stale_after,
    )  # fmt: skip


def _age(run: Run, report: Report, posted: ReportPosted) -> int:
    return run.at - (posted.at if report.as_of is None else report.as_of)


def _stale(report: Report, age: int) -> bool:
    return report.stale_after is not None and age > report.stale_after


# What a report on the picture, or missing from it, is worth: a stale one was true and is too old to act on.
Verdict = Literal["true posted", "false posted", "stale", "true not posted", "false not posted"]


class Truth(NamedTuple):
    """A report that some team holds, beside the joint picture; ``posted`` is when (ms) it was posted and by whom."""

    report: str
    title: str
    true: bool
    grade: str
    verdict: Verdict
    held_by: tuple[str, ...]
    posted: int | None
    by: str


class GroundTruth(NamedTuple):
    """The joint picture beside what is so: every report that was within the teams' reach, and how many of each kind."""

    rows: tuple[Truth, ...]
    true_posted: int
    false_posted: int
    stale: int
    true_not_posted: int


def ground_truth(run: Run, seat: Seat) -> GroundTruth:
    """The comparison of the joint picture with ground truth, in the scenario's order. Staff only."""
    staff_only(seat)
    rows = tuple(row for report in run.scenario.reports if (row := _truth(run, report)).held_by)
    count = Counter(row.verdict for row in rows)
    return GroundTruth(
        rows, count["true posted"], count["false posted"], count["stale"], count["true not posted"]
    )  # fmt: skip


def _truth(run: Run, report: Report) -> Truth:
    situation, posted = run.situation, run.situation.traffic.posted.get(report.id)
    holders = tuple(team for team in situation.by_team if situation.holds(team, report.id))
    verdict: Verdict = "true not posted" if report.true else "false not posted"
    if posted is not None:
        stale = _stale(report, _age(run, report, posted))
        verdict = "false posted" if not report.true else "stale" if stale else "true posted"
    return Truth(
        report.id, report.title, report.true, report.grade, verdict, holders, posted.at if posted else None,
        run.scenario.name(posted.team) if posted else "",
    )  # fmt: skip
