"""A folder becomes a scenario, or everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exercise.content import ContentError, Problem, load
from exercise.core.scenario import HOUR, MINUTE, After, Effect, OptionShare, Spread

if TYPE_CHECKING:
    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
GATE = "msel/I01-gate.md"
BACK = "msel/I02-back.md"
ACTION = "msel/I10.md"


def test_a_folder_becomes_what_the_planner_wrote(folder: Folder) -> None:
    """Every part of the format arrives in the scenario."""
    scenario = folder.draft().scenario
    assert (scenario.id, scenario.duration, scenario.rate, scenario.settle) == ("tiny", HOUR, 2.0, 3 * MINUTE)
    assert scenario.situation == "# Situation\n\nQuiet so far."
    assert scenario.map == '{"type":"FeatureCollection","features":[]}'
    assert scenario.agencies[0].card == "Protect the camp."
    assert scenario.channel["radio"].delay == Spread("fixed", (MINUTE,))
    assert scenario.channel["liaison"].one_at_a_time
    assert scenario.report["log"].true is True
    assert scenario.report["log"].needed_by == (("police", 40 * MINUTE),)
    assert scenario.simcell[0].name == "The press"
    assert scenario.twists[0].choices == ("north", "river")
    gate = scenario.inject["I01"]
    assert (gate.at, gate.window, gate.sender, gate.phase) == (5 * MINUTE, 15 * MINUTE, "Camp security", "quiet")
    assert gate.storyline == "The camp gate"
    assert gate.missed_effects == (Effect("consent", -4.0),)
    assert gate.ask is not None
    share = gate.ask.options[0]
    assert share.effects == (Effect("consent", 3.0, 5 * MINUTE),)
    assert share.shares == (OptionShare("log", ("police",), "radio"),)
    assert share.also[0].when == "holds(force, log) or twist(side) == river"
    assert scenario.inject["I02"].delay == Spread("uniform", (MINUTE, 2 * MINUTE))
    assert scenario.inject["I10"].after == After("I01", 10 * MINUTE)


def test_all_is_every_team_in_order(folder: Folder) -> None:
    """``to: all`` and ``to: [all]`` name every agency in the order of the screens."""
    assert folder.draft().scenario.inject["I01"].to == ("force", "police")
    folder.change(GATE, "to: all", "to: [all]")
    assert folder.draft().scenario.inject["I01"].to == ("force", "police")


def test_if_missed_becomes_the_condition_of_its_target(folder: Folder) -> None:
    """An inject named in if_missed comes when any of those that name it is missed."""
    assert folder.draft().scenario.inject["I02"].when == "missed(I01)"
    folder.change(ACTION, "window: 20m", "window: 20m\nif_missed: I02")
    assert folder.draft().scenario.inject["I02"].when == "missed(I01) or missed(I10)"


@pytest.mark.parametrize("line", ["at: 0:30", "after: {inject: I01}", "when: delivered(I01)", "hold: true"])
def test_a_target_of_if_missed_has_no_time_of_its_own(folder: Folder, line: str) -> None:
    """Two times for one inject contradict each other."""
    folder.change(BACK, "kind: admin", f"kind: admin\n{line}")
    assert folder.errors() == [
        f"msel/I02-back.md:6: I02 comes when I01 is missed and cannot have a time of its own; "
        f"drop {line.split(':')[0]}, or drop if_missed: I02"
    ]


def test_injects_stand_in_the_order_of_their_ids(folder: Folder) -> None:
    """I2 comes before I10, as people count."""
    folder.write("msel/I9-last.md", "---\nid: I9\ntitle: Late\nto: all\nat: 0:50\n---\nLate.\n")
    assert list(folder.draft().scenario.inject) == ["I01", "I02", "I9", "I10"]


def test_where_everything_stands_is_kept(folder: Folder) -> None:
    """A draft knows the line of every thing."""
    where = folder.draft().where
    assert where["inject", "I01"] == (str(folder.path / GATE), 2)
    assert where["option of I01", "wait"] == (str(folder.path / GATE), folder.line(GATE, "id: wait"))
    assert where["task of O1", "T1"] == (str(folder.path / SETTINGS), folder.line(SETTINGS, "T1:"))


def test_the_cast_is_in_every_text_once(folder: Folder) -> None:
    """``{elder}`` is replaced in bodies, reports and cards, and what replaces it is not read again."""
    scenario = folder.draft().scenario
    elder = scenario.report["log"].body.removeprefix("Seen by ")
    assert "{" not in elder
    assert scenario.inject["I01"].body == f"{elder} says a white pick-up turned at the gate."
    assert scenario.agency["police"].card == f"Ask {elder}."


def test_what_the_cast_says_is_never_read_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that looks like a placeholder stays as it is."""
    monkeypatch.setattr("exercise.content.sections.organisation.fill", lambda parts, seed: {"elder": "{plate}"})
    assert folder.draft().scenario.report["log"].body == "Seen by {plate}"


def test_the_seed_changes_only_names(folder: Folder) -> None:
    """The same seed gives an equal scenario; another seed other names and nothing else."""
    first, second = load(folder.path, 1), load(folder.path, 2)
    assert load(folder.path, 1) == first
    assert second.report["log"].body != first.report["log"].body
    assert replace(second, seed=1, reports=first.reports, injects=first.injects, agencies=first.agencies) == first
    assert (first.seed, second.seed) == (1, 2)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "said"),
    [
        # unknown and missing keys, at every level
        (SETTINGS, "rate: 2", "rat: 2", 6, "scenario.yaml has an unknown key rat; did you mean rate?"),
        (SETTINGS, "short: Force HQ", "shrt: HQ", 10, "team force has an unknown key shrt; did you mean short?"),
        (GATE, "phase: quiet", "fase: quiet", 7, "inject I01 has an unknown key fase; did you mean phase?"),
        (GATE, "channel: radio", "chanel: radio", 23,
         "one of shares of option share-log of I01 has an unknown key chanel; did you mean channel?"),
        (GATE, "{by: +3, after: 5m}", "{by: +3, aftr: 5m}", 22,
         "consent of effects of option share-log of I01 has an unknown key aftr; did you mean after?"),
        (SETTINGS, "Pass the log on,", "Pass the log, at once,", 21,
         'task of O1 T1 has an unknown key at once; put text that holds a comma in "quotes"'),
        (SETTINGS, "locale: fr_FR", "local: fr_FR", 25,
         "cast name elder has an unknown key local; did you mean locale?"),
        (SETTINGS, "ceiling: restricted", "celing: x", 14,
         "channel radio has an unknown key celing; did you mean ceiling?"),
        (SETTINGS, "target: 15m", "targt: 15m", 21, "task of O1 T1 has an unknown key targt; did you mean target?"),
        (SETTINGS, "    capability:", "    weight: 1\n    capability:", 19,
         "objective O1 has an unknown key weight; known: tasks, title, capability"),
        (SETTINGS, "drift: -1.5", "drif: -1.5", 23, "measure consent has an unknown key drif; did you mean drift?"),
        (SETTINGS, "marking: {level", "marking: {colour: red, level", 35,
         "marking of report log has an unknown key colour; known: level, release"),
        (SETTINGS, "{press: ", "{the press: ", 12,
         "'the press' cannot be an id; use up to 40 letters, digits, - and _, beginning with a letter"),
        (ACTION, "delay: 10m", "dely: 10m", 7, "after of inject I10 has an unknown key dely; did you mean delay?"),
        (GATE, "  kind: choose", "  kind: choose\n  promt: x", 17,
         "ask of inject I01 has an unknown key promt; did you mean prompt?"),
        (GATE, "      grade: 0.2", "      grade: 0.2\n      effect: {}", 28,
         "option wait of I01 has an unknown key effect; did you mean effects?"),
        (GATE, "effects: {consent: -1}}", "effects: {consent: -1}, els: 2}", 24,
         "one of also of option share-log of I01 has an unknown key els; known: when, effects"),
        (SETTINGS, "title: TINY\n", "", 1, "scenario.yaml has no title; add a line title: …"),
        (GATE, "title: A pick-up at the gate\n", "", 2, "inject I01 has no title; add a line title: …"),
        (GATE, "      grade: 1.0\n", "", 18, "one of options of ask of inject I01 has no grade; add a line grade: …"),
        (GATE, "phase: quiet", "phase:", 7, "phase stands without a value; write one, or leave the line out"),
        # wrong types and values
        (SETTINGS, "duration: 1h", "duration: [1h]", 3, "duration of scenario.yaml is a list [ , ]; write one value"),
        (SETTINGS, "duration: 1h", "duration: 60", 3,
         "duration: '60' is not a duration; write for example 90s, 15m or 1h30m"),
        (SETTINGS, "duration: 1h", "duration: 0m", 3, "duration: 0m is no time at all; write for example 15m"),
        (SETTINGS, "T06:00", " 06:00", 4,
         "starts: '2031-04-14 06:00' is not a date and time; write for example 2031-04-14T06:00, without a zone"),
        (SETTINGS, "T06:00", "T06:00Z", 4,
         "starts: '2031-04-14T06:00Z' is not a date and time; write for example 2031-04-14T06:00, without a zone"),
        (SETTINGS, "Africa/Bamako", "Africa/Bamaco", 5,
         "timezone: 'Africa/Bamaco' is not a time zone; did you mean Africa/Bamako?"),
        (SETTINGS, "rate: 2", "rate: fast", 6, "rate: 'fast' is not a number; write for example 3, +6 or -1.5"),
        (SETTINGS, "rate: 2", "rate: nan", 6, "rate: 'nan' is not a number; write for example 3, +6 or -1.5"),
        (SETTINGS, "start: 55", "start: 155", 23,
         "start: 155 is not between 0 and 100; choose a number in that range"),
        (SETTINGS, "clearance: confidential", "clearance: cosmic", 10,
         "clearance: 'cosmic' is not a word that may stand here; "
         "known: unclassified, restricted, confidential, secret"),
        (SETTINGS, "true: yes", "true: maybe", 34, "true: 'maybe' is neither yes nor no; write yes or no"),
        (SETTINGS, "grade: B2", "grade: B7", 33,
         "grade: 'B7' is not a grade; write the source A-F and the information 1-6, for example B2"),
        (SETTINGS, "[5m, 10m, 20m]", "[20m, 10m, 5m]", 15,
         "delay: the durations of triangular are out of order; write the least first and the most last"),
        (SETTINGS, "{triangular: [5m, 10m, 20m]}", "{}", 15,
         "delay: one law of chance is needed; write for example {triangular: [1m, 2m, 5m]}"),
        (SETTINGS, "duration: 1h", "duration:\n- 1h", 3, "duration of scenario.yaml is a list [ , ]; write one value"),
        (SETTINGS, "  consent: {title: Host consent, start: 55, drift: -1.5}", "  consent: high", 23,
         "consent of measures of scenario.yaml is one value; write a mapping { : }"),
        (SETTINGS, "[north, river]", "[river, river]", 27,
         "twist side leaves nothing to draw; list two or more different words"),
        (SETTINGS, "{press: ", "{force: ", 12, "force is a team already; choose another id"),
        (SETTINGS, "  side:", "  the side: [a, b]\n  side:", 27,
         "'the side' cannot be an id; use up to 40 letters, digits, - and _, beginning with a letter"),
        (GATE, "at: 0:05", "at: 5m", 8,
         "at: '5m' is not a moment; write hours and minutes since StartEx, for example 0:20 or 2:05"),
        (GATE, "grade: 1.0", "grade: 7", 20, "grade: 7 is not between 0 and 1; choose a number in that range"),
        (GATE, "kind: choose", "kind: chose", 16,
         "kind: 'chose' is not a word that may stand here; did you mean choose?"),
        (GATE, "to: all", "to: [[force]]", 4, "to of inject I01 is a list [ , ]; write one value"),
        (GATE, "to: all", "to: [force, force]", 4, "to names force twice; keep one of the two"),
        (GATE, "to: all", "to: []", 4, "I01 is addressed to nobody; name the teams, or write to: all"),
        (GATE, "window: 15m", "window: 0m", 11, "window: 0m is no time at all; write for example 15m"),
        (GATE, "id: wait", "id: share-log", 17, "I01 has two options share-log; give one of them another id"),
        (BACK, "kind: admin", "ask: {kind: rank}", 5, "I02 offers fewer than two options; write two or more options"),
        (GATE, "kind: choose", "kind: text", 17, "I01 asks for text and offers options; choose one of the two"),
        (GATE, "shares: [{report: log, to: [police], channel: radio}]", "shares: [log]", 23,
         "shares of option share-log of I01 is one value; write a mapping { : }"),
        # unknown names
        (GATE, "to: all", "to: [forse]", 4, "forse is not a team; did you mean force?"),
        (GATE, "if_missed: I02", "if_missed: I03", 14, "I03 is not an inject; did you mean I10?"),
        (GATE, "storyline: gate", "storyline: gat", 6, "gat is not a storyline; did you mean gate?"),
        (GATE, "phase: quiet", "phase: rain", 7, "rain is not a phase; known: quiet, storm"),
        (GATE, "objective: O1", "objective: O2", 9, "O2 is not an objective; did you mean O1?"),
        (GATE, "task: T1", "task: T2", 10, "T2 is not a task of O1; did you mean T1?"),
        (GATE, "{consent: -4}", "{content: -4}", 13, "content is not a measure; did you mean consent?"),
        (GATE, "report: log", "report: lag", 23, "lag is not a report; did you mean log?"),
        (GATE, "channel: radio", "channel: radar", 23, "radar is not a channel; did you mean radio?"),
        (SETTINGS, "[force, police]", "[force, polise]", 35, "polise is not a team; did you mean police?"),
        (SETTINGS, "{police: 0:40}", "{polise: 0:40}", 36, "polise is not a team; did you mean police?"),
        (BACK, "kind: admin", "gives: [lag]", 5, "lag is not a report; did you mean log?"),
        (ACTION, "inject: I01", "inject: I11", 7, "I11 is not an inject; did you mean I10?"),
        (GATE, "objective: O1\n", "", 9,
         "I01 names a task and no objective; add the line objective: with the objective it belongs to"),
        # conditions
        (BACK, "decided(I01, share-log)", "decided(I01, share-lag)", 7,
         "share-lag is not an option of I01; did you mean share-log?"),
        (BACK, "decided(I01, share-log)", "decided(I01", 7,
         "'decided(I01' cannot be read ('(' was never closed); check brackets, commas and quotes"),
        (BACK, "decided(I01, share-log)", "delivered(I01) and " * 40 + "delivered(I01)", 7,
         "the condition is too long; split the inject in two"),
        (GATE, "holds(force, log)", "holds(force, lag)", 24, "lag is not a report; did you mean log?"),
        (ACTION, "shared(log, force, police)", "shared(log, force, polise)", 8,
         "polise is not a team; did you mean police?"),
        # expected actions
        (ACTION, "met: shared(log, force, police)\n", "", 5,
         "I10 expects an action and does not say what meets it; add met: with a condition"),
        (ACTION, "window: 20m\n", "", 5,
         "I10 expects an action and does not say how long; add window: with a duration"),
        (ACTION, "window: 20m", "window: 20m\ngives: [log]", 10,
         "I10 is an expected action, delivered to nobody, so gives never happens; drop gives"),
        (BACK, "kind: admin", "met: delivered(I01)", 5,
         "I02 is not an expected action and is never met; write kind: expected-action, or drop met"),
        # ids and files
        (ACTION, "id: I10", "id: I11", 2, "the file does not begin with its id I11; rename one of the two"),
        (SETTINGS, "cast:", "cast:\n  Chief: {is: name}", 25,
         "{Chief} cannot stand in a text; use small letters, digits and _"),
        (SETTINGS, "is: name_male", "is: name_mail", 25,
         "elder: name_mail is nothing Faker can invent; did you mean name_male?"),
        # texts
        (GATE, "{elder} says", "{eldest} says", 32, "{eldest} is not in the cast; did you mean elder?"),
        ("cards/police.md", "Ask {elder}.", "Ask\n\n{chief}.", 3, "{chief} is not in the cast; known: elder"),
        (GATE, "expects: Share the log.", "expects: |\n  Share\n  with {chief}.", 14,
         "{chief} is not in the cast; known: elder"),
    ],
)  # fmt: skip
def test_one_fault_is_said_with_its_line(folder: Folder, file: str, old: str, new: str, line: int, said: str) -> None:
    """Each guard speaks once, at the line of the offending key, and says how to mend it."""
    folder.change(file, old, new)
    assert folder.errors() == [f"{file}:{line}: {said}"]


def test_a_mistyped_key_that_is_needed_is_missing_and_unknown(folder: Folder) -> None:
    """Both halves of the mistake are said, so that the planner sees the one word to change."""
    folder.change(SETTINGS, "marking: {", "markng: {")
    assert folder.errors() == [
        "scenario.yaml:30: report log has no marking; add a line marking: …",
        "scenario.yaml:35: report log has an unknown key markng; did you mean marking?",
    ]


def test_all_is_no_team(folder: Folder) -> None:
    """``all`` would be a team and every team."""
    folder.change(SETTINGS, "  police: {name: Police", "  all: {name: Police")
    assert "scenario.yaml:11: all means every team; choose another id" in folder.errors()


def test_all_faults_are_said_at_once(folder: Folder) -> None:
    """A planner mends a scenario in one round, not one fault at a time."""
    folder.change(SETTINGS, "rate: 2", "rate: fast")
    folder.change(GATE, "to: all", "to: [forse]")
    folder.change(BACK, "decided(I01, share-log)", "decided(I99)")
    folder.change(ACTION, "window: 20m", "window: long")
    (folder.path / "brief.md").unlink()
    assert [told.split(": ")[0] for told in folder.errors()] == [
        "brief.md",
        "msel/I01-gate.md:4",
        "msel/I02-back.md:7",
        "msel/I10.md:9",
        "scenario.yaml:6",
    ]


@pytest.mark.parametrize(("key", "kind"), [("agencies", "team"), ("channels", "channel"), ("measures", "measure")])
def test_a_list_that_cannot_be_read_is_one_fault(folder: Folder, key: str, kind: str) -> None:
    """Nobody is told that a team is unknown because the list of teams was broken."""
    folder.change(SETTINGS, f"{key}:\n", f"{key}: none\nold_{key}:\n")
    told = [error for error in folder.errors() if "unknown key" not in error]
    assert told == [
        f"scenario.yaml:{folder.line(SETTINGS, f'{key}: none')}: {key} of scenario.yaml is one value; "
        "write a mapping { : }"
    ]


@pytest.mark.parametrize("key", ["agencies", "channels", "measures"])
def test_an_empty_list_of_what_every_exercise_needs(folder: Folder, key: str) -> None:
    """An exercise has at least one team, channel and measure."""
    folder.change(SETTINGS, f"{key}:\n", f"{key}: {{}}\nold_{key}:\n")
    line = folder.line(SETTINGS, f"{key}: {{}}")
    assert f"scenario.yaml:{line}: {key} is empty; write at least one" in folder.errors()


def test_the_folder_is_the_id(folder: Folder) -> None:
    """The folder's name has to be one that can be said and stored."""
    folder.path = folder.path.rename(folder.path.with_name("my scenario"))
    (told,) = folder.errors()
    assert "the folder's name 'my scenario' cannot be an id; use up to 40 letters" in told


def test_a_problem_prints_as_one_line() -> None:
    """``file:line: text; fix``, without what is not there."""
    assert str(Problem("a.yaml", 3, "this is wrong", "mend it")) == "a.yaml:3: this is wrong; mend it"
    assert str(Problem("a.yaml", 0, "this is wrong")) == "a.yaml: this is wrong"
    problems = [Problem("b", 1, "second"), Problem("a", 2, "first")]
    assert str(ContentError(problems)) == "a:2: first\nb:1: second"
