"""The whole server in a process of its own, with Streamlit behind our doors."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from exercise.control import Control
from exercise.core.acts import Seat, StartEx
from exercise.store import open_store
from tests.benchmarks.serving import Served, served
from tests.benchmarks.streamlit_client import Tab


def start(server: Served) -> None:
    """File StartEx from this process, which the server has to notice."""
    control = Control(open_store(server.url))
    info = next(info for info in control.store.seats(server.exercise) if info.name == "excon")
    control.file(server.exercise, Seat(info.id, info.role), StartEx(), "start")
    control.store.close()


def test_a_page_follows_the_exercise(tmp_path: Path) -> None:
    """StartEx redraws the open page of the team concerned, and after a restart the login still holds."""
    url = f"sqlite:///{tmp_path}/whitecell.db"

    async def scene() -> None:
        async with served(1, url) as server, Tab(server.host, server.cookies["a1"], server.exercise) as ada:
            await ada.drawn("Injects: 0")
            await asyncio.to_thread(start, server)
            await ada.drawn("Injects: 1")
        async with served(1, url) as again, Tab(again.host, server.cookies["a1"], server.exercise) as ada:
            await ada.drawn("Injects: 1")

    asyncio.run(scene())


def test_strangers_and_other_sites_do_not_reach_streamlit() -> None:
    """The handshake of Streamlit's own socket is refused without a login, and with one from another site."""

    async def refused(server: Served, cookie: str, origin: str) -> int:
        with pytest.raises(InvalidStatus) as refusal:
            async with connect(
                f"ws://{server.host}/_stcore/stream",
                origin=Origin(origin),
                subprotocols=[Subprotocol("streamlit")],
                additional_headers={"Cookie": f"whitecell={cookie}"},
            ):
                pass
        return refusal.value.response.status_code

    async def scene() -> None:
        async with served(1) as server:
            assert await refused(server, "nobody", f"http://{server.host}") == 403
            assert await refused(server, server.cookies["a1"], "https://evil.example") == 403

    asyncio.run(scene())
