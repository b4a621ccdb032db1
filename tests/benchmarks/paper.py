"""What the after-action report of a large exercise costs."""

from __future__ import annotations

import time
from typing import Any

from exercise.control import Control
from exercise.core.acts import Decide, EndEx, Role, Seat, StartEx
from exercise.report import compose, gather, written
from exercise.store import NewSeat, open_store
from tests.script import WALL, scenario

INJECTS, TEAMS = 100, "abc"


def reporting() -> dict[str, Any]:
    """A report on 300 decisions, from the stored exercise to the file, in real time and in CPU time (s)."""
    lines = [f"J{n} -> a b c | at 0:01 | window 50m | ask x:m+1 y:m-1 | objective O1 | task T1" for n in range(INJECTS)]
    reports = [f"report r{n} from a needed b 0:20 c 0:25" for n in range(20)]
    store = open_store("sqlite://")
    clock = [WALL]
    control = Control(store, now=lambda: clock[0], outage=None)
    scene = scenario("\n".join(["objective O1 T1", *reports, *lines]))
    exercise = control.create(scene, [NewSeat(Role.TRAINEE, team, "A", team) for team in TEAMS])
    excon = Seat("excon", Role.CONTROLLER)
    control.file(exercise, excon, StartEx(), "start")
    clock[0] = WALL.replace(minute=WALL.minute + 2)
    for info in store.seats(exercise):
        seat = Seat(info.id, info.role, info.team, info.syndicate)
        for n in range(INJECTS):
            act = Decide(f"J{n}", ("x" if n % 3 else "y",), rationale="Weighed against the mandate. " * 4)
            control.file(exercise, seat, act, f"{info.id}/{n}")
    clock[0] = WALL.replace(minute=WALL.minute + 55)
    control.file(exercise, excon, EndEx(), "end")
    figures: dict[str, Any] = {"decisions": len(store.recorded(exercise)["decision"])}
    for suffix in (".docx", ".html"):
        began, cpu = time.perf_counter(), time.process_time()
        size = len(written(compose(gather(control, exercise)), suffix))
        figures[suffix[1:]] = {
            "s": round(time.perf_counter() - began, 2),
            "cpu_s": round(time.process_time() - cpu, 2),
            "kb": size // 1024,
        }
    store.close()
    return figures
