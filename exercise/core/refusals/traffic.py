"""Why a report or a message cannot be sent like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import PICTURE, Role, Seat, Send, Share
from exercise.core.clock import Clock
from exercise.core.refusals.judging import Judge
from exercise.core.situation import Situation


def _share(situation: Situation, _: Clock, seat: Seat, act: Share) -> str:
    if not situation.holds(seat.team or "", act.report):
        return "Your team does not hold that report."
    if not act.to:
        return "Choose at least one team to share with."
    posting = PICTURE in act.to
    teams = tuple(team for team in act.to if team != PICTURE) if posting else act.to
    for team in teams:
        if team not in situation.by_team:
            return f"{team} does not play in this exercise."
        if team == seat.team:
            return "Your own team already holds the report; choose another one."
    title = situation.scenario.report[act.report].title
    again = [team for team in teams if (act.report, seat.team, team) in situation.sent]
    if again:
        return f"Your team has already sent “{title}” to {', '.join(map(situation.scenario.name, again))}."
    if posting:
        unposted = _unposted(situation, act.report)
        if unposted:
            return unposted
    return way_barred(situation, act.channel if teams else "", bool(teams)) or blocked(
        situation, act.report, act.to, act.channel
    )


def _unposted(situation: Situation, report: str) -> str:
    """Why a report cannot be put on the joint picture."""
    model, posted = situation.scenario.model, situation.traffic.posted.get(report)
    if model.picture is None:
        return f"The agencies keep no joint picture here ({model.title}); send the report to the teams that need it."
    if posted is not None:
        title, name = situation.scenario.report[report].title, situation.scenario.name(posted.team)
        return f"“{title}” is on the joint picture already; {name} posted it."
    return ""


def blocked(situation: Situation, report: str, to: tuple[str, ...], channel: str) -> str:
    """Why the marking stops a report, in a scenario that blocks breaches."""
    if situation.scenario.release_policy != "block":
        return ""
    via, title = situation.way(channel), situation.scenario.report[report].title
    for team in to:
        readers = [other for other in situation.by_team if not situation.holds(other, report)]
        for reader in readers if team == PICTURE else (team,):
            found = situation.breaches(report, reader, PICTURE if team == PICTURE else via)
            name = situation.scenario.name(reader)
            if "release" in found and team == PICTURE:
                return f"Everybody reads the joint picture, and “{title}” is not released to {name}."
            if "release" in found:
                return f"“{title}” is not released to {name}; ask its originator first."
            if "ceiling" in found:
                way, level = situation.scenario.channel[via], situation.scenario.report[report].level
                return f"{way.title} may carry up to {way.ceiling}, and “{title}” is {level}; choose another."
    return ""


def way_barred(situation: Situation, channel: str, needed: bool = True) -> str:
    """Why nothing can go over that channel (the default where empty), and which other one there is."""
    if channel and channel not in situation.scenario.channel:
        return f"There is no channel {channel}."
    if not needed or not situation.traffic.down or (channel and channel not in situation.traffic.down):
        return ""
    other = situation.way()
    if not other:
        return "No channel works at the moment; keep the text and try again when one is back."
    if not channel:
        return ""
    titles = situation.scenario.channel
    return f"{titles[channel].title} is down; send it by {titles[other].title} instead."


def _send(situation: Situation, _: Clock, seat: Seat, act: Send) -> str:
    if not act.text.strip():
        return "Write something before sending it."
    return nobody(situation, seat, act.to) or way_barred(situation, act.channel) or _formless(situation, seat, act)


def _formless(situation: Situation, seat: Seat, act: Send) -> str:
    """Why the words do not have the form they need: the one that was chosen, or one the reader insists on."""
    if act.form:
        form = situation.scenario.form.get(act.form)
        if form is None:
            return f"There is no form {act.form} in this exercise."
        if lack := form.lacks(act.text):
            return lack
    wanted = [form for form in situation.scenario.forms if act.to in form.to] if seat.role is Role.TRAINEE else []
    if wanted and act.form not in [form.id for form in wanted]:
        titles = " or ".join(form.title for form in wanted)
        return f"{situation.scenario.name(act.to)} takes messages as {titles}; choose the form above the message."
    return ""


def nobody(situation: Situation, seat: Seat, to: str) -> str:
    """Why one cannot write to that address."""
    if not to:
        return "Choose whom it is for."
    if to == seat.team:
        return "That is your own team."
    known = to in situation.by_team or any(role.id == to for role in situation.scenario.simcell)
    return "" if known else f"{to} is nobody in this exercise."


JUDGES: dict[type[Any], Judge] = {
    Share: _share,
    Send: _send,
}
