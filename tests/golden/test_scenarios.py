"""Every shipped scenario plays as it did: its mark and headline figures are in expected.json."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from exercise.content import check
from exercise.content import load as load_folder
from exercise.core.bots import Policy, play, rehearsed
from exercise.core.engine import Run
from exercise.core.facts import InjectDelivered
from exercise.core.replay import replay
from exercise.core.scoring import outcome
from exercise.rehearsal import rehearse_once

# Reading a folder takes longer than playing it.
load = cache(load_folder)
SCENARIOS = sorted(path.parent for path in (Path(__file__).parents[2] / "injects").glob("*/scenario.yaml"))
pytestmark = pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)


def _played(path: Path, policy: Policy, seed: int) -> Run:
    scenario = load(path, seed)
    return play(scenario, {agency.id: policy for agency in scenario.agencies})[1]


def test_golden(path: Path) -> None:
    """The expert bots with seed 1 give the mark that is kept; `whitecell check --golden` writes it anew."""
    assert rehearsed(load(path)) == json.loads((path / "expected.json").read_text(encoding="utf-8"))


def test_in_order(path: Path) -> None:
    """The scenario has no error."""
    assert [str(problem) for problem in check(path) if problem.severity == "error"] == []


def test_skill_pays(path: Path) -> None:
    """In 18 of 20 seeds experts leave the situation better than typical teams, and those better than nobody at all."""
    ordered = 0
    for seed in range(1, 21):
        ends = {policy: outcome(_played(path, policy, seed)) for policy in ("expert", "typical", "absent")}
        ordered += ends["expert"] > ends["typical"] > ends["absent"]
    assert ordered >= 18


def test_sharing_pays(path: Path) -> None:
    """The same teams share less and end worse where every agency keeps to itself than with a joint centre."""
    shared, ends = {}, {}
    for model in ("stove-piped", "joint-centre"):
        scenario = replace(load(path), coordination=model)
        runs = [rehearse_once(scenario, "typical", seed) for seed in range(1, 13)]
        shared[model] = mean(run.sharing or 0 for run in runs)
        ends[model] = mean(run.outcome for run in runs)
    assert shared["stove-piped"] < shared["joint-centre"]
    assert ends["stove-piped"] < ends["joint-centre"]


def test_no_option_is_always_best(path: Path) -> None:
    """No option beats all others on every measure."""
    assert [str(problem) for problem in check(path) if "best on every measure" in str(problem)] == []


def test_every_inject_can_come(path: Path) -> None:
    """Every inject that does not wait for the controller comes, or is met, in one of 200 mixed rehearsals."""
    scenario = load(path)
    waiting = {inject.id for inject in scenario.injects if not inject.hold}
    for seed in range(1, 201):
        run = rehearse_once(scenario, "mixed", seed)
        waiting -= {*run.came, *run.met}
        if not waiting:
            break
    assert waiting == set()


def test_no_idle_hands(path: Path) -> None:
    """No team waits longer than 35 minutes for something to do, with typical teams."""
    scenario = load(path)
    run = _played(path, "typical", 1)
    for agency in scenario.agencies:
        times = [
            0,
            *(
                fact.at
                for fact in run.facts
                if isinstance(fact, InjectDelivered) and fact.team == agency.id
                and run.situation.injects[fact.inject].kind != "routine"
            ),
        ]  # fmt: skip
        gaps = [after - before for before, after in pairwise(times)]
        assert max(gaps) <= 35 * 60_000, agency.id
        assert mean(gaps) < 25 * 60_000, agency.id


def test_no_team_can_solve_it_alone(path: Path) -> None:
    """What a team needs to know comes from at least three others: the hidden profile."""
    scenario = load(path)
    needed = [(partner, report.origin) for report in scenario.reports for partner, _ in report.needed_by]
    assert len({origin for _, origin in needed}) >= 3


def test_the_log_replays(path: Path) -> None:
    """A played log replays to the same mark."""
    scenario = load(path, 7)
    log, run = play(scenario, {agency.id: "typical" for agency in scenario.agencies})
    assert replay(scenario, log).mark == run.mark
