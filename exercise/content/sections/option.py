"""What an inject asks, and the courses of action it offers."""

from __future__ import annotations

from exercise.content.sections.effects import read_effects, read_harm
from exercise.content.shape import Sheet
from exercise.content.times import lasting
from exercise.content.values import ask_kind, identifier, mandate_status, need, number, rule_kind, whole
from exercise.content.yamltree import Table
from exercise.core.scenario import (
    Ask,
    AskKind,
    ConditionalEffects,
    Law,
    MandateStatus,
    Needed,
    Option,
    OptionShare,
    Requirement,
    Together,
)

_STEPS = whole(-10, 10)
_WITHOUT_OPTIONS = ("text", "forecast")


def read_ask(sheet: Sheet) -> Ask | None:
    """The question an inject puts; None where it puts none."""
    ask = sheet.table_at("ask", needs=("kind",))
    if ask is None:
        return None
    inject = sheet.value("id", str, "")
    kind: AskKind = ask.value("kind", ask_kind, "choose")
    needs = ("id", "text", "ideal", "why") if kind == "allocate" else ("id", "text", "grade", "why")
    if kind == "allocate":
        ask.needs("total")
    if kind == "forecast":
        ask.needs("outcome")
    question = Ask(
        kind=kind,
        prompt=ask.text("prompt"),
        options=tuple(_option(row, inject, kind) for row in ask.rows("options", needs=needs)),
        rationale=ask.value("rationale", need, "optional"),
        confidence=ask.flag("confidence"),
        total=ask.value("total", whole(1, 10_000), 0) if kind == "allocate" else 0,
        outcome=ask.condition("outcome") if kind == "forecast" or (kind == "text" and ask.has("form")) else "",
        form=ask.name("form", "form") if kind == "text" else "",
    )
    ask.done()
    _check(ask, question, inject)
    return question


def _check(ask: Sheet, question: Ask, inject: str) -> None:
    ids = [option.id for option in question.options]

    def fault(key: str, text: str, fix: str) -> None:
        ask.reading.fault(ask.spot(key), f"{inject} {text}", fix)

    for id in sorted({id for id in ids if ids.count(id) > 1}):
        fault("options", f"has two options {id}", "give one of them another id")
    if question.kind in _WITHOUT_OPTIONS and ids:
        asks = "for text" if question.kind == "text" else "for a forecast"
        fault("options", f"asks {asks} and offers options", "choose one of the two")
    if question.kind not in _WITHOUT_OPTIONS and len(ids) < 2:
        fault("kind", "offers fewer than two options", "write two or more options")
    shares = sum(option.ideal for option in question.options)
    if question.kind == "allocate" and question.total and shares != question.total:
        fault("total", f"has {question.total} to allocate and ideal shares of {shares}", "make them the same")


def _option(row: Sheet, inject: str, kind: AskKind) -> Option:
    id = row.value("id", identifier, "")
    row.what = f"option {id} of {inject}"
    row.reading.where.setdefault((f"option of {inject}", id), row.spot("id"))
    option = Option(
        id=id,
        text=row.text("text"),
        grade=row.value("grade", number(0, 1), 0.0) if kind != "allocate" else 0.0,
        why=row.text("why"),
        effects=read_effects(row, "effects"),
        also=tuple(_also(also) for also in row.rows("also", needs=("when", "effects"))),
        shares=tuple(_share(share) for share in row.rows("shares", needs=("report", "to"))),
        when=row.condition("when"),
        closed=row.text("closed"),
        authority=row.name("authority", "rung"),
        what=row.value("what", str, ""),
        law=_law(row),
        requires=tuple(_requirement(step) for step in row.rows("requires", needs=("rule", "when", "text"))),
        steps=row.names("steps", "step of a procedure"),
        together=_together(row),
        needs=tuple(_needed(needed) for needed in row.rows("needs", needs=("resource",))),
        harm=read_harm(row, "harm"),
        escalates=row.value("escalates", _STEPS, 0),
        failed_effects=read_effects(row, "failed_effects"),
        ideal=row.value("ideal", whole(0, 10_000), 0) if kind == "allocate" else 0,
    )
    if option.when and not option.closed:
        fix = "add closed: with the reason that trainees read"
        row.reading.fault(row.spot("when"), f"option {id} of {inject} can be closed and does not say why", fix)
    if option.closed and not option.when and not any(step.gate for step in option.requires):
        row.reading.fault(row.spot("closed"), f"option {id} of {inject} is never closed", "add when:, or drop closed")
    row.done()
    return option


def _also(row: Sheet) -> ConditionalEffects:
    also = ConditionalEffects(row.condition("when"), read_effects(row, "effects"))
    row.done()
    return also


def _share(row: Sheet) -> OptionShare:
    share = OptionShare(row.name("report", "report"), row.names("to", "team"), row.name("channel", "channel") or None)
    row.done()
    return share


def _law(row: Sheet) -> Law | None:
    """``{mandate: within, basis: …}``, or under mandate one status for each variant."""
    law = row.table_at("law", needs=("mandate",))
    if law is None:
        return None
    entry = law.table.entries.get("mandate")
    if entry and isinstance(entry.node, Table):
        statuses: list[tuple[str, MandateStatus]] = [
            (variant, sheet.value(variant, mandate_status, "within"))
            for variant, sheet in law.pairs("mandate")
            if law.reading.known(sheet.spot(variant), "mandate", variant)
        ]
    else:
        statuses = [("", law.value("mandate", mandate_status, "within"))]
    found = Law(tuple(statuses), law.text("basis"))
    law.done()
    return found


def _requirement(row: Sheet) -> Requirement:
    requirement = Requirement(
        rule=row.value("rule", rule_kind, "procedure"),
        when=row.condition("when"),
        text=row.text("text"),
        basis=row.text("basis"),
        gate=row.flag("gate"),
    )
    row.done()
    return requirement


def _together(row: Sheet) -> Together | None:
    together = row.table_at("together", needs=("with", "within"))
    if together is None:
        return None
    found = Together(together.names("with", "team"), together.value("within", lasting, 0))
    together.done()
    return found


def _needed(row: Sheet) -> Needed:
    needed = Needed(
        resource=row.name("resource", "resource"),
        units=row.value("units", whole(1, 1000), 1),
        busy=row.value("for", lasting, None),
    )
    row.done()
    return needed
