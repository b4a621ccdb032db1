"""How reports and messages travel."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exercise.core.facts import (
    MessageReceived,
    MessageSent,
    ReleaseBreached,
    ReportReceived,
    ReportSent,
)
from exercise.core.processes.world import Process, World
from exercise.core.scenario import Channel, breaches


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
