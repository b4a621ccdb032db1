"""Decisive moments: everything one team could have done otherwise, tried out, ranked, and told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from exercise.core.debrief.answering import decisions
from exercise.core.debrief.flow import Reach, handoffs
from exercise.core.debrief.playback import signed
from exercise.core.debrief.whatif import (
    Answered,
    Change,
    Comparison,
    Dropped,
    Passed,
    Rechosen,
    Summary,
    compare,
    needs_word,
    summary,
    whatif,
)
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.facts import DecisionTaken
from exercise.core.refusals import moment
from exercise.core.scenario import Ask, Scenario, breaches

# What is spelled out in one sentence; the rest is counted.
_NAMED = 2
_MEASURES = 3
_WORDS = 90
HELD_FIXED = (
    "A what-if replays the exercise with one thing changed and holds fixed what everybody else did, to the word and "
    "the minute; where another choice needs a superior's, a partner's or the host's word, it is given. It is the "
    "model's answer: it knows the scenario's causes and effects, and nothing of what people would have done with what "
    "they had not seen."
)


def candidates(run: Run) -> tuple[Change, ...]:
    """Every single thing a team could have done otherwise, in order of time within each kind.

    Every decision with each alternative; every window that passed with each option, half-way through; every
    report that did not reach whoever needed it in time, passed on as soon as somebody held it.
    """
    return (*_decisions(run), *_windows(run), *_shares(run))


def _decisions(run: Run) -> Iterator[Change]:
    for decision in decisions(run):
        ask = run.situation.injects[decision.inject].ask
        chosen = tuple(option.id for option in decision.alternatives if option.chosen)
        for options in alternatives(ask, chosen) if ask else ():
            yield Rechosen(decision.seq, options)


def alternatives(ask: Ask, chosen: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What else could have been answered: another option, one option more or less, another first place."""
    ids = [option.id for option in ask.options]
    match ask.kind:
        case "choose":
            return [(id,) for id in ids if (id,) != chosen]
        case "choose-many":
            expert = tuple(option.id for option in ask.options if option.grade >= 0.5)
            turned = [tuple(other for other in ids if (other in chosen) != (other == id)) for id in ids]
            return [found for found in dict.fromkeys([expert, *turned]) if found and set(found) != set(chosen)]
        case "rank":
            # Only the first place of a ranking is acted on.
            return [(id, *(other for other in chosen or ids if other != id)) for id in ids if (id,) != chosen[:1]]
    return []


def _windows(run: Run) -> Iterator[Change]:
    for answer in run.situation.answers.values():
        ask = run.situation.injects[answer.inject].ask
        if ask and answer.closed and answer.closed.outcome == "missed" and answer.deadline is not None:
            at = (answer.delivered + answer.deadline) // 2
            for options in alternatives(ask, ()):
                yield Answered(answer.inject, answer.team, options, at)


def _shares(run: Run) -> Iterator[Change]:
    missed = sorted(handoffs(run), key=lambda row: (row.report, row.holder))
    for (report, holder), rows in groupby(missed, key=lambda row: (row.report, row.holder)):
        found = [share for row in rows if (share := at_once(run, row))]
        yield from found
        for way in dict.fromkeys(share.channel for share in found):
            to = tuple(team for share in found if share.channel == way for team in share.to)
            if len(to) > 1:
                yield Passed(report, holder, to, way, found[0].at)


def at_once(run: Run, row: Reach) -> Passed | None:
    """The share that would have met a need: as soon as the report was held, the fastest way its marking allows."""
    if row.held is None:
        return None
    scenario = run.scenario
    ways = sorted(scenario.channels, key=lambda channel: channel.delay.typical)
    open_ways = [way.id for way in ways if not breaches(scenario, row.report, row.team, way.id)]
    return Passed(row.report, row.holder, (row.team,), open_ways[0], row.held) if open_ways else None


def judge(
    scenario: Scenario, log: Sequence[Entry], until: int, real: Summary, changes: Iterable[Change]
) -> list[Comparison]:
    """Try out each change by itself, one replay each."""
    return [
        compare(scenario, change, real, summary(whatif(scenario, log, until, (change,))))
        for change in changes
    ]  # fmt: skip


class Moment(NamedTuple):
    """A moment that decided something: when (ms), about what, the change that would have mattered most, in a sentence.

    ``others`` are the other changes tried at the same point, by what they would have changed.
    """

    at: int
    about: str
    team: str
    best: Comparison
    others: tuple[Comparison, ...]
    text: str


def weight(found: Comparison) -> tuple[float, float, int]:
    """What a change is ranked by: points of the outcome, then of all measures, then injects that come or do not."""
    points = sum(abs(by) for _, by in found.shifts)
    return abs(found.outcome), round(points, 2), len(found.spared) + len(found.added)


Side = Literal["both", "better", "worse"]


def ranked(run: Run, comparisons: Iterable[Comparison], side: Side = "both") -> tuple[Moment, ...]:
    """The moments that would have made a difference, the one that decided most first.

    ``better`` keeps to what would have gone better than it did, ``worse`` to what a team did well to leave.
    """
    points: dict[tuple[int, str, str], list[Comparison]] = {}
    for found in comparisons:
        if side == "both" or (found.outcome > 0 if side == "better" else found.outcome < 0):
            points.setdefault(point(run, found.change), []).append(found)
    moments = []
    for (at, about, team), tried in points.items():
        best, *others = sorted(tried, key=weight, reverse=True)
        if not best.nothing:
            moments.append(Moment(at, about, team, best, tuple(others), explain(run, best)))
    return tuple(sorted(moments, key=lambda found: (*(-part for part in weight(found.best)), found.at)))


def point(run: Run, change: Change) -> tuple[int, str, str]:
    """When (ms), about which inject or report, and by which team something would have been done otherwise."""
    match change:
        case Rechosen(seq):
            decision = _decision(run, seq)
            return decision.at, decision.inject, decision.team
        case Answered(inject, team, _, at):
            return at, inject, team
        case Passed(report, sender, _, _, at):
            return at, report, sender
        case Dropped(inject):
            return run.situation.delivered_at(inject) or 0, inject, ""


def explain(run: Run, found: Comparison) -> str:
    """What was done, what could have been, and what would have followed, in one sentence."""
    return f"{premise(run, found.change)}: {consequence(run, found)}."


def premise(run: Run, change: Change) -> str:
    """What was done, and what is tried instead, up to the colon."""
    name, title = run.scenario.name, _titles(run)
    match change:
        case Rechosen(seq, options):
            decision = _decision(run, seq)
            was, would = (_texts(run, decision.inject, found) for found in (decision.options, options))
            done = f"{name(decision.team)} chose {was} on {title(decision.inject)} at {moment(decision.at)}"
            return f"{done}; with {would}{_agreed(run, decision.inject, decision.team, options)}"
        case Answered(inject, team, options, at):
            would = f"{_texts(run, inject, options)} at {moment(at)}{_agreed(run, inject, team, options)}"
            return f"{name(team)} let {title(inject)} pass; with {would}"
        case Passed(report, sender, to, _, at):
            rows = [row for row in handoffs(run) if row.report == report and row.team in to]
            got = "; ".join(
                f"{name(row.team)} needed it by {moment(row.by or 0)} and "
                + ("never got it" if row.got is None else f"had it at {moment(row.got)}")
                for row in rows
            )
            told = f"“{run.scenario.report[report].title}”"
            held = f"{name(sender)} held {told} from {moment(at)}" if rows else f"{name(sender)} held {told}"
            return f"{held}{'; ' if got else ''}{got}. Shared at {moment(at)}"
        case Dropped(inject):
            return f"Without {title(inject)}"


def _agreed(run: Run, inject: str, team: str, options: Sequence[str]) -> str:
    return ", agreed by all it needs" if needs_word(run.scenario, inject, team, options) else ""


def consequence(run: Run, found: Comparison) -> str:
    """What would have followed: injects and actions first, then the measures that would stand elsewhere."""
    title = _titles(run)
    parts = [
        _named([title(id) for id in found.spared], "would not have come"),
        _named([title(id) for id in found.added], "would have come"),
        _named([title(id) for id in found.met], "would have been done in time"),
        _named([title(id) for id in found.unmet], "would not have been done in time"),
    ]
    measures = [f"{run.scenario.measure[id].title} {signed(by)}" for id, by in found.shifts]
    shown = ", ".join(measures[:_MEASURES])
    more = len(measures) - _MEASURES
    parts.append(shown + (f" and {more} more" if more > 0 else "") if measures else "no measure would have moved")
    return "; ".join(filter(None, parts))


def _named(what: Sequence[str], verb: str) -> str:
    if not what:
        return ""
    more = len(what) - _NAMED
    names = " and ".join(what[:_NAMED]) if more <= 0 else f"{', '.join(what[:_NAMED])} and {more} more"
    return f"{names} {verb}"


def _titles(run: Run) -> Callable[[str], str]:
    """How an inject is named in a sentence."""
    injects = run.situation.injects
    return lambda inject: f"{inject} “{injects[inject].title}”" if inject in injects else inject


def _texts(run: Run, inject: str, options: Iterable[str]) -> str:
    ask = run.situation.injects[inject].ask
    texts = [option.text if (option := ask.option(id)) else id for id in options] if ask else list(options)
    return f"“{shortened(' · '.join(texts), _WORDS)}”"


def shortened(text: str, length: int) -> str:
    """The text, or as many of its words as fit into so many characters."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _decision(run: Run, seq: int) -> DecisionTaken:
    taken = (decision for answer in run.situation.answers.values() for decision in answer.decisions)
    return next(decision for decision in taken if decision.seq == seq)
