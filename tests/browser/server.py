"""The real server in a process of its own, as `whitecell serve` starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

WHITECELL = Path(sys.executable).with_name("whitecell")
PATIENCE = 60


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """`whitecell serve` in a folder of its own, over its default database or the one at ``url``."""

    folder: Path
    port: int = field(default_factory=free_port)
    said: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://localhost:{self.port}"

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "var/whitecell.db"

    @property
    def command(self) -> list[str]:
        """What starts it."""
        return [str(WHITECELL), "serve", "--port", str(self.port)]

    def start(self) -> None:
        """Start it and wait until it is ready."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start it and go on with something else meanwhile."""
        self._process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1", "WHITECELL_DATABASE_URL": self.url},
        )
        self._listener = Thread(target=self._listen, args=(self._process,), daemon=True)
        self._listener.start()

    def wait(self) -> None:
        """Wait until it is ready."""
        for _ in range(PATIENCE * 5):
            if self._process.poll() is not None:
                raise RuntimeError("".join(self.said))
            try:
                urlopen(f"{self.address}/ready", timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError("".join(self.said))

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            self.said.extend(lines)

    def stop(self) -> None:
        """Ask it to stop."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Pull the plug."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Have it hang: it is there and does nothing."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on where it stopped, as if no time had passed."""
        self._process.send_signal(signal.SIGCONT)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def _end(self, how: signal.Signals) -> None:
        if self._process.poll() is None:
            self._process.send_signal(how)
        self._process.wait(30)
        self._listener.join()

    def password(self) -> str:
        """The controller's password, which the first start prints."""
        found = re.search(r"password (\S+)", "".join(self.said))
        assert found, self.said
        return found[1]
