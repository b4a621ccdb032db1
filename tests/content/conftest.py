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
      also: [{when: "holds(force, log) or twist(side) == river", effects: {consent: -1}}]
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

NOUNS = """\
mode: table-top
coordination: joint-centre
models:
  joint-centre: {factor: 0.5}
  envoy: {title: A special envoy, factor: 1.5, picture: none, queues: no}
mandate: robust
mandates: [protect, robust]
authority:
  patrol: {title: Patrol leader, held_by: force}
  chief: {title: Head of mission, held_by: press}
jurisdiction:
  - {where: town, what: arrest, lead: police}
procedures:
  detention:
    title: Detention
    basis: Interim SOP 2010.6
    steps:
      register: Write the name into the register
      notify: Tell the legal adviser
clocks:
  handover:
    {title: Hand over or release, team: police, starts: "delivered(I30)", stops: "carried_out(I30, arrest)",
     within: 48h, rule: detention, basis: Interim SOP, effects: {consent: {by: -5, after: 10m}}}
clearances:
  flight: {title: Flight clearance, held_by: press, when: measure(consent) > 40, delay: {uniform: [5m, 20m]}}
resources:
  uav: {agency: force, title: UAV hours, units: 2, kind: surveillance, travel: 10m, clearance: flight}
probes:
  P1: {ask: probability, text: An attack before 07:00?, outcome: delivered(I30), at: 0:20}
  P2: {ask: awareness, text: Who arrests in the town?, to: [force], choices: [Force, Police], right: Police, window: 5m}
  P3: {ask: awareness, text: Where from?, choices: [North, River], right: {River: twist(side) == river}}
  P4: {ask: workload, text: How loaded are you?}
adversaries:
  cell:
    title: The cell
    every: {exponential: 15m}
    first: 0:10
    moves:
      - {inject: I31, tactic: mine, when: elapsed() > 20m, weight: 2, countered: "carried_out(I30, arrest)"}
escalation: [Calm, Stones, Shots]
networks:
  ring: {title: A ring, nodes: {gate: {title: Who comes, reports: [log]}}}
forms:
  methane: {like: methane, to: [press]}
  risk:
    title: Risk at the gate
    basis: Camp orders
    fields:
      event: {title: Risk, hint: what could happen}
      likelihood: {title: Likelihood, low: 1, high: 5}
      impact: {title: Impact, low: 1, high: 5}
      owner: {title: Owner, must: no}
epilogue:
  peace: {title: The market reopens, text: "{elder} is back.", when: measure(consent) > 50, day: 30,
    effects: {consent: +2}}
  after: {title: Ninety days on, text: Nothing else.}
indices:
  political: {title: Political part, consent: 2}
limits: {open: 4}
"""

INJECT = """\
---
id: I30
title: The raid
to: [force]
where: town
at: 0:12
incident: yes
harm: {wounded: 3, displaced: {expected: 40, after: 1h}}
missed_harm: {killed: 0.5}
escalates: +1
breaks: [liaison]
window: 10m
expects: Decide.
attachments:
  - {title: Plate list, file: papers/plates.md}
  - {title: Note, text: "{elder} wrote this."}
ask:
  kind: choose
  options:
    - id: arrest
      text: Arrest them
      grade: 1.0
      why: It is the police's to do.
      effects: {consent: +1}
      failed_effects: {consent: -1}
      when: free(uav) >= 1
      closed: No eye in the air
      authority: chief
      what: arrest
      law: {mandate: {protect: needs-approval, robust: within}, basis: para 12(b)}
      requires: {rule: due-diligence, when: "decided(I01)", text: The check is made, basis: HRDDP, gate: yes}
      steps: [detention.register, detention.notify]
      together: {with: [police], within: 10m}
      needs: {resource: uav, units: 1, for: 45m}
      harm: {wounded: 1}
      escalates: -1
    - id: wait
      text: Wait
      grade: 0.3
      why: Too slow.
      effects: {consent: -1}
      law: {mandate: within, basis: para 1}
      needs: [{resource: uav}]
---
Text.
"""

SHARE_OUT = """\
---
id: I32
title: Share out the patrols
to: [police]
at: 0:15
window: 10m
expects: Share them out.
restores: [liaison]
ask:
  kind: allocate
  total: 6
  options:
    - {id: town, text: The town, ideal: 4, why: People live there., effects: {consent: +1}}
    - {id: road, text: The road, ideal: 2, why: It is quiet., effects: {consent: -1}}
---
Text.
"""

FORECAST = """\
---
id: I33
title: How likely
to: [police]
at: 0:16
window: 10m
expects: Say how likely.
ask: {kind: forecast, prompt: A mine today?, outcome: delivered(I31)}
---
Text.
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
        problems = [
            problem for problem in lint(draft.scenario, draft.where, draft.limits) if problem.severity != "reminder"
        ]
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


@pytest.fixture
def grown(folder: Folder) -> Folder:
    """The tiny scenario with one of everything."""
    settings = SETTINGS.replace("kind: military,", "kind: military, reaction: {uniform: [1m, 5m]}, caveats: [arrest],")
    settings = settings.replace("drift: -1.5}\n", "drift: -1.5}\n  stability: {index: true}\n")
    settings = settings.replace(
        "    needed_by: {police: 0:40}\n",
        "    needed_by: {police: 0:40}\n    place: [-3.05, 16.77]\n    as_of: -17:30\n    stale_after: 6h\n"
        "    warns: [I31]\n    conflicts: [rumour]\n"
        "  rumour: {title: Rumour, body: No., from: police, grade: E5, true: no,\n"
        "    marking: {level: unclassified, release: [force, police]}, as_of: 2031-04-13T18:00, conflicts: log}\n",
    )
    folder.write("scenario.yaml", settings + NOUNS)
    folder.write("msel/I30-raid.md", INJECT)
    folder.write("msel/I31-mine.md", "---\nid: I31\ntitle: The mine\nto: all\nexpects: React.\n---\nText.\n")
    folder.write("msel/I32-share.md", SHARE_OUT)
    folder.write("msel/I33-likely.md", FORECAST)
    folder.write("msel/papers/plates.md", "\n1. {elder}\n")
    return folder
