"""The schematic map of a scenario's area, drawn in the browser without tiles, with markers on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

from exercise.ui.components import component

_map = component("map")

_LOOKS = {
    "wet": {"lake", "sea", "river", "canal", "wadi", "coast", "reeds", "ford", "dry-lake", "quay", "water"},
    "dashed": {"track", "border", "wadi", "dry-lake"},
    "road": {"road"},
}
Look = Literal["fresh", "stale", "conflict", "held-true", "held-false"]


@dataclass(frozen=True, slots=True)
class Marker:
    """Something on the map: the ``sign`` in it, what a screen reader says, and the list entry it leads to."""

    id: str
    sign: str
    label: str
    place: tuple[float, float]
    look: Look


def area(geojson: str, markers: Sequence[Marker], key: str, staff: bool = False) -> None:
    """Draw the map. Names and labels are shown as text, never as markup; what is hidden only the staff see."""
    _map(
        key=key,
        data={
            "features": [found for found, hidden in _features(geojson) if staff or not hidden],
            "entries": [asdict(marker) for marker in markers],
            "label": "Map of the area with what was posted",
        },
    )


def places(geojson: str) -> dict[str, str]:
    """The names of the places on a map that everybody sees, by id."""
    return {found["id"]: found["name"] for found, hidden in _features(geojson)
            if not hidden and found["id"] and found["name"] and found["geometry"]["type"] != "LineString"}  # fmt: skip


@lru_cache(maxsize=16)
def _features(geojson: str) -> tuple[tuple[dict[str, Any], bool], ...]:
    """What the author drew, without what a map does not need, and whether it is hidden from trainees.

    A kind may tell what a place will be: it becomes a look before it leaves the server.
    """
    rows = []
    for feature in json.loads(geojson)["features"] if geojson else ():
        told, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
        if geometry.get("type") in ("Polygon", "LineString", "Point"):
            kind = str(told.get("kind", ""))
            look = " ".join(name for name, kinds in _LOOKS.items() if kind in kinds)
            found = {"id": str(told.get("id", "")), "name": str(told.get("name", "")), "look": look}
            rows.append((found | {"geometry": geometry}, bool(told.get("hidden"))))
    return tuple(rows)
