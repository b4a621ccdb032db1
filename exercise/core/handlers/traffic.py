"""What sending a report or a message sets off."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import (
    Send,
    Share,
)
from exercise.core.entries import Entry
from exercise.core.facts import (
    MessageSent,
)
from exercise.core.handlers.handling import Handler
from exercise.core.processes.carriage import carry_message, pass_on
from exercise.core.processes.world import World


def _share(world: World, entry: Entry, act: Share) -> None:
    sender = entry.seat.team or ""
    pass_on(world, act.report, sender, act.to, act.channel or None, entry.seq)
    if act.note.strip():
        title = world.scenario.report[act.report].title
        for team in act.to:
            _dispatch(world, entry, sender, team, f"With “{title}”: {act.note}", act.channel)


def _send(world: World, entry: Entry, act: Send) -> None:
    _dispatch(world, entry, entry.seat.team or act.sender or "excon", act.to, act.text, act.channel)


def _dispatch(world: World, entry: Entry, sender: str, to: str, text: str, channel: str) -> None:
    """Put words on their way; the first channel is the default."""
    via = channel or next(iter(world.scenario.channel))
    sent = MessageSent(entry.at, sender, to, text, via, entry.seq)
    world.emit(sent)
    carry_message(world, sent)


HANDLERS: dict[type[Any], Handler] = {Share: _share, Send: _send}
