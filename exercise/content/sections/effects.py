"""Points on measures and harm to people, as they stand in injects, options, clocks and endings."""

from __future__ import annotations

from typing import get_args

from exercise.content.shape import Sheet
from exercise.content.times import duration
from exercise.content.values import number
from exercise.content.yamltree import Table
from exercise.core.scenario import Effect, Harm, HarmKind

_POINTS = number(-100, 100)
_PEOPLE = number(0, 10_000)
_HARM_KINDS: tuple[HarmKind, ...] = get_args(HarmKind)


def read_effects(sheet: Sheet, key: str) -> tuple[Effect, ...]:
    """``{consent: +3, trust: {by: -1, after: 20m}}``."""
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


def read_harm(sheet: Sheet, key: str) -> tuple[Harm, ...]:
    """``{wounded: 3, displaced: {expected: 40, after: 1h}}``."""
    found = []
    for word, harm in sheet.pairs(key):
        kind = next((kind for kind in _HARM_KINDS if kind == word), None)
        if kind is None:
            harm.among(harm.spot(word), word, _HARM_KINDS, "a kind of harm")
            continue
        node = harm.table.entries[word].node
        if not isinstance(node, Table):
            found.append(Harm(kind, harm.value(word, _PEOPLE, 0.0)))
            continue
        later = Sheet(harm.reading, node, f"{word} of {harm.what}", needs=("expected",))
        found.append(Harm(kind, later.value("expected", _PEOPLE, 0.0), later.value("after", duration, 0)))
        later.done()
    return tuple(found)
