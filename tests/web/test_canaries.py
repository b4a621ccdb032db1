"""The bench hears a leak: a text that reaches a desk it was not written for is counted, and by whom it was."""

from __future__ import annotations

import asyncio

from exercise.control import Control, Receipt
from exercise.core.acts import Improvise
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.canary import Canaries, canary
from tests.benchmarks.crowd import resume
from tests.benchmarks.serving import Served, serving
from tests.benchmarks.streamlit_client import Tab


def test_a_planted_leak_is_heard() -> None:
    """A desk hears its own canaries and nobody else's, until one of a partner's is sent to it."""

    async def scene() -> None:
        async with serving("tests.benchmarks.server", 2, 2, 0) as server:
            resume(server)
            ears = Canaries("t0")
            async with Tab(
                server.host, server.cookies[bench.name(0, 0)], server.exercise, "desk", "inject=R0", ears.hear
            ) as tab:
                await tab.drawn("Round 0.")
                assert ears.own
                assert not ears.foreign
                plant(server)
                await tab.drawn(canary("t1"))
                assert set(ears.foreign) == {"t1"}

    asyncio.run(scene())


def plant(server: Served) -> None:
    """Have the controller write to a team what only the other one may read."""
    store = open_store(server.url)
    filed = Control(store).file(
        server.exercise, bench.EXCON, Improvise(canary("t1"), "A word that went astray.", ("t0",)), "plant"
    )
    store.close()
    assert isinstance(filed, Receipt), filed
