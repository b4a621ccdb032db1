"""How reports, messages, requests and replies travel, and how the joint picture goes round."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exercise.core.acts import PICTURE
from exercise.core.facts import (
    MessageReceived,
    MessageSent,
    ReleaseBreached,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.processes.world import Process, World
from exercise.core.scenario import Channel


def pass_on(world: World, report: str, sender: str, to: Iterable[str], channel: str | None, seq: int) -> None:
    """Send a report the team holds to other teams; where the channel named is down, the first that works carries it."""
    if world.situation.holds(sender, report):
        send_report(world, report, sender, to, channel or "", seq)


def send_report(world: World, report: str, sender: str, to: Iterable[str], channel: str, seq: int) -> None:
    """Put a report on its way, whoever has it; nothing goes while no channel works."""
    via = world.situation.way(channel)
    for team in to if via else ():
        sent = ReportSent(world.now, report, sender, team, via, seq)
        world.emit(sent)
        carry_report(world, sent)


def carry_report(world: World, sent: ReportSent) -> None:
    """Let a report arrive at its team."""

    def arrive(_: object) -> None:
        _hand(world, sent.report, sent.sender, sent.to, sent.channel, sent.seq)

    _carry(world, sent.channel, sent.sender, sent.to, f"share/{sent.seq}/{sent.report}/{sent.to}", arrive)


def post(world: World, posted: ReportPosted) -> None:
    """Put a report on the joint picture; every other team has it once the picture has gone round."""
    world.emit(posted)

    def gone_round(_: object) -> None:
        for team in world.scenario.agency:
            if team != posted.team:
                _hand(world, posted.report, posted.team, team, PICTURE, posted.seq)

    world.after(world.scenario.model.picture or 0, gone_round)


def _hand(world: World, report: str, sender: str, to: str, channel: str, seq: int) -> None:
    found = world.situation.breaches(report, to, channel)
    world.emit(ReportReceived(world.now, report, to, sender, channel, seq))
    for breach in found:
        world.emit(ReleaseBreached(world.now, report, sender, to, channel, breach, seq))


def carry_message(world: World, sent: MessageSent) -> None:
    """Let a message arrive."""

    def arrive(_: object) -> None:
        world.emit(MessageReceived(world.now, sent.sender, sent.to, sent.text, sent.channel, sent.seq))

    _carry(world, sent.channel, sent.sender, sent.to, f"message/{sent.seq}/{sent.to}", arrive)


def carry_request(world: World, sent: RequestSent) -> None:
    """Let a request arrive."""

    def arrive(_: object) -> None:
        world.emit(RequestReceived(world.now, sent.seq, sent.sender, sent.to))

    _carry(world, sent.channel, sent.sender, sent.to, f"request/{sent.seq}", arrive)


def carry_reply(world: World, answer: RequestAnswered) -> None:
    """Let the answer to a request arrive at whoever asked."""

    def arrive(_: object) -> None:
        world.emit(ReplyReceived(world.now, answer.entry, answer.to, answer.seq))

    _carry(world, answer.channel, answer.sender, answer.to, f"reply/{answer.seq}", arrive)


def _carry(world: World, via: str, sender: str, to: str, stream: str, arrive: Callable[[object], None]) -> None:
    channel, model = world.scenario.channel[via], world.scenario.model
    delay = channel.delay.draw(lambda: world.rng(stream))
    factor = model.factor / 2 if world.situation.liaised(sender, to) else model.factor
    if factor != 1:
        delay = round(delay * factor)
    if channel.one_at_a_time and model.queues:
        world.env.process(_queue(world, channel, sender, delay, arrive))
    else:
        world.after(delay + model.chains, arrive)


def _queue(world: World, channel: Channel, sender: str, delay: int, arrive: Callable[[object], None]) -> Process:
    """Wait for the team's one courier, then for the way."""
    with world.courier(channel.id, sender).request() as turn:
        yield turn
        yield world.env.timeout(delay)
    if world.scenario.model.chains:
        yield world.env.timeout(world.scenario.model.chains)
    arrive(None)
