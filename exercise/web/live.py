"""The live signal: a WebSocket that says "something changed for your seat", and never what.

One hub per process. It looks at a run when an entry was filed, when the next simulated event is due,
and when the database says that another process has filed something; then it tells the seats concerned.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import uniform
from threading import Event as ThreadEvent
from threading import Thread
from typing import Any, NamedTuple

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from exercise.control import Control, NoSuchExercise
from exercise.core.acts import Role, Seat
from exercise.core.engine import Run
from exercise.core.facts import DecisionTaken
from exercise.core.views import concerned
from exercise.ui.timing import anchor, news
from exercise.web.concern import fresh
from exercise.web.heartbeat import Heartbeat
from exercise.web.turns import Lane, Turns

SIGNED_OUT = 4401
# The seat has another exercise now: the page is to be loaded again.
MOVED = 4409
PING = (15.0, 25.0)
PATIENCE = 10.0
LOOK_GAP = 0.02
ASK = 1.0
ROLL = 1.0
MARGIN = 0.002

log = structlog.get_logger()


class Place(NamedTuple):
    """Who opens a socket, and for which exercise."""

    seat: Seat
    exercise: str


@dataclass(eq=False)
class Listener:
    """One browser tab: what it was told last, whether there is more to tell, and when its login is looked at again."""

    socket: WebSocket
    seat: Seat
    exercise: str
    asked: float
    news: dict[str, int] = field(default_factory=dict)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def staff(self) -> bool:
        """Whether this seat sees every team."""
        return self.seat.role is not Role.TRAINEE

    def hears(self, syndicate: str) -> bool:
        """Whether the seat may know about this syndicate."""
        return self.staff or self.seat.syndicate == syndicate


@dataclass(eq=False)
class Watch:
    """One run that somebody looks at, as it was at the last look."""

    exercise: str
    syndicate: str
    run: Run
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class Hub:
    """Everybody who is connected to this process, and the runs they look at."""

    def __init__(self, control: Control, places: Callable[[Sequence[WebSocket]], Sequence[Place | None]]) -> None:
        """``places`` says who holds each of these sockets; None where the login does not count."""
        self._control = control
        self._places = places
        self._listeners: dict[str, set[Listener]] = {}
        self._watches: dict[str, dict[str, Watch]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._overheard = asyncio.Event()
        self._heart = Heartbeat(control, lambda: tuple(self._listeners), self._here)
        self._turns: Turns[Listener] = Turns()

    def connected(self, exercise: str) -> dict[str, int]:
        """How many tabs each seat has open, here and at the other processes; safe to ask from any thread."""
        return self._here(exercise) + self._heart.elsewhere(exercise)

    def _here(self, exercise: str) -> Counter[str]:
        return Counter(listener.seat.id for listener in tuple(self._listeners.get(exercise, ())))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch for as long as the server serves."""
        loop = asyncio.get_running_loop()

        def wake(exercise: str) -> None:
            with suppress(RuntimeError):  # the loop may be closing while a last entry is filed
                loop.call_soon_threadsafe(self.wake, exercise)

        def hear() -> None:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._overheard.set)

        over = ThreadEvent()
        ear = Thread(target=self._control.store.overhear, args=(hear, over), name="overhearing", daemon=True)
        self._control.watchers.append(wake)
        self._start(self._heart.beat())
        self._start(self._call())
        self._start(self._catch_up())
        self._start(self._call_the_roll())
        ear.start()
        try:
            yield
        finally:
            over.set()
            self._control.watchers.remove(wake)
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._heart.leave()
            await asyncio.to_thread(ear.join, PATIENCE)

    def wake(self, exercise: str) -> None:
        """Look at the runs of an exercise now, and keep it alive if it runs."""
        self._heart.begin(exercise)
        for watch in self._watches.get(exercise, {}).values():
            watch.woken.set()

    async def serve(self, socket: WebSocket) -> None:
        """Keep one tab informed until it leaves, is signed out, or stops listening."""
        await socket.accept()
        (place,) = await asyncio.to_thread(self._places, [socket])
        if place is None:
            await socket.close(SIGNED_OUT)
            return
        seat, exercise = place
        listener = Listener(socket, seat, exercise, _later())
        try:
            watches = await self._watch(exercise)
        except NoSuchExercise:
            await socket.close()
            return
        listener.news = {name: news(watch.run) for name, watch in watches.items() if listener.hears(name)}
        self._listeners.setdefault(exercise, set()).add(listener)
        talking = self._start(self._talk(listener))
        try:
            while True:
                await socket.receive_text()
        except (WebSocketDisconnect, KeyError):  # a binary frame has no text
            pass
        finally:
            talking.cancel()
            self._leave(listener)

    async def _talk(self, listener: Listener) -> None:
        """Send a signal when there is one, and every 15 to 25 s all the same."""
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):  # gone, going, or not listening
            while True:
                listener.woken.clear()
                async with asyncio.timeout(PATIENCE):
                    await listener.socket.send_json(self._signal(listener))
                with suppress(TimeoutError):
                    async with asyncio.timeout(uniform(*PING)):
                        await listener.woken.wait()
        with suppress(WebSocketDisconnect, RuntimeError):
            await listener.socket.close()

    def _signal(self, listener: Listener) -> dict[str, Any]:
        run = next(watch.run for name, watch in self._watches[listener.exercise].items() if listener.hears(name))
        return {"clock": anchor(run.clock, self._control.now()), "news": listener.news}

    def _leave(self, listener: Listener) -> None:
        exercise = listener.exercise
        listeners = self._listeners[exercise]
        listeners.discard(listener)
        self._turns.leave(listener)
        if not listeners:
            del self._listeners[exercise]
            for watch in self._watches.pop(exercise, {}).values():
                if watch.task is not None:
                    watch.task.cancel()

    async def _watch(self, exercise: str) -> dict[str, Watch]:
        """The watches on an exercise, begun if nobody looked so far."""
        if exercise not in self._watches:
            looks = await asyncio.to_thread(self._look_at_all, exercise)
            # Another tab may have come while this one looked.
            if exercise not in self._watches:
                self._watches[exercise] = looks
                for watch in looks.values():
                    watch.task = self._start(self._follow(watch))
        return self._watches[exercise]

    def _look_at_all(self, exercise: str) -> dict[str, Watch]:
        info = self._control.store.exercise(exercise)
        if info is None:
            raise NoSuchExercise(f"There is no exercise {exercise}.")
        return {name: Watch(exercise, name, self._control.run(exercise, name)) for name in info.syndicates}

    async def _follow(self, watch: Watch) -> None:
        """Look when woken and when the next event is due; tell those whom the difference concerns."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(until_due(watch.run, self._control.now())):
                    await watch.woken.wait()
            # Many entries at once are one look.
            await asyncio.sleep(LOOK_GAP if watch.woken.is_set() else 0)
            watch.woken.clear()
            try:
                run = await asyncio.to_thread(self._control.run, watch.exercise, watch.syndicate)
            except NoSuchExercise:
                return
            except Exception:
                log.exception("look failed", exercise=watch.exercise, syndicate=watch.syndicate)
                await asyncio.sleep(1)
                continue
            before, watch.run = watch.run, run
            self._tell(watch, before)

    def _tell(self, watch: Watch, before: Run) -> None:
        run = watch.run
        everybody = run.clock != before.clock
        facts = fresh(before.facts, run.facts)
        teams = concerned(facts, run.scenario)
        reached = concerned((fact for fact in facts if not isinstance(fact, DecisionTaken)), run.scenario)
        for listener in self._listeners.get(watch.exercise, ()):
            if not listener.hears(watch.syndicate):
                continue
            if listener.staff and (everybody or facts):
                lane = Lane.STAFF
            elif everybody or listener.seat.team in reached:
                lane = Lane.NOW
            elif listener.seat.team in teams:
                lane = Lane.COLLEAGUE
            else:
                continue
            listener.news = {**listener.news, watch.syndicate: news(run)}
            self._turns.queue(listener, lane)

    async def _call(self) -> None:
        """Tell whoever is to be told, one after the other."""
        while True:
            (await self._turns.next()).woken.set()

    async def _call_the_roll(self) -> None:
        """Once a second: whether those whose turn it is are still signed in, and still here; asked all in one go."""
        while True:
            await asyncio.sleep(ROLL)
            now = asyncio.get_running_loop().time()
            turn = [who for listeners in self._listeners.values() for who in listeners if who.asked <= now]
            for who in turn:
                who.asked = _later()
            places = await asyncio.to_thread(self._places_of, turn) if turn else []
            for who, place in zip(turn, places, strict=True):
                if place is None or place.exercise != who.exercise:
                    self._start(_send_away(who.socket, MOVED if place else SIGNED_OUT))

    def _places_of(self, turn: Sequence[Listener]) -> Sequence[Place | None]:
        try:
            return self._places([who.socket for who in turn])
        except Exception:
            # Nobody is sent away because the database did not answer.
            log.exception("roll call failed")
            return [Place(who.seat, who.exercise) for who in turn]

    async def _catch_up(self) -> None:
        """Take in what other processes have filed: when the database says so, and once a second all the same."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(ASK):
                    await self._overheard.wait()
            # Many commits at once are one look.
            await asyncio.sleep(LOOK_GAP)
            self._overheard.clear()
            for exercise, watches in tuple(self._watches.items()):
                seq = await asyncio.to_thread(self._head, exercise)
                if seq > max(watch.run.seq for watch in watches.values()):
                    self.wake(exercise)

    def _head(self, exercise: str) -> int:
        try:
            return self._control.refresh(exercise)
        except NoSuchExercise:
            return 0
        except Exception:
            log.exception("refresh failed", exercise=exercise)
            return 0

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _later() -> float:
    """When to look at a login again: everybody came, or was told, at once, and nobody is asked for at once."""
    return asyncio.get_running_loop().time() + uniform(*PING)


async def _send_away(socket: WebSocket, code: int) -> None:
    with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):  # gone, going, or not listening
        async with asyncio.timeout(PATIENCE):
            await socket.close(code)


def until_due(run: Run, now: datetime) -> float | None:
    """Seconds until the run's next event, or None when nothing will happen by itself."""
    due = None if run.next_due is None or not run.clock.running else run.clock.wall_of(run.next_due)
    # A timer that fires early would look, find nothing, and set itself again.
    return None if due is None else max(0.0, (due - now).total_seconds()) + MARGIN
