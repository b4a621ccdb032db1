"""Why something cannot be ruled on, committed or recalled like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Approve, Commit, Recall, Role, Seat
from exercise.core.clock import Clock
from exercise.core.ledgers.undertakings import Ruling
from exercise.core.refusals.judging import Judge, moment
from exercise.core.situation import Situation


def in_whose_place(situation: Situation, seat: Seat, act: Approve) -> list[Ruling]:
    """The open rulings of an entry that this seat may give: its own team's, those of a lower rung, or any for staff."""
    waiting = situation.undertakings.asked_by(act.entry)
    if seat.role is Role.CONTROLLER:
        return [ruling for ruling in waiting if act.by in ("", ruling.asked.by)]
    return [ruling for ruling in waiting if may_rule(situation, seat.team or "", ruling)]


def may_rule(situation: Situation, team: str, ruling: Ruling) -> bool:
    """Whether the team may give the ruling: it is asked, or it stands above whoever is asked for authority."""
    if ruling.asked.by == team:
        return True
    above = situation.scenario.height(team) > situation.scenario.height(ruling.asked.by)
    return ruling.asked.kind == "authority" and above and ruling.asked.team != team


def _approve(situation: Situation, _: Clock, seat: Seat, act: Approve) -> str:
    if not situation.undertakings.asked_by(act.entry):
        was = any(key[0] == act.entry for key in situation.undertakings.rulings)
        return f"Entry {act.entry} " + ("has been ruled on already." if was else "waits for no ruling.")
    if not in_whose_place(situation, seat, act):
        waiting = situation.undertakings.asked_by(act.entry)[0].asked
        return f"Entry {act.entry} waits for {situation.scenario.name(waiting.by)}; your team cannot rule in its place."
    if not act.granted and not act.reason.strip():
        return "Say why it is refused; whoever asked will read it."
    return ""


def _commit(situation: Situation, _: Clock, seat: Seat, act: Commit) -> str:
    scenario = situation.scenario
    resource = scenario.resource.get(act.resource)
    if resource is None:
        return f"There is no resource {act.resource}."
    if resource.agency != seat.team:
        return f"{resource.title} belongs to {scenario.name(resource.agency)}; send them a request for it."
    if not 1 <= act.units <= resource.units:
        return f"{act.units} units of {resource.title} cannot be sent; there are {resource.units}."
    if act.busy is not None and act.busy <= 0:
        return "The time on the spot must be more than zero."
    free = resource.units - situation.undertakings.busy(resource.id)
    if act.units > free and not act.queue:
        return f"{resource.title}: {free} of {resource.units} free. {_back(situation, resource.id)}"
    return ""


def _back(situation: Situation, resource: str) -> str:
    """When units are expected back, and what to do until then."""
    uses = [use for use in situation.undertakings.uses.values() if use.resource == resource and use.state != "freed"]
    times = sorted(use.until for use in uses if use.until is not None)
    when = f"The next are expected back at about {moment(times[0])}. " if times else ""
    return f"{when}Recall some, or choose to wait in line."


def _recall(situation: Situation, _: Clock, seat: Seat, act: Recall) -> str:
    live = situation.undertakings.live(act.entry)
    if not live:
        was = any(use.entry == act.entry for use in situation.undertakings.uses.values())
        return f"Entry {act.entry} " + ("has nothing out any more." if was else "committed nothing.")
    if live[0].team != seat.team:
        return f"That was committed by {situation.scenario.name(live[0].team)}; ask them to recall it."
    if any(use.purpose.endswith(f" in {use.to}") and use.to in situation.injects for use in live):
        return f"That goes with your answer to {live[0].to}; revise the answer to call it back."
    return ""


JUDGES: dict[type[Any], Judge] = {Approve: _approve, Commit: _commit, Recall: _recall}
