"""What sending a report or a message sets off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import PICTURE, Send, Share
from exercise.core.entries import Entry
from exercise.core.facts import MessageSent, ReportPosted
from exercise.core.handlers.handling import Handler
from exercise.core.processes.carriage import carry_message, pass_on, post
from exercise.core.processes.world import World


def _share(world: World, entry: Entry, act: Share) -> None:
    sender, posting = entry.seat.team or "", PICTURE in act.to
    to = tuple(team for team in act.to if team != PICTURE) if posting else act.to
    pass_on(world, act.report, sender, to, act.channel, entry.seq)
    if posting:
        post(world, ReportPosted(entry.at, act.report, sender, entry.seq, act.note))
    if act.note.strip():
        title = world.scenario.report[act.report].title
        for team in to:
            _dispatch(world, entry, sender, team, f"With “{title}”: {act.note}", act.channel)


def _send(world: World, entry: Entry, act: Send) -> None:
    _dispatch(world, entry, entry.seat.team or act.sender or "excon", act.to, act.text, act.channel)


def _dispatch(world: World, entry: Entry, sender: str, to: str, text: str, channel: str) -> None:
    """Put words on their way; the first channel that works is the default."""
    sent = MessageSent(entry.at, sender, to, text, world.situation.way(channel), entry.seq)
    world.emit(sent)
    carry_message(world, sent)


HANDLERS: dict[type[Any], Handler] = {Share: _share, Send: _send}
