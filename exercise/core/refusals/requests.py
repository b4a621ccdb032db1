"""Why something cannot be asked for, or a request not answered, like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Answer, Reply, Request, Seat
from exercise.core.clock import Clock
from exercise.core.facts import RequestSent
from exercise.core.refusals.judging import Judge, moment
from exercise.core.refusals.traffic import blocked, nobody, way_barred
from exercise.core.situation import Situation


def _request(situation: Situation, _: Clock, seat: Seat, act: Request) -> str:
    if not act.text.strip():
        return "Write what you ask for, and what for."
    if act.within is not None and act.within <= 0:
        return "The time you need an answer in must be more than zero."
    return nobody(situation, seat, act.to) or _about(situation, seat, act) or way_barred(situation, act.channel)


def _about(situation: Situation, seat: Seat, act: Request) -> str:
    """Why that report or resource cannot be asked for there."""
    scenario = situation.scenario
    if act.what == "resource":
        if not act.about:
            return ""
        wanted = scenario.resource.get(act.about)
        if wanted is None:
            return f"There is no resource {act.about}."
        if wanted.agency == seat.team:
            return f"{wanted.title} is your own; commit it yourself."
        owner = scenario.name(wanted.agency)
        return "" if wanted.agency == act.to else f"{wanted.title} belongs to {owner}; ask there."
    if not act.about and act.what == "information":
        return ""
    if act.about not in scenario.report:
        return f"There is no report {act.about}." if act.about else "Say which report should be released."
    title, holds = scenario.report[act.about].title, situation.holds(seat.team or "", act.about)
    if act.what == "information":
        return f"Your team holds “{title}” already." if holds else ""
    reader = act.release_to or seat.team or ""
    if reader not in situation.by_team:
        return f"{reader} does not play in this exercise."
    # Of a report it does not hold a team learns nothing here; whoever is asked will say.
    if holds and situation.releasable(act.about, reader):
        return f"“{title}” is released to {scenario.name(reader)} already."
    return _not_theirs(situation, act.about, act.to) if holds else ""


def _not_theirs(situation: Situation, report: str, party: str) -> str:
    """Why that party cannot release a report; empty when it can."""
    owners = situation.originators(report)
    if party in owners:
        return ""
    names = " or ".join(map(situation.scenario.name, owners)) or "nobody in this exercise"
    return f"Only its originator can release “{situation.scenario.report[report].title}”: {names}."


def _reply(situation: Situation, _: Clock, seat: Seat, act: Reply) -> str:
    asked = situation.traffic.requests.get(act.entry)
    if asked is None or asked.sent.to != seat.team or asked.arrived is None:
        return f"No request {act.entry} waits for your team."
    if asked.answer is not None:
        return f"That request was answered at {moment(asked.answer.at)}; write a message instead."
    if act.report and not act.granted:
        return "A report goes only with a yes; grant the request, or leave the report out."
    if act.report and not situation.holds(seat.team, act.report):
        return "Your team does not hold that report."
    if not act.granted and not act.text.strip():
        return "Say why; whoever asked has to plan without it."
    report = act.report or goes_along(situation, asked.sent)
    return (
        (_grant(situation, asked.sent, bool(act.text.strip() or report)) if act.granted else "")
        or way_barred(situation, act.channel)
        or (_blocked(situation, asked.sent, report, act.channel) if report and act.granted else "")
    )


def _grant(situation: Situation, sent: RequestSent, answered: bool) -> str:
    """Why a request cannot be granted like that."""
    if sent.what == "release":
        return _not_theirs(situation, sent.about, sent.to)
    if sent.what == "information" and not answered:
        return "Write the answer, or add a report your team holds."
    return ""


def _blocked(situation: Situation, sent: RequestSent, report: str, channel: str) -> str:
    """Why the marking stops what would go along; a release that is granted with it stops nothing."""
    if sent.what == "release" and report == sent.about:
        return ""
    return blocked(situation, report, (sent.sender,), channel)


def _answer(situation: Situation, _: Clock, __: Seat, act: Answer) -> str:
    if not act.text.strip():
        return "Write an answer before sending it."
    asked, mail = situation.traffic.requests.get(act.entry), situation.traffic.mail.get(act.entry)
    if asked is not None and asked.sent.to in situation.by_team:
        return f"That request is for {situation.scenario.name(asked.sent.to)}, which answers it itself."
    if (asked is None or asked.arrived is None) and (mail is None or mail.arrived is None):
        return f"Nothing of entry {act.entry} waits for the SimCell."
    if mail is not None and mail.answered is not None:
        return f"That message was answered with entry {mail.answered}; write a new one instead."
    if asked is not None and asked.answer is not None:
        return f"That request was answered at {moment(asked.answer.at)}; write a message instead."
    if asked is not None and act.granted and asked.sent.what == "release":
        refused = _not_theirs(situation, asked.sent.about, asked.sent.to)
        if refused:
            return refused
    return way_barred(situation, act.channel)


def goes_along(situation: Situation, sent: RequestSent) -> str:
    """The report that a yes to this request passes on by itself; empty when there is none, or whoever asked has it."""
    wanted = situation.scenario.report.get(sent.about) if sent.what != "resource" else None
    if wanted is None or situation.holds(sent.sender, wanted.id) or sent.release_to not in ("", sent.sender):
        return ""
    return wanted.id if situation.holds(sent.to, wanted.id) or wanted.origin == sent.to else ""


JUDGES: dict[type[Any], Judge] = {
    Request: _request,
    Reply: _reply,
    Answer: _answer,
}
