"""The rules of the scenario: authority, jurisdiction, mandate, procedures, running clocks."""

from __future__ import annotations

from exercise.content.sections.effects import read_effects
from exercise.content.shape import Sheet
from exercise.content.times import lasting
from exercise.content.values import rule_kind
from exercise.content.yamltree import Series
from exercise.core.scenario import Jurisdiction, Procedure, Rung, RunningClock


def read_ladder(root: Sheet) -> tuple[Rung, ...]:
    """The rungs of authority from the lowest.

    In the short form, a list, a rung is held by the team or SimCell role of the same id.
    """
    entry = root.table.entries.get("authority")
    if entry and isinstance(entry.node, Series):
        parties = root.reading.names.get("team or SimCell role", ())
        rungs = []
        for word in root.words("authority"):
            root.reading.declare(word.spot, "rung", word.text)
            holder = word.text if word.text in parties else ""
            rungs.append(Rung(word.text, word.text.capitalize().replace("-", " "), holder))
        return tuple(rungs)
    rungs = []
    for id, sheet in root.things("authority", "rung", needs=("title", "held_by")):
        rungs.append(Rung(id, sheet.text("title"), sheet.name("held_by", "team or SimCell role")))
        sheet.done()
    return tuple(rungs)


def read_jurisdictions(root: Sheet) -> tuple[Jurisdiction, ...]:
    """Who leads on what, where; each pair once."""
    rules: dict[tuple[str, str], Jurisdiction] = {}
    for row in root.rows("jurisdiction", needs=("where", "what", "lead")):
        rule = Jurisdiction(row.value("where", str, ""), row.value("what", str, ""), row.name("lead", "team"))
        row.done()
        if (rule.where, rule.what) in rules:
            row.reading.fault(
                row.spot("where"), f"{rule.what} in {rule.where} has a lead already", "keep one of the two"
            )
        row.reading.where.setdefault(("jurisdiction", f"{rule.where}/{rule.what}"), row.spot("where"))
        rules[rule.where, rule.what] = rule
    return tuple(rules.values())


def read_mandate(root: Sheet) -> tuple[str, tuple[str, ...]]:
    """The variant of the mandate in force, the first where the scenario names none, and all there are."""
    variants = root.names("mandates", "mandate")
    chosen = root.name("mandate", "mandate") if root.has("mandate") else ""
    return chosen or (variants[0] if variants else ""), variants


def read_procedures(root: Sheet) -> tuple[Procedure, ...]:
    """The standing procedures, each with its steps in order."""
    procedures = []
    for id, sheet in root.things("procedures", "procedure", needs=("title", "steps")):
        steps = []
        for step, text in sheet.pairs("steps"):
            text.check_id(step, f"step of {id}")
            steps.append((step, text.text(step)))
        procedures.append(Procedure(id, sheet.text("title"), tuple(steps), sheet.text("basis")))
        sheet.done()
    return tuple(procedures)


def read_clocks(root: Sheet) -> tuple[RunningClock, ...]:
    """The time limits that the law sets."""
    clocks = []
    for id, sheet in root.things("clocks", "clock", needs=("title", "team", "starts", "stops", "within")):
        clocks.append(
            RunningClock(
                id=id,
                title=sheet.text("title"),
                team=sheet.name("team", "team"),
                starts=sheet.condition("starts"),
                stops=sheet.condition("stops"),
                within=sheet.value("within", lasting, 0),
                rule=sheet.value("rule", rule_kind, "detention"),
                basis=sheet.text("basis"),
                effects=read_effects(sheet, "effects"),
            )
        )
        sheet.done()
    return tuple(clocks)
