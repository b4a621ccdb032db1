"""Servers to be measured, each in a process of its own."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import psutil

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Served:
    """A server in a process of its own, or in several, over a database that this process can open too.

    ``trust`` knows the certificate where it is met by HTTPS.
    """

    host: str
    url: str
    exercise: str
    cookies: dict[str, str]
    pids: tuple[int, ...]
    trust: ssl.SSLContext | None = None

    def cpu(self) -> float:
        """The CPU time (s) spent so far."""
        return sum(spent(psutil.Process(pid)) for pid in self.pids)

    def rss(self) -> float:
        """The memory (MB)."""
        return sum(float(psutil.Process(pid).memory_info().rss) for pid in self.pids) / 2**20


def spent(process: psutil.Process) -> float:
    """The CPU time (s) that a process has spent so far."""
    needed = process.cpu_times()
    return float(needed.user + needed.system)


@asynccontextmanager
async def served(trainees: int, url: str = "") -> AsyncIterator[Served]:
    """Serve the test exercise with so many trainees in each of three teams; by default over a new database."""
    async with serving("tests.web.serve", trainees, url=url) as server:
        yield server


@asynccontextmanager
async def serving(module: str, *arguments: object, url: str = "") -> AsyncIterator[Served]:
    """Run a module that serves an exercise over a database, at a free port."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        url = url or f"sqlite:///{folder}/bench.db"
        process = subprocess.Popen(
            [sys.executable, "-m", module, url, str(port), *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            told = json.loads(await asyncio.to_thread(process.stdout.readline))
            await asyncio.to_thread(wait_for, f"http://127.0.0.1:{port}/ready")
            yield Served(f"127.0.0.1:{port}", url, told["exercise"], told["cookies"], (process.pid,))
        finally:
            process.terminate()
            process.communicate(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(150):
        with suppress(OSError), urlopen(url):
            return
        time.sleep(0.2)
    raise TimeoutError(url)
