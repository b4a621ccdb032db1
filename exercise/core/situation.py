"""The situation: everything the facts so far add up to. One fold, used by the engine and by every view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple

from exercise.core.facts import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    Breach,
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
from exercise.core.ledgers.inquiry import Inquiry
from exercise.core.ledgers.ledger import Ledger
from exercise.core.ledgers.rules import Rules
from exercise.core.ledgers.traffic import Traffic
from exercise.core.ledgers.undertakings import Undertakings
from exercise.core.scenario import HOUR, Ask, Inject, Scenario, breaches


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


class Situation:
    """What is the case. `absorb` is the only way it changes; everything in it is immutable or copied."""

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
        self.undertakings = Undertakings()
        self.rules = Rules()
        self.adversaries = Adversaries()
        self.aftermath = Aftermath()
        self.inquiry = Inquiry()
        self.traffic = Traffic(frozenset(self.by_team))

    @classmethod
    def after(cls, scenario: Scenario, facts: Iterable[Fact]) -> Situation:
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
        return kept[1](kept[0](self), fact) if kept else ()

    def copy(self) -> Situation:
        """The same situation, which stays as it is when this one goes on."""
        twin = Situation.__new__(Situation)
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

    def undoable(self, entry: int) -> str:
        """The inject that an entry holds, skips, moves, amends or decides, where striking it helps; or empty."""
        held = next((inject for inject, seq in self.held.items() if seq == entry), "")
        skipped = next((inject for inject, fact in self._skipped.items() if fact.seq == entry), "")
        moved = next((inject for inject, fact in self._moves.items() if fact.seq == entry and self.waits(inject)), "")
        return held or skipped or moved or self._amended_by(entry) or self._decided.get(entry, "")

    def _amended_by(self, entry: int) -> str:
        """The waiting inject that an entry amended, and no later one did."""
        before = self._unamended.get(entry)
        if before is None or not self.waits(before.id):
            return ""
        return before.id if entry == self.amended(before.id) else ""

    def amended(self, inject: str) -> int | None:
        """The latest entry that amended the inject and was not struck, or None."""
        return max((seq for seq, before in self._unamended.items() if before.id == inject), default=None)

    def move(self, inject: str) -> InjectMoved | None:
        """The moment the controller gave the inject, or None."""
        return self._moves.get(inject)

    def delivered_at(self, inject: str) -> int | None:
        """When the inject first reached a team (ms), or None."""
        return self._delivered.get(inject)

    def skipped(self, inject: str) -> bool:
        """Whether the inject was left out."""
        return inject in self._skipped

    def skip_reason(self, inject: str) -> str:
        """Why the inject was left out; empty when it was not."""
        return self._skipped[inject].reason if inject in self._skipped else ""

    def skip_entry(self, inject: str) -> int | None:
        """The controller's entry that skipped the inject, or None."""
        return self._skipped[inject].seq if inject in self._skipped else None

    def missed(self, inject: str, team: str = "") -> bool:
        """Whether the team (any) let its window pass, or the expected action did not come."""
        missed = self._missed.get(inject, ())
        return team in missed if team else bool(missed)

    def met_at(self, inject: str) -> int | None:
        """When the expected action came (ms), or None."""
        return self._met.get(inject)

    def holds(self, team: str, report: str) -> bool:
        """Whether the team has the report."""
        return (team, report) in self._holdings

    def holdings(self, team: str) -> list[ReportReceived]:
        """The reports the team holds, in order of arrival."""
        return [fact for (holder, _), fact in self._holdings.items() if holder == team]

    def holding(self, team: str, report: str) -> ReportReceived | None:
        """How the team first came to hold the report."""
        return self._holdings.get((team, report))

    def shared(self, report: str, sender: str, to: str) -> bool:
        """Whether the report has arrived at ``to`` from ``sender``."""
        return (report, sender, to) in self._shared

    def breached(self, report: str, team: str = "") -> bool:
        """Whether the report arrived against its marking, at that team (any)."""
        return any(found == report and team in ("", to) for found, to in self._breached)

    def breaches(self, report: str, to: str, channel: str) -> tuple[Breach, ...]:
        """What sending a report to a team over a channel would breach now; a granted release breaches nothing."""
        found = breaches(self.scenario, report, to, channel)
        return tuple(breach for breach in found if breach != "release" or (report, to) not in self.traffic.released)

    def releasable(self, report: str, team: str) -> bool:
        """Whether the team may have the report: by its marking, or because its originator released it since."""
        release = self.scenario.report[report].release
        return not release or team in release or (report, team) in self.traffic.released

    def originators(self, report: str) -> tuple[str, ...]:
        """Who may release the report: its origin, or whoever had it at first hand where nobody plays that."""
        origin, scenario = self.scenario.report[report].origin, self.scenario
        if origin in scenario.agency or any(role.id == origin for role in scenario.simcell):
            return (origin,)
        return tuple(
            team for (team, held), fact in self._holdings.items() if held == report and fact.seq is None
        )  # fmt: skip

    def way(self, channel: str = "") -> str:
        """The channel named if it works, else the first that does; empty while none works."""
        down = self.traffic.down
        if not down:
            return channel or next(iter(self.scenario.channel), "")
        if channel and channel not in down:
            return channel
        return next((id for id in self.scenario.channel if id not in down), "")

    def liaised(self, team: str, other: str) -> bool:
        """Whether a liaison officer of either team is with the other."""
        liaisons = self.scenario.liaisons
        return bool(liaisons) and any(
            use.state == "there" and use.resource in liaisons and {use.team, use.to} == {team, other}
            for use in self.undertakings.uses.values()
        )

    def reached(self, phase: str) -> bool:
        """Whether an inject of the phase has been delivered."""
        return phase in self._phases

    def decided(self, inject: str, option: str = "", team: str = "") -> bool:
        """Whether a standing decision on the inject has the option (any), by the team (any)."""
        for answer in self.answers_to(inject):
            decision = self.standing(answer)
            if decision and (not option or option in decision.options) and team in ("", answer.team):
                return True
        return False

    def answers_to(self, inject: str) -> list[Answer]:
        """The answers of every team the inject reached, in order of delivery."""
        found = self.injects.get(inject)
        if found is None:
            return []
        return [answer for team in found.to if (answer := self.answers.get((inject, team)))]

    def standing(self, answer: Answer) -> DecisionTaken | None:
        """The decision that counts: the last one that was not struck."""
        for taken in reversed(answer.decisions):
            if taken.seq not in self.voided:
                return taken
        return None

    def decision(self, entry: int) -> DecisionTaken | None:
        """The decision that was filed as that entry, or None."""
        answers = self.answers_to(self._decided.get(entry, ""))
        return next((taken for answer in answers for taken in answer.decisions if taken.seq == entry), None)

    def answers_of(self, team: str) -> list[Answer]:
        """What became of every inject the team got, in order of delivery."""
        return [self.answers[inject, team] for inject in self.by_team[team]]

    def measure(self, id: str, at: int) -> float:
        """The measure's value (0-100) at a moment."""
        return self.levels[id].at(at)

    def crossing(self, id: str, figure: float, at: int) -> float | None:
        """The moment (ms) after ``at`` when drift alone brings the measure to the figure, or None."""
        level = self.levels[id]
        if not level.drift:
            return None
        moment = level.since + (figure - level.value) * HOUR / level.drift
        return moment if isfinite(moment) and moment > at - 1 else None

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

    def _amend(self, fact: InjectOpened | DecisionTaken | AnswerClosed, **changes: Any) -> None:
        key = fact.inject, fact.team
        self.answers[key] = self.answers[key]._replace(**changes)

    def _open(self, fact: InjectOpened) -> tuple[str, ...]:
        self._amend(fact, opened=fact.at, opener=fact.seat)
        return (fact.inject,)

    def _decision(self, fact: DecisionTaken) -> tuple[str, ...]:
        self._amend(fact, decisions=(*self.answers[fact.inject, fact.team].decisions, fact))
        self._decided[fact.seq] = fact.inject
        return (fact.inject,)

    def _close(self, fact: AnswerClosed) -> tuple[str, ...]:
        self._amend(fact, closed=fact)
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
        if amended := self._amended_by(fact.entry):
            self.injects[amended] = self._unamended.pop(fact.entry)
        moved = next((inject for inject, found in self._moves.items() if found.seq == fact.entry), None)
        if moved is not None:
            del self._moves[moved]
        return (self._decided[fact.entry],) if fact.entry in self._decided else ()


# Who keeps which facts beside the MSEL's own, and how.
_LEDGERS: dict[str, type[Ledger]] = {
    "undertakings": Undertakings,
    "rules": Rules,
    "adversaries": Adversaries,
    "inquiry": Inquiry,
    "aftermath": Aftermath,
    "traffic": Traffic,
}
_KEPT: dict[type[Any], tuple[Callable[[Situation], Ledger], Callable[[Any, Any], tuple[str, ...]]]] = {
    kind: (attrgetter(name), absorb)
    for name, ledger in _LEDGERS.items()
    for kind, absorb in ledger.HANDLERS.items()
}  # fmt: skip
_ABSORB: dict[type[Any], Callable[[Situation, Any], tuple[str, ...]]] = {
    ExerciseStarted: Situation._started,
    ExerciseEnded: Situation._ended,
    TwistDrawn: Situation._drew,
    InjectWritten: Situation._wrote,
    InjectMoved: Situation._move,
    InjectAmended: Situation._amendment,
    InjectSummarised: Situation._summary,
    InjectHeld: Situation._held,
    InjectFreed: Situation._freed,
    InjectDelivered: Situation._delivery,
    InjectSkipped: Situation._skip,
    InjectOpened: Situation._open,
    DecisionTaken: Situation._decision,
    AnswerClosed: Situation._close,
    ActionMet: Situation._action_met,
    ActionMissed: Situation._action_missed,
    ReportSent: Situation._sent,
    ReportReceived: Situation._received,
    ReleaseBreached: Situation._breach,
    MeasureChanged: Situation._moved,
    SeatReady: Situation._seat_ready,
    EntryVoided: Situation._void,
}
