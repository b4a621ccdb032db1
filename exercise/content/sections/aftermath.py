"""What is told after EndEx: the epilogue."""

from __future__ import annotations

from exercise.content.sections.effects import read_effects
from exercise.content.shape import Sheet
from exercise.content.values import whole
from exercise.core.scenario import Ending


def read_endings(root: Sheet) -> tuple[Ending, ...]:
    """The passages of the epilogue, told in this order where their condition holds."""
    endings = []
    for id, sheet in root.things("epilogue", "ending", needs=("title", "text")):
        endings.append(
            Ending(
                id=id,
                title=sheet.text("title"),
                text=sheet.text("text"),
                when=sheet.condition("when"),
                day=sheet.value("day", whole(1, 3650), 90),
                effects=read_effects(sheet, "effects"),
            )
        )
        sheet.done()
    return tuple(endings)
