"""What is legal and yet wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exercise.content import check, lint

if TYPE_CHECKING:
    from tests.content.conftest import Folder

SETTINGS = "scenario.yaml"
GATE = "msel/I01-gate.md"
BACK = "msel/I02-back.md"
ACTION = "msel/I10.md"
COME = "give it at, after, when or hold: true that can come about, or name it in an if_missed"


def extra(id: str, *lines: str) -> str:
    """An inject with these lines, of which nothing else is to be said."""
    return "\n".join(["---", f"id: {id}", f"title: {id}", "to: all", "expects: Nothing.", *lines, "---", "Text."])


def test_a_sound_scenario_leaves_only_the_authors_duty(folder: Folder) -> None:
    """The checks are silent about a scenario without faults; the reminder is always there."""
    draft = folder.draft()
    assert [(problem.severity, problem.line) for problem in lint(draft.scenario, draft.where)] == [("reminder", 1)]
    assert check(folder.path) == lint(draft.scenario, draft.where)


def test_check_gives_errors_before_anything_else(folder: Folder) -> None:
    """A folder that is no scenario is not judged further."""
    folder.change(SETTINGS, "rate: 2", "rate: fast")
    assert [problem.severity for problem in check(folder.path)] == ["error"]


def test_a_scenario_without_files_is_judged_too(folder: Folder) -> None:
    """A frozen scenario has no lines; its problems name the scenario."""
    scenario = replace(folder.draft().scenario, title="{")
    assert str(lint(scenario)[0]).startswith("tiny: a text of scenario tiny still holds a {; ")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((), "nothing says when"),
        (("delay: 5m",), "nothing says when"),
        (("at: 1:01",), "EndEx is at 1:00"),
        (("after: {inject: I10}",), "it follows I10, which is never delivered"),
        (("when: delivered(I10)",), "it waits until I10 is delivered, which can never be"),
        (("when: since(I10) > 5m",), "it waits until 5 min over since I10, which can never be"),
        (("when: missed(I02)",), "it waits until I02 is missed, which can never be"),
        (("when: decided(I02)",), "it waits until I02 is answered, which can never be"),
        (("when: phase(storm)",), "it waits until phase storm has begun, which can never be"),
        (("when: delivered(I01) and missed(I02)",), "it waits until I01 is delivered, and I02 is missed, which"),
        (("when: missed(I02) or delivered(I10)",), "it waits until I02 is missed, or I10 is delivered, which"),
        (("after: {inject: I20}",), "it waits for itself (I20 → I20)"),
        (("when: decided(I20)",), "it waits for itself (I20 → I20)"),
    ],
)
def test_an_inject_that_can_never_come(folder: Folder, lines: tuple[str, ...], said: str) -> None:
    """No course of play can bring it, and the planner is told why."""
    folder.write("msel/I20.md", extra("I20", *lines))
    (told,) = folder.findings()
    assert told.startswith(f"error msel/I20.md:2: I20 can never come: {said}")
    assert told.endswith(COME)


@pytest.mark.parametrize(
    "line",
    [
        "hold: true",
        "at: 1:00",
        "after: {inject: I02}",
        "when: missed(I10)",
        "when: missed(I02) or delivered(I01)",
        "when: not missed(I02)",
        "when: skipped(I02)",
        "when: holds(police, log)",
        "when: measure(consent) < 40 and twist(side) == river",
        "when: phase(quiet)",
    ],
)
def test_an_inject_that_some_course_of_play_brings(folder: Folder, line: str) -> None:
    """The judgement is generous: what may come about is not called impossible."""
    folder.write("msel/I20.md", extra("I20", line))
    assert folder.findings() == []


def test_injects_that_wait_for_each_other(folder: Folder) -> None:
    """A circle of ``after`` and ``when`` is shown, and whoever waits for it is named too."""
    folder.write("msel/I20.md", extra("I20", "after: {inject: I21}"))
    folder.write("msel/I21.md", extra("I21", "when: delivered(I20)"))
    folder.write("msel/I22.md", extra("I22", "after: {inject: I20}"))
    assert [told.split(";")[0] for told in folder.findings()] == [
        "error msel/I20.md:2: I20 can never come: it waits for itself (I20 → I21 → I20)",
        "error msel/I21.md:2: I21 can never come: it waits for itself (I21 → I20 → I21)",
        "error msel/I22.md:2: I22 can never come: it follows I20, which is never delivered",
    ]


def test_an_objective_and_a_task_no_inject_exercises(folder: Folder) -> None:
    """What is to be trained has to be tested."""
    folder.change(SETTINGS, "measures:", "  O2: {title: Law, capability: law, tasks: {T1: {text: Arrest}}}\nmeasures:")
    folder.change(GATE, "task: T1\n", "")
    assert folder.findings() == [
        "error scenario.yaml:21: no inject exercises task T1 of O1; "
        "write objective: O1 and task: T1 into an inject, or drop it",
        "error scenario.yaml:22: no inject exercises objective O2; write objective: O2 into an inject, or drop it",
        "error scenario.yaml:22: no inject exercises task T1 of O2; "
        "write objective: O2 and task: T1 into an inject, or drop it",
    ]


def test_a_report_nobody_can_obtain(folder: Folder) -> None:
    """A report begins with an agency, or with an inject that can come."""
    folder.change(SETTINGS, "from: force", "from: polise")
    said = (
        "error scenario.yaml:29: nobody can ever hold report log: from: polise is no agency and no inject that can "
        "come gives it; name an agency (did you mean police?) or add it to gives: of an inject"
    )
    assert folder.findings() == [said]
    folder.write("msel/I20.md", extra("I20", "gives: [log]"))
    assert said in folder.findings()
    folder.write("msel/I20.md", extra("I20", "gives: [log]", "at: 0:10"))
    assert folder.findings() == []
    folder.write("msel/I20.md", extra("I20", "gives: [log]", "when: holds(force, log)"))
    assert said in folder.findings()


def test_a_report_for_a_team_that_may_not_have_it(folder: Folder) -> None:
    """It may be the dilemma, so it is a warning."""
    folder.change(SETTINGS, "release: [force, police]", "release: [force]")
    assert folder.findings() == [
        "warning scenario.yaml:29: police needs report log and may not have it; "
        "add the team to release, or leave it if this is the dilemma"
    ]


def test_a_team_with_nothing_to_do(folder: Folder) -> None:
    """Every team gets injects and is asked at least once."""
    folder.change(GATE, "to: all", "to: [force]")
    assert folder.findings() == ["error scenario.yaml:11: police never gets an inject; add it to the to: of some"]
    folder.change(BACK, "to: [force]", "to: [police]")
    assert folder.findings() == [
        "error scenario.yaml:11: police is never asked anything; put a question to it with ask:"
    ]
    folder.change(ACTION, "to: [force]", "to: [police]")
    assert folder.findings() == []


def test_more_than_three_questions_at_once(folder: Folder) -> None:
    """A fourth window of one team that is open at the same moment is a warning; one that begins later is none."""
    ask = ("window: 15m", "ask: {kind: text}")
    folder.write("msel/I20.md", extra("I20", "at: 0:10", *ask))
    folder.write("msel/I21.md", extra("I21", "at: 0:10", *ask))
    folder.write("msel/I22.md", extra("I22", "at: 0:20", *ask))
    assert folder.findings() == []
    folder.change("msel/I22.md", "at: 0:20", "at: 0:19")
    assert folder.findings() == [
        f"warning scenario.yaml:{line}: {team} has 4 questions open at 0:19: I01, I20, I21, I22; "
        "spread them out, so that no more than 3 are open at once"
        for team, line in (("force", 10), ("police", 11))
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (GATE, "grade: 0.2", "grade: 1", "error 2: all options of I01 have the same grade"),
        (GATE, "grade: 1.0", "grade: 0.6", "error 2: no option of I01 is graded 0.7 or better"),
        (GATE, "      effects: {consent: -2}\n", "", "warning 25: option wait of I01 costs nothing and gains nothing"),
        (GATE, "expects: Share the log.\n", "", "warning 2: I01 does not say what is expected of the teams"),
        (BACK, "kind: admin", "window: 5m\nexpects: x",
         "warning 2: I02 says what happens when it is missed and can never be missed"),
        (BACK, "kind: admin", "missed_effects: {consent: 1}\nexpects: x",
         "warning 2: I02 says what happens when it is missed and can never be missed"),
        (BACK, "It is back.", "{ Elder } is back.", "error 2: a text of inject I02 still holds a {"),
        (GATE, "text: Wait", "text: '{Wait'", "error 2: a text of inject I01 still holds a {"),
    ],
)  # fmt: skip
def test_one_regret(folder: Folder, file: str, old: str, new: str, said: str) -> None:
    """Each check speaks once, with its severity and line."""
    folder.change(file, old, new)
    severity, rest = said.split(" ", 1)
    (told,) = folder.findings()
    assert told.startswith(f"{severity} {file}:{rest}; ")


def test_a_question_without_a_window(folder: Folder) -> None:
    """Nobody can miss what never closes."""
    folder.write("msel/I20.md", extra("I20", "at: 0:10", "ask: {kind: text}"))
    assert folder.findings() == [
        "warning msel/I20.md:2: I20 asks and leaves all the time in the world; add window: with a duration"
    ]


def test_text_of_the_setting_with_a_bracket(folder: Folder) -> None:
    """A bracket that is no name of the cast would reach the screens."""
    folder.change(SETTINGS, "body: Seen by {elder}", "body: Seen by { elder }")
    folder.write("brief.md", "{ELDER}")
    told = [finding.split(";")[0] for finding in folder.findings()]
    assert told == [
        "error scenario.yaml:1: a text of scenario tiny still holds a {",
        "error scenario.yaml:29: a text of report log still holds a {",
    ]


def test_a_twist_that_changes_nothing(folder: Folder) -> None:
    """What is drawn has to make a difference somewhere."""
    folder.change(GATE, " or twist(side) == river", "")
    assert folder.findings() == [
        "warning scenario.yaml:27: no condition looks at twist side; use twist(side) == … somewhere, or drop it"
    ]
