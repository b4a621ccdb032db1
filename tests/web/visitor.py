"""A visitor without a network: speaks ASGI to an app, keeps cookies, and may hold a live socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

HOST = "exercise.example"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)


@dataclass
class Visitor:
    """One browser at one app."""

    app: ASGIApp
    scheme: str = "http"
    address: str = "192.0.2.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page."""
        return asyncio.run(self.ask("GET", path, b"", headers))

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """Send a form."""
        return asyncio.run(self.ask("POST", path, urlencode(form).encode(), headers))

    def send(self, path: str, body: Any, **headers: str) -> Answer:
        """Send JSON."""
        return asyncio.run(self.ask("POST", path, json.dumps(body).encode(), headers))

    async def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Make one request."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(self._scope("http", path, headers) | {"method": method}, receive, send)
        raw = sent[0]["headers"]
        for name, value in raw:
            if name == b"set-cookie":
                for key, morsel in SimpleCookie(value.decode()).items():
                    self.cookies[key] = morsel.value
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return Answer(sent[0]["status"], {name.decode(): value.decode() for name, value in raw}, text)

    @asynccontextmanager
    async def live(self, path: str = "/live", **headers: str) -> AsyncIterator[Live]:
        """Open a WebSocket, and close it at the end."""
        line = Live()
        line.incoming.put_nowait({"type": "websocket.connect"})
        scope = self._scope("websocket", path, headers) | {"subprotocols": []}
        task = asyncio.ensure_future(self.app(scope, line.incoming.get, line.outgoing.put))
        try:
            yield line
        finally:
            line.incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})
            await task

    def _scope(self, type: str, path: str, headers: dict[str, str]) -> dict[str, Any]:
        path, _, query = path.partition("?")
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        all_headers = {"host": HOST, "cookie": cookie} | headers
        return {
            "type": type,
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "scheme": self.scheme if type == "http" else "ws",
            "server": (HOST, 80),
            "client": (self.address, 40_000),
            "root_path": "",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in all_headers.items()],
        }


@dataclass
class Live:
    """An open WebSocket, seen from the browser."""

    incoming: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    outgoing: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)

    async def message(self) -> Message:
        """The next thing the server does."""
        async with asyncio.timeout(20):
            return await self.outgoing.get()

    async def signal(self) -> Any:
        """The next signal."""
        message = await self.message()
        if message["type"] == "websocket.accept":
            message = await self.message()
        assert message["type"] == "websocket.send", message
        return json.loads(message["text"])

    @property
    def quiet(self) -> bool:
        """Whether the server has nothing more to say."""
        return self.outgoing.empty()
