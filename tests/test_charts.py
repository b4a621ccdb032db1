"""Every chart of the debrief says in a sentence what it shows, and has something to say when there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from exercise.charts import answers, flow, hindsight
from exercise.charts.awareness import calibrated
from exercise.charts.drawing import OKABE_ITO, Drawn
from exercise.charts.localities import localities as localities_chart
from exercise.charts.ratings import ratings
from exercise.charts.trust import trust as trust_chart
from exercise.core.debrief.answering import loads, spans
from exercise.core.debrief.flow import links, phases, reach
from exercise.core.debrief.localities import localities
from exercise.core.debrief.moments import candidates, judge, ranked
from exercise.core.debrief.trust import trust
from exercise.core.debrief.whatif import Rechosen, summary, whatif
from exercise.core.evaluation.ratings import blind, given
from exercise.core.scenario import MINUTE
from exercise.core.scoring.awareness import Settled
from tests.script import Played, play

SCRIPT = """
    report r from a needed b 0:20 c 0:30
    I1 -> a b | at 0:05 | where bridge | window 10m | ask x:m+5 y:m-15
    I2 -> a | at 0:06 | window 20m | ask x y
    I3 -> c | at 0:50 | window 40m | ask x y
    ---
    0:07 a decide I1 y
    0:08 a share r b
    0:09 a send b hello
    0:40 a share r c
"""
CHARTS: dict[str, Callable[[Played], Drawn]] = {
    "gantt": lambda p: answers.gantt(p.scenario, spans(p.run), p.run.at),
    "punctuality": lambda p: answers.punctuality(p.scenario, spans(p.run)),
    "load": lambda p: answers.load(p.scenario, loads(p.run), p.run.at),
    "reach": lambda p: flow.reach(p.scenario, reach(p.run), p.run.at),
    "network": lambda p: flow.network(p.scenario, links(p.run), phases(p.run)),
    "trust": lambda p: trust_chart(p.scenario, trust(p.run)),
    "localities": lambda p: localities_chart(p.scenario, localities(p.run)),
    "deciding": lambda p: hindsight.deciding(
        found := ranked(p.run, judge(p.scenario, p.log, p.run.at, summary(p.run), candidates(p.run))),
        [moment.about for moment in found],
    ),
}
SENTENCES = {
    "gantt": "2 of 4 windows passed without an answer, most of them at Agency A (1). A grey bar is the time there was.",
    "punctuality": "Agency B used most of its time: 100% of the window in the median (grey tick). "
    "2 of 3 windows passed and stand at 100 %. A pause costs no time.",
    "load": "No team had 3 injects open at once; the most was 2, at Agency A.",
    "reach": "1 of 2 needs were met in time, 1 late, 0 never. The median way took 25 min. "
    "A line runs from when another team first held the report to when it arrived; the grey tick is when it was needed.",
    "network": "Most went between Agency A and Agency B (2). Every team sent or got something.",
    "trust": "Agency C could rely least, on Agency A (50); Agency B most, on Agency A (67). From 2 records: requests, "
    "reports needed, joint options, confidences. 50 is no opinion; one record changes little.",
    "localities": "Bridge went from 50 to 35. Each counts only what happened there; drift and what has no place are "
    "left out.",
    "deciding": "2 of 2 moments could have gone better. "
    "To the right is what was given away, to the left what was avoided.",
}


def rows(drawn: Drawn) -> list[dict[str, Any]]:
    """All rows that the panels draw."""
    found: list[dict[str, Any]] = []

    def collect(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(part.get("data", {}).get("values", []) if isinstance(part.get("data"), dict) else [])
            for value in part.values():
                collect(value)
        elif isinstance(part, list):
            for value in part:
                collect(value)

    for panel in drawn.each():
        collect(panel.to_dict())
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_a_sentence_says_what_the_chart_shows(name: str) -> None:
    """The sentence names teams and figures, and the chart has rows behind it."""
    drawn = CHARTS[name](play(SCRIPT))
    assert drawn.sentence == SENTENCES[name]
    assert rows(drawn)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_show_is_said(name: str) -> None:
    """Where nothing has happened there is a sentence and no chart."""
    drawn = CHARTS[name](play("I1 -> a | at 0:50", "0:01"))
    assert drawn.sentence
    assert drawn.panels == ()
    assert drawn.whole() is None


def test_colour_is_never_the_only_signal() -> None:
    """Where a colour tells outcomes apart a shape does too, and the colours are those that all eyes tell apart."""
    for name in ("gantt", "punctuality", "reach"):
        (panel,) = CHARTS[name](play(SCRIPT)).panels
        marks = [layer["encoding"] for layer in panel.to_dict()["layer"] if "shape" in layer["encoding"]]
        assert marks, name
        assert marks[0]["shape"]["scale"]["domain"] == marks[0]["color"]["scale"]["domain"]
        assert set(marks[0]["color"]["scale"]["range"]) <= {*OKABE_ITO, "#78818f"}


def test_lanes_do_not_overlap() -> None:
    """Two injects open at once at one team lie in two lanes."""
    drawn = CHARTS["gantt"](play(SCRIPT))
    lanes = {row["inject"]: row["lane"] for row in rows(drawn) if row["team"] == "Agency A"}
    assert lanes == {"I1 Title I1": 0, "I2 Title I2": 1}


def test_a_need_never_met_reaches_to_the_end() -> None:
    """What never came is drawn to now and marked, and named with the team that lacked it."""
    drawn = CHARTS["reach"](play("report r from a needed b 0:20\n---\n0:01 a send b hello"))
    row = rows(drawn)[0]
    assert (row["need"], row["status"], row["got"], row["got_at"]) == ("Agency B ← Report r", "never came", 60, "never")


def test_what_if_beside_the_real_run() -> None:
    """Both runs start together and end where their measures end; the sentence says by how much."""
    played = play(SCRIPT)
    other = whatif(played.scenario, played.log, played.run.at, (Rechosen(2, ("x",)),))
    drawn = hindsight.beside(played.run, other, ["m"])
    assert drawn.sentence.startswith("The outcome ends +20.0 points from where it ended.")
    assert len(drawn.panels) == 2
    lines = {line: [row for row in rows(drawn) if row["line"] == line and row["measure"] == "Measure"]
             for line in ("as it went", "what if")}  # fmt: skip
    assert [found[0]["value"] for found in lines.values()] == [50, 50]
    assert [found[-1]["value"] for found in lines.values()] == [35, 55]


def test_a_path_drifts_between_its_steps() -> None:
    """A drifting measure is a slope, an effect a step at its moment."""
    played = play("measure m 50 drift -6\nI1 -> a | at 0:30 | effects m+10")
    assert [(at // MINUTE, round(values["m"], 1)) for at, values in hindsight.path(played.run)] == [
        (0, 50), (30, 47), (30, 57), (60, 54)
    ]  # fmt: skip


def test_forecasts_are_drawn_against_the_diagonal() -> None:
    """Groups of like probability with their counts, and a word of caution while they are few."""
    found = [Settled("F", "a", 0, 90, True)] * 3 + [Settled("F", "a", 0, 10, True)]
    drawn = calibrated(found)
    assert [(row["said"], row["came"], row["many"]) for row in rows(drawn) if "many" in row][:2] == [
        (0.1, 1.0, 1), (0.9, 1.0, 3)
    ]  # fmt: skip
    assert "is 0.21, better than even odds throughout (0.25)" in drawn.sentence
    assert "4 forecasts are a hint and no more" in drawn.sentence
    assert calibrated([]).panels == ()


def test_ratings_stand_side_by_side() -> None:
    """A row per task, a column per rater without a name, the letter in the cell; the sentence counts and compares."""
    run = play(
        """
        objective O1 T1 T2
        ---
        0:10 eva rates T1 M late
        0:11 evo rates T1 S
        0:12 eva rates T2 P
        0:13 evo rates T2 P
        """
    ).run
    found = ratings(run.scenario, given(run.facts), blind(run.facts))
    assert [(row["about"], row["rater"], row["rating"]) for row in rows(found)][:4] == [
        ("T1", "Rater 1", "M"), ("T1", "Rater 2", "S"), ("T2", "Rater 1", "P"), ("T2", "Rater 2", "P"),
    ]  # fmt: skip
    assert found.sentence.startswith("2 × P, 1 × S, 1 × M. Of 2 things that several rated, 50% got the same")
    assert ratings(run.scenario, {}, {}).panels == ()
