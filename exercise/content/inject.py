"""One inject: the front matter and body of a file in msel/."""

from __future__ import annotations

from collections.abc import Mapping

from exercise.content.problems import Spot
from exercise.content.shape import Sheet
from exercise.content.times import duration, lasting, moment
from exercise.content.values import ask_kind, identifier, inject_kind, need, number
from exercise.content.yamltree import Series, Table
from exercise.core.scenario import After, Ask, ConditionalEffects, Effect, Inject, Option, OptionShare

_POINTS = number(-100, 100)


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
        ask=_ask(sheet),
        if_missed=sheet.name("if_missed", "inject"),
        effects=_effects(sheet, "effects"),
        missed_effects=_effects(sheet, "missed_effects"),
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
    for key in ("ask", "gives", "effects"):
        if sheet.has(key):
            fault(key, f"is an expected action, delivered to nobody, so {key} never happens", f"drop {key}")


def _after(sheet: Sheet) -> After | None:
    after = sheet.table_at("after", needs=("inject",))
    if after is None:
        return None
    follows = After(after.name("inject", "inject"), after.value("delay", duration, 0))
    after.done()
    return follows


def _ask(sheet: Sheet) -> Ask | None:
    ask = sheet.table_at("ask", needs=("kind",))
    if ask is None:
        return None
    inject = sheet.value("id", str, "")
    question = Ask(
        kind=ask.value("kind", ask_kind, "choose"),
        prompt=ask.text("prompt"),
        options=tuple(_option(row, inject) for row in ask.rows("options", needs=("id", "text", "grade", "why"))),
        rationale=ask.value("rationale", need, "optional"),
        confidence=ask.flag("confidence"),
    )
    ask.done()
    ids = [option.id for option in question.options]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        ask.reading.fault(ask.spot("options"), f"{inject} has two options {id}", "give one of them another id")
    if question.kind == "text" and ids:
        ask.reading.fault(ask.spot("options"), f"{inject} asks for text and offers options", "choose one of the two")
    if question.kind != "text" and len(ids) < 2:
        ask.reading.fault(ask.spot("kind"), f"{inject} offers fewer than two options", "write two or more options")
    return question


def _option(row: Sheet, inject: str) -> Option:
    id = row.value("id", identifier, "")
    row.what = f"option {id} of {inject}"
    row.reading.where.setdefault((f"option of {inject}", id), row.spot("id"))
    option = Option(
        id=id,
        text=row.text("text"),
        grade=row.value("grade", number(0, 1), 0.0),
        why=row.text("why"),
        effects=_effects(row, "effects"),
        also=tuple(_also(also) for also in row.rows("also", needs=("when", "effects"))),
        shares=tuple(_share(share) for share in row.rows("shares", needs=("report", "to"))),
    )
    row.done()
    return option


def _also(row: Sheet) -> ConditionalEffects:
    also = ConditionalEffects(row.condition("when"), _effects(row, "effects"))
    row.done()
    return also


def _share(row: Sheet) -> OptionShare:
    share = OptionShare(row.name("report", "report"), row.names("to", "team"), row.name("channel", "channel") or None)
    row.done()
    return share


def _effects(sheet: Sheet, key: str) -> tuple[Effect, ...]:
    return tuple(
        _effect(effects, measure)
        for measure, effects in sheet.pairs(key)
        if sheet.reading.known(effects.spot(measure), "measure", measure)
    )


def _effect(effects: Sheet, measure: str) -> Effect:
    node = effects.table.entries[measure].node
    if not isinstance(node, Table):
        return Effect(measure, effects.value(measure, _POINTS, 0.0))
    later = Sheet(effects.reading, node, f"{measure} of {effects.what}", needs=("by",))
    effect = Effect(measure, later.value("by", _POINTS, 0.0), later.value("after", duration, 0))
    later.done()
    return effect
