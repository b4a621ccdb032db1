"""What systemd hears of a process: that it serves, that its loop turns, and that it stops."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from exercise.web.watchdog import tell, watched
from tests.browser.server import Server


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where systemd listens; it waits 30 ms for a sign of life."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(60)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "30000")
        yield line


def heard(line: socket.socket) -> list[str]:
    """What was said so far."""
    line.setblocking(False)
    words = []
    while True:
        try:
            words.append(line.recv(64).decode())
        except BlockingIOError:
            return words


def test_a_process_says_that_it_serves_and_lives(systemd: socket.socket, tmp_path: Path) -> None:
    """`whitecell serve` is ready, shows life again and again, and says that it stops."""
    with ThreadPoolExecutor() as pool:
        words = pool.submit(lambda: list(iter(lambda: systemd.recv(64).decode(), "STOPPING=1")))
        server = Server(tmp_path)
        server.start()
        server.stop()
        ready, *beats = words.result()
    assert ready == "READY=1"
    assert set(beats) == {"WATCHDOG=1"}
    assert len(beats) > 1


def test_nobody_takes_the_words_in(systemd: socket.socket) -> None:
    """The server does not wait for whoever started it."""
    for _ in range(1000):
        tell("WATCHDOG=1")
    assert set(heard(systemd)) == {"WATCHDOG=1"}


def test_a_loop_that_hangs_shows_no_life(systemd: socket.socket) -> None:
    """It is the loop that speaks: while something holds it up nothing is said."""

    async def hang() -> list[str]:
        async with watched():
            await asyncio.sleep(0)
            heard(systemd)
            time.sleep(0.1)
            return heard(systemd)

    assert asyncio.run(hang()) == []


def test_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that nobody watches says nothing, and serves."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)

    async def serve() -> bool:
        async with watched():
            return True

    assert asyncio.run(serve())
