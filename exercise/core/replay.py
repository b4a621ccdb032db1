"""An exercise is a pure function of a log: replay it, check its marks, branch it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from exercise.core.acts import Act, Seat
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.scenario import Scenario


def replay(scenario: Scenario, log: Iterable[Entry], until: int | None = None) -> Run:
    """Play a log up to exercise time ``until`` (ms), or to its last entry."""
    engine = Engine(scenario)
    for entry in log:
        if until is not None and entry.at > until:
            break
        engine.apply(entry)
    if until is not None:
        engine.advance(until)
    return engine.run()


class Divergence(NamedTuple):
    """The first entry whose mark a replay does not reproduce."""

    seq: int
    stored: str
    replayed: str


def diverges(scenario: Scenario, log: Iterable[tuple[Entry, str]]) -> Divergence | None:
    """Replay entries with their stored marks; return the first that differs, or None."""
    engine = Engine(scenario)
    for entry, mark in log:
        engine.apply(entry)
        if engine.mark != mark:
            return Divergence(entry.seq, mark, engine.mark)
    return None


def branch(log: Sequence[Entry], seq: int, act: Act | None) -> list[Entry]:
    """The log with the act of entry ``seq`` replaced, or left out; everything else as it was."""
    return [
        replace(entry, act=act) if entry.seq == seq and act is not None else entry
        for entry in log
        if entry.seq != seq or act is not None
    ]


def insert(log: Sequence[Entry], at: int, seat: Seat, act: Act) -> list[Entry]:
    """The log with one more act at exercise time ``at`` (ms), after whatever was filed up to then.

    It takes the next free number, so every other entry keeps its own and with it its chance; ``at`` below
    0 puts it before StartEx.
    """
    place = sum(entry.at <= at for entry in log)
    wall = log[max(0, place - 1)].wall
    entry = Entry(max(entry.seq for entry in log) + 1, max(0, at), wall, seat, act, seat.syndicate)
    return [*log[:place], entry, *log[place:]]


def rewind(log: Sequence[Entry], until: int) -> list[Entry]:
    """The log up to and including exercise time ``until`` (ms), for another try from there."""
    return [entry for entry in log if entry.at <= until]
