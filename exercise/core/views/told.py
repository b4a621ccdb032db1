"""A fact in the words of a team's own timeline; what is none of the team's business has no words."""

from __future__ import annotations

from exercise.core.acts import PICTURE
from exercise.core.engine import Run
from exercise.core.facts import (
    ApprovalAsked,
    ApprovalGiven,
    ChannelFailed,
    ChannelRestored,
    ClockRanOut,
    ClockStarted,
    ClockStopped,
    DecisionTaken,
    Fact,
    ForecastMade,
    InjectDelivered,
    JointAgreed,
    MessageReceived,
    MessageSent,
    OptionCarriedOut,
    OptionFailed,
    ReleaseGranted,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
    ResourceArrived,
    ResourceFreed,
    ResourceSent,
)

_WANTED = {"information": "information", "resource": "a resource", "release": "the release of a report"}


def told(run: Run, team: str, fact: Fact) -> str:
    """What the team's timeline says of a fact, or nothing."""
    for tell in (_desk, _traffic, _requests, _rulings, _means):
        if said := tell(run, team, fact):
            return said
    return ""


def _desk(run: Run, team: str, fact: Fact) -> str:
    match fact:
        case InjectDelivered() if fact.team == team:
            return f"{fact.inject} arrived: {run.situation.injects[fact.inject].title}"
        case DecisionTaken() if fact.team == team:
            verb = "answered" if fact.revision == 0 else "revised"
            return f"You {verb} {fact.inject}"
        case OptionCarriedOut() if fact.team == team:
            return f"Carried out ({fact.inject}): {_option(run, fact.inject, fact.option)}"
        case OptionFailed() if fact.team == team:
            return f"Came to nothing ({fact.inject}): {_option(run, fact.inject, fact.option)}. {fact.reason}"
        case ForecastMade() if fact.team == team:
            return f"Your team’s forecast: {fact.probability} %"
    return ""


def _traffic(run: Run, team: str, fact: Fact) -> str:
    name, report = run.scenario.name, run.scenario.report
    match fact:
        case ReportSent() if fact.sender == team:
            return f"You sent “{report[fact.report].title}” to {name(fact.to)}"
        case ReportReceived() if fact.team == team and fact.seq is not None:
            how = "posted" if fact.channel == PICTURE else "sent you"
            return f"{name(fact.sender)} {how} “{report[fact.report].title}”"
        case ReportPosted() if fact.team == team:
            return f"You posted “{report[fact.report].title}” on the joint picture"
        case MessageSent() if fact.sender == team:
            return f"You wrote to {name(fact.to)}"
        case MessageReceived() if fact.to == team:
            return f"{name(fact.sender)} wrote to you"
        case ChannelFailed():
            return f"{run.scenario.channel[fact.channel].title} failed"
        case ChannelRestored():
            return f"{run.scenario.channel[fact.channel].title} works again"
    return ""


def _requests(run: Run, team: str, fact: Fact) -> str:
    name = run.scenario.name
    match fact:
        case RequestSent() if fact.sender == team:
            return f"You asked {name(fact.to)} for {_WANTED[fact.what]}"
        case RequestReceived() if fact.to == team:
            return f"{name(fact.sender)} asks you for {_WANTED[run.situation.traffic.requests[fact.entry].sent.what]}"
        case RequestAnswered() if fact.sender == team:
            return f"You {'granted' if fact.granted else 'refused'} what {name(fact.to)} had asked for"
        case ReplyReceived() if fact.to == team:
            return f"{name(run.situation.traffic.requests[fact.entry].sent.to)} answered your request"
        case ReleaseGranted() if team in (fact.team, fact.by) and run.situation.holds(team, fact.report):
            title = run.scenario.report[fact.report].title
            return f"{_who(run, team, fact.by)} released “{title}” to {_whom(run, team, fact.team)}"
    return ""


def _rulings(run: Run, team: str, fact: Fact) -> str:
    name, rulings = run.scenario.name, run.situation.undertakings.rulings
    match fact:
        case ApprovalAsked() if fact.team == team:
            return f"Your team asked {name(fact.by)}: {_about(run, fact.about, fact.option)}"
        case ApprovalAsked() if fact.by == team:
            return f"{name(fact.team)} asked you: {_about(run, fact.about, fact.option)}"
        case ApprovalGiven():
            asked = rulings[fact.entry, fact.about, fact.option, fact.by].asked
            verb = "granted" if fact.granted else "refused"
            if team in (asked.team, fact.by):
                reason = f" ({fact.reason})" if fact.reason else ""
                return f"{_who(run, team, fact.by)} {verb}: {_about(run, fact.about, fact.option)}{reason}"
        case JointAgreed() if team in (fact.team, *fact.partners):
            return f"All have confirmed: {_option(run, fact.inject, fact.option)}"
    return ""


def _means(run: Run, team: str, fact: Fact) -> str:
    uses, clocks = run.situation.undertakings.uses, {clock.id: clock.title for clock in run.scenario.clocks}
    match fact:
        case ResourceSent() | ResourceArrived() | ResourceFreed() if uses[fact.use].team == team:
            what = f"{uses[fact.use].units} × {run.scenario.resource[fact.resource].title}"
            if isinstance(fact, ResourceFreed):
                return f"{what} free again: {fact.reason}"
            return f"{what} {'set out' if isinstance(fact, ResourceSent) else 'arrived'}"
        case ClockStarted() if fact.team == team:
            return f"A time limit runs: {clocks[fact.clock]}"
        case ClockStopped() if fact.team == team:
            return f"In time: {clocks[fact.clock]}"
        case ClockRanOut() if fact.team == team:
            return f"Ran out: {clocks[fact.clock]}"
    return ""


def _option(run: Run, inject: str, option: str) -> str:
    """The option's text; its id where the inject no longer has it."""
    found = run.situation.injects.get(inject)
    chosen = found.ask.option(option) if found and found.ask else None
    return f"“{chosen.text}”" if chosen else option


def _about(run: Run, about: str, option: str) -> str:
    """What was asked for: a clearance by its title, an option by its text."""
    clearance = run.scenario.clearance.get(about)
    return clearance.title if clearance else _option(run, about, option)


def _who(run: Run, team: str, party: str) -> str:
    return "You" if party == team else run.scenario.name(party)


def _whom(run: Run, team: str, party: str) -> str:
    return "you" if party == team else run.scenario.name(party)
