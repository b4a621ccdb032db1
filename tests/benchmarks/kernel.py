"""How fast a log replays, beside the same number of bare SimPy events; and a durable answer beside a bare insert."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import simpy

from exercise.control import Control, Receipt
from exercise.core.acts import Act, Decide, Open, Role, Seat, Send, Share, StartEx
from exercise.core.engine import Engine
from exercise.core.entries import Entry
from exercise.core.replay import replay
from exercise.core.scenario import (
    HOUR,
    MINUTE,
    Agency,
    Ask,
    Channel,
    Effect,
    Inject,
    Measure,
    Option,
    Report,
    Scenario,
    Spread,
)
from exercise.store import NewSeat, open_store
from tests.script import WALL

ROUNDS = 15


def beside(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The least time (s) of either work, turn by turn: what each costs when nobody disturbs it."""
    times: tuple[list[float], list[float]] = [], []
    for _ in range(rounds):
        for work, took in zip((ours, theirs), times, strict=True):
            began = perf_counter()
            work()
            took.append(perf_counter() - began)
    return min(times[0]), min(times[1])


def big(teams: int = 10, injects: int = 200, entries: int = 1_500) -> tuple[Scenario, list[Entry]]:
    """A four-hour exercise: so many teams, asked injects and acts of people, all seeded."""
    rng = Random(1)
    names = [f"t{number}" for number in range(teams)]
    options = (Option("x", "X", 1, "", (Effect("m", 1),)), Option("y", "Y", 0, "", (Effect("m", -1),)))
    msel = tuple(
        Inject(f"I{number}", f"Inject {number}", (names[number % teams],), at=rng.randrange(3 * HOUR),
               window=15 * MINUTE, ask=Ask("choose", options=options))
        for number in range(injects)
    )  # fmt: skip
    reports = tuple(Report(f"r{n}", "R", "b", names[n % teams], "B2", True, "restricted", ()) for n in range(4 * teams))
    scenario = Scenario(
        "bench", "Bench", "1", 4 * HOUR, "2031-01-01T06:00",
        tuple(Agency(name, name, "x", "card") for name in names),
        (Channel("radio", "Radio", Spread("fixed", (MINUTE,)), "secret"),),
        (Measure("m", "M", 50, 1, -1),), msel, reports=reports,
    )  # fmt: skip
    acts: list[tuple[int, Seat, Act]] = []
    for inject in msel:
        seat = Seat(f"{inject.to[0]}-1", Role.TRAINEE, inject.to[0], "A")
        acts.append((inject.at + MINUTE, seat, Open(inject.id)))  # type: ignore[operator]
        for turn in range(3):
            decide = Decide(inject.id, (rng.choice("xy"),), rationale="because of this and of that")
            acts.append((inject.at + 2 * MINUTE + turn * 100_000, seat, decide))  # type: ignore[operator]
    while len(acts) < entries - 1:
        number = len(acts)
        sender, to = rng.sample(names, 2)
        seat, at = Seat(f"{sender}-1", Role.TRAINEE, sender, "A"), rng.randrange(4 * HOUR)
        share = Share(f"r{names.index(sender) + teams * (number % 4)}", (to,))
        acts.append((at, seat, share if number % 2 else Send(to, "Where are you?")))
    start = Entry(1, 0, WALL, Seat("excon", Role.CONTROLLER), StartEx())
    ordered = sorted(acts, key=lambda act: act[0])
    return scenario, [start, *(Entry(n, at, WALL, seat, act, "A") for n, (at, seat, act) in enumerate(ordered, 2))]


def replaying() -> dict[str, Any]:
    """A replay beside bare SimPy: as many processes that wait once, until as many events have been played."""
    scenario, log = big()
    steps = _steps(scenario, log)

    def bare() -> None:
        env = simpy.Environment()

        def wait(delay: int) -> Any:
            yield env.timeout(delay)

        # A process that waits once is three events: its start, its timeout and its end.
        for number in range(steps // 3):
            env.process(wait(number))
        env.run()

    ours, theirs = beside(lambda: replay(scenario, log, 4 * HOUR), bare)
    return {
        "teams": len(scenario.agencies),
        "injects": len(scenario.injects),
        "entries": len(log),
        "facts": len(replay(scenario, log, 4 * HOUR).facts),
        "simpy_events": steps,
        "ms": round(ours * 1000, 1),
        "ms_per_1000_entries": round(ours * 1e6 / len(log), 1),
        "times_bare_simpy": round(ours / theirs, 2),
    }


def _steps(scenario: Scenario, log: list[Entry]) -> int:
    """How many SimPy events a replay plays."""
    engine, played = Engine(scenario), 0
    step = engine.world.env.step

    def counted() -> None:
        nonlocal played
        played += 1
        step()

    engine.world.env.step = counted  # type: ignore[method-assign]
    for entry in log:
        engine.apply(entry)
    engine.advance(4 * HOUR)
    return played


def submitting(answers: int = 300) -> dict[str, Any]:
    """Answers through the control desk beside bare durable inserts into the same file, turn by turn."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        store = open_store(f"sqlite:///{path}")
        control = Control(store)
        scenario, _ = big(injects=20)
        exercise = control.create(scenario, [NewSeat(Role.TRAINEE, "t0", "A")])
        control.file(exercise, Seat("excon", Role.CONTROLLER), StartEx(60), "start")
        (info,) = store.seats(exercise)
        seat = Seat(info.id, Role.TRAINEE, "t0", "A")
        bare = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode", "synchronous"):
            bare.execute(f"PRAGMA {pragma}={_pragma(store, pragma)}")
        bare.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, words TEXT)")
        ours, theirs = [], []
        for number in range(answers):
            act = Send("t1", f"Message {number}: the convoy has passed the bridge and goes on to the camp.")
            began = perf_counter()
            receipt = control.file(exercise, seat, act, f"key-{number}")
            ours.append(perf_counter() - began)
            assert isinstance(receipt, Receipt)
            began = perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO bare (words) VALUES (?)", (act.text,))
            bare.execute("COMMIT")
            theirs.append(perf_counter() - began)
        bare.close()
        store.close()
    return {
        "answers": answers,
        "per_second": round(1 / median(ours)),
        "bare_inserts_per_second": round(1 / median(theirs)),
        "of_bare": round(median(theirs) / median(ours), 2),
    }


def _pragma(store: Any, name: str) -> Any:
    with store._database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()
