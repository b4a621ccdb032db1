"""What stands before everything else: who may knock, and what a browser may do with our pages."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exercise.web.shell import shell
from exercise.web.sso import DOORS as SSO_DOORS
from exercise.web.sso import IDENTITY

STREAM = "/_stcore/stream"
DOORS = {"/join", "/login", "/enter", "/ready", "/favicon.png", "/manifest.json"}
# A Streamlit page asks for these before it connects, and again before it reconnects.
HEALTH, HOST_CONFIG = "/_stcore/health", "/_stcore/host-config"
OPEN = ("/assets/", "/static/", "/api/")
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
HIDDEN = ("/_stcore/", "/media/", "/component/")
# Streamlit takes a page up again after a lost connection only when this is what it was.
LOGIN_HEADER = "x-whitecell-login"

# No site may send our pages messages, and when the server is away the page's own words will do:
# Streamlit's tell people to start `yourscript.py` in their terminal.
_HOST = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Guard:
    """Pure ASGI, because only that sees WebSockets: origin, login, headers, in this order.

    A foreign Origin never reaches Streamlit, which would ask an address on the internet who it is, twice
    and waiting; so the header goes no further even when it is ours.
    """

    def __init__(self, app: ASGIApp, known: Callable[[Mapping[str, str]], str | None]) -> None:
        """``known`` gives the id of the login that cookies hold, if it counts; it may ask the database."""
        self._app = app
        self._known = known
        self._headers = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        self._policy = _content_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["type"] == "http":
            send = self._with_headers(send, headers.get("host", ""))
        login, answer = None, self._own_answer(scope["path"], headers)
        if answer is None and self._guarded(scope):
            login = await asyncio.to_thread(self._known, HTTPConnection(scope).cookies)
            answer = None if login else self._stranger(scope)
        if answer is None:
            kept = [pair for pair in scope["headers"] if pair[0] not in {b"origin", LOGIN_HEADER.encode()}]
            mark = [(LOGIN_HEADER.encode(), login.encode())] if login else []
            await self._app({**scope, "headers": kept + mark}, receive, send)
        elif scope["type"] == "http":
            await answer(scope, receive, send)
        else:
            # Closing before accepting is an HTTP 403.
            await send({"type": "websocket.close", "code": 1008})

    def _own_answer(self, path: str, headers: Headers) -> Response | None:
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return PlainTextResponse("This page may not be used from another site.", 403)
        if path == HOST_CONFIG:
            return JSONResponse(_HOST, headers={"Cache-Control": "no-cache"})
        return PlainTextResponse("Not found.", 404) if path.startswith(CLOSED) else None

    def _guarded(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if scope["type"] == "websocket":
            return path == STREAM  # the live signal says in its own words that a login no longer counts
        return not (path in DOORS or path in SSO_DOORS or path == HEALTH or path.startswith(OPEN))

    def _stranger(self, scope: Scope) -> Response:
        if scope.get("method") in {"GET", "HEAD"} and not scope["path"].startswith(HIDDEN):
            # Whoever comes back from the identity provider is let in there.
            return RedirectResponse("/sso" if IDENTITY in HTTPConnection(scope).cookies else "/join", 303)
        return PlainTextResponse("Join first.", 401)

    def _with_headers(self, send: Send, host: str) -> Send:
        # Older browsers do not count a WebSocket to the same host as 'self'.
        sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", self._policy.format(sockets=sockets))
                # Streamlit opens its media to every site.
                del headers["Access-Control-Allow-Origin"]
            await send(message)

        return sending


def _content_policy() -> str:
    """Nothing from elsewhere: no picture, font or script, and no word to it. Streamlit styles inline."""
    scripts = [sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(shell())]
    inline = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in scripts)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {inline}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self'{sockets}",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
