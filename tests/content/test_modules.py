"""A module drops into any scenario: prefixed, put in the host's words, shifted in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exercise.content import (
    ContentError,
    Fitting,
    available,
    check,
    fit,
    from_json,
    load,
    load_module,
    misfits,
    suggest,
    to_json,
)
from exercise.core.scenario import HOUR, MINUTE, After, Effect, Needed, OptionShare

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
MODULE = "../modules/flood/module.yaml"
RISE = "../modules/flood/msel/I01-rise.md"
PACK = """\
title: The flood
version: 1.0.0
summary: The river rises.
lasts: 25m
teams:
  rescue: {title: Who pulls people out, kind: military}
  watch: {title: Who watches the river, kind: police}
measures: {people: Safety of people}
channels: {net: The net that drowns}
cast: {warden: {is: name, locale: fr_FR}}
twists: {bank: [left, right]}
objectives:
  O1: {title: People are warned, capability: warning, tasks: {T1: {text: Warn in time}}}
reports:
  gauge: {title: Gauge, body: "{warden} reads 4 m.", from: watch, grade: A1, true: yes,
    marking: {level: restricted, release: [rescue, watch]}, needed_by: {rescue: 0:10}, as_of: -1:00}
procedures: {warn: {title: Warning, steps: {ring: Ring the bell}}}
clocks:
  dam: {title: The dam, team: rescue, starts: delivered(I01), stops: "decided(I01, ring)", within: 20m,
    effects: {people: -3}}
resources:
  boat: {agency: rescue, title: Boat, units: 1}
probes:
  P1: {ask: probability, text: Will it rise?, to: rescue, at: 0:05, outcome: measure(people) < 30}
epilogue:
  dry: {title: Dry again, text: Weeks later., when: missed(I01)}
"""
INJECT = """\
---
id: I01
title: The river rises
to: [rescue, watch]
at: 0:00
objective: O1
task: T1
window: 15m
expects: Warn.
gives: [gauge]
breaks: [net]
missed_effects: {people: -5}
if_missed: I02
ask:
  kind: choose
  options:
    - {id: ring, text: Ring, grade: 1, why: Heard., effects: {people: +3}, steps: [warn.ring], needs: {resource: boat}}
    - id: wait
      text: Wait
      grade: 0.1
      why: Drowned.
      effects: {people: -2}
      also: [{when: "twist(bank) == left and elapsed() > 10m", effects: {people: -1}}]
      shares: {report: gauge, to: [watch], channel: net}
---
{warden} calls.
"""
BACK = """\
---
id: I02
title: It falls
to: [watch]
unless: not (holds(rescue, gauge) or free(boat) < 1) and since(I01) > 90s
expects: Nothing.
restores: [net]
---
Text.
"""
FOLLOWS = "---\nid: I03\ntitle: Late\nto: rescue\nafter: {inject: I01, delay: 5m}\nexpects: x\n---\nText.\n"
WANTED = """\
modules:
  flood: {at: 0:30, teams: {rescue: force, watch: police}, measures: {people: consent}, channels: {net: radio}}
"""


@pytest.fixture
def wet(folder: Folder) -> Folder:
    """The tiny scenario with a module beside it."""
    folder.write(MODULE, PACK)
    folder.write(RISE, INJECT)
    folder.write("../modules/flood/msel/I02-falls.md", BACK)
    folder.write("../modules/flood/msel/I03.md", FOLLOWS)
    folder.write(SETTINGS, (folder.path / SETTINGS).read_text() + WANTED)
    return folder


def test_a_module_is_part_of_the_scenario(wet: Folder) -> None:
    """Ids are prefixed, roles are the host's, moments count from where the module begins."""
    scenario = wet.draft().scenario
    assert list(scenario.inject) == ["I01", "I02", "I10", "flood-I01", "flood-I02", "flood-I03"]
    rise, falls, late = (scenario.inject[f"flood-I0{number}"] for number in (1, 2, 3))
    assert (rise.to, rise.at, rise.objective, rise.task) == (("force", "police"), 30 * MINUTE, "flood-O1", "flood-T1")
    assert (rise.storyline, rise.gives, rise.breaks, rise.if_missed) == (
        "The flood", ("flood-gauge",), ("radio",), "flood-I02",
    )  # fmt: skip
    assert rise.missed_effects == (Effect("consent", -5.0),)
    assert rise.ask
    ring, wait = rise.ask.options
    assert (ring.effects, ring.steps, ring.needs) == (
        (Effect("consent", 3.0),), ("flood-warn.ring",), (Needed("flood-boat"),),
    )  # fmt: skip
    assert wait.also[0].when == "twist(flood-bank) == left and elapsed() > 40m"
    assert wait.shares == (OptionShare("flood-gauge", ("police",), "radio"),)
    assert falls.when == "missed(flood-I01)"
    assert falls.unless == "not (holds(force, flood-gauge) or free(flood-boat) < 1) and since(flood-I01) > 1m30s"
    assert late.after == After("flood-I01", 5 * MINUTE)
    gauge = scenario.report["flood-gauge"]
    assert (gauge.origin, gauge.release, gauge.needed_by, gauge.as_of) == (
        "police", ("force", "police"), (("force", 40 * MINUTE),), -30 * MINUTE,
    )  # fmt: skip
    assert gauge.body.removesuffix(" reads 4 m.") == rise.body.removesuffix(" calls.")
    (clock,) = scenario.clocks
    assert (clock.id, clock.team, clock.starts, clock.stops) == (
        "flood-dam", "force", "delivered(flood-I01)", "decided(flood-I01, ring)",
    )  # fmt: skip
    (probe,) = scenario.probes
    assert (probe.id, probe.to, probe.at, probe.outcome) == (
        "flood-P1", ("force",), 35 * MINUTE, "measure(consent) < 30",
    )  # fmt: skip
    assert scenario.endings[0].when == "missed(flood-I01)"
    assert scenario.twists[-1].id == "flood-bank"
    assert scenario.resources[0].agency == "force"
    assert from_json(to_json(scenario)) == scenario


def test_a_module_can_use_what_the_host_has(wet: Folder) -> None:
    """A resource or objective of the host takes the place of the module's; a phase of the host is its phase."""
    fitting = "channels: {net: radio}, objectives: {O1: O1}, phase: storm, resources: {boat: truck}}"
    truck = "resources: {truck: {agency: police, title: Truck, units: 1}}"
    wet.change(SETTINGS, "channels: {net: radio}}", f"{fitting}\n{truck}")
    scenario = wet.draft().scenario
    rise = scenario.inject["flood-I01"]
    assert (rise.objective, rise.task, rise.phase) == ("O1", "flood-T1", "storm")
    assert [task.id for task in scenario.objectives[0].tasks] == ["T1", "flood-T1"]
    assert [resource.id for resource in scenario.resources] == ["truck"]
    assert rise.ask
    assert rise.ask.options[0].needs == (Needed("truck"),)


def test_the_host_may_name_what_the_module_brings(wet: Folder) -> None:
    """Conditions, after and gives of the host reach into the module."""
    wet.change("msel/I02-back.md", "decided(I01, share-log)", "decided(flood-I01, ring)")
    wet.write(
        "msel/I03.md", "---\nid: I03\ntitle: x\nto: all\nafter: {inject: flood-I02}\ngives: [flood-gauge]\n---\nx\n"
    )
    assert wet.draft().scenario.inject["I03"].after == After("flood-I02", 0)


def test_what_a_module_says_wrong_stands_in_its_own_file(wet: Folder) -> None:
    """Faults and findings name the module's files and lines."""
    wet.change(RISE, "gives: [gauge]", "gives: [gage]")
    (told,) = wet.errors()
    assert told.endswith("msel/I01-rise.md:10: gage is not a report; did you mean gauge?")
    wet.change(RISE, "gives: [gage]", "gives: [gauge]")
    wet.change(RISE, "effects: {people: -2}\n", "effects: {people: +2}\n")
    wet.change(RISE, "effects: {people: -1}}]", "effects: {people: 1}}]")
    (told,) = wet.findings()
    assert told.split(";")[0].endswith("I01-rise.md:18: option wait of flood-I01 has no cost")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  flood: {", "  flod: {", ["there is no module flod; did you mean flood?"]),
        ("at: 0:30, ", "", ["module flood has no at; add a line at: …"]),
        ("at: 0:30", "at: 0:36", ["module flood lasts until 1:01 and EndEx is at 1:00; let it begin earlier"]),
        ("watch: police", "watch: polise",
         ["polise is not a team; did you mean police?",
          "module flood needs somebody for watch among its teams; "
          "write teams: {watch: force} with what takes its place"]),
        ("watch: police", "wotch: police",
         ["wotch is none of the teams of module flood; did you mean watch?",
          "module flood needs somebody for watch among its teams; "
          "write teams: {watch: force} with what takes its place"]),
        ("measures: {people: consent}, ", "",
         ["module flood needs somebody for people among its measures; "
          "write measures: {people: consent} with what takes its place"]),
        ("net: radio}}", "net: radio}, phase: rain}", ["rain is not a phase; known: quiet, storm"]),
    ],
)  # fmt: skip
def test_a_module_that_does_not_fit(wet: Folder, old: str, new: str, said: list[str]) -> None:
    """Whatever is missing or unknown is said at the line that adds the module."""
    settings = (wet.path / SETTINGS).read_text()
    wet.write(SETTINGS, settings.replace(WANTED, WANTED.replace(old, new)))
    place = f"scenario.yaml:{len(settings.splitlines())}: "
    assert sorted(wet.errors()) == sorted(f"{place}{words}" for words in said)


def test_a_role_taken_by_what_has_its_name(wet: Folder) -> None:
    """A role that the host has under the same id need not be named."""
    wet.change(SETTINGS, "rescue: force, watch: police", "rescue: force, watch: police, ")
    pack = (wet.path / MODULE).read_text()
    wet.write(MODULE, pack.replace("people", "consent"))
    for name in (RISE,):
        wet.write(name, (wet.path / name).read_text().replace("people", "consent"))
    wet.change(SETTINGS, "measures: {people: consent}, ", "")
    assert wet.draft().scenario.inject["flood-I01"].missed_effects == (Effect("consent", -5.0),)


def test_the_library_can_add_one(wet: Folder, tmp_path: Path) -> None:
    """A module is put into a scenario that is read already; a likely fitting is proposed by names and kinds."""
    plain = (wet.path / SETTINGS).read_text().replace(WANTED, "")
    wet.write(SETTINGS, plain)
    host = load(wet.path)
    module = load_module(available(wet.path)["flood"])
    fitting = suggest(host, module, at=10 * MINUTE)
    assert fitting == Fitting(
        10 * MINUTE, {"rescue": "force", "watch": "police"}, {"people": "consent"}, {"net": "radio"}
    )
    assert list(misfits(host, module, fitting)) == []
    assert list(misfits(host, module, Fitting(HOUR)))
    assert fit(host, module, fitting).inject["flood-I01"].at == 10 * MINUTE
    wet.write(SETTINGS, plain + WANTED.replace("0:30", "0:10"))
    assert fit(host, module, fitting) == load(wet.path)


def test_names_of_a_module_are_its_own(wet: Folder) -> None:
    """A cast name that host and module both use is two people."""
    wet.change(SETTINGS, "cast:", "cast:\n  warden: {is: name, locale: fr_FR}")
    wet.change("cards/police.md", "Ask {elder}.", "{warden}")
    scenario = wet.draft().scenario
    assert scenario.inject["flood-I01"].body != f"{scenario.agency['police'].card} calls."


def test_a_folder_that_is_no_module(tmp_path: Path) -> None:
    """It is refused in words."""
    with pytest.raises(ContentError, match=r"module\.yaml: the file is missing"):
        load_module(tmp_path)


def test_a_module_is_checked_by_itself(wet: Folder) -> None:
    """Its folder can be checked before anybody uses it."""
    path = available(wet.path)["flood"]
    assert [problem.severity for problem in check(path)] == ["reminder"]
    wet.change(RISE, "at: 0:00", "at: 0:26")
    assert "I01 can never come: EndEx is at 0:25" in [problem.text for problem in check(path)]
