"""A demonstration: one exercise at a brisk rate, with simulated trainees in every seat nobody takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from heapq import heappop, heappush
from itertools import count
from threading import Event, Thread

import structlog

from exercise.control import Control
from exercise.core.acts import Role, Seat
from exercise.core.bots import Plan, Policy, afresh, prepare, react
from exercise.store import SeatInfo, StoreError

LOOK = 0.5

log = structlog.get_logger()


class Crew:
    """Simulated trainees at a live exercise. They see what reaches their team and act when it is time.

    A bot falls silent when a person joins its team. What a bot has done it does not do again: each act is
    filed under a key made of what it is about.
    """

    def __init__(self, control: Control, exercise: str, policy: Policy = "typical") -> None:
        self._control = control
        self._exercise = exercise
        self._policy = policy
        self._stop = Event()
        # By syndicate: plans by their moment, and how many facts have been looked at (none before the plans are filed).
        self._plans: defaultdict[str | None, list[tuple[int, int, Plan]]] = defaultdict(list)
        self._seen: dict[str | None, int] = {}
        self._order = count()
        self._thread = Thread(target=self._work, name=f"crew-{exercise}", daemon=True)

    def start(self) -> None:
        """Sit down."""
        self._thread.start()

    def stop(self) -> None:
        """Stand up."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stop.wait(LOOK):
            try:
                if self.act():
                    return
            except StoreError:
                log.exception("crew waits", exercise=self._exercise)

    def act(self) -> bool:
        """Plan for what has happened since the last look and do what is due; True when the exercise has ended."""
        seats = self._control.store.seats(self._exercise)
        taken = {(seat.syndicate, seat.team) for seat in seats if seat.joined_wall is not None}
        for syndicate in dict.fromkeys(seat.syndicate for seat in seats if seat.team):
            run, plans = self._control.run(self._exercise, syndicate), self._plans[syndicate]
            bots = _first_of_each_team(seats, syndicate)
            found = [
                plan
                for fact in run.facts[self._seen.get(syndicate, 0) :]
                for seat in bots
                for plan in react(run.situation, self._policy, seat, fact)
            ]
            if run.clock.state == "ready" and syndicate not in self._seen:
                found += [plan for seat in bots for plan in prepare(run.scenario, self._policy, seat)]
            for plan in found:
                heappush(plans, (plan.at, next(self._order), plan))
            self._seen[syndicate] = len(run.facts)
            if run.clock.state == "ended":
                return True
            while plans and plans[0][0] <= run.at and (run.clock.running or run.clock.state == "ready"):
                _, _, plan = heappop(plans)
                act = afresh(run.situation, plan.seat, plan.act)
                if act is not None and (plan.seat.syndicate, plan.seat.team) not in taken:
                    key = f"bot/{plan.seat.syndicate}/{plan.seat.team}/{plan.key}"
                    self._control.file(self._exercise, plan.seat, act, key)
        return False


def _first_of_each_team(seats: Iterable[SeatInfo], syndicate: str | None) -> list[Seat]:
    """The seat a bot takes in each team of a syndicate."""
    found: dict[str, Seat] = {}
    for seat in seats:
        if seat.team and seat.syndicate == syndicate:
            found.setdefault(seat.team, Seat(seat.id, Role.TRAINEE, seat.team, seat.syndicate))
    return list(found.values())
