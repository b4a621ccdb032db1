"""Why a report or a message cannot be sent like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Seat, Send, Share
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge
from exercise.core.scenario import Scenario, breaches
from exercise.core.situation import Situation


def _share(situation: Situation, _: Clock, seat: Seat, act: Share) -> str:
    if not situation.holds(seat.team or "", act.report):
        return "Your team does not hold that report."
    if not act.to:
        return "Choose at least one team to share with."
    for team in act.to:
        if team not in situation.by_team:
            return f"{team} does not play in this exercise."
        if team == seat.team:
            return "Your own team already holds the report; choose another one."
    title = situation.scenario.report[act.report].title
    again = [team for team in act.to if (act.report, seat.team, team) in situation.sent]
    if again:
        return f"Your team has already sent “{title}” to {', '.join(map(situation.scenario.name, again))}."
    return _channel(situation, act.channel) or _blocked(situation.scenario, act)


def _blocked(scenario: Scenario, act: Share) -> str:
    """Why the marking stops a share, in a scenario that blocks breaches."""
    if scenario.release_policy != "block":
        return ""
    channel, report = act.channel or next(iter(scenario.channel)), scenario.report[act.report]
    for team in act.to:
        found = breaches(scenario, act.report, team, channel)
        if "release" in found:
            return f"“{report.title}” is not released to {scenario.name(team)}; ask its originator first."
        if "ceiling" in found:
            way = scenario.channel[channel]
            return f"{way.title} may carry up to {way.ceiling}, and “{report.title}” is {report.level}; choose another."
    return ""


def _channel(situation: Situation, channel: str) -> str:
    return "" if not channel or channel in situation.scenario.channel else f"There is no channel {channel}."


def _send(situation: Situation, _: Clock, seat: Seat, act: Send) -> str:
    if not act.text.strip():
        return "Write something before sending it."
    partners = {*situation.by_team, *(role.id for role in situation.scenario.simcell)}
    if act.to not in partners:
        return f"{act.to} is nobody in this exercise."
    if act.to == seat.team:
        return "That is your own team."
    return _channel(situation, act.channel)


JUDGES: dict[type[Any], Judge] = {
    Share: _share,
    Send: _send,
}
