"""What all charts share: colours that colour-blind eyes tell apart, letters for the back of the room, exercise time.

Colours are Okabe and Ito's; a shape, a line style or words always say the same beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

Row = dict[str, Any]
# Altair says of its own layers that they may be facets; ours never are.
Panel = alt.LayerChart | alt.FacetChart

OKABE_ITO = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#B8A900")
BLUE, ORANGE, GREEN, RED, PINK, SKY, OLIVE = OKABE_ITO
# Read on white and on dark alike.
NEUTRAL = "#78818f"
TEXT = 15
SMALL = 13
_TIME = "'H+' + floor(datum.value / 60) + ':' + (datum.value % 60 < 10 ? '0' : '') + floor(datum.value % 60)"


class Drawn(NamedTuple):
    """A title, the sentence that says what is shown, and its panels; without panels there is nothing to show yet."""

    title: str
    sentence: str
    panels: tuple[Panel, ...] = ()

    def each(self) -> list[Any]:
        """Every panel as a chart of its own that takes the width it is given."""
        return [legible(panel) for panel in self.panels]

    def whole(self, width: int = 640) -> Any:
        """All panels in one picture about so many pixels wide, two beside each other where there are several."""
        if not self.panels:
            return None
        columns = min(2, len(self.panels))
        sized = [panel.properties(width=width // columns) for panel in self.panels]
        return legible(alt.concat(*sized, columns=columns))


def chart(rows: Sequence[Row]) -> alt.Chart:
    """A chart over rows that travel inside it."""
    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def moments(field: str, span: tuple[float, float] | None = None, title: str | None = "Exercise time") -> alt.X:
    """Minutes since StartEx along the chart, written as H+1:05."""
    axis = alt.Axis(labelExpr=_TIME, grid=False, tickCount=6, labelOverlap="greedy")
    scale = alt.Scale(nice=False, domain=span) if span else alt.Scale(nice=False)
    return alt.X(f"{field}:Q", title=title, axis=axis, scale=scale)


def unique(rows: Sequence[Row], field: str) -> list[str]:
    """The values of a field in the order in which they come."""
    return list(dict.fromkeys(row[field] for row in rows))


def large(chart: Any) -> alt.LayerChart:
    """Letters that can be read at the back of the room."""
    done: alt.LayerChart = chart.configure_axis(labelFontSize=TEXT, titleFontSize=TEXT, labelLimit=260)
    return done


def legible(chart: Any) -> Any:
    """Letters for a chart that is read at a desk or on paper."""
    return (
        chart.configure_axis(labelFontSize=SMALL, titleFontSize=SMALL, labelLimit=230)
        .configure_legend(labelFontSize=SMALL, titleFontSize=SMALL, labelLimit=400, orient="top", title=None)
        .configure_title(fontSize=TEXT, anchor="start")
        .configure_view(stroke=None)
    )
