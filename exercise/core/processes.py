"""SimPy generators, each a paragraph of the MSEL: deliver, await the answer, carry a report.

A process touches only the `World` it is given and returns nothing; what it does, it emits as facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

import simpy

from exercise.core import conditions
from exercise.core.facts import (
    ActionMet,
    ActionMissed,
    AnswerClosed,
    DecisionTaken,
    Fact,
    InjectDelivered,
    InjectSkipped,
    MeasureChanged,
    MessageReceived,
    MessageSent,
    ReleaseBreached,
    ReportReceived,
    ReportSent,
)
from exercise.core.scenario import Channel, Effect, Inject, Scenario, breaches
from exercise.core.situation import Situation

Process = Generator[simpy.Event, Any, None]


@dataclass(slots=True)
class Line:
    """EXCON's line to one inject: what was ordered, and an event each time something is."""

    turned: simpy.Event
    released: int | None = None
    held: bool = False
    skipped: bool = False


@dataclass
class World:
    """What a process may touch: the clock, the situation, chance, and the way to say what happened."""

    scenario: Scenario
    env: simpy.Environment = field(default_factory=lambda: simpy.Environment(0))

    def __post_init__(self) -> None:
        self.facts: list[Fact] = []
        self.situation = Situation(self.scenario)
        self.lines: dict[str, Line] = {}
        self.rng: Callable[[str], Random] = cache(lambda name: Random(f"{self.scenario.seed}/{name}"))
        self.courier: Callable[[str, str], simpy.Resource] = cache(lambda channel, team: simpy.Resource(self.env, 1))
        self.felt: set[tuple[str, str, str]] = set()
        self._watchers: defaultdict[str, list[Callable[[object], None]]] = defaultdict(list)

    @property
    def now(self) -> int:
        """Exercise time (ms) of the event being played."""
        return int(self.env.now)

    def emit(self, fact: Fact) -> None:
        """Write a fact down and let everybody who watches what it is about judge again."""
        if self.situation.ended is not None:
            return
        self.facts.append(fact)
        for subject in self.situation.absorb(fact):
            if subject in self._watchers:
                for judge in tuple(self._watchers[subject]):
                    judge(None)

    def line(self, inject: str) -> Line:
        """EXCON's line to an inject."""
        if inject not in self.lines:
            self.lines[inject] = Line(self.env.event(), held=self.situation.injects[inject].hold)
        return self.lines[inject]

    def turn(self, inject: str) -> None:
        """Tell the inject's process that EXCON has said something."""
        line = self.line(inject)
        turned, line.turned = line.turned, self.env.event()
        turned.succeed()

    def once(self, text: str) -> simpy.Event:
        """An event that happens as soon as the condition holds.

        It is judged when something it mentions changes and at the moments when time alone can turn it.
        """
        happened = self.env.event()
        condition = conditions.parse(text)
        armed: set[int] = set()

        def judge(_: object) -> None:
            if happened.triggered:
                return
            if condition.holds(self.situation, self.now):
                happened.succeed()
                for subject in condition.mentions:
                    self._watchers[subject].remove(judge)
                return
            turn = condition.next_turn(self.situation, self.now)
            if turn is not None and turn not in armed:
                armed.add(turn)
                self.after(turn - self.now, judge)

        for subject in sorted(condition.mentions):
            self._watchers[subject].append(judge)
        judge(None)
        return happened

    def after(self, delay: int, call: Callable[[object], None]) -> None:
        """Call back in ``delay`` ms."""
        callbacks = self.env.timeout(delay).callbacks
        assert callbacks is not None, "a new timeout has not been played"
        callbacks.append(call)

    def move(self, measure: str, by: float, cause: str) -> None:
        """Move a measure by some points, within 0 and 100."""
        before = self.situation.measure(measure, self.now)
        value = round(min(100.0, max(0.0, before + by)), 4)
        self.emit(MeasureChanged(self.now, measure, value, round(value - before, 4), cause))


def deliver(world: World, inject: Inject) -> Process:
    """Stand by until the inject is due or EXCON decides otherwise; then deliver it, or skip it with a reason."""
    line = world.line(inject.id)
    while True:
        yield from _stand_by(world, inject)
        if line.released is not None:
            break
        if not line.skipped:
            reason = _unless(world, inject)
            if not reason:
                break
            world.emit(InjectSkipped(world.now, inject.id, reason, None))
        yield line.turned
    hand_over(world, inject)


def _stand_by(world: World, inject: Inject) -> Process:
    """Wait for everything the inject waits for and while it is held; a release or a skip ends the wait."""
    line = world.line(inject.id)
    for step in _steps(world, inject):
        while not step.processed:
            if line.released is not None or line.skipped:
                return
            yield step | line.turned
    while line.held and line.released is None and not line.skipped:
        yield line.turned


def _steps(world: World, inject: Inject) -> Iterator[simpy.Event]:
    """What the inject waits for, one after the other; each is made when the one before has come."""
    if inject.at is not None:
        yield world.env.timeout(max(0, inject.at - world.now))
    if inject.after is not None:
        yield world.once(f"delivered({inject.after.inject}) or skipped({inject.after.inject})")
        delivered = world.situation.delivered_at(inject.after.inject)
        if delivered is not None:
            yield world.env.timeout(max(0, delivered + inject.after.delay - world.now))
    if inject.when:
        yield world.once(inject.when)
    if inject.delay is not None:
        yield world.env.timeout(inject.delay.draw(lambda: world.rng(f"inject/{inject.id}")))


def _unless(world: World, inject: Inject) -> str:
    """Why the inject does not come after all; empty when it does."""
    if inject.after and world.situation.delivered_at(inject.after.inject) is None:
        return f"it follows {inject.after.inject}, which was skipped"
    if inject.unless:
        condition = conditions.parse(inject.unless)
        if condition.holds(world.situation, world.now):
            return f"unless: {condition}"
    return ""


def hand_over(world: World, inject: Inject) -> None:
    """Deliver the inject to its teams; what it gives, does and asks begins now."""
    if inject.kind == "expected-action":
        world.env.process(await_action(world, inject))
        return
    deadline = world.now + inject.window if inject.ask and inject.window else None
    released = world.line(inject.id).released
    for team in inject.to:
        world.emit(InjectDelivered(world.now, inject.id, team, deadline, released))
        for report in inject.gives:
            world.emit(ReportReceived(world.now, report, team, inject.id, inject.via, None))
        if deadline is not None:
            world.env.process(await_answer(world, inject, team, inject.window or 0))
    for effect in inject.effects:
        feel(world, effect, f"{inject.id} delivered", lambda: True)


def await_answer(world: World, inject: Inject, team: str, window: int) -> Process:
    """Wait until the window closes, then say whether the team answered; a missed one has its price."""
    yield world.env.timeout(window)
    answered = world.situation.standing(world.situation.answers[inject.id, team]) is not None
    world.emit(AnswerClosed(world.now, inject.id, team, "answered" if answered else "missed"))
    if not answered:
        for effect in inject.missed_effects:
            feel(world, effect, f"{inject.id} missed by {team}", lambda: True)


def await_action(world: World, inject: Inject) -> Process:
    """Wait for what the teams should do unasked; say whether it came inside the window."""
    opened = world.now
    came = world.once(inject.met)
    yield came | world.env.timeout(inject.window) if inject.window else came
    if came.triggered:
        world.emit(ActionMet(world.now, inject.id, opened))
        return
    world.emit(ActionMissed(world.now, inject.id, opened))
    for effect in inject.missed_effects:
        feel(world, effect, f"{inject.id} missed", lambda: True)


def feel(world: World, effect: Effect, cause: str, still: Callable[[], bool], settle: int = 0) -> None:
    """Let an effect be felt once it has settled and after its own delay, if its cause still stands then."""

    def felt(_: object) -> None:
        if still():
            world.move(effect.measure, effect.by, cause)

    delay = effect.after + settle
    if delay:
        world.after(delay, felt)
    else:
        felt(None)


def take_effect(world: World, decision: DecisionTaken) -> None:
    """Let what a team chose be felt once it has settled; a revision before that undoes it.

    Of a ranking only the first place is acted on.
    """
    inject = world.situation.injects[decision.inject]
    if inject.ask is None:
        return
    chosen = decision.options[:1] if inject.ask.kind == "rank" else decision.options
    for id in chosen:
        option = inject.ask.option(id)
        if option is None:
            continue
        for share in option.shares:
            pass_on(world, share.report, decision.team, share.to, share.channel, decision.seq)
        effects = option.effects
        for extra in option.also:
            if conditions.parse(extra.when).holds(world.situation, world.now):
                effects += extra.effects
        still, cause = _lasting(world, decision, id), f"{inject.id} {id} by {decision.team}"
        for effect in effects:
            feel(world, effect, cause, still, world.scenario.settle)


def _lasting(world: World, decision: DecisionTaken, option: str) -> Callable[[], bool]:
    """Whether a decision still stands; an option is felt once per team and inject, however often people return."""
    key, situation, mine = (decision.inject, decision.team, option), world.situation, False

    def still() -> bool:
        nonlocal mine
        if situation.standing(situation.answers[key[:2]]) is not decision:
            return False
        if key not in world.felt:
            world.felt.add(key)
            mine = True
        return mine

    return still


def pass_on(world: World, report: str, sender: str, to: Iterable[str], channel: str | None, seq: int) -> None:
    """Send a report the team holds to other teams; the first channel is the default."""
    if not world.situation.holds(sender, report):
        return
    via = channel or next(iter(world.scenario.channel))
    for team in to:
        sent = ReportSent(world.now, report, sender, team, via, seq)
        world.emit(sent)
        carry_report(world, sent)


def carry_report(world: World, sent: ReportSent) -> None:
    """Let a report arrive at its team."""

    def arrive(_: object) -> None:
        world.emit(ReportReceived(world.now, sent.report, sent.to, sent.sender, sent.channel, sent.seq))
        for breach in breaches(world.scenario, sent.report, sent.to, sent.channel):
            world.emit(ReleaseBreached(world.now, sent.report, sent.sender, sent.to, sent.channel, breach, sent.seq))

    _carry(world, sent.channel, sent.sender, f"share/{sent.seq}/{sent.report}/{sent.to}", arrive)


def carry_message(world: World, sent: MessageSent) -> None:
    """Let a message arrive."""

    def arrive(_: object) -> None:
        world.emit(MessageReceived(world.now, sent.sender, sent.to, sent.text, sent.channel, sent.seq))

    _carry(world, sent.channel, sent.sender, f"message/{sent.seq}/{sent.to}", arrive)


def _carry(world: World, via: str, sender: str, stream: str, arrive: Callable[[object], None]) -> None:
    channel = world.scenario.channel[via]
    delay = channel.delay.draw(lambda: world.rng(stream))
    if channel.one_at_a_time:
        world.env.process(_queue(world, channel, sender, delay, arrive))
    else:
        world.after(delay, arrive)


def _queue(world: World, channel: Channel, sender: str, delay: int, arrive: Callable[[object], None]) -> Process:
    """Wait for the team's one courier, then for the way."""
    with world.courier(channel.id, sender).request() as turn:
        yield turn
        yield world.env.timeout(delay)
    arrive(None)
