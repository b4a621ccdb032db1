"""Across exercises: scores by team and dimension in order of time, and where every critical task stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from exercise.charts.progress import curves
from exercise.core.debrief.progress import Played, readiness, steps
from tests.script import play

SCENE = """
    objective O1 T1 T2
    I1 -> a | at 0:05 | window 10m | ask x y | task T1
    I2 -> a | at 0:25 | window 10m | ask x y | task T1
    ---
"""


def on(day: int, script: str) -> Played:
    """That exercise, played on a day of May."""
    return Played(f"e{day}", f"Day {day}", "A", datetime(2031, 5, day, tzinfo=UTC), play(SCENE + script).run)


FIRST = on(1, "0:50 excon end")
SECOND = on(2, "0:07 a decide I1 x\n0:26 a decide I2 y\n0:40 eva rates T1 M slow\n0:50 excon end")


def test_steps_come_in_order_of_time() -> None:
    """Whatever order the exercises are given in, a curve runs from the first to the last; unscored is left out."""
    found = [step for step in steps([SECOND, FIRST]) if step.team == "a"]
    assert [(step.exercise, step.dimension, step.score) for step in found] == [
        ("e1", "Timeliness", 0.0), ("e2", "Decision quality", 60.0), ("e2", "Timeliness", 100.0)
    ]  # fmt: skip


def test_readiness() -> None:
    """The latest rating, how often exercised, what was answered last and since the first time; untouched tasks stay."""
    touched, untouched = readiness([SECOND, FIRST])
    assert (touched.task, touched.rating, touched.times, touched.where) == ("T1", "M", 2, "Day 2")
    assert (touched.answered, touched.asked, touched.trend) == (2, 2, 1.0)
    assert (untouched.task, untouched.rating, untouched.times, untouched.last) == ("T2", "", 0, None)


def test_a_curve_says_who_moved_furthest() -> None:
    """The sentence names the team, its figures and how much they rest on; one exercise makes no curve."""
    drawn = curves(steps([FIRST, SECOND]), "Timeliness")
    assert drawn.sentence.startswith(
        "Agency A moved furthest over 2 exercises: from 0 to 100 (+100.0), on 2 and 2 records"
    )
    assert "no curve" in curves(steps([FIRST]), "Timeliness").sentence
    assert curves((), "Timeliness").panels == ()


@pytest.mark.parametrize("signal", ["color", "shape"])
def test_teams_differ_in_more_than_colour(signal: str) -> None:
    """Every team has a colour and a shape of its own."""
    (panel,) = curves(steps([FIRST, SECOND]), "Timeliness").panels
    encoded = [layer["encoding"] for layer in panel.to_dict()["layer"]]
    assert any(signal in found for found in encoded)
