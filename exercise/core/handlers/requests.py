"""What a request and its answer set off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Answer, Reply, Request
from exercise.core.entries import Entry
from exercise.core.facts import MessageSent, RequestAnswered, RequestSent
from exercise.core.handlers.handling import Handler
from exercise.core.processes.carriage import carry_message, carry_request
from exercise.core.processes.requests import answer
from exercise.core.processes.world import World
from exercise.core.refusals.requests import goes_along


def _request(world: World, entry: Entry, act: Request) -> None:
    sender, situation = entry.seat.team or "", world.situation
    due = None if act.within is None else entry.at + act.within
    redundant = situation.traffic.asked_before(sender, act.to, act.what, act.about, act.text, act.release_to)
    sent = RequestSent(
        entry.at, entry.seq, sender, act.to, act.what, act.about, act.text, situation.way(act.channel), due,
        act.release_to, redundant,
    )  # fmt: skip
    world.emit(sent)
    carry_request(world, sent)


def _reply(world: World, entry: Entry, act: Reply) -> None:
    sent = world.situation.traffic.requests[act.entry].sent
    report = (act.report or goes_along(world.situation, sent)) if act.granted else ""
    _rule(world, entry, sent, act.granted, act.text, act.channel, report)


def _answer(world: World, entry: Entry, act: Answer) -> None:
    traffic, via = world.situation.traffic, world.situation.way(act.channel)
    if act.entry in traffic.requests:
        sent = traffic.requests[act.entry].sent
        report = goes_along(world.situation, sent) if act.granted else ""
        _rule(world, entry, sent, act.granted, act.text, act.channel, report)
        return
    mail = traffic.mail[act.entry].sent
    words = MessageSent(entry.at, mail.to, mail.sender, act.text, via, entry.seq, act.entry)
    world.emit(words)
    carry_message(world, words)


def _rule(
    world: World, entry: Entry, sent: RequestSent, granted: bool, text: str, channel: str, report: str
) -> None:  # fmt: skip
    via = world.situation.way(channel)
    answer(
        world, sent, RequestAnswered(entry.at, sent.seq, sent.to, sent.sender, granted, text, via, entry.seq, report)
    )


HANDLERS: dict[type[Any], Handler] = {Request: _request, Reply: _reply, Answer: _answer}
