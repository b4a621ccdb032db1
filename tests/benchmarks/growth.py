"""How the memory of a server grows while people are at it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from statistics import linear_regression
from typing import NamedTuple

from tests.benchmarks.serving import Served

EVERY = 5.0
# So long a server settles: what it loads and keeps for good is no growth.
SETTLING = 300.0
ENOUGH = 60.0


class Sample(NamedTuple):
    """The memory (MB) at a moment (s)."""

    at: float
    mb: float


@asynccontextmanager
async def sampled(server: Served) -> AsyncIterator[list[Sample]]:
    """Take samples of a server's memory for as long as it lasts."""
    samples: list[Sample] = []

    async def watch() -> None:
        while True:
            samples.append(Sample(time.monotonic(), server.rss()))
            await asyncio.sleep(EVERY)

    watching = asyncio.create_task(watch())
    try:
        yield samples
    finally:
        watching.cancel()


def mb_per_hour(samples: Sequence[Sample], settling: float = SETTLING) -> float | None:
    """The slope of a line through the samples after the server has settled; None where fewer than a minute is left."""
    later = [sample for sample in samples if sample.at - samples[0].at >= settling]
    if not later or later[-1].at - later[0].at < ENOUGH:
        return None
    return round(linear_regression([sample.at for sample in later], [sample.mb for sample in later]).slope * 3600, 1)
