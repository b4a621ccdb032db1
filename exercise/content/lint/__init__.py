"""What is legal and yet wrong: content a planner would regret on the day of the exercise.

A check is a function from a scenario to findings; a new one stands in the room of what it judges and in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from exercise.content.lint import choices, course, rules, setting
from exercise.content.lint.finding import Finding
from exercise.content.load import Limits, read
from exercise.content.modules import read_module
from exercise.content.problems import ContentError, Problem, Spot, Where
from exercise.core.scenario import Scenario


def check(path: Path, seed: int = 1) -> list[Problem]:
    """Everything there is to say about the folder of a scenario or module: its errors, or else what `lint` finds."""
    try:
        if (path / "module.yaml").is_file():
            return lint(*read_module(path, seed))
        draft = read(path, seed)
    except ContentError as error:
        return list(error.problems)
    return lint(draft.scenario, draft.where, draft.limits)


def lint(scenario: Scenario, where: Where | None = None, limits: Limits | None = None) -> list[Problem]:
    """What is legal and yet wrong, and last the author's own duty.

    ``where`` gives each problem its file and line; without it they name the scenario.
    """
    whole = Spot(scenario.id, 0)
    findings = [finding for judge in CHECKS for finding in judge(scenario)]
    findings += setting.crowded_teams(scenario, (limits or Limits()).open)
    findings += _duty(scenario)
    return [
        Problem(*(where or {}).get(finding.thing, whole), finding.text, finding.fix, finding.severity)
        for finding in findings
    ]


def _duty(scenario: Scenario) -> Iterator[Finding]:
    yield Finding(
        ("scenario", scenario.id),
        "real ethnic groups, units and living persons are the author's duty",
        "read the scenario once for them; no program can",
        "reminder",
    )


CHECKS: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    setting.idle_teams,
    setting.objectives_never_tested,
    setting.reports_out_of_reach,
    setting.conflicts_one_sided,
    setting.warnings_too_late,
    setting.nodes_nobody_can_see,
    setting.channels_never_restored,
    setting.twists_for_nothing,
    setting.braces_left,
    course.injects_that_never_come,
    course.misses_that_never_happen,
    course.moves_never_open,
    course.clocks_that_cannot_run,
    course.endings_never_told,
    course.answers_never_right,
    choices.questions,
    choices.options,
    choices.outcomes_without_figures,
    choices.closed_for_good,
    choices.beyond_units,
    choices.one_best,
    choices.dilemmas,
    rules.rungs_nobody_holds,
    rules.jurisdiction_nobody_meets,
    rules.caveats_nobody_meets,
    rules.steps_nobody_takes,
    rules.variants_without_a_word,
    rules.clearances_for_nothing,
    rules.escalation_without_a_ladder,
)
