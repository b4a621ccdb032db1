"""How the report closes: the improvement plan, and who took part."""

from __future__ import annotations

from exercise.core.acts import Role
from exercise.core.debrief.findings import findings
from exercise.report.document import Prose, Section, Table, prose, say
from exercise.report.dossier import Dossier
from exercise.store import LessonInfo, SeatInfo

_HEAD = ("Observation and analysis", "Corrective action", "Owner", "Due", "Status", "Tested again in")
_WIDTHS = (3, 2.6, 1.2, 1, 0.9, 1.2)
_PROPOSED = 8
LEFT_OUT = "left out"


def plan(dossier: Dossier) -> Section:
    """The lessons with their actions; without any, the areas for improvement that wait for one."""
    title = "Improvement plan"
    lessons = [lesson for lesson in dossier.lessons if lesson.status != "dropped"]
    if lessons:
        return Section(title, (Table(_HEAD, tuple(_lesson(dossier, lesson) for lesson in lessons), _WIDTHS),))
    open = [
        finding
        for run in dossier.runs.values()
        for finding in findings(run)
        if finding.sort == "improvement"
    ][:_PROPOSED]  # fmt: skip
    if not open:
        return Section(title, (say("No lessons have been written down."),))
    rows = tuple((prose(finding.observation), *(prose("") for _ in _HEAD[1:])) for finding in open)
    said = (
        "No lessons have been written down yet. These areas for improvement weigh heaviest in the record; give each an "
        "action, an owner and a date in the after-action meeting, or strike it."
    )
    return Section(title, (say(said), Table(_HEAD, rows, _WIDTHS)))


def _lesson(dossier: Dossier, lesson: LessonInfo) -> tuple[Prose, ...]:
    again = dossier.titles.get(lesson.retested_in or "", "")
    return (
        prose(lesson.observation.strip(), f"\n{lesson.analysis.strip()}" if lesson.analysis.strip() else ""),
        prose(lesson.recommendation), prose(lesson.owner if dossier.names else LEFT_OUT if lesson.owner else ""),
        prose(f"{lesson.due:%d %b %Y}" if lesson.due else ""), prose(lesson.status), prose(again),
    )  # fmt: skip


def participants(dossier: Dossier) -> Section:
    """Who sat where."""
    rows: list[tuple[Prose, ...]] = []
    for agency in dossier.scenario.agencies:
        seats = [seat for seat in dossier.seats if seat.team == agency.id and seat.role is Role.TRAINEE]
        rows += [
            (prose(agency.name), prose(seat.syndicate or ""), prose(_name(dossier, seat)), prose(_joined(seat)))
            for seat in seats
        ]
        if not seats:
            rows.append((prose(agency.name), prose(""), prose("played by nobody"), prose("")))
    rows += [
        (prose(str(seat.role).capitalize()), prose(""), prose(_name(dossier, seat)), prose(_joined(seat)))
        for seat in dossier.seats
        if not seat.team
    ]
    rows += [
        (
            prose(str(account.role).capitalize()),
            prose(""),
            prose(account.name if dossier.names else LEFT_OUT),
            prose(""),
        )
        for account in dossier.staff
    ]
    return Section(
        "Participants", (Table(("Agency, role", "Syndicate", "Name", "Joined"), tuple(rows), (3, 0.9, 2, 1.6)),)
    )


def _name(dossier: Dossier, seat: SeatInfo) -> str:
    if not dossier.names:
        return f"Seat {seat.id.rpartition('-')[2]}"
    return seat.name or "no name given"


def _joined(seat: SeatInfo) -> str:
    return f"{seat.joined_wall:%d %b %Y %H:%M} UTC" if seat.joined_wall else "not joined"
