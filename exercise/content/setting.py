"""scenario.yaml, section by section: who plays, what they hold, how it travels, what is measured."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.content.cast import CastError, Part, fill
from exercise.content.shape import Sheet
from exercise.content.times import duration, moment
from exercise.content.values import admiralty_grade, level, number
from exercise.core.scenario import Agency, Channel, Measure, Objective, Report, SimCellRole, Spread, Task, Twist


def read_cast(root: Sheet, seed: int) -> dict[str, str]:
    """Every name of the cast, invented from the seed; one that cannot be is noted and left empty."""
    parts: dict[str, Part] = {}
    for name, sheet in root.things("cast", "cast name", needs=("is",)):
        if not name.isidentifier() or name != name.lower():
            root.reading.fault(
                root.reading.where["cast name", name],
                f"{{{name}}} cannot stand in a text",
                "use small letters, digits and _",
            )
        part = Part(sheet.value("is", str, "name"), sheet.value("locale", str, "en_US"))
        sheet.done()
        parts[name] = part
    try:
        return fill(parts, seed)
    except CastError as error:
        for name, fault in error.faults.items():
            root.reading.fault(root.reading.where["cast name", name], f"{name}: {fault.text}", fault.fix)
        return dict.fromkeys(parts, "")


def read_agencies(root: Sheet, cards: Mapping[str, str]) -> tuple[Agency, ...]:
    """The agencies in the order of the screens, each with its role card."""
    agencies = []
    for id, sheet in root.things("agencies", "team", needs=("name", "kind")):
        if id == "all":
            root.reading.fault(root.reading.where["team", id], "all means every team", "choose another id")
        agencies.append(
            Agency(
                id=id,
                name=sheet.text("name"),
                kind=sheet.text("kind"),
                card=cards.get(id, ""),
                short=sheet.text("short"),
                clearance=sheet.value("clearance", level, "unclassified"),
            )
        )
        sheet.done()
    return tuple(agencies)


def read_simcell(root: Sheet) -> tuple[SimCellRole, ...]:
    """Whom the controllers play. An id cannot be a team's, or nobody would know who speaks."""
    roles = []
    for id, sheet in root.pairs("simcell"):
        sheet.check_id(id, "SimCell role")
        if id in root.reading.names.get("team", ()):
            root.reading.fault(sheet.spot(id), f"{id} is a team already", "choose another id")
        roles.append(SimCellRole(id, sheet.text(id)))
    return tuple(roles)


def read_channels(root: Sheet) -> tuple[Channel, ...]:
    """The ways from team to team; the first is the default."""
    channels = []
    for id, sheet in root.things("channels", "channel", needs=("title", "delay")):
        channels.append(
            Channel(
                id=id,
                title=sheet.text("title"),
                delay=sheet.spread("delay") or Spread("fixed", (0,)),
                ceiling=sheet.value("ceiling", level, "unclassified"),
                one_at_a_time=sheet.flag("one_at_a_time"),
            )
        )
        sheet.done()
    return tuple(channels)


def read_objectives(root: Sheet) -> tuple[Objective, ...]:
    """What the exercise trains, with the critical tasks that show it."""
    objectives = []
    for id, sheet in root.things("objectives", "objective", needs=("title", "capability", "tasks")):
        tasks = []
        for task_id, task in sheet.things("tasks", f"task of {id}", needs=("text",)):
            tasks.append(Task(task_id, task.text("text"), task.value("target", duration, None)))
            task.done()
        objectives.append(Objective(id, sheet.text("title"), sheet.text("capability"), tuple(tasks)))
        sheet.done()
    return tuple(objectives)


def read_measures(root: Sheet) -> tuple[Measure, ...]:
    """The measures of the situation, from 0 to 100."""
    measures = []
    for id, sheet in root.things("measures", "measure", needs=("title", "start")):
        measures.append(
            Measure(
                id=id,
                title=sheet.text("title"),
                start=sheet.value("start", number(0, 100), 0.0),
                weight=sheet.value("weight", number(0, 1000), 1.0),
                drift=sheet.value("drift", number(-1000, 1000), 0.0),
            )
        )
        sheet.done()
    return tuple(measures)


def read_twists(root: Sheet) -> tuple[Twist, ...]:
    """The lists of which chance draws one each."""
    twists = []
    for id, sheet in root.pairs("twists"):
        sheet.check_id(id, "twist")
        choices = tuple(word.text for word in sheet.words(id))
        if len(set(choices)) < max(2, len(choices)):
            sheet.reading.fault(
                sheet.spot(id), f"twist {id} leaves nothing to draw", "list two or more different words"
            )
        twists.append(Twist(id, choices))
    return tuple(twists)


def read_reports(root: Sheet) -> tuple[Report, ...]:
    """The pieces of information that one team holds and may share."""
    needs = ("title", "body", "from", "grade", "true", "marking")
    return tuple(_report(id, sheet) for id, sheet in root.things("reports", "report", needs))


def _report(id: str, sheet: Sheet) -> Report:
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
    )
    if marking:
        marking.done()
    sheet.done()
    return report
