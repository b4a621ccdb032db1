"""Teams, objectives, reports, channels and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from exercise.content.lint.finding import Finding
from exercise.content.problems import meant
from exercise.content.reach import Reach
from exercise.content.times import as_moment
from exercise.core.scenario import Inject, Scenario


def idle_teams(scenario: Scenario) -> Iterator[Finding]:
    """Every team gets injects and is asked at least once."""
    told = {team for inject in scenario.injects if inject.kind != "expected-action" for team in inject.to}
    asked = {team for inject in scenario.injects if _asks(inject) for team in inject.to}
    for team in scenario.agency:
        if team not in told:
            yield Finding(("team", team), f"{team} never gets an inject", "add it to the to: of some")
        elif team not in asked:
            yield Finding(("team", team), f"{team} is never asked anything", "put a question to it with ask:")


def _asks(inject: Inject) -> bool:
    return inject.ask is not None or inject.kind == "expected-action"


def crowded_teams(scenario: Scenario, most: int) -> Iterator[Finding]:
    """No team has more questions open at once than the scenario allows."""
    for team in scenario.agency:
        windows = [
            (inject.at, inject.at + inject.window, inject.id)
            for inject in scenario.injects
            if team in inject.to and inject.ask and inject.window and inject.at is not None
            if not inject.after and not inject.when
        ]
        open_at = {start: [id for since, until, id in windows if since <= start < until] for start, *_ in windows}
        crowded = max(open_at, key=lambda start: len(open_at[start]), default=0)
        if len(open_at.get(crowded, ())) > most:
            yield Finding(
                ("team", team),
                f"{team} has {len(open_at[crowded])} questions open at {as_moment(crowded)}: "
                f"{', '.join(open_at[crowded])}",
                f"spread them out, so that no more than {most} are open at once",
                "warning",
            )


def objectives_never_tested(scenario: Scenario) -> Iterator[Finding]:
    """What is to be trained has to be tested."""
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


def reports_out_of_reach(scenario: Scenario) -> Iterator[Finding]:
    """Somebody can hold every report, and whoever needs it may."""
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


def conflicts_one_sided(scenario: Scenario) -> Iterator[Finding]:
    """Reports that contradict each other say so on both sides, or the picture would show half a conflict."""
    for report in scenario.reports:
        for other in report.conflicts:
            if report.id not in scenario.report[other].conflicts:
                yield Finding(
                    ("report", other),
                    f"{report.id} conflicts with {other} and {other} does not say so",
                    f"add {report.id} to conflicts of {other}",
                )


def warnings_too_late(scenario: Scenario) -> Iterator[Finding]:
    """A report that warns of an incident is needed by somebody, and before it comes."""
    for report in scenario.reports:
        if report.warns and not report.needed_by:
            yield Finding(
                ("report", report.id),
                f"{report.id} warns of {', '.join(report.warns)} and nobody needs it",
                "say in needed_by who has to be warned, or take out warns",
            )
        for inject, at in ((id, scenario.inject[id].at) for id in report.warns):
            for team, by in report.needed_by:
                if at is not None and by >= at:
                    yield Finding(
                        ("report", report.id),
                        f"{report.id} warns of {inject} at {as_moment(at)}, and {team} needs it by {as_moment(by)}",
                        "give an earlier moment in needed_by, or take out warns",
                    )


def nodes_nobody_can_see(scenario: Scenario) -> Iterator[Finding]:
    """Everything there is to know of a network can be known by some team: it may hold all the pieces."""
    for network in scenario.networks:
        for node in network.nodes:
            releases = [scenario.report[report].release for report in node.reports]
            if not any(all(not release or team in release for release in releases) for team in scenario.agency):
                text = f"no team may hold all the pieces of {node.title} in network {network.id}"
                fix = "let one team be in the release of each of its reports"
                yield Finding((f"node of {network.id}", node.id), text, fix, "warning")


def channels_never_restored(scenario: Scenario) -> Iterator[Finding]:
    """A channel that fails comes back, or it is meant."""
    restored = {channel for inject in scenario.injects for channel in inject.restores}
    for inject in scenario.injects:
        for channel in inject.breaks:
            if channel not in restored:
                yield Finding(
                    ("inject", inject.id),
                    f"{inject.id} breaks channel {channel}, which no inject restores",
                    f"add restores: [{channel}] to a later inject, or leave it if it stays broken",
                    "warning",
                )


def twists_for_nothing(scenario: Scenario) -> Iterator[Finding]:
    """What is drawn makes a difference somewhere."""
    looked_at = {found for text in _texts(scenario) for found in re.findall(r"\btwist\(\s*([\w-]+)\s*\)", text)}
    for twist in scenario.twists:
        if twist.id not in looked_at:
            text = f"no condition looks at twist {twist.id}"
            yield Finding(("twist", twist.id), text, f"use twist({twist.id}) == … somewhere, or drop it", "warning")


def braces_left(scenario: Scenario) -> Iterator[Finding]:
    """No text that people read still holds a bracket."""
    written: dict[tuple[str, str], object] = {
        ("scenario", scenario.id): (
            scenario.title, scenario.summary, scenario.situation, scenario.content_notice, scenario.escalation,
        ),
        **{("team", agency.id): agency for agency in scenario.agencies},
        **{("channel", channel.id): channel for channel in scenario.channels},
        **{("objective", objective.id): objective for objective in scenario.objectives},
        **{("measure", measure.id): measure for measure in scenario.measures},
        **{("report", report.id): report for report in scenario.reports},
        **{("rung", rung.id): rung for rung in scenario.ladder},
        **{("procedure", procedure.id): procedure for procedure in scenario.procedures},
        **{("clock", clock.id): clock for clock in scenario.clocks},
        **{("resource", resource.id): resource for resource in scenario.resources},
        **{("clearance", clearance.id): clearance for clearance in scenario.clearances},
        **{("probe", probe.id): probe for probe in scenario.probes},
        **{("adversary", adversary.id): adversary for adversary in scenario.adversaries},
        **{("ending", ending.id): ending for ending in scenario.endings},
        **{("inject", inject.id): inject for inject in scenario.injects},
    }  # fmt: skip
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
