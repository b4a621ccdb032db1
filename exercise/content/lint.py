"""What is legal and yet wrong: content a planner would regret on the day of the exercise.

A check is a function from a scenario to findings; adding one touches this file and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import NamedTuple

from exercise.content.load import read
from exercise.content.problems import ContentError, Problem, Severity, Spot, Where, meant
from exercise.content.reach import Reach, can_be_missed
from exercise.content.times import as_moment
from exercise.core.scenario import Inject, Scenario

# With more open questions than this at once a team answers by reflex.
MOST_WINDOWS = 3
# Some option has to be one the experts would defend.
DEFENSIBLE = 0.7


class Finding(NamedTuple):
    """A problem with one thing, named by kind and id as in `Where`."""

    thing: tuple[str, str]
    text: str
    fix: str
    severity: Severity = "error"


def check(path: Path, seed: int = 1) -> list[Problem]:
    """Everything there is to say about a scenario folder: its errors, or else what `lint` finds."""
    try:
        draft = read(path, seed)
    except ContentError as error:
        return list(error.problems)
    return lint(draft.scenario, draft.where)


def lint(scenario: Scenario, where: Where | None = None) -> list[Problem]:
    """What is legal and yet wrong, and last the author's own duty.

    ``where`` gives each problem its file and line; without it they name the scenario.
    """
    whole = Spot(scenario.id, 0)
    return [
        Problem(*(where or {}).get(finding.thing, whole), finding.text, finding.fix, finding.severity)
        for judge in CHECKS
        for finding in judge(scenario)
    ]


def _injects_that_never_come(scenario: Scenario) -> Iterator[Finding]:
    reach = Reach.of(scenario)
    for inject in scenario.injects:
        obstacle = reach.obstacle(inject)
        circle = reach.circle(inject) if obstacle else ()
        if circle:
            obstacle = f"it waits for itself ({' → '.join(circle)})"
        if obstacle:
            yield Finding(
                ("inject", inject.id),
                f"{inject.id} can never come: {obstacle}",
                "give it at, after, when or hold: true that can come about, or name it in an if_missed",
            )


def _misses_that_never_happen(scenario: Scenario) -> Iterator[Finding]:
    for inject in scenario.injects:
        if (inject.window or inject.missed_effects or inject.if_missed) and not can_be_missed(inject):
            yield Finding(
                ("inject", inject.id),
                f"{inject.id} says what happens when it is missed and can never be missed",
                "add ask: and window:, or drop window, missed_effects and if_missed",
                "warning",
            )


def _objectives_never_tested(scenario: Scenario) -> Iterator[Finding]:
    tested = {(inject.objective, inject.task) for inject in scenario.injects}
    for objective in scenario.objectives:
        if not any(objective.id == exercised for exercised, _ in tested):
            fix = f"write objective: {objective.id} into an inject, or drop it"
            yield Finding(("objective", objective.id), f"no inject exercises objective {objective.id}", fix)
        for task in objective.tasks:
            if (objective.id, task.id) not in tested:
                yield Finding(
                    (f"task of {objective.id}", task.id),
                    f"no inject exercises task {task.id} of {objective.id}",
                    f"write objective: {objective.id} and task: {task.id} into an inject, or drop it",
                )


def _reports_out_of_reach(scenario: Scenario) -> Iterator[Finding]:
    reach = Reach.of(scenario)
    for report in scenario.reports:
        if not reach.obtainable(report.id):
            source = f"from: {report.origin} is no agency and no inject that can come gives it"
            yield Finding(
                ("report", report.id),
                f"nobody can ever hold report {report.id}: {source}",
                f"name an agency ({meant(report.origin, scenario.agency)}) or add it to gives: of an inject",
            )
        for team, _ in report.needed_by:
            if team not in report.release:
                yield Finding(
                    ("report", report.id),
                    f"{team} needs report {report.id} and may not have it",
                    "add the team to release, or leave it if this is the dilemma",
                    "warning",
                )


def _idle_teams(scenario: Scenario) -> Iterator[Finding]:
    told = {team for inject in scenario.injects if inject.kind != "expected-action" for team in inject.to}
    asked = {team for inject in scenario.injects if _asks(inject) for team in inject.to}
    for team in scenario.agency:
        if team not in told:
            yield Finding(("team", team), f"{team} never gets an inject", "add it to the to: of some")
        elif team not in asked:
            yield Finding(("team", team), f"{team} is never asked anything", "put a question to it with ask:")


def _asks(inject: Inject) -> bool:
    return inject.ask is not None or inject.kind == "expected-action"


def _crowded_teams(scenario: Scenario) -> Iterator[Finding]:
    for team in scenario.agency:
        windows = [
            (inject.at, inject.at + inject.window, inject.id)
            for inject in scenario.injects
            if team in inject.to and inject.ask and inject.window and inject.at is not None
            if not inject.after and not inject.when
        ]
        open_at = {start: [id for since, until, id in windows if since <= start < until] for start, *_ in windows}
        crowded = max(open_at, key=lambda start: len(open_at[start]), default=0)
        if len(open_at.get(crowded, ())) > MOST_WINDOWS:
            yield Finding(
                ("team", team),
                f"{team} has {len(open_at[crowded])} questions open at {as_moment(crowded)}: "
                f"{', '.join(open_at[crowded])}",
                f"spread them out, so that no more than {MOST_WINDOWS} are open at once",
                "warning",
            )


def _questions(scenario: Scenario) -> Iterator[Finding]:
    for inject in scenario.injects:
        if inject.kind != "admin" and not inject.expects:
            text = f"{inject.id} does not say what is expected of the teams"
            yield Finding(("inject", inject.id), text, "add expects:, for the controller and the debrief", "warning")
        if inject.ask and not inject.window:
            text = f"{inject.id} asks and leaves all the time in the world"
            yield Finding(("inject", inject.id), text, "add window: with a duration", "warning")


def _options(scenario: Scenario) -> Iterator[Finding]:
    for inject in scenario.injects:
        options = inject.ask.options if inject.ask else ()
        grades = {option.grade for option in options}
        if options and len(grades) == 1:
            text = f"all options of {inject.id} have the same grade"
            yield Finding(("inject", inject.id), text, "grade them apart, or ask for text instead")
        if options and max(grades) < DEFENSIBLE:
            text = f"no option of {inject.id} is graded {DEFENSIBLE} or better"
            yield Finding(("inject", inject.id), text, "offer one the experts would defend")
        for option in options:
            if not option.effects and not option.also:
                yield Finding(
                    (f"option of {inject.id}", option.id),
                    f"option {option.id} of {inject.id} costs nothing and gains nothing",
                    "add effects:, so that the choice is felt",
                    "warning",
                )


def _braces_left(scenario: Scenario) -> Iterator[Finding]:
    written: dict[tuple[str, str], object] = {
        ("scenario", scenario.id): (scenario.title, scenario.summary, scenario.situation, scenario.content_notice),
        **{("team", agency.id): agency for agency in scenario.agencies},
        **{("channel", channel.id): channel for channel in scenario.channels},
        **{("objective", objective.id): objective for objective in scenario.objectives},
        **{("measure", measure.id): measure for measure in scenario.measures},
        **{("report", report.id): report for report in scenario.reports},
        **{("inject", inject.id): inject for inject in scenario.injects},
    }
    for thing, texts in written.items():
        if any("{" in text for text in _texts(texts)):
            fix = "write {name} with a name of the cast, in small letters, or leave the bracket out"
            yield Finding(thing, f"a text of {' '.join(thing)} still holds a {{", fix)


def _texts(thing: object) -> Iterator[str]:
    """Every text in a thing, however deep."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))


def _duty(scenario: Scenario) -> Iterator[Finding]:
    yield Finding(
        ("scenario", scenario.id),
        "real ethnic groups, units and living persons are the author's duty",
        "read the scenario once for them; no program can",
        "reminder",
    )


CHECKS: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    _idle_teams,
    _crowded_teams,
    _objectives_never_tested,
    _reports_out_of_reach,
    _injects_that_never_come,
    _misses_that_never_happen,
    _questions,
    _options,
    _braces_left,
    _duty,
)
