"""Routine traffic: written out at planning time, from the seed, and frozen with the scenario."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from exercise.content import from_json, load, to_json
from exercise.core.bots import play
from exercise.core.facts import InjectDelivered
from exercise.core.scenario import HOUR, MINUTE

if TYPE_CHECKING:
    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
TEMPLATE = "routine/police.md"
ROUTINE = """\
routine:
  - {to: police, every: {exponential: 6m}, template: routine/police.md, locale: fr_FR, words: {place: [ford, mill]}}
  - {to: [force], every: 10m, template: routine/force.md, first: 0:05, until: 0:40}
"""
MESSAGES = """\
# Lost plate {plate}
from: Traffic desk, {person}
via: phone

At {time} {person} lost plate {plate} near {place}. {person2} saw it; {elder} did not.

---

# Market dues
from: {company}

{number} stalls, {person_2} collects.
"""


INCOMPLETE = (
    "this message is not complete; write # and a title, from: and a sender, via: and a way, an empty line, and the text"
)


@pytest.fixture
def noisy(folder: Folder) -> Folder:
    """The tiny scenario with two rows of routine traffic."""
    folder.write(SETTINGS, (folder.path / SETTINGS).read_text() + ROUTINE)
    folder.write(TEMPLATE, MESSAGES)
    folder.write("routine/force.md", "# Water\nfrom: Well 3\nvia: radio\n\nAll is well at {place}.\n")
    return folder


def test_traffic_is_injects_in_the_order_of_time(noisy: Folder) -> None:
    """R001 is the first; all lie inside the exercise and their row's times, and ask nothing."""
    scenario = noisy.draft().scenario
    traffic = [inject for inject in scenario.injects if inject.kind == "routine"]
    assert [inject.id for inject in traffic] == [f"R{number:03d}" for number in range(1, len(traffic) + 1)]
    assert [inject.id for inject in scenario.injects[-len(traffic) :]] == [inject.id for inject in traffic]
    moments = [inject.at or 0 for inject in traffic]
    assert moments == sorted(moments)
    assert 0 < moments[0] < moments[-1] < HOUR
    assert [inject.at for inject in traffic if inject.to == ("force",)] == [15 * MINUTE, 25 * MINUTE, 35 * MINUTE]
    assert all(inject.ask is None and inject.window is None and inject.sender for inject in traffic)
    assert noisy.findings() == []


def test_everything_in_a_message_is_invented_and_stays_the_same_in_it(noisy: Folder) -> None:
    """A placeholder is one thing all through a message, a number after it another; own words beat Faker's."""
    scenario = noisy.draft().scenario
    lost = [inject for inject in scenario.injects if inject.title.startswith("Lost plate")]
    assert len(lost) > 1
    for inject in lost:
        plate, person = inject.title.removeprefix("Lost plate "), inject.sender.removeprefix("Traffic desk, ")
        lost_by = rf"At 0[5-7]:\d\d {re.escape(person)} lost plate {re.escape(plate)} near (ford|mill)\."
        assert re.match(lost_by, inject.body)
        assert f"{person} saw it" not in inject.body
        assert f"{scenario.report['log'].body.removeprefix('Seen by ')} did not." in inject.body
        assert "{" not in inject.body
    assert len({inject.title for inject in lost}) == len(lost)


def test_no_alternative_comes_again_before_all_have_come(noisy: Folder) -> None:
    """Two alternatives take turns in pairs, so that the traffic does not give itself away by repeating."""
    titles = [inject.title[:4] for inject in noisy.draft().scenario.injects if inject.to == ("police",)
              and inject.kind == "routine"]  # fmt: skip
    assert len(titles) > 4
    assert all(set(pair) == {"Lost", "Mark"} for pair in zip(titles[::2], titles[1::2], strict=False))


def test_the_seed_decides_and_rows_do_not_disturb_each_other(noisy: Folder) -> None:
    """The same seed writes the same traffic; another row changes nothing of this one."""
    first = load(noisy.path, 1)
    assert load(noisy.path, 1) == first
    assert from_json(to_json(first)) == first
    police = [(inject.at, inject.body) for inject in first.injects if inject.to == ("police",)]
    assert [(inject.at, inject.body) for inject in load(noisy.path, 2).injects if inject.to == ("police",)] != police
    lines = ROUTINE.splitlines(keepends=True)
    noisy.change(SETTINGS, lines[2], "")
    assert [(inject.at, inject.body) for inject in load(noisy.path, 1).injects if inject.to == ("police",)] == police


def test_traffic_is_delivered(noisy: Folder) -> None:
    """In a run every message reaches its team like any inject."""
    scenario = noisy.draft().scenario
    _, run = play(scenario, dict.fromkeys(scenario.agency, "absent"))
    delivered = {fact.inject for fact in run.facts if isinstance(fact, InjectDelivered)}
    assert {inject.id for inject in scenario.injects if inject.kind == "routine"} <= delivered


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        (SETTINGS, "to: police, every", "to: polise, every", "polise", "polise is not a team; did you mean police?"),
        (SETTINGS, "template: routine/police.md", "template: ../police.md", "police.md",
         "../police.md lies outside the scenario; keep it in its folder"),
        (SETTINGS, "every: 10m", "every: 30s", "every: 30s",
         "a message less than a minute after the other; write for example 12m"),
        (SETTINGS, "first: 0:05", "frst: 0:05", "frst",
         "one of routine of scenario.yaml has an unknown key frst; did you mean first?"),
        (SETTINGS, "locale: fr_FR, words", "locale: fr_FX, words", "fr_FX",
         "fr_FX is not a locale of Faker; did you mean"),
        (TEMPLATE, "near {place}", "near {plaza}", "plaza",
         "{plaza} is nothing a message can have invented; did you mean plate?"),
        (TEMPLATE, "# Market dues", "Market dues", "Market",
         INCOMPLETE),
        (TEMPLATE, "from: {company}\n", "", "# Market",
         INCOMPLETE),
        (TEMPLATE, "via: phone", "by: phone", "# Lost",
         INCOMPLETE),
    ],
)  # fmt: skip
def test_one_fault_is_said_with_its_line(noisy: Folder, file: str, old: str, new: str, line: str, said: str) -> None:
    """Each guard speaks once, at its line."""
    noisy.change(file, old, new)
    (told,) = noisy.errors()
    assert told.startswith(f"{file}:{noisy.line(file, line)}: {said}")


def test_a_missing_template(noisy: Folder) -> None:
    """The file is looked for in the scenario's folder."""
    (noisy.path / TEMPLATE).unlink()
    assert noisy.errors() == [f"{TEMPLATE}: the file is missing; write it; the author's guide says what belongs in it"]


def test_more_messages_than_anybody_reads(noisy: Folder) -> None:
    """A slip of the pen does not make a thousand injects."""
    noisy.change(SETTINGS, "duration: 1h", "duration: 99h")
    assert noisy.errors() == [
        f"scenario.yaml:{noisy.line(SETTINGS, 'every: {exponential: 6m}')}: more than 300 messages of one row; "
        "write a longer every:, or split it among teams"
    ]


def test_an_inject_with_the_id_of_a_message(noisy: Folder) -> None:
    """Ids stay unique."""
    noisy.write("msel/R002-mine.md", "---\nid: R002\ntitle: Mine\nto: all\nat: 0:10\nexpects: x\n---\nText.\n")
    assert noisy.errors() == [
        f"scenario.yaml:{noisy.line(SETTINGS, 'routine:')}: R002 is an inject and an id of the routine traffic; "
        "give the inject another id"
    ]
