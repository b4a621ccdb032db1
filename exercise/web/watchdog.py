"""What systemd is told: that this process serves, and then again and again that it does not hang.

A process that has stopped saying so is killed and started again, because a proxy finds out later, and only from people
who wait (sd_notify(3), `WatchdogSec=` in systemd.service(5)). Where nobody listens nothing is said.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

# One word that comes late is not the end.
SHARE = 3


@asynccontextmanager
async def watched() -> AsyncIterator[None]:
    """Say that the server is ready, and show life for as long as its loop turns."""
    tell("READY=1")
    patience = int(os.environ.get("WATCHDOG_USEC", "0")) / 1e6
    beating = asyncio.create_task(_beat(patience / SHARE)) if patience else None
    try:
        yield
    finally:
        tell("STOPPING=1")
        if beating:
            beating.cancel()


async def _beat(gap: float) -> None:
    while True:
        tell("WATCHDOG=1")
        await asyncio.sleep(gap)


def tell(word: str) -> None:
    """Say a word to whoever started this process, if they gave an address for it."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # An address that begins with @ is a name and no file.
    where = "\0" + address[1:] if address.startswith("@") else address
    # Where nobody takes the words in, the server does not wait.
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line, suppress(OSError):
        line.sendto(word.encode(), where)
