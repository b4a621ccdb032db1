"""What would have followed: a log with one thing changed, replayed, and the two runs side by side.

Everybody else's acts are held fixed, word for word and minute for minute; those that no longer apply are listed.
So a what-if is a model's answer: it knows what the scenario knows, and nothing of what people would have done
with what they had not seen. Where another choice needs the word of a superior, a partner or a host, it is given:
nobody was asked, and to take a no for granted would make every joint option look hopeless.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from exercise.core.acts import Approve, Decide, Improvise, Release, Role, Seat, Share, Skip
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.facts import ActionMet, AnswerClosed, EntryIgnored
from exercise.core.replay import branch, insert, replay
from exercise.core.scenario import SECOND, Option, Scenario

# A superior, the partners and a host are asked one after the other; each gives its word in this time (ms).
_STAGES, _WORD = 3, 30 * SECOND
_EXCON = Seat("what-if", Role.CONTROLLER)


class Rechosen(NamedTuple):
    """A team answers otherwise: entry ``seq`` takes these options instead."""

    seq: int
    options: tuple[str, ...]


class Answered(NamedTuple):
    """A team answers what it let pass, at exercise time ``at`` (ms)."""

    inject: str
    team: str
    options: tuple[str, ...]
    at: int


class Passed(NamedTuple):
    """A team passes a report on at exercise time ``at`` (ms), and not again when it really did."""

    report: str
    sender: str
    to: tuple[str, ...]
    channel: str
    at: int


class Dropped(NamedTuple):
    """An inject does not come."""

    inject: str


Change = Rechosen | Answered | Passed | Dropped


def changed(scenario: Scenario, log: Sequence[Entry], change: Change) -> list[Entry]:
    """The log as it would be; every other entry keeps its number, time and seat.

    Raises:
        LookupError: the log has no decision of that number.
    """
    match change:
        case Rechosen(seq, options):
            taken = next((entry for entry in log if entry.seq == seq), None)
            if taken is None or not isinstance(taken.act, Decide):
                raise LookupError(f"Entry {seq} is not a decision.")
            act = replace(taken.act, options=options)
            return _granted(scenario, branch(log, seq, act), replace(taken, act=act), act)
        case Answered(inject, team, options, at):
            decide = Decide(inject, options, rationale="What if the team had answered?")
            whole = insert(log, at, _seat(log, team), decide)
            return _granted(scenario, whole, max(whole, key=lambda entry: entry.seq), decide)
        case Passed(report, sender, to, channel, at):
            return insert(_unsent(log, change), at, _seat(log, sender), Share(report, to, channel))
        case Dropped(inject):
            written = next((e.seq for e in log if isinstance(e.act, Improvise) and inject == f"X{e.seq}"), None)
            if written is not None:
                return branch(log, written, None)
            rest = [e for e in log if not (isinstance(e.act, Release) and e.act.inject == inject)]
            # Filed before StartEx, so that it holds for an inject of the first minute as well.
            return insert(rest, -1, _EXCON, Skip(inject, "what if it had not come?"))


def needs_word(scenario: Scenario, inject: str, team: str, options: Sequence[str]) -> bool:
    """Whether one of these options waits for somebody else's word when that team chooses it."""
    found = scenario.inject.get(inject)
    chosen = [found.ask.option(id) for id in options] if found and found.ask else []
    return any(option is not None and _asks(scenario, team, option) for option in chosen)


def _asks(scenario: Scenario, team: str, option: Option) -> bool:
    cleared = any(scenario.resource[need.resource].clearance for need in option.needs)
    return bool(option.together or cleared or scenario.ruler(team, option))


def _granted(scenario: Scenario, log: list[Entry], asked: Entry, act: Decide) -> list[Entry]:
    """The log with everybody's yes to a decision that needs it, one stage after the other."""
    if not needs_word(scenario, act.inject, asked.seat.team or "", act.options):
        return log
    for stage in range(1, _STAGES + 1):
        log = insert(log, asked.at + stage * _WORD, _EXCON, Approve(asked.seq))
    return log


def _unsent(log: Sequence[Entry], moved: Passed) -> list[Entry]:
    """The log without what the sender sent those teams later: it is that share which is moved."""
    left = []
    for entry in log:
        act = entry.act
        if isinstance(act, Share) and (act.report, entry.seat.team) == (moved.report, moved.sender):
            act = replace(act, to=tuple(team for team in act.to if team not in moved.to or entry.at < moved.at))
            if not act.to:
                continue
            entry = replace(entry, act=act)
        left.append(entry)
    return left


def _seat(log: Sequence[Entry], team: str) -> Seat:
    """A seat of the team: one that acted, or an empty one."""
    syndicate = next((entry.seat.syndicate for entry in log if entry.seat.syndicate), None)
    seats = (entry.seat for entry in log if entry.seat.team == team)
    return next(seats, Seat(f"what-if-{team}", Role.TRAINEE, team, syndicate))


def whatif(scenario: Scenario, log: Sequence[Entry], until: int, changes: Sequence[Change]) -> Run:
    """Replay the log with the changes up to exercise time ``until`` (ms)."""
    entries = list(log)
    for change in changes:
        entries = changed(scenario, entries, change)
    return replay(scenario, entries, until)


class Summary(NamedTuple):
    """What two runs are compared by, in little room: it travels between processes. ``last`` is the last entry."""

    outcome: float
    measures: tuple[float, ...]
    came: tuple[str, ...]
    missed: tuple[tuple[str, str], ...]
    met: tuple[str, ...]
    ignored: tuple[EntryIgnored, ...]
    last: int


def summary(run: Run) -> Summary:
    """Measures at the end (in the scenario's order), injects that came, windows missed, actions met, acts ignored."""
    situation = run.situation
    values = {measure.id: situation.measure(measure.id, run.at) for measure in run.scenario.measures}
    return Summary(
        run.scenario.outcome(values),
        tuple(values.values()),
        tuple(id for id in situation.injects if situation.delivered_at(id) is not None),
        tuple((f.inject, f.team) for f in run.facts if isinstance(f, AnswerClosed) and f.outcome == "missed"),
        tuple(fact.inject for fact in run.facts if isinstance(fact, ActionMet)),
        tuple(fact for fact in run.facts if isinstance(fact, EntryIgnored)),
        run.seq,
    )


class Comparison(NamedTuple):
    """What would have been different: points by measure and in the outcome, injects, windows, actions, acts.

    ``spared`` came and would not have; ``added`` would have come besides. ``kept`` windows were missed and would
    have been answered, ``lost`` the other way round. ``ignored`` are acts that no longer apply, each with its reason.
    """

    change: Change
    outcome: float
    shifts: tuple[tuple[str, float], ...]
    spared: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    ignored: tuple[EntryIgnored, ...]

    @property
    def nothing(self) -> bool:
        """Whether it would have made no difference to the situation."""
        return not (self.shifts or self.spared or self.added or self.met or self.unmet)


def compare(scenario: Scenario, change: Change, real: Summary, other: Summary) -> Comparison:
    """How the other run differs from the real one; measures that weigh most in the outcome first."""
    shifts = [
        (measure, round(after - before, 2))
        for measure, before, after in zip(scenario.measures, real.measures, other.measures, strict=True)
        if abs(after - before) >= 0.005
    ]
    shifts.sort(key=lambda shift: -abs(shift[1] * shift[0].weight))
    known = {fact.seq for fact in real.ignored}
    return Comparison(
        change,
        round(other.outcome - real.outcome, 2),
        tuple((measure.id, by) for measure, by in shifts),
        tuple(id for id in real.came if id not in other.came),
        tuple(id for id in other.came if id not in real.came),
        tuple(pair for pair in real.missed if pair not in other.missed),
        tuple(pair for pair in other.missed if pair not in real.missed),
        tuple(id for id in other.met if id not in real.met),
        tuple(id for id in real.met if id not in other.met),
        tuple(fact for fact in other.ignored if fact.seq not in known and fact.seq <= real.last),
    )
