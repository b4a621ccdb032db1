"""Scarce resources, and the clearances that some of them need."""

from __future__ import annotations

from exercise.content.shape import Sheet
from exercise.content.values import resource_kind, whole
from exercise.core.scenario import Clearance, Resource, Spread


def read_resources(root: Sheet) -> tuple[Resource, ...]:
    """What teams commit."""
    resources = []
    for id, sheet in root.things("resources", "resource", needs=("agency", "title", "units")):
        resources.append(
            Resource(
                id=id,
                title=sheet.text("title"),
                agency=sheet.name("agency", "team"),
                units=sheet.value("units", whole(1, 1000), 1),
                kind=sheet.value("kind", resource_kind, "other"),
                travel=sheet.spread("travel"),
                clearance=sheet.name("clearance", "clearance"),
            )
        )
        sheet.done()
    return tuple(resources)


def read_clearances(root: Sheet) -> tuple[Clearance, ...]:
    """The permissions that somebody else gives."""
    clearances = []
    for id, sheet in root.things("clearances", "clearance", needs=("title", "held_by", "when", "delay")):
        clearances.append(
            Clearance(
                id=id,
                title=sheet.text("title"),
                holder=sheet.name("held_by", "team or SimCell role"),
                when=sheet.condition("when"),
                delay=sheet.spread("delay") or Spread("fixed", (0,)),
            )
        )
        sheet.done()
    return tuple(clearances)
