"""Variations that chance draws once per run."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.core.scenario import Twist


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
