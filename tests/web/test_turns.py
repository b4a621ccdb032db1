"""Whose turn it is to be told: nobody is forgotten, nobody is told twice, and the pressing goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest

from exercise.web.turns import MOST, Lane, Turns


def told(*queued: tuple[str, Lane], gone: Iterable[str] = ()) -> list[str]:
    """Who is told, in order, when all of these are queued at once; a last one says that nobody else is."""

    async def scene() -> list[str]:
        turns: Turns[str] = Turns()
        for who, lane in queued:
            turns.queue(who, lane)
        for who in gone:
            turns.leave(who)
        # The staff wait longest.
        turns.queue("last", Lane.STAFF)
        found = []
        while (who := await turns.next()) != "last":
            found.append(who)
        return found

    return asyncio.run(scene())


def test_who_came_first_is_told_first() -> None:
    """In one lane people are told in the order in which something came for them."""
    assert told(*((name, Lane.NOW) for name in "cab")) == ["c", "a", "b"]


def test_what_came_goes_before_who_looks_on() -> None:
    """A colleague's answer waits for everybody to whom something came, however late they were queued."""
    waiting = [(f"now {number}", Lane.NOW) for number in range(5)]
    assert told(("colleague", Lane.COLLEAGUE), *waiting) == [*(name for name, _ in waiting), "colleague"]


def test_however_much_there_is_one_is_told_once() -> None:
    """What comes while somebody waits is told with the rest."""
    assert told(*[("ada", Lane.COLLEAGUE)] * 3, ("ada", Lane.STAFF)) == ["ada"]


def test_a_more_pressing_word_is_not_held_up() -> None:
    """Who waits for a colleague's answer and is sent an inject is told at once, of both."""
    queue = [("ada", Lane.COLLEAGUE), ("ben", Lane.COLLEAGUE), ("ben", Lane.NOW), ("ben", Lane.COLLEAGUE)]
    assert told(*queue) == ["ben", "ada"]


def test_who_has_gone_is_not_told() -> None:
    """A tab that is closed has no turn any more."""
    assert told(("ada", Lane.NOW), ("ben", Lane.COLLEAGUE), gone=["ada", "ben", "nobody"]) == []


def test_a_turn_is_waited_for() -> None:
    """Whoever asks for the next one before there is one gets it when it comes."""

    async def scene() -> str:
        turns: Turns[str] = Turns()
        asked = asyncio.ensure_future(turns.next())
        await asyncio.sleep(0)
        assert not asked.done()
        turns.queue("ada", Lane.NOW)
        return await asked

    assert asyncio.run(scene()) == "ada"


def test_who_looks_on_yields_where_the_process_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that comes late puts off the next one of those who look on, and of nobody else."""

    async def scene(lane: Lane, late: float = 0.05) -> float:
        turns: Turns[str] = Turns()
        loop, clock = asyncio.get_running_loop(), [100.0]
        monkeypatch.setattr(loop, "time", lambda: clock[0])
        turns.queue("ada", lane)
        turns.queue("ben", lane)
        clock[0] += lane.after + late
        assert await turns.next() == "ada"
        return turns._due(lane) - clock[0]

    waits = {lane: asyncio.run(scene(lane)) for lane in Lane}
    assert waits[Lane.NOW] == pytest.approx(Lane.NOW.gap)
    assert waits[Lane.COLLEAGUE] > waits[Lane.STAFF] > waits[Lane.NOW]
    assert asyncio.run(scene(Lane.COLLEAGUE, late=3600)) == pytest.approx(Lane.COLLEAGUE.gap + MOST)
