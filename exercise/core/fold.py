"""How the facts so far add up: one fold, taken in fact by fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple, Self

from exercise.core.facts import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    DecisionTaken,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    Fact,
    InjectAmended,
    InjectDelivered,
    InjectFreed,
    InjectHeld,
    InjectMoved,
    InjectOpened,
    InjectSkipped,
    InjectSummarised,
    InjectWritten,
    MeasureChanged,
    ReleaseBreached,
    ReportReceived,
    ReportSent,
    SeatReady,
    TwistDrawn,
)
from exercise.core.ledgers.adversaries import Adversaries
from exercise.core.ledgers.aftermath import Aftermath
from exercise.core.ledgers.comms import Comms
from exercise.core.ledgers.inquiry import Inquiry
from exercise.core.ledgers.ledger import Ledger
from exercise.core.ledgers.rules import Rules
from exercise.core.ledgers.traffic import Traffic
from exercise.core.ledgers.undertakings import Undertakings
from exercise.core.scenario import HOUR, Ask, Inject, Scenario


class Answer(NamedTuple):
    """What became of one inject at one team. ``decisions`` in order; the last unvoided one stands."""

    inject: str
    team: str
    delivered: int
    deadline: int | None
    opened: int | None = None
    opener: str = ""
    decisions: tuple[DecisionTaken, ...] = ()
    closed: AnswerClosed | None = None


class Level(NamedTuple):
    """A measure at its last change: value at a moment, drifting until the next."""

    value: float
    since: int
    drift: float

    def at(self, at: int) -> float:
        """The value (0-100) at a moment."""
        return min(100.0, max(0.0, self.value + self.drift * (at - self.since) / HOUR))


class Fold:
    """What the facts add up to. `absorb` is the only way it changes; everything in it is immutable or copied."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.started = False
        self.ended: int | None = None
        self.injects: dict[str, Inject] = dict(scenario.inject)
        self.twists: dict[str, str] = {}
        self.answers: dict[tuple[str, str], Answer] = {}
        self.by_team: dict[str, tuple[str, ...]] = {agency.id: () for agency in scenario.agencies}
        self.held: dict[str, int] = {}
        self.voided: set[int] = set()
        self.ready: set[str] = set()
        self.levels: dict[str, Level] = {
            measure.id: Level(measure.start, 0, measure.drift) for measure in scenario.measures
        }
        self._delivered: dict[str, int] = {}
        self._skipped: dict[str, InjectSkipped] = {}
        self._moves: dict[str, InjectMoved] = {}
        self._unamended: dict[int, Inject] = {}
        self.summarised: dict[str, int] = {}
        self._missed: dict[str, tuple[str, ...]] = {}
        self._met: dict[str, int] = {}
        self._phases: set[str] = set()
        self._holdings: dict[tuple[str, str], ReportReceived] = {}
        self._shared: set[tuple[str, str, str]] = set()
        self.sent: set[tuple[str, str, str]] = set()
        self._decided: dict[int, str] = {}
        self._breached: set[tuple[str, str]] = set()
        self.comms = Comms()
        self.undertakings = Undertakings()
        self.rules = Rules()
        self.adversaries = Adversaries()
        self.aftermath = Aftermath()
        self.inquiry = Inquiry()
        self.traffic = Traffic(frozenset(self.by_team))

    @classmethod
    def after(cls, scenario: Scenario, facts: Iterable[Fact]) -> Self:
        """The situation those facts add up to."""
        situation = cls(scenario)
        for fact in facts:
            situation.absorb(fact)
        return situation

    def absorb(self, fact: Fact) -> tuple[str, ...]:
        """Take in one more fact; return the ids it is about."""
        kind = type(fact)
        handler = _ABSORB.get(kind)
        if handler:
            return handler(self, fact)
        kept = _KEPT.get(kind)
        return kept[1](getattr(self, kept[0]), fact) if kept else ()

    def copy(self) -> Self:
        """The same situation, which stays as it is when this one goes on."""
        twin = type(self).__new__(type(self))
        twin.__dict__.update(
            (name, value.copy() if isinstance(value, dict | set | Ledger) else value)
            for name, value in self.__dict__.items()
        )
        return twin

    def waits(self, inject: str) -> bool:
        """Whether nothing has become of the inject yet."""
        return not (
            inject in self._delivered or inject in self._skipped or inject in self._met or inject in self._missed
        )

    def amended(self, inject: str) -> int | None:
        """The latest entry that amended the inject and was not struck, or None."""
        return max((seq for seq, before in self._unamended.items() if before.id == inject), default=None)

    def _amended_by(self, entry: int) -> str:
        """The waiting inject that an entry amended, and no later one did."""
        before = self._unamended.get(entry)
        if before is None or not self.waits(before.id):
            return ""
        return before.id if entry == self.amended(before.id) else ""

    def _started(self, fact: ExerciseStarted) -> tuple[str, ...]:
        self.started = True
        return ()

    def _ended(self, fact: ExerciseEnded) -> tuple[str, ...]:
        self.ended = fact.at
        return ()

    def _drew(self, fact: TwistDrawn) -> tuple[str, ...]:
        self.twists[fact.twist] = fact.choice
        return (fact.twist,)

    def _wrote(self, fact: InjectWritten) -> tuple[str, ...]:
        like = self.injects.get(fact.like)
        ask = Ask("text", prompt=fact.question) if fact.question else None
        if like and like.ask:
            ask = replace(like.ask, prompt=fact.question or like.ask.prompt)
        self.injects[fact.inject] = replace(
            like or Inject(fact.inject, fact.title, fact.to, "contextual" if ask else "admin"),
            id=fact.inject, title=fact.title, to=fact.to, sender=fact.sender, via=fact.via, body=fact.body,
            window=fact.window if ask else None, ask=ask, at=fact.due,
            after=None, when="", unless="", delay=None, hold=False, if_missed="",
        )  # fmt: skip
        return (fact.inject,)

    def _move(self, fact: InjectMoved) -> tuple[str, ...]:
        self._moves[fact.inject] = fact
        self.held.pop(fact.inject, None)
        return (fact.inject,)

    def _amendment(self, fact: InjectAmended) -> tuple[str, ...]:
        before = self.injects[fact.inject]
        self._unamended[fact.seq] = before
        changes = {name: value for name in ("title", "body", "to", "sender", "via") if (value := getattr(fact, name))}
        self.injects[fact.inject] = replace(
            before, window=before.window if fact.window is None else fact.window, **changes
        )
        return (fact.inject,)

    def _summary(self, fact: InjectSummarised) -> tuple[str, ...]:
        self.summarised[fact.inject] = fact.at
        self._delivered.setdefault(fact.inject, fact.at)
        phase = self.injects[fact.inject].phase
        self._phases.add(phase)
        return (fact.inject, phase)

    def _held(self, fact: InjectHeld) -> tuple[str, ...]:
        self.held[fact.inject] = fact.seq
        return (fact.inject,)

    def _freed(self, fact: InjectFreed) -> tuple[str, ...]:
        self.held.pop(fact.inject, None)
        self._skipped.pop(fact.inject, None)
        return (fact.inject,)

    def _delivery(self, fact: InjectDelivered) -> tuple[str, ...]:
        self.answers[fact.inject, fact.team] = Answer(fact.inject, fact.team, fact.at, fact.deadline)
        self.by_team[fact.team] += (fact.inject,)
        self._delivered.setdefault(fact.inject, fact.at)
        self.held.pop(fact.inject, None)
        self._skipped.pop(fact.inject, None)
        phase = self.injects[fact.inject].phase
        self._phases.add(phase)
        return (fact.inject, phase)

    def _skip(self, fact: InjectSkipped) -> tuple[str, ...]:
        self._skipped[fact.inject] = fact
        return (fact.inject,)

    def _open(self, fact: InjectOpened) -> tuple[str, ...]:
        inject, team, delivered, deadline, _, _, decisions, closed = self.answers[fact.inject, fact.team]
        self.answers[inject, team] = Answer(inject, team, delivered, deadline, fact.at, fact.seat, decisions, closed)
        return (inject,)

    def _decision(self, fact: DecisionTaken) -> tuple[str, ...]:
        inject, team, delivered, deadline, opened, opener, decisions, closed = self.answers[fact.inject, fact.team]
        decisions = (*decisions, fact)
        self.answers[inject, team] = Answer(inject, team, delivered, deadline, opened, opener, decisions, closed)
        self._decided[fact.seq] = inject
        return (inject,)

    def _close(self, fact: AnswerClosed) -> tuple[str, ...]:
        key = fact.inject, fact.team
        self.answers[key] = self.answers[key]._replace(closed=fact)
        if fact.outcome == "missed":
            self._missed[fact.inject] = (*self._missed.get(fact.inject, ()), fact.team)
        return (fact.inject,)

    def _action_met(self, fact: ActionMet) -> tuple[str, ...]:
        self._met[fact.inject] = fact.at
        return (fact.inject,)

    def _action_missed(self, fact: ActionMissed) -> tuple[str, ...]:
        self._missed[fact.inject] = self.injects[fact.inject].to
        return (fact.inject,)

    def _sent(self, fact: ReportSent) -> tuple[str, ...]:
        self.sent.add((fact.report, fact.sender, fact.to))
        return (fact.report,)

    def _received(self, fact: ReportReceived) -> tuple[str, ...]:
        self._holdings.setdefault((fact.team, fact.report), fact)
        if fact.seq is not None:
            self._shared.add((fact.report, fact.sender, fact.team))
        return (fact.report,)

    def _breach(self, fact: ReleaseBreached) -> tuple[str, ...]:
        self._breached.add((fact.report, fact.to))
        return (fact.report,)

    def _moved(self, fact: MeasureChanged) -> tuple[str, ...]:
        self.levels[fact.measure] = Level(fact.value, fact.at, self.levels[fact.measure].drift)
        return (fact.measure,)

    def _seat_ready(self, fact: SeatReady) -> tuple[str, ...]:
        self.ready.add(fact.seat)
        return ()

    def _void(self, fact: EntryVoided) -> tuple[str, ...]:
        self.voided.add(fact.entry)
        self.comms.strike(fact.entry)
        if amended := self._amended_by(fact.entry):
            self.injects[amended] = self._unamended.pop(fact.entry)
        moved = next((inject for inject, found in self._moves.items() if found.seq == fact.entry), None)
        if moved is not None:
            del self._moves[moved]
        return (self._decided[fact.entry],) if fact.entry in self._decided else ()


# Who keeps which facts beside the MSEL's own, and how.
_LEDGERS: dict[str, type[Ledger]] = {
    "comms": Comms,
    "undertakings": Undertakings,
    "rules": Rules,
    "adversaries": Adversaries,
    "inquiry": Inquiry,
    "aftermath": Aftermath,
    "traffic": Traffic,
}
_KEPT: dict[type[Any], tuple[str, Callable[[Any, Any], tuple[str, ...]]]] = {
    kind: (name, absorb)
    for name, ledger in _LEDGERS.items()
    for kind, absorb in ledger.HANDLERS.items()
}  # fmt: skip
_ABSORB: dict[type[Any], Callable[[Fold, Any], tuple[str, ...]]] = {
    ExerciseStarted: Fold._started,
    ExerciseEnded: Fold._ended,
    TwistDrawn: Fold._drew,
    InjectWritten: Fold._wrote,
    InjectMoved: Fold._move,
    InjectAmended: Fold._amendment,
    InjectSummarised: Fold._summary,
    InjectHeld: Fold._held,
    InjectFreed: Fold._freed,
    InjectDelivered: Fold._delivery,
    InjectSkipped: Fold._skip,
    InjectOpened: Fold._open,
    DecisionTaken: Fold._decision,
    AnswerClosed: Fold._close,
    ActionMet: Fold._action_met,
    ActionMissed: Fold._action_missed,
    ReportSent: Fold._sent,
    ReportReceived: Fold._received,
    ReleaseBreached: Fold._breach,
    MeasureChanged: Fold._moved,
    SeatReady: Fold._seat_ready,
    EntryVoided: Fold._void,
}
