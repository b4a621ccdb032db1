"""What ten syndicates cost the controller: the board drawn, and one act filed in all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from streamlit.testing.v1 import AppTest

from exercise.control import Control, Receipt
from exercise.core.acts import Hold, Pause, Role, Seat, StartEx
from exercise.core.entries import Entry
from exercise.core.scenario import HOUR
from exercise.shipped import folder
from exercise.store import NewSeat, open_store
from exercise.ui import session, state
from tests.benchmarks.kernel import big

TEAMS, INJECTS, SEATS = 7, 200, 3
NOW = 2 * HOUR
EXCON = Seat("excon", Role.CONTROLLER)


def controlling(syndicates: int = 10, rounds: int = 5) -> dict[str, Any]:
    """A board of 200 injects in so many syndicates, in the middle of play, against one syndicate alone."""
    alone, together = _measured(1, rounds), _measured(syndicates, rounds)
    return {"syndicates": syndicates, "injects": INJECTS, "seats": syndicates * TEAMS * SEATS, **together,
            "alone": alone}  # fmt: skip


def _measured(syndicates: int, rounds: int) -> dict[str, Any]:
    with TemporaryDirectory() as place:
        control, exercise = _played(f"sqlite:///{Path(place)}/bench.db", syndicates)
        state.install(control)
        token = _signed_in(control, exercise)
        session.cookie = lambda: token  # type: ignore[assignment]
        app = AppTest.from_file(str(folder("pages") / "control.py"), default_timeout=120)
        app.session_state["inject"] = f"I{INJECTS - 1}"
        first = _cpu(app.run)
        assert not app.exception, app.exception
        again = min(_cpu(app.run) for _ in range(rounds))
        names = control.store.exercise(exercise).syndicates  # type: ignore[union-attr]
        situation = control.run(exercise, names[0]).situation
        waits = [id for id in situation.injects if situation.waits(id)]
        filing = []
        for inject in waits[:rounds]:
            began = perf_counter()
            filed = control.file_each(exercise, EXCON, dict.fromkeys(names, Hold(inject)), f"bench/{inject}")
            filing.append(1000 * (perf_counter() - began))
            assert all(isinstance(found, Receipt) for found in filed.values()), filed
        control.store.close()
    return {"draw_s": round(again, 3), "first_draw_s": round(first, 3), "file_ms": round(min(filing), 1)}


def _cpu(work: Callable[[], object]) -> float:
    """The CPU time (s) of some work: others on this machine do not count."""
    began = process_time()
    work()
    return process_time() - began


def _played(url: str, syndicates: int) -> tuple[Control, str]:
    """An exercise two hours in, every syndicate with a life of its own, paused."""
    scenario, log = big(TEAMS, INJECTS, 800)
    control = Control(open_store(url), outage=None)
    names = tuple("ABCDEFGHIJKL"[:syndicates])
    seats = [
        NewSeat(Role.TRAINEE, agency.id, name, f"{agency.id}-{seat}")
        for name in names
        for agency in scenario.agencies
        for seat in range(SEATS)
    ]
    exercise = control.create(scenario, [NewSeat(Role.CONTROLLER), *seats], syndicates=names)
    began = control.now() - timedelta(milliseconds=NOW)
    acts: list[tuple[int, Entry]] = [(0, Entry(1, 0, began, EXCON, StartEx()))]
    for name in names:
        acts += [
            (entry.at, replace(entry, seat=replace(entry.seat, syndicate=name), syndicate=name))
            for entry in log[1:]
            if entry.at < NOW
        ]
    acts.sort(key=lambda pair: pair[0])
    entries = [
        replace(entry, seq=seq, wall=began + timedelta(milliseconds=at)) for seq, (at, entry) in enumerate(acts, 1)
    ]
    entries.append(Entry(len(entries) + 1, NOW, control.now(), EXCON, Pause()))
    control.keep(exercise, entries)
    return control, exercise


def _signed_in(control: Control, exercise: str) -> str:
    seat = next(seat for seat in control.store.seats(exercise) if seat.role is Role.CONTROLLER)
    now = control.now()
    control.store.add_login(session.token_sha("bench"), seat_id=seat.id, created=now, expires=now + timedelta(days=1))
    return "bench"
