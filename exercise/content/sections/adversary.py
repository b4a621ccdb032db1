"""Who acts against the teams, and by which moves."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.content.times import moment
from exercise.content.values import number
from exercise.core.scenario import Adversary, Move, Spread


def read_adversaries(root: Sheet) -> tuple[Adversary, ...]:
    """The sides that nobody plays, each with its moves."""
    adversaries = []
    for id, sheet in root.things("adversaries", "adversary", needs=("title", "every", "moves")):
        adversaries.append(
            Adversary(
                id=id,
                title=sheet.text("title"),
                every=sheet.spread("every") or Spread("fixed", (0,)),
                moves=tuple(_move(row) for row in sheet.rows("moves", needs=("inject", "tactic"))),
                first=sheet.value("first", moment, 0),
            )
        )
        if not adversaries[-1].moves:
            sheet.reading.fault(sheet.spot("moves"), f"adversary {id} has no move", "list one or more")
        if adversaries[-1].every.ms[-1] == 0 and sheet.has("every"):
            sheet.reading.fault(sheet.spot("every"), f"adversary {id} never rests", "write for example every: 15m")
        sheet.done()
    return tuple(adversaries)


def _move(row: Sheet) -> Move:
    move = Move(
        inject=row.name("inject", "inject"),
        tactic=row.value("tactic", str, ""),
        when=row.condition("when"),
        weight=row.value("weight", number(0, 1000), 1.0),
        countered=row.condition("countered"),
    )
    row.reading.where.setdefault(("move", move.inject), row.spot("inject"))
    row.done()
    return move
