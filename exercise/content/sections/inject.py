"""One inject: the front matter and body of a file in msel/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exercise.content.folder import read_text
from exercise.content.problems import Spot
from exercise.content.sections.effects import read_effects, read_harm
from exercise.content.sections.option import read_ask
from exercise.content.shape import Sheet
from exercise.content.times import duration, lasting, moment
from exercise.content.values import identifier, inject_kind, whole
from exercise.content.yamltree import Series
from exercise.core.scenario import After, Attachment, Inject

# What belongs to the delivery of an inject, and so never happens where nothing is delivered.
_ON_DELIVERY = ("ask", "gives", "effects", "harm", "escalates", "breaks", "restores", "incident", "attachments")


def read_inject(sheet: Sheet, storylines: Mapping[str, str], body: str, body_at: Spot) -> Inject:
    """Read an inject; what cannot be read is noted and left at its default.

    A storyline becomes its title here, because the frozen scenario keeps no list of them.
    """
    objective = sheet.name("objective", "objective")
    inject = Inject(
        id=sheet.value("id", identifier, ""),
        title=sheet.text("title"),
        to=sheet.names("to", "team"),
        kind=sheet.value("kind", inject_kind, "contextual"),
        sender=sheet.text("from"),
        via=sheet.text("via"),
        body=sheet.reading.words(body_at, body),
        storyline=storylines.get(sheet.name("storyline", "storyline"), ""),
        phase=sheet.name("phase", "phase"),
        at=sheet.value("at", moment, None),
        after=_after(sheet),
        when=sheet.condition("when"),
        delay=sheet.spread("delay"),
        hold=sheet.flag("hold"),
        unless=sheet.condition("unless"),
        met=sheet.condition("met"),
        gives=sheet.names("gives", "report"),
        objective=objective,
        task=sheet.name("task", f"task of {objective}"),
        window=sheet.value("window", lasting, None),
        expects=sheet.text("expects"),
        controller=sheet.text("controller"),
        ask=read_ask(sheet),
        if_missed=sheet.name("if_missed", "inject"),
        effects=read_effects(sheet, "effects"),
        missed_effects=read_effects(sheet, "missed_effects"),
        where=sheet.value("where", str, ""),
        incident=sheet.flag("incident"),
        harm=read_harm(sheet, "harm"),
        missed_harm=read_harm(sheet, "missed_harm"),
        escalates=sheet.value("escalates", whole(-10, 10), 0),
        breaks=sheet.names("breaks", "channel"),
        restores=sheet.names("restores", "channel"),
        attachments=tuple(_attachment(row) for row in sheet.rows("attachments", needs=("title",))),
    )
    sheet.done()
    _check(sheet, inject)
    return inject


def _check(sheet: Sheet, inject: Inject) -> None:
    """Note keys that contradict each other."""

    def fault(key: str, text: str, fix: str) -> None:
        sheet.reading.fault(sheet.spot(key), f"{inject.id} {text}", fix)

    to = sheet.table.entries.get("to")
    if to and isinstance(to.node, Series) and not to.node.items:
        fault("to", "is addressed to nobody", "name the teams, or write to: all")
    if sheet.has("task") and not sheet.has("objective"):
        fault("task", "names a task and no objective", "add the line objective: with the objective it belongs to")
    if inject.kind != "expected-action":
        if inject.met:
            fault("met", "is not an expected action and is never met", "write kind: expected-action, or drop met")
        return
    if not sheet.has("met"):
        fault("kind", "expects an action and does not say what meets it", "add met: with a condition")
    if not sheet.has("window"):
        fault("kind", "expects an action and does not say how long", "add window: with a duration")
    for key in _ON_DELIVERY:
        if sheet.has(key):
            fault(key, f"is an expected action, delivered to nobody, so {key} never happens", f"drop {key}")


def _attachment(row: Sheet) -> Attachment:
    """A paper of an inject: its text, or the name of a file of the scenario counted from the inject's folder."""
    title, text = row.text("title"), row.text("text")
    name = row.value("file", str, "")
    if bool(text) is bool(name):
        row.reading.fault(row.table.spot, f"{row.what} needs its paper", "write either text: or file:")
    elif name:
        here = Path(row.table.spot.file).parent
        path = here / name
        if not path.resolve().is_relative_to(here.parent.resolve()):
            row.reading.fault(row.spot("file"), f"{name} lies outside the scenario", "keep papers in its folder")
        else:
            text = row.reading.words(Spot(str(path), 1), row.reading.attempt(read_text, path) or "").strip()
    row.done()
    return Attachment(title, text)


def _after(sheet: Sheet) -> After | None:
    after = sheet.table_at("after", needs=("inject",))
    if after is None:
        return None
    follows = After(after.name("inject", "inject"), after.value("delay", duration, 0))
    after.done()
    return follows
