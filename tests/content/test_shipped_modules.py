"""The modules that ship: each is sound by itself and in a host, and can be played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from exercise.cli import app
from exercise.content import available, check, fit, from_json, lint, load, load_module, misfits, suggest, to_json
from exercise.core.bots import play
from exercise.core.facts import InjectDelivered
from exercise.core.scenario import MINUTE, Scenario
from exercise.core.scoring import headline
from exercise.shipped import folder

if TYPE_CHECKING:
    from tests.content.conftest import Folder

MODULES = ("conduct", "cyber", "detention", "ied", "media")
HOST = """\
title: HOST
version: 1.0.0
duration: 2h30m
starts: 2031-04-14T06:00
agencies:
  force: {name: Force, kind: military}
  police: {name: Police, kind: police}
  jmac: {name: Analysis, kind: intelligence}
  civil: {name: Civilians, kind: civilian}
  host: {name: Host liaison, kind: host nation}
channels:
  radio: {title: Radio, delay: 1m, ceiling: restricted}
  liaison: {title: Liaison, delay: 10m, ceiling: secret}
measures:
  civilians: {title: Civilians, start: 50}
  force_protection: {title: Force protection, start: 50}
  consent: {title: Consent, start: 50}
  trust: {title: Trust, start: 50}
  impartiality: {title: Impartiality, start: 50}
  law: {title: Law, start: 50}
escalation: [Calm, Stones, Shots]
limits: {open: 4}
"""
MORNING = """\
---
id: I01
title: The morning call
to: all
at: 0:01
window: 10m
expects: Say what you see.
ask: {kind: text}
---
Good morning.
"""


@pytest.fixture
def host(folder: Folder) -> Folder:
    """A scenario of nothing but a morning call."""
    for name in ("msel/I01-gate.md", "msel/I02-back.md", "msel/I10.md"):
        (folder.path / name).unlink()
    folder.write("scenario.yaml", HOST)
    folder.write("msel/I01-call.md", MORNING)
    folder.write("brief.md", "Quiet.\n")
    for team in ("force", "police", "jmac", "civil", "host"):
        folder.write(f"cards/{team}.md", "You are here.\n")
    return folder


def fitted(scenario: Scenario, name: str) -> Scenario:
    """The scenario with one module in it, as the library would add it."""
    module = load_module(available()[name])
    fitting = suggest(scenario, module, at=20 * MINUTE)
    assert list(misfits(scenario, module, fitting)) == []
    return fit(scenario, module, fitting)


def test_these_ship() -> None:
    """Each pack has a title, a summary and three to seven injects that say what is expected and trained."""
    assert tuple(available()) == MODULES
    for path in available().values():
        module = load_module(path)
        assert module.title
        assert module.summary
        assert 3 <= len(module.injects) <= 7
        for inject in module.injects:
            assert inject.expects
            assert inject.controller
            assert (inject.objective, inject.task) > ("", "")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_sound_by_itself(name: str) -> None:
    """`whitecell check` has nothing to say but the author's duty."""
    assert [problem.severity for problem in check(available()[name])] == ["reminder"]


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_sound_in_a_host(host: Folder, name: str) -> None:
    """In a host it is fitted by kinds of agency, and there is nothing to say either."""
    scenario = fitted(load(host.path), name)
    assert [problem.text for problem in lint(scenario) if problem.severity != "reminder"] == []
    assert from_json(to_json(scenario)) == scenario


@pytest.mark.parametrize("name", MODULES)
def test_a_module_can_be_played(host: Folder, name: str) -> None:
    """Experts bring the situation out better than nobody; what is due comes."""
    scenario = fitted(load(host.path), name)
    outcome = {}
    for policy in ("expert", "absent"):
        _, run = play(scenario, dict.fromkeys(scenario.agency, policy))
        outcome[policy] = headline(run)["outcome"]
        delivered = {fact.inject for fact in run.facts if isinstance(fact, InjectDelivered)}
        assert {inject.id for inject in scenario.injects if inject.at is not None and not inject.unless} <= delivered
    assert outcome["expert"] > outcome["absent"]


@pytest.mark.parametrize("name", MODULES)
def test_a_scenario_adds_one_in_a_line_or_two(host: Folder, name: str) -> None:
    """What the library proposes can be written into scenario.yaml and is the same."""
    scenario = load(host.path)
    fitting = suggest(scenario, load_module(available()[name]), at=20 * MINUTE)
    roles = ", ".join(
        f"{key}: {{{', '.join(f'{role}: {named}' for role, named in given.items())}}}"
        for key, given in (("teams", fitting.teams), ("measures", fitting.measures), ("channels", fitting.channels))
    )
    host.write("scenario.yaml", f"{HOST}modules:\n  {name}: {{at: 0:20, {roles}}}\n")
    assert host.findings() == []
    assert load(host.path) == fitted(scenario, name)


def test_modules_are_no_scenarios() -> None:
    """`whitecell check` over the shipped folder names the four scenarios and no module."""
    done = CliRunner().invoke(app, ["check", str(folder("injects"))])
    assert done.exit_code == 0
    assert not any(line.partition(":")[0] in MODULES for line in done.output.splitlines())


def test_a_module_can_be_named_to_the_check() -> None:
    """A module's folder is checked as a module."""
    done = CliRunner().invoke(app, ["check", str(available()["ied"])])
    assert (done.exit_code, done.output.strip()) == (
        0, "ied: Device on the road 1.0.0, module, 7 injects, 3 reports: in order",
    )  # fmt: skip
