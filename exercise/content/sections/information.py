"""The pieces of information that one team holds and may share."""

from __future__ import annotations

from exercise.content.problems import UnreadableError
from exercise.content.sections.effects import read_effects
from exercise.content.shape import Sheet
from exercise.content.times import instant, lasting, moment
from exercise.content.values import admiralty_grade, level, number
from exercise.core.scenario import Report

_COORDINATE = number(-1_000_000, 1_000_000)


def read_reports(root: Sheet) -> tuple[Report, ...]:
    """The reports in the order they are written; ``starts`` of the scenario dates what they describe."""
    needs = ("title", "body", "from", "grade", "true", "marking")
    starts = root.value("starts", str, "")
    return tuple(_report(id, sheet, starts) for id, sheet in root.things("reports", "report", needs))


def _report(id: str, sheet: Sheet, starts: str) -> Report:
    marking = sheet.table_at("marking", needs=("level", "release"))
    report = Report(
        id=id,
        title=sheet.text("title"),
        body=sheet.text("body"),
        origin=sheet.text("from"),
        grade=sheet.value("grade", admiralty_grade, ""),
        true=sheet.flag("true"),
        level=marking.value("level", level, "unclassified") if marking else "unclassified",
        release=marking.names("release", "team") if marking else (),
        needed_by=tuple(
            (team, needs.value(team, moment, 0))
            for team, needs in sheet.pairs("needed_by")
            if sheet.reading.known(needs.spot(team), "team", team)
        ),
        place=_place(sheet),
        as_of=sheet.value("as_of", instant(starts), None),
        stale_after=sheet.value("stale_after", lasting, None),
        conflicts=sheet.names("conflicts", "report"),
        missing=read_effects(sheet, "missing"),
        warns=sheet.names("warns", "inject"),
    )
    if id in report.conflicts:
        sheet.reading.fault(sheet.spot("conflicts"), f"{id} conflicts with itself", "name another report")
    if marking:
        marking.done()
    sheet.done()
    return report


def _place(sheet: Sheet) -> tuple[float, float] | None:
    """Longitude and latitude, or x and y of the drawn map."""
    figures = sheet.words("place")
    if not figures:
        return None
    try:
        if len(figures) != 2:
            raise UnreadableError("two figures make a place", "write for example [-3.05, 16.77]")
        return _COORDINATE(figures[0].text), _COORDINATE(figures[1].text)
    except UnreadableError as fault:
        sheet.reading.fault(sheet.spot("place"), f"place: {fault.text}", fault.fix)
        return None
