"""The life of exercises: whoever serves one says so every second, and tells the other processes who is here.

An exercise that nobody says this of for a while counts as an outage, with or without anybody connected.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import count
from secrets import token_hex

import structlog

from exercise.control import Control, NoSuchExercise

BEAT = 1.0
SEARCH = 5
STALE = 20

log = structlog.get_logger()


class Heartbeat:
    """The exercises this process keeps alive, and what it told the others of who is connected to it."""

    def __init__(
        self, control: Control, places: Callable[[], Iterable[str]], here: Callable[[str], Counter[str]]
    ) -> None:
        """``places`` names the exercises somebody looks at; ``here`` counts the tabs of each seat of one."""
        self._control = control
        self._places = places
        self._here = here
        self._name = token_hex(8)
        self._alive: set[str] = set()
        self._ended: set[str] = set()
        self._said: dict[str, dict[str, int]] = {}

    def begin(self, exercise: str) -> None:
        """Something was filed: keep it alive if it runs."""
        self._alive |= {exercise} - self._ended

    def elsewhere(self, exercise: str) -> Counter[str]:
        """How many tabs each seat has open at the other processes."""
        return self._control.store.attending(exercise, self._name, self._control.now() - timedelta(seconds=STALE))

    async def beat(self) -> None:
        """Once a second: keep running exercises alive, and tell the other processes who is here."""
        for number in count():
            if number % SEARCH == 0:
                self._alive |= await asyncio.to_thread(self._begun) - self._ended
            for exercise in tuple(self._alive):
                if not await asyncio.to_thread(self._keep_alive, exercise):
                    self._alive.discard(exercise)
                    self._ended.add(exercise)
            for exercise in {*self._said, *self._places()}:
                here = self._here(exercise)
                if here != self._said.get(exercise, {}) or (here and number % SEARCH == 0):
                    await asyncio.to_thread(self._say_who, exercise, here)
            await asyncio.sleep(BEAT)

    async def leave(self) -> None:
        """Tell the others that nobody is here any more."""
        for exercise in tuple(self._said):
            await asyncio.to_thread(self._say_who, exercise, Counter())

    def _begun(self) -> set[str]:
        """Exercises that may be running, whoever started them and whether or not anybody is connected."""
        try:
            found = self._control.store.exercises()
        except Exception:
            log.exception("search failed")
            return set()
        return {info.id for info in found if info.alive_wall is not None and not info.archived}

    def _keep_alive(self, exercise: str) -> bool:
        """Say that the exercise is served; False when it has ended or is deleted: nothing is left to keep alive."""
        try:
            self._control.heartbeat(exercise)
            return self._control.clock(exercise).state != "ended"
        except NoSuchExercise:
            return False
        except Exception:
            log.exception("heartbeat failed", exercise=exercise)
            return True

    def _say_who(self, exercise: str, here: Counter[str]) -> None:
        """Tell the other processes who is connected to this one."""
        try:
            self._control.store.attend(exercise, self._name, here, self._control.now())
        except Exception:
            log.exception("attendance failed", exercise=exercise)
            return
        if here:
            self._said[exercise] = here
        else:
            self._said.pop(exercise, None)
