"""EXCON at the controls of a full exercise: from the click until the page, and the desks, show what it did."""

from __future__ import annotations

from typing import Any

from tests.benchmarks import server as bench
from tests.benchmarks.crowd import RUNNING, Crowd, all_drawn, spread
from tests.benchmarks.streamlit_client import Tab

PAUSED = "The clock is paused."
PAUSES = 3


async def steering(everybody: Crowd, excon: Tab) -> dict[str, Any]:
    """Hold and release one inject after the other, then stop the clock and let it run, several times."""
    page: list[float] = []
    team: list[float] = []
    all_desks: list[float] = []
    for number in range(bench.SPARES):
        id = f"S{number}"
        await excon.drawn(f"Skip {id}", after=await excon.choose("Inject", f"{id} ·"))
        await _acted(excon, "Hold", "Lift the hold", page)
        clicked = await _acted(excon, "Release", f"{id} is released", page)
        seats = everybody.teams[number % len(everybody.teams)]
        team += [at - clicked for at in await all_drawn(seats, bench.title(number))]
    for _ in range(PAUSES):
        for label, becomes, shows in (("PauseEx", "Resume", PAUSED), ("Resume", "PauseEx", RUNNING)):
            clicked = await _acted(excon, label, becomes, page)
            all_desks += [at - clicked for at in await all_drawn(everybody.tabs, shows, after=clicked)]
            await everybody.calm()
    return {
        "clicks": len(page),
        "click_to_page_ms": spread(page),
        "release_to_desks_ms": spread(team),
        "clock_to_desks_ms": spread(all_desks),
    }


async def _acted(excon: Tab, label: str, becomes: str, took: list[float]) -> float:
    """Press a button, wait until the page says what became of it, note how long (s) it took; return when it was."""
    clicked = await excon.click(label)
    took.append(await excon.drawn(becomes, after=clicked) - clicked)
    return clicked
