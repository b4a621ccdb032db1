"""The scoreboard: scores with their evidence, measures for the staff, charts tested as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from exercise.charts import scores as charts
from exercise.charts import situation
from exercise.core.acts import Decide, Role, Seat
from exercise.core.excon import boards
from exercise.core.scenario import MINUTE
from exercise.store import NewSeat
from exercise.ui import scores
from tests.pages.conftest import SCENARIO, Stage, texts

STAFF = Seat("s", Role.EVALUATOR)


@pytest.fixture
def played(stage: Stage) -> Stage:
    """One good answer at Force HQ, felt by a measure; one missed inject at the police."""
    stage.start(6)
    stage.file("force", Decide("I01", ("alert",), rationale="Gate is weak"))
    stage.tick(20 * MINUTE)
    return stage


def board(stage: Stage) -> boards.Scoreboard:
    return boards.scoreboard(stage.control.run(stage.exercise), STAFF)


def values(chart: Any, layer: int) -> list[dict[str, Any]]:
    """The rows a layer of a chart draws."""
    drawn = chart.to_dict()
    found: list[dict[str, Any]] = drawn["layer"][layer].get("data", drawn.get("data"))["values"]
    return found


def test_nothing_is_scored_before_startex(stage: Stage) -> None:
    """The page says when scores begin."""
    app = stage.page("scoreboard", stage.seats["evaluator"][0])
    assert "The scores begin with StartEx." in [info.value for info in app.info]


def test_page_shows_scores_evidence_and_outcome(played: Stage) -> None:
    """Every figure can be followed to its records."""
    app = played.page("scoreboard", played.seats["instructor"][0])
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    evidence = app.dataframe[0].value
    assert evidence["About"].tolist()[0] == "I01 · A pick-up at the gate"
    assert app.metric[0].value == "58"
    assert "Host consent has moved furthest: from 55 to 58" in texts(app).replace("\\", "")


def test_a_field_carries_score_count_and_evidence(played: Stage) -> None:
    """A field has its score and records written in it, and what they rest on in its title; darker is more."""
    rows = scores.fields(board(played), SCENARIO)
    quality = rows[0]
    assert (quality["team"], quality["dimension"], quality["label"]) == ("Force HQ", "Decision quality", "100  (1)")
    table = scores.table(rows)
    assert '<td style="--score: 100%" title="Decision quality: I01 chose alert at H+0:06">' in table
    assert "<b>100</b> <small>(1)</small>" in table
    assert table.count('scope="row"') == 3


def test_what_people_wrote_is_text_in_the_table() -> None:
    """Markup in evidence or in a name opens no tag."""
    row = {"team": "<i>A</i>", "dimension": "T", "score": 10.0, "label": "", "count": 1, "evidence": '"><script>'}
    table = scores.table([row])
    assert "<script>" not in table
    assert "<i>" not in table


def test_unscored_is_a_dash_and_no_zero(played: Stage) -> None:
    """Where nothing counts there is a dash, and no nought."""
    rows = [row for row in scores.fields(board(played), SCENARIO) if row["team"] == "Civil Affairs"]
    assert {(row["score"], row["label"]) for row in rows} == {(None, "–")}


def test_sentence_over_the_table(played: Stage) -> None:
    """The sentence names who is ahead, and how much that rests on."""
    said = scores.standing(scores.fields(board(played), SCENARIO))
    assert "decision quality: Force HQ with 100" in said
    assert "records; small counts say little" in said


def test_measures_name_what_moved_them(played: Stage) -> None:
    """A step carries the decision that caused it."""
    rows, now = board(played).measures, 26 * MINUTE
    lines, steps = situation.paths(rows, SCENARIO, now), situation.moves(rows, SCENARIO)
    span = situation.span(lines)
    chart = charts.measures(lines, steps, situation.ends(lines, span), situation.OUTCOME, span)
    (step,) = values(chart, 1)
    assert (step["by"], step["cause"]) == (3.0, "Force HQ chose alert on I01 “A pick-up at the gate”")
    assert {row["measure"] for row in values(chart, 0)} == {"Host consent", situation.OUTCOME}
    assert "The largest single step was Host consent +3.0 at H+0:09" in situation.course(rows, steps)


def test_drift_is_a_slope_up_to_now(stage: Stage) -> None:
    """A drifting measure is drawn where it is now, not where it last jumped."""
    (measure,) = SCENARIO.measures
    scenario = replace(SCENARIO, measures=(replace(measure, drift=-6.0),))
    row = boards.MeasureRow("consent", "Host consent", 1.0, 55.0, 52.0, ((0, 55.0, "start"), (10 * MINUTE, 60.0, "x")))
    lines = [point for point in situation.paths([row], scenario, 40 * MINUTE) if point["measure"] == "Host consent"]
    assert [(point["minute"], point["value"]) for point in lines] == [(0, 55.0), (10, 54.0), (10, 60.0), (40, 57.0)]


def test_names_do_not_lie_on_each_other() -> None:
    """Lines that end close together have their names moved apart."""
    lines = [{"measure": name, "value": value} for name, value in (("a", 50.0), ("b", 50.5), ("c", 70.0))]
    heights = [row["height"] for row in situation.ends(lines, (40.0, 80.0))]
    assert heights == pytest.approx([50.0, 52.2, 70.0])


def test_syndicates_are_compared_side_by_side(stage: Stage) -> None:
    """With All the scoreboard has a row for every syndicate; one of them shows its teams."""
    seats = [NewSeat(Role.TRAINEE, "force", name) for name in "AB"] + [NewSeat(Role.CONTROLLER)]
    stage.exercise = stage.control.create(SCENARIO, seats, syndicates=("A", "B"))
    *teams, staff = stage.store.seats(stage.exercise)
    stage.seats = {"controller": [staff.id], "force": [seat.id for seat in teams]}
    stage.start(6)
    stage.file("force", Decide("I01", ("alert",), rationale="because"))
    stage.file("force", Decide("I01", ("nothing",), rationale="because"), 1)
    stage.tick(30 * MINUTE)
    app = stage.page("scoreboard", staff.id)
    assert not app.exception
    rows = app.dataframe[0].value.set_index("Syndicate")
    assert rows.index.tolist() == ["A", "B"]
    assert rows.loc["A", "Decision quality"] > rows.loc["B", "Decision quality"]
    assert "decision quality: A with" in texts(app).replace("\\", "")
    app.button_group(key="syndicates").set_value("B").run()
    assert "How the teams do it" in texts(app)
