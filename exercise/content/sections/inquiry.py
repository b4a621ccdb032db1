"""What trainees are asked beside the play: situation awareness, forecasts, workload."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.content.times import lasting, moment
from exercise.content.values import probe_kind
from exercise.content.yamltree import Table
from exercise.core.scenario import ProbeItem, ProbeKind


def read_probes(root: Sheet) -> tuple[ProbeItem, ...]:
    """The probes in the order they are written."""
    return tuple(_probe(id, sheet) for id, sheet in root.things("probes", "probe", needs=("ask", "text")))


def _probe(id: str, sheet: Sheet) -> ProbeItem:
    ask: ProbeKind = sheet.value("ask", probe_kind, "workload")
    choices: tuple[str, ...] = ()
    right_when: tuple[str, ...] = ()
    right, outcome = 0, ""
    if ask == "awareness":
        choices = tuple(sheet.reading.words(word.spot, word.text) for word in sheet.words("choices"))
        if len(set(choices)) < max(2, len(choices)):
            sheet.reading.fault(
                sheet.spot("choices"), f"probe {id} leaves nothing to choose", "list two or more different choices"
            )
        right, right_when = _right(id, sheet, choices)
    if ask == "forecast":
        sheet.needs("outcome")
        outcome = sheet.condition("outcome")
    probe = ProbeItem(
        id=id,
        ask=ask,
        text=sheet.text("text"),
        to=sheet.names("to", "team"),
        at=sheet.value("at", moment, None),
        choices=choices,
        right=right,
        right_when=right_when,
        outcome=outcome,
        window=sheet.value("window", lasting, None),
    )
    sheet.done()
    return probe


def _right(id: str, sheet: Sheet, choices: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The place of the right choice, or for each choice the condition that makes it right.

    ``right: the river`` names the one; ``right: {the river: twist(side) == river}`` lets the run decide.
    """
    sheet.needs("right")
    entry = sheet.table.entries.get("right")
    if entry is None:
        return 0, ()
    if isinstance(entry.node, Table):
        conditions = dict.fromkeys(choices, "")
        for choice, said in sheet.pairs("right"):
            if sheet.among(said.spot(choice), choice, choices, f"a choice of probe {id}"):
                conditions[choice] = said.condition(choice)
        return 0, tuple(conditions.values())
    words = sheet.text("right")
    return (choices.index(words), ()) if sheet.among(entry.spot, words, choices, f"a choice of probe {id}") else (0, ())
