"""A tiny valid scenario, built from strings so that a test can break exactly one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.content import ContentError, Draft, Problem, lint, read

SETTINGS = """\
title: TINY
version: 1.0.0
duration: 1h
starts: 2031-04-14T06:00
timezone: Africa/Bamako
rate: 2
phases: [quiet, storm]
storylines: {gate: The camp gate}
agencies:
  force:  {name: Force Headquarters, short: Force HQ, kind: military, clearance: confidential}
  police: {name: Police, kind: police}
simcell: {press: The press}
channels:
  radio: {title: Radio net, delay: 1m, ceiling: restricted}
  liaison: {title: Liaison, delay: {triangular: [5m, 10m, 20m]}, one_at_a_time: true}
objectives:
  O1:
    title: Threat information arrives in time
    capability: information sharing
    tasks:
      T1: {text: Pass the log on, target: 15m}
measures:
  consent: {title: Host consent, start: 55, drift: -1.5}
cast:
  elder: {is: name_male, locale: fr_FR}
twists:
  side: [north, river]
reports:
  log:
    title: Gate log
    body: Seen by {elder}
    from: force
    grade: B2
    true: yes
    marking: {level: restricted, release: [force, police]}
    needed_by: {police: 0:40}
"""

I01 = """\
---
id: I01
title: A pick-up at the gate
to: all
from: Camp security
storyline: gate
phase: quiet
at: 0:05
objective: O1
task: T1
window: 15m
expects: Share the log.
missed_effects: {consent: -4}
if_missed: I02
ask:
  kind: choose
  options:
    - id: share-log
      text: Share it
      grade: 1.0
      why: The picture is whole.
      effects: {consent: {by: +3, after: 5m}}
      shares: [{report: log, to: [police], channel: radio}]
      also: [{when: "holds(force, log)", effects: {consent: 1}}]
    - id: wait
      text: Wait
      grade: 0.2
      why: Time is lost.
      effects: {consent: -2}
---

{elder} says a white pick-up turned at the gate.
"""

I02 = """\
---
id: I02
title: The pick-up comes back
to: [force]
kind: admin
delay: {uniform: [1m, 2m]}
unless: decided(I01, share-log)
---
It is back.
"""

I10 = """\
---
id: I10
title: Tell the police
to: [force]
kind: expected-action
phase: storm
after: {inject: I01, delay: 10m}
met: shared(log, force, police)
window: 20m
expects: The police know.
---
"""


class Folder:
    """A scenario folder on disk, and what reading it says."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file into the folder."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> None:
        """Change one thing in a file; the old text has to stand there once."""
        content = (self.path / name).read_text()
        assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {name}"
        self.write(name, content.replace(old, new))

    def line(self, name: str, words: str) -> int:
        """The only line of a file that holds these words."""
        lines = (self.path / name).read_text().split("\n")
        (found,) = (number for number, line in enumerate(lines, 1) if words in line)
        return found

    def draft(self) -> Draft:
        """The folder, read."""
        return read(self.path)

    def errors(self) -> list[str]:
        """What keeps the folder from being a scenario, with files named from the folder on."""
        try:
            read(self.path)
        except ContentError as error:
            return list(self.short(error.problems))
        return []

    def findings(self) -> list[str]:
        """What `lint` says, each after its severity; the author's duty left out."""
        draft = read(self.path)
        problems = [problem for problem in lint(draft.scenario, draft.where) if problem.severity != "reminder"]
        severities = (problem.severity for problem in problems)
        return [f"{severity} {text}" for severity, text in zip(severities, self.short(problems), strict=True)]

    def short(self, problems: tuple[Problem, ...] | list[Problem]) -> Iterator[str]:
        """Problems as printed, without the path of the folder."""
        return (str(problem).removeprefix(f"{self.path}/") for problem in problems)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder that is a scenario without any fault."""
    folder = Folder(tmp_path / "tiny")
    folder.write("scenario.yaml", SETTINGS)
    folder.write("msel/I01-gate.md", I01)
    folder.write("msel/I02-back.md", I02)
    folder.write("msel/I10.md", I10)
    folder.write("cards/force.md", "Protect the camp.\n")
    folder.write("cards/police.md", "Ask {elder}.\n")
    folder.write("brief.md", "# Situation\n\nQuiet so far.\n")
    folder.write("map.geojson", '{"type": "FeatureCollection", "features": []}')
    return folder
