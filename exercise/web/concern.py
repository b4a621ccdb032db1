"""What has happened since the last look."""

from __future__ import annotations

from itertools import takewhile

from exercise.core.facts import Fact


def fresh(before: tuple[Fact, ...], after: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that were not there at the last look.

    Usually those at the end; where an earlier entry came late from another process, all from there on.
    """
    if after[: len(before)] == before:
        return after[len(before) :]
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return after[same:]
