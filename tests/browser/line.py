"""The line between a browser and the server, which a test can cut: a relay of bytes with a switch."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Thread
from typing import Self

from tests.browser.server import free_port

CHUNK = 65_536


class Line:
    """Relays connections to a port of this machine until it is cut, and again when it is mended.

    A line that is ``cut`` drops what it had and takes no new calls, as a router does that is switched off. One that is
    ``dead`` swallows everything and says nothing, as Wi-Fi does behind a wall: neither side hears that it is gone.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self.port = free_port()
        self._open: list[socket.socket] = []
        self._alive = Event()
        self._up = Event()
        self._up.set()
        self._alive.set()

    @property
    def address(self) -> str:
        """Where the browser calls."""
        return f"http://localhost:{self.port}"

    def __enter__(self) -> Self:
        """Open it."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._door = Thread(target=self._accept, daemon=True)
        self._door.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close it for good."""
        # Whoever waits at a socket that is closed waits on; one that is shut down lets go of everybody.
        _close(self._listener)
        self._door.join()
        self.cut()

    def cut(self) -> None:
        """Nothing goes through, and everybody hears it."""
        self._up.clear()
        while self._open:
            _close(self._open.pop())

    def fall_silent(self) -> None:
        """Nothing goes through, and nobody hears it."""
        self._alive.clear()

    def mend(self) -> None:
        """New calls go through; what was under way on a silent line is lost."""
        silent = not self._alive.is_set()
        if silent:
            self.cut()
        self._alive.set()
        self._up.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                if not self._up.is_set():
                    _close(caller)
                    continue
                if not self._alive.is_set():
                    self._open.append(caller)
                    continue
                try:
                    other = socket.create_connection(("127.0.0.1", self._server), timeout=10)
                except OSError:
                    _close(caller)
                    continue
                other.settimeout(None)
                self._open += [caller, other]
                for source, sink in ((caller, other), (other, caller)):
                    Thread(target=self._relay, args=(source, sink), daemon=True).start()

    def _relay(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(CHUNK):
                if self._alive.is_set():
                    sink.sendall(said)
        if self._alive.is_set():
            _close(source)
            _close(sink)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
