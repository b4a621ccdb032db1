"""The engine: one SimPy environment that turns entries into facts.

`advance` makes no events of its own and `apply` makes one that depends on the entry alone, so the
facts, and the mark over them, are the same however often somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from json import JSONEncoder
from math import inf
from typing import Any

from exercise.core.acts import (
    CLOCK_ACTS,
    Decide,
    EndEx,
    Hold,
    Improvise,
    Note,
    Open,
    Ready,
    Release,
    Send,
    Share,
    Skip,
    StartEx,
    Void,
)
from exercise.core.clock import Clock
from exercise.core.entries import Entry
from exercise.core.facts import (
    AnswerClosed,
    DecisionTaken,
    EntryIgnored,
    EntryVoided,
    ExerciseEnded,
    ExerciseStarted,
    Fact,
    InjectFreed,
    InjectHeld,
    InjectOpened,
    InjectSkipped,
    InjectWritten,
    MeasureChanged,
    MessageSent,
    NoteTaken,
    Outcome,
    ReportReceived,
    SeatReady,
    TwistDrawn,
)
from exercise.core.processes import World, carry_message, deliver, hand_over, pass_on, take_effect
from exercise.core.refusals import refusal
from exercise.core.scenario import Scenario
from exercise.core.situation import Situation

BUDGET = 50_000
# A fact cannot hold itself, so the encoder need not look for that.
_ENCODE = JSONEncoder(check_circular=False, ensure_ascii=False, separators=(",", ":")).encode


class RunawayScenario(RuntimeError):
    """Events set each other off without time passing; the message names the moment."""


class _Digest:
    """A running digest over the canonical JSON of facts; how many come at once makes no difference."""

    def __init__(self, scenario: Scenario) -> None:
        self.taken = 0
        self._sum = sha256(f"{scenario.id}/{scenario.version}/{scenario.seed}".encode())

    def take(self, facts: Sequence[Fact]) -> str:
        """Take in more facts; return the mark over all so far."""
        if facts:
            # Each fact is followed by a comma, the last one too.
            rows = _ENCODE([(type(fact).__name__, fact) for fact in facts])
            self._sum.update(f"{rows[1:-1]},".encode())
            self.taken += len(facts)
        return self._sum.hexdigest()[:16]


@dataclass(frozen=True)
class Run:
    """What a log adds up to at exercise time ``at`` (ms): the facts, the situation, the clock."""

    scenario: Scenario
    seq: int
    at: int
    clock: Clock
    facts: tuple[Fact, ...]
    situation: Situation
    next_due: int | None

    @cached_property
    def mark(self) -> str:
        """The mark over all the facts; worked out when somebody asks."""
        return _Digest(self.scenario).take(self.facts)


class Engine:
    """A run in the making. Not thread-safe: whoever holds it holds a lock."""

    def __init__(self, scenario: Scenario, budget: int = BUDGET) -> None:
        self.world = World(scenario)
        self.situation = self.world.situation
        self.clock = Clock()
        self.seq = 0
        self.at = 0
        self._budget = budget
        self._digest = _Digest(scenario)

    @property
    def next_due(self) -> int | None:
        """Exercise time (ms) of the next thing that will happen by itself, or None."""
        if self.situation.ended is not None or not self.situation.started:
            return None
        due = self.world.env.peek()
        return None if due == inf else int(due)

    @property
    def mark(self) -> str:
        """A digest over the canonical JSON of all facts so far."""
        return self._digest.take(self.world.facts[self._digest.taken :])

    def run(self) -> Run:
        """The run as it stands, which stays as it is when the engine goes on."""
        return Run(
            self.world.scenario, self.seq, self.at, self.clock, tuple(self.world.facts),
            self.situation.copy(), self.next_due,
        )  # fmt: skip

    def advance(self, until: int) -> None:
        """Play everything due up to and including ``until`` (ms).

        Raises:
            RunawayScenario: more events than the budget happened without time passing.
        """
        if until > self.at:
            self.at = until
        env = self.world.env
        peek, step = env.peek, env.step
        if peek() > until or self.situation.ended is not None:
            return
        left, since = self._budget, env.now
        while peek() <= until:
            step()
            left -= 1
            if not left:
                if env.now == since:
                    raise RunawayScenario(
                        f"More than {self._budget:,} events at {since / 60_000:.1f} min without time passing: "
                        "injects or conditions set each other off for ever."
                    )
                left, since = self._budget, env.now

    def apply(self, entry: Entry) -> None:
        """Play up to the entry, then let it act. One that no longer applies leaves an `EntryIgnored`."""
        env, situation = self.world.env, self.situation
        wait = entry.at - env.now
        if wait > 0 and situation.ended is None:
            # It carries no callback: it only brings the environment's clock to the entry.
            env.timeout(wait)
        self.advance(entry.at)
        reason = refusal(situation, self.clock, entry.seat, entry.act)
        if reason:
            self._say_after_end(EntryIgnored(entry.at, entry.seq, entry.act.kind, reason))
        else:
            handler = _HANDLERS.get(type(entry.act))
            if handler:
                handler(self, entry, entry.act)
            if type(entry.act) in CLOCK_ACTS:
                self.clock = self.clock.after(entry)
        self.seq = entry.seq
        self.advance(entry.at)

    def _say_after_end(self, fact: Any) -> None:
        """Write down a fact that may come after EndEx."""
        self.world.facts.append(fact)
        self.situation.absorb(fact)

    def _start(self, entry: Entry, act: StartEx) -> None:
        world, scenario = self.world, self.world.scenario
        world.emit(ExerciseStarted(entry.at))
        for twist in scenario.twists:
            world.emit(TwistDrawn(entry.at, twist.id, world.rng(f"twist/{twist.id}").choice(twist.choices)))
        for report in scenario.reports:
            if report.origin in scenario.agency and report.id not in scenario.given:
                world.emit(ReportReceived(entry.at, report.id, report.origin, "", "", None))
        for inject in scenario.injects:
            world.env.process(deliver(world, inject))

    def _end(self, entry: Entry, act: EndEx) -> None:
        world, situation = self.world, self.situation
        for answer in tuple(situation.answers.values()):
            if answer.closed is None and situation.injects[answer.inject].ask:
                outcome: Outcome = "answered" if situation.standing(answer) else "ended"
                world.emit(AnswerClosed(entry.at, answer.inject, answer.team, outcome))
        for inject in situation.injects.values():
            if situation.waits(inject.id):
                world.emit(InjectSkipped(entry.at, inject.id, "the exercise ended before it was due", None))
        for id, level in tuple(situation.levels.items()):
            value = round(level.at(entry.at), 4)
            if value != level.value:
                world.emit(MeasureChanged(entry.at, id, value, round(value - level.value, 4), "drift"))
        world.emit(ExerciseEnded(entry.at))

    def _release(self, entry: Entry, act: Release) -> None:
        self.world.line(act.inject).released = entry.seq
        self.world.turn(act.inject)

    def _hold(self, entry: Entry, act: Hold) -> None:
        self.world.line(act.inject).held = True
        self.world.emit(InjectHeld(entry.at, act.inject, entry.seq))

    def _skip(self, entry: Entry, act: Skip) -> None:
        self.world.line(act.inject).skipped = True
        self.world.emit(InjectSkipped(entry.at, act.inject, act.reason, entry.seq))
        self.world.turn(act.inject)

    def _improvise(self, entry: Entry, act: Improvise) -> None:
        written = InjectWritten(
            entry.at, f"X{entry.seq}", entry.seq,
            act.title, act.body, act.to, act.sender, act.via, act.question, act.window,
        )  # fmt: skip
        self.world.emit(written)
        hand_over(self.world, self.situation.injects[written.inject])

    def _void(self, entry: Entry, act: Void) -> None:
        inject, line = self.situation.undoable(act.entry), self.world.line(self.situation.undoable(act.entry))
        waited = self.situation.held.get(inject) == act.entry or self.situation.skipped(inject)
        self._say_after_end(EntryVoided(entry.at, act.entry, act.reason, entry.seq))
        if waited:
            line.held = line.skipped = False
            self.world.emit(InjectFreed(entry.at, inject, entry.seq))
            self.world.turn(inject)

    def _note(self, entry: Entry, act: Note) -> None:
        self._say_after_end(NoteTaken(entry.at, entry.seat.id, act.text, act.inject, entry.seq))

    def _ready(self, entry: Entry, act: Ready) -> None:
        self.world.emit(SeatReady(entry.at, entry.seat.id, entry.seat.team or ""))

    def _open(self, entry: Entry, act: Open) -> None:
        if self.situation.answers[act.inject, entry.seat.team or ""].opened is None:
            self.world.emit(InjectOpened(entry.at, act.inject, entry.seat.team or "", entry.seat.id))

    def _decide(self, entry: Entry, act: Decide) -> None:
        team = entry.seat.team or ""
        decision = DecisionTaken(
            entry.at, act.inject, team, entry.seat.id, entry.seq,
            len(self.situation.answers[act.inject, team].decisions),
            act.options, act.text, act.rationale, act.confidence, act.draft,
        )  # fmt: skip
        self.world.emit(decision)
        take_effect(self.world, decision)

    def _share(self, entry: Entry, act: Share) -> None:
        sender = entry.seat.team or ""
        pass_on(self.world, act.report, sender, act.to, act.channel or None, entry.seq)
        if act.note.strip():
            title = self.world.scenario.report[act.report].title
            for team in act.to:
                self._dispatch(entry, sender, team, f"With “{title}”: {act.note}", act.channel)

    def _send(self, entry: Entry, act: Send) -> None:
        self._dispatch(entry, entry.seat.team or act.sender or "excon", act.to, act.text, act.channel)

    def _dispatch(self, entry: Entry, sender: str, to: str, text: str, channel: str) -> None:
        """Put words on their way; the first channel is the default."""
        via = channel or next(iter(self.world.scenario.channel))
        sent = MessageSent(entry.at, sender, to, text, via, entry.seq)
        self.world.emit(sent)
        carry_message(self.world, sent)


_HANDLERS: dict[type[Any], Callable[[Engine, Entry, Any], None]] = {
    StartEx: Engine._start,
    EndEx: Engine._end,
    Release: Engine._release,
    Hold: Engine._hold,
    Skip: Engine._skip,
    Improvise: Engine._improvise,
    Void: Engine._void,
    Note: Engine._note,
    Ready: Engine._ready,
    Open: Engine._open,
    Decide: Engine._decide,
    Share: Engine._share,
    Send: Engine._send,
}
