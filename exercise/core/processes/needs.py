"""What it costs when somebody who needs a report does not have it in time."""

from __future__ import annotations

from exercise.core.processes.effects import feel
from exercise.core.processes.world import World
from exercise.core.refusals.judging import moment
from exercise.core.scenario import Report


def need(world: World, report: Report) -> None:
    """Look, at the moment by which each team needs the report, whether it has it; if not, that is felt.

    What nobody holds yet, or what a team may not have, is not missed.
    """

    def judge(team: str, by: int) -> None:
        situation = world.situation
        late = not situation.holds(team, report.id) and any(
            situation.holds(holder, report.id) for holder in world.scenario.agency
        )
        if late and situation.releasable(report.id, team):
            cause = f"{world.scenario.name(team)} without “{report.title}” at {moment(by)}"
            for effect in report.missing:
                feel(world, effect, cause, lambda: True)

    for team, by in report.needed_by if report.missing else ():
        world.after(max(0, by - world.now), lambda _, team=team, by=by: judge(team, by))  # type: ignore[misc]
