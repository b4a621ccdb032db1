"""A run at any moment: what each team saw, held and had decided, beside ground truth, and what happened on the way.

`until` gives the run as it stood, so every other view and score answers for that moment as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, NamedTuple

from exercise.core.engine import Run
from exercise.core.facts import (
    ActionMet,
    ActionMissed,
    AdversaryMoved,
    AnswerClosed,
    ChannelFailed,
    ChannelRestored,
    DecisionTaken,
    ExerciseEnded,
    ExerciseStarted,
    Fact,
    IncidentPrevented,
    InjectDelivered,
    InjectSkipped,
    MeasureChanged,
    MessageSent,
    MoveCountered,
    ReleaseBreached,
    ReleaseGranted,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestSent,
)
from exercise.core.scenario import Scenario
from exercise.core.situation import Situation
from exercise.core.views import InboxStatus, row_of


def until(run: Run, at: int) -> Run:
    """The run as it stood at exercise time ``at`` (ms), later facts not yet known."""
    at = max(0, min(at, run.at))
    facts = run.facts[: bisect_right(run.facts, at, key=lambda fact: fact.at)]
    return replace(run, at=at, facts=facts, situation=Situation.after(run.scenario, facts), next_due=None)


class Saw(NamedTuple):
    """An inject on a team's desk: since when (ms) and how it stands."""

    inject: str
    title: str
    at: int
    status: InboxStatus


class Held(NamedTuple):
    """A report in a team's hands: since when (ms), from whom in words, and whether it is true."""

    report: str
    title: str
    since: int
    sender: str
    true: bool


class Chose(NamedTuple):
    """A team's standing answer to an inject: the options' texts, or the words."""

    inject: str
    title: str
    at: int
    answer: str


class Desk(NamedTuple):
    """What one team saw, held and had decided at a moment, latest first."""

    team: str
    name: str
    saw: tuple[Saw, ...]
    held: tuple[Held, ...]
    decided: tuple[Chose, ...]

    @property
    def waiting(self) -> int:
        """How many injects waited for this team's answer."""
        return sum(row.status in ("new", "open") for row in self.saw)


def desks(run: Run) -> tuple[Desk, ...]:
    """Every team's desk."""
    return tuple(_desk(run, agency.id) for agency in run.scenario.agencies)


def _desk(run: Run, team: str) -> Desk:
    situation, scenario = run.situation, run.scenario
    saw, decided = [], []
    for answer in reversed(situation.answers_of(team)):
        inject = situation.injects[answer.inject]
        row = row_of(situation, inject, answer)
        # What asks nothing waits for nobody, read or not.
        status: InboxStatus = row.status if inject.ask else "info"
        saw.append(Saw(inject.id, inject.title, answer.delivered, status))
        decision = situation.standing(answer)
        if decision is not None:
            decided.append(Chose(inject.id, inject.title, decision.at, answered(run, decision)))
    held = [
        Held(fact.report, scenario.report[fact.report].title, fact.at, origin(run, fact),
             scenario.report[fact.report].true)
        for fact in reversed(situation.holdings(team))
    ]  # fmt: skip
    decided.sort(key=lambda row: -row.at)
    return Desk(team, scenario.name(team), tuple(saw), tuple(held), tuple(decided))


def answered(run: Run, decision: DecisionTaken) -> str:
    """A decision in words: the texts of its options in the order chosen, or what was written."""
    inject = run.situation.injects[decision.inject]
    texts = [option.text for id in decision.options if inject.ask and (option := inject.ask.option(id))]
    return " · ".join(texts) or decision.text


def origin(run: Run, fact: ReportReceived) -> str:
    """How a team came by a report, in words."""
    if not fact.sender:
        return "had it at StartEx"
    return f"from {run.scenario.name(fact.sender)}" if fact.seq is not None else f"with {fact.sender}"


class Piece(NamedTuple):
    """A report as it was spread at a moment: who held it, and who needed it by then and did not."""

    report: str
    title: str
    true: bool
    holders: tuple[str, ...]
    lacking: tuple[str, ...]


def truth(run: Run) -> tuple[Piece, ...]:
    """Every report some team held, who held it, and who should have had it by now: no team sees this table."""
    situation, teams = run.situation, [agency.id for agency in run.scenario.agencies]
    pieces = []
    for report in run.scenario.reports:
        holders = tuple(team for team in teams if situation.holds(team, report.id))
        lacking = tuple(
            team
            for team, by in report.needed_by
            if by <= run.at and team not in holders and run.situation.releasable(report.id, team)
        )
        if holders:
            pieces.append(Piece(report.id, report.title, report.true, holders, lacking))
    return tuple(pieces)


Tone = Literal["clock", "inject", "decision", "missed", "report", "breach", "message", "measure", "skipped"]


class Happening(NamedTuple):
    """Something that happened, as the debrief tells it: when (ms), of which kind, at which team, in a sentence."""

    at: int
    tone: Tone
    team: str
    about: str
    text: str


def course(run: Run) -> tuple[Happening, ...]:
    """What happened, in order."""
    return tuple(found for fact in run.facts for found in _told(run, fact))


def _told(run: Run, fact: Fact) -> Iterator[Happening]:
    name = run.scenario.name

    def title(inject: str) -> str:
        return f"{inject} “{run.situation.injects[inject].title}”"

    def report(id: str) -> str:
        return f"“{run.scenario.report[id].title}”"

    match fact:
        case ExerciseStarted():
            yield Happening(fact.at, "clock", "", "", "StartEx")
        case ExerciseEnded():
            yield Happening(fact.at, "clock", "", "", "EndEx")
        case InjectDelivered():
            yield Happening(
                fact.at, "inject", fact.team, fact.inject, f"{title(fact.inject)} reached {name(fact.team)}"
            )
        case InjectSkipped():
            yield Happening(fact.at, "skipped", "", fact.inject, f"{title(fact.inject)} did not come: {fact.reason}")
        case DecisionTaken():
            verb = "revised to" if fact.revision else "chose" if fact.options else "wrote"
            what = answered(run, fact)
            yield Happening(fact.at, "decision", fact.team, fact.inject,
                            f"{name(fact.team)} {verb} “{what}” on {fact.inject}")  # fmt: skip
        case AnswerClosed(outcome="missed"):
            yield Happening(fact.at, "missed", fact.team, fact.inject,
                            f"{name(fact.team)} let the window of {title(fact.inject)} pass")  # fmt: skip
        case ActionMet():
            yield Happening(fact.at, "decision", "", fact.inject, f"{title(fact.inject)} came about")
        case ActionMissed():
            yield Happening(fact.at, "missed", "", fact.inject, f"{title(fact.inject)} did not come about in time")
        case ReportSent():
            yield Happening(fact.at, "report", fact.sender, fact.report,
                            f"{name(fact.sender)} sent {report(fact.report)} to {name(fact.to)}")  # fmt: skip
        case ReportReceived() if fact.seq is not None:
            yield Happening(fact.at, "report", fact.team, fact.report,
                            f"{report(fact.report)} reached {name(fact.team)} from {name(fact.sender)}")  # fmt: skip
        case ReleaseBreached():
            yield Happening(fact.at, "breach", fact.sender, fact.report,
                            f"{report(fact.report)} reached {name(fact.to)} against its marking")  # fmt: skip
        case AdversaryMoved():
            side = next(side.title for side in run.scenario.adversaries if side.id == fact.adversary)
            yield Happening(fact.at, "inject", "", fact.inject, f"{side} chose {title(fact.inject)} ({fact.tactic})")
        case MoveCountered():
            side = next(side.title for side in run.scenario.adversaries if side.id == fact.adversary)
            then = f"; {side} gave up {fact.tactic}" if fact.given_up else ""
            yield Happening(fact.at, "decision", "", fact.inject, f"{title(fact.inject)} was parried{then}")
        case IncidentPrevented():
            yield Happening(
                fact.at, "decision", "", fact.inject, f"{title(fact.inject)} was prevented ({fact.because})"
            )
        case ChannelFailed() | ChannelRestored():
            how = "failed" if isinstance(fact, ChannelFailed) else "came back"
            yield Happening(fact.at, "inject", "", fact.cause, f"{run.scenario.channel[fact.channel].title} {how}")
        case ReportPosted():
            yield Happening(fact.at, "report", fact.team, fact.report,
                            f"{name(fact.team)} posted {report(fact.report)} on the joint picture")  # fmt: skip
        case RequestSent():
            yield Happening(fact.at, "message", fact.sender, "",
                            f"{name(fact.sender)} asked {name(fact.to)}: {fact.text}")  # fmt: skip
        case RequestAnswered():
            yield Happening(fact.at, "message", fact.sender, "",
                            f"{name(fact.sender)} {'granted' if fact.granted else 'refused'} the request "
                            f"of {name(fact.to)}")  # fmt: skip
        case ReleaseGranted():
            yield Happening(fact.at, "report", fact.by, fact.report,
                            f"{name(fact.by)} released {report(fact.report)} to {name(fact.team)}")  # fmt: skip
        case MessageSent():
            yield Happening(fact.at, "message", fact.sender, "", f"{name(fact.sender)} wrote to {name(fact.to)}")
        case MeasureChanged() if fact.cause != "drift" and fact.by:
            moved = f"{run.scenario.measure[fact.measure].title} {signed(fact.by)}"
            yield Happening(fact.at, "measure", "", fact.measure, f"{moved}: {said(run.scenario, fact.cause)}")


def said(scenario: Scenario, cause: str) -> str:
    """What moved a measure, as people say it."""
    id, *rest = cause.split()
    inject = scenario.inject.get(id)
    if inject is None:
        return cause
    about = f"{id} “{inject.title}”"
    match rest:
        case ["missed", "by", team]:
            return f"{scenario.name(team)} missed {about}"
        case [option, "by", team]:
            return f"{scenario.name(team)} chose {option} on {about}"
    return f"{about} {' '.join(rest)}"


def signed(points: float, digits: int = 1) -> str:
    """A change in points with its sign: +3.5, −2.0."""
    return f"{points:+.{digits}f}".replace("-", "−")
