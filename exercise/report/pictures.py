"""Charts as pictures: for every chart of the debrief a block of the report, and the drawing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import vl_convert

from exercise.core.engine import Run
from exercise.report.document import Picture

WIDTH = 640
_SCALE = 2.0


class Titled(NamedTuple):
    """A picture and the heading it stands under."""

    title: str
    block: Picture


def pictures(run: Run) -> Iterator[Titled]:
    """Every chart that has something to show."""
    return iter(())


def svg(chart: dict[str, Any]) -> str:
    """The chart as SVG."""
    return str(vl_convert.vegalite_to_svg(chart))


def png(chart: dict[str, Any]) -> bytes:
    """The chart as PNG, at twice the size it is printed in."""
    return bytes(vl_convert.vegalite_to_png(chart, scale=_SCALE))
