"""Charts as pictures: for every chart of the debrief a block of the report, and the drawing of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import vl_convert

from exercise.charts import answers, flow
from exercise.charts import ratings as rated
from exercise.charts.awareness import calibrated
from exercise.charts.drawing import Drawn
from exercise.charts.localities import localities as localities_chart
from exercise.charts.situation import situation
from exercise.charts.trust import trust as trust_chart
from exercise.core.debrief import answering
from exercise.core.debrief.flow import links, phases, reach
from exercise.core.debrief.localities import localities
from exercise.core.debrief.trust import trust
from exercise.core.engine import Run
from exercise.core.evaluation.ratings import blind, given
from exercise.core.excon.boards import measures
from exercise.core.scoring import Sheet
from exercise.core.scoring.awareness import forecasts
from exercise.report.document import Picture, legal

WIDTH = 640
_SCALE = 2.0


class Titled(NamedTuple):
    """A picture and the heading it stands under."""

    title: str
    block: Picture


def pictures(run: Run) -> Iterator[Titled]:
    """Every chart that has something to show."""
    for drawn in _drawn(run):
        if drawn.panels:
            yield picture(drawn)


def picture(drawn: Drawn) -> Titled:
    """A chart as a picture of the report."""
    chart = _legal(drawn.whole(WIDTH).to_dict())
    return Titled(drawn.title, Picture(chart, drawn.sentence, f"{drawn.title}. {drawn.sentence}"))


def _drawn(run: Run) -> Iterator[Drawn]:
    scenario, asked = run.scenario, answering.spans(run)
    yield rated.ratings(scenario, given(run.facts), blind(run.facts))
    yield situation(tuple(measures(run)), scenario, run.at)
    yield localities_chart(scenario, localities(run))
    yield answers.gantt(scenario, asked, run.at)
    yield answers.punctuality(scenario, asked)
    yield answers.load(scenario, answering.loads(run), run.at)
    yield flow.reach(scenario, reach(run), run.at)
    yield trust_chart(scenario, trust(run))
    yield flow.network(scenario, links(run), phases(run))
    yield calibrated(forecasts(Sheet(run)))


def _legal(part: Any) -> Any:
    """The chart without characters that a picture cannot hold; people's words are among its rows."""
    match part:
        case str():
            return legal(part)
        case list():
            return [_legal(one) for one in part]
        case dict():
            return {name: _legal(one) for name, one in part.items()}
    return part


def svg(chart: dict[str, Any]) -> str:
    """The chart as SVG."""
    return str(vl_convert.vegalite_to_svg(chart))


def png(chart: dict[str, Any]) -> bytes:
    """The chart as PNG, at twice the size it is printed in."""
    return bytes(vl_convert.vegalite_to_png(chart, scale=_SCALE))
