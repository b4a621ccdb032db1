"""What an instructor waits for: the debrief's rows, a step of its slider, a what-if, the decisive moments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any

from joblib.externals.loky import get_reusable_executor
from streamlit.testing.v1 import AppTest

from exercise.control import Control
from exercise.core.acts import EndEx, Role, Seat
from exercise.core.debrief import answering, flow, moments, playback, whatif
from exercise.core.engine import Run
from exercise.core.entries import Entry
from exercise.core.excon import boards
from exercise.core.replay import replay
from exercise.core.scenario import Option, Scenario
from exercise.core.scoring import scores
from exercise.hindsight import Hindsight
from exercise.shipped import folder
from exercise.store import NewSeat, open_store
from exercise.ui import session, state
from exercise.ui.debriefing import room
from tests.benchmarks.kernel import big

INSTRUCTOR = Seat("instructor", Role.INSTRUCTOR)
STEPS = 25


def debriefing() -> dict[str, Any]:
    """The debrief of a run with 10,000 facts: everything it opens with, one step of the slider, one what-if."""
    scenario, log = big(teams=10, injects=620, entries=6_100)
    run = replay(scenario, log, scenario.duration)
    changes = moments.candidates(run)
    stops = [run.at * step // STEPS for step in range(1, STEPS + 1)]
    return {
        "facts": len(run.facts),
        "open_ms": _ms(lambda: opened(run)),
        "step_ms": _ms(*(lambda at=at: stepped(run, at) for at in stops)),
        "page_ms": paged(scenario, log),
        "whatif_ms": _ms(*(lambda change=change: tried(run, log, change) for change in changes[:: len(changes) // 9])),
    }


def paged(scenario: Scenario, log: list[Entry]) -> float:
    """CPU (ms) of the debrief page's script on such a run, from the login to its last element; the least of three."""
    store = open_store("sqlite://")
    control = Control(store, outage=None)
    exercise = control.create(scenario, [NewSeat(Role.INSTRUCTOR, None)])
    control.keep(exercise, [*log, replace(log[0], seq=len(log) + 1, at=scenario.duration, act=EndEx())])
    (seat,) = store.seats(exercise)
    store.add_login(
        session.token_sha("bench"), seat_id=seat.id, created=control.now(), expires=control.now() + timedelta(days=1)
    )
    state.install(control)
    kept, session.cookie = session.cookie, lambda: "bench"
    try:
        app = AppTest.from_file(str(folder("pages") / "debrief.py"), default_timeout=60)
        times = []
        for _ in range(3):
            began = process_time()
            app.run()
            times.append(process_time() - began)
            assert not app.exception
            assert app.tabs, "the page is the debrief"
            for hindsight in room._tried.values():
                hindsight.cancel()
                hindsight.wait()
    finally:
        session.cookie = kept
        store.close()
    return round(1000 * min(times), 1)


def opened(run: Run) -> None:
    """Every row that the debrief shows before anybody moves anything."""
    for rows in (
        playback.course, flow.reach, flow.handoffs, flow.passings, flow.links,
        answering.spans, answering.decisions, answering.loads, scores,
    ):  # fmt: skip
        rows(run)
    tuple(boards.measures(run))
    stepped(run, run.at)


def stepped(run: Run, at: int) -> None:
    """What the slider shows at a moment."""
    then = playback.until(run, at)
    playback.desks(then)
    playback.truth(then)
    boards.loads(then, INSTRUCTOR)
    tuple(boards.measures(then))


def tried(run: Run, log: list[Entry], change: whatif.Change) -> None:
    """One what-if beside the real run, told in a sentence."""
    other = whatif.whatif(run.scenario, log, run.at, (change,))
    found = whatif.compare(run.scenario, change, whatif.summary(run), whatif.summary(other))
    moments.explain(run, found)


def deciding() -> dict[str, Any]:
    """Decisive moments of 100 decisions with three alternatives each, in a run of 10,000 facts, on two cores.

    The time is what somebody waits for, the processes' start included; the CPU is that of the processes, which
    other work on the machine disturbs less.
    """
    scenario, log = hundred()
    run = replay(scenario, log, scenario.duration)
    hindsight = Hindsight(run, log, jobs=2)
    began, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    hindsight.start()
    hindsight.wait()
    found, took = hindsight.moments(), perf_counter() - began
    get_reusable_executor().shutdown(wait=True)
    after = getrusage(RUSAGE_CHILDREN)
    return {
        "decisions": len(answering.decisions(run)),
        "alternatives": hindsight.total,
        "entries": len(log),
        "facts": len(run.facts),
        "moments": len(found),
        "s": round(took, 2),
        "cpu_s": round(sum(after[:2]) - sum(before[:2]), 2),
    }


def hundred() -> tuple[Scenario, list[Entry]]:
    """An exercise of 100 decisions with four options each, and 6,500 entries."""
    scenario, log = big(teams=10, injects=100, entries=6_500)
    more = (Option("v", "V", 0.5, ""), Option("w", "W", 0.5, ""))
    injects = tuple(
        replace(inject, ask=replace(inject.ask, options=inject.ask.options + more)) if inject.ask else inject
        for inject in scenario.injects
    )
    return replace(scenario, injects=injects), log


def _ms(*works: Callable[[], object]) -> float:
    times = []
    for work in works:
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return round(1000 * median(times), 1)
