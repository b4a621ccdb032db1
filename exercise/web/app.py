"""The ASGI app: Streamlit's pages, our routes beside them, and the guard before both."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
import structlog
import uvicorn
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket
from streamlit import config
from streamlit.web import bootstrap

from exercise import drafts, hindsight
from exercise.control import Control
from exercise.core.acts import Role, Seat
from exercise.core.refusals import MAX_TEXT
from exercise.ui import components, state
from exercise.ui.session import Session, login_of, open_to, seat_of, seats_of
from exercise.ui.theme import settings
from exercise.web.bodies import BodyTooLong, read_body
from exercise.web.guard import LOGIN_HEADER, Guard
from exercise.web.live import Hub, Place
from exercise.web.login import Door
from exercise.web.once import places_once, theme_once, wake_once
from exercise.web.shell import shell_routes
from exercise.web.watchdog import watched
from exercise.web.whole import draw_whole

SCRIPT = Path(__file__).parents[1] / "ui" / "main.py"
DRAFT_BYTES = 64 * 1024
TOO_LONG = (
    f"This is too long to be sent or saved: {MAX_TEXT:,} characters fit. It is kept in this browser only; shorten it."
)
# Behind a proxy a silent process is known by it; a browser on a bad line has longer.
PING = 10
PONG = 20
GRACE = 5
LOOKS = (20_000, 20, 50)

log = structlog.get_logger()


class SettingsNotApplied(RuntimeError):
    """Streamlit does not run with the settings that the product depends on; the message names them."""


def build(control: Control, script: Path = SCRIPT, routes: tuple[BaseRoute, ...] = ()) -> st.App:
    """The application over one control desk. One per process, as Streamlit's settings are.

    Raises:
        SettingsNotApplied: Streamlit did not take a setting over.
    """
    apply_settings()
    theme_once()
    places_once()
    wake_once()
    draw_whole()
    hub = hub_of(control)
    state.install(control, hub.connected)

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
        # What is loaded by now stays: to look through it again would stop everybody for a third of a second.
        gc.freeze()
        # Each look stops everybody, for 0.2 s where hundreds are connected; most pages leave nothing to be found.
        gc.set_threshold(*LOOKS)
        async with hub.running(), watched():
            yield None
        await asyncio.to_thread(hindsight.leave)

    return st.App(
        script,
        lifespan=lifespan,
        routes=[*our_routes(control, hub), *shell_routes(control), *routes],
        middleware=[our_guard(control)],
        on_script_error=_note_script_error,
    )


def hub_of(control: Control) -> Hub:
    """The hub that knows people by their cookie."""

    def places(lives: Sequence[WebSocket]) -> list[Place | None]:
        found = seats_of(control, [live.cookies for live in lives])
        return [_place(control, live, session) for live, session in zip(lives, found, strict=True)]

    return Hub(control, places)


def _place(control: Control, live: WebSocket, session: Session | None) -> Place | None:
    if session is None or session.account is None:
        # A seat belongs to its exercise; an account of the staff says which one it looks at.
        return Place(session.seat, session.exercise or "") if session else None
    wanted = live.query_params.get("exercise", "")
    may = any(info.id == wanted for info in open_to(control, session.account))
    return Place(session.seat, wanted) if may else None


def our_routes(control: Control, hub: Hub) -> list[BaseRoute]:
    """Everything that is served beside Streamlit."""
    return [
        *Door(control).routes(),
        WebSocketRoute("/live", hub.serve),
        Route("/draft", _Drafts(control).keep, methods=["POST"]),
        Route("/ready", _Ready(control).answer),
        Route("/assets/{digest}/{name}", _asset),
    ]


def our_guard(control: Control) -> Middleware:
    """The guard before everything, who knows people by their cookie."""

    def known(cookies: Mapping[str, str]) -> str | None:
        login = login_of(control, cookies)
        return login.token_sha if login else None

    return Middleware(Guard, known=known)


def apply_settings() -> None:
    """Make Streamlit run with our settings, whatever files and variables it found; then read them back.

    Raises:
        SettingsNotApplied: a setting did not arrive.
    """
    wanted = settings() | {"server.trustedUserHeaders": {LOGIN_HEADER: "login"}}
    bootstrap.load_config_options(wanted)
    missing = {name: value for name, value in wanted.items() if config.get_option(name) != value}
    if missing:
        raise SettingsNotApplied(f"Streamlit did not take over: {', '.join(sorted(missing))}.")


def serve(control: Control, host: str = "127.0.0.1", port: int = 8501, tls: tuple[Path, Path] | None = None) -> None:
    """Serve until told to stop; ``tls`` is a certificate and its key.

    Raises:
        SettingsNotApplied: Streamlit did not take a setting over.
    """
    certificate, key = tls or (None, None)
    uvicorn.Server(
        uvicorn.Config(
            build(control),
            host=host,
            port=port,
            ws="websockets-sansio",
            ws_ping_interval=PING,
            ws_ping_timeout=PONG,
            timeout_graceful_shutdown=GRACE,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            access_log=False,
            log_level="warning",
            server_header=False,
        )
    ).run()


class _Posted(BaseModel):
    """A draft as a browser posts it: what it is ``about``, and the version its words follow."""

    model_config = ConfigDict(strict=True)

    about: str
    data: dict[str, Any]
    base_version: int | None


class _Drafts:
    """Where the browser leaves what is being typed."""

    def __init__(self, control: Control) -> None:
        self._control = control

    async def keep(self, request: Request) -> Response:
        """Save a draft; the answer says under which version, and what another window wrote meanwhile."""
        try:
            posted = _Posted.model_validate_json(await read_body(request, DRAFT_BYTES))
        except BodyTooLong:
            return _wrong(413, TOO_LONG)
        except ValidationError:
            return _wrong(400, "A draft is {about, data, base_version}.")
        session = await asyncio.to_thread(seat_of, self._control, request.cookies)
        if session is None or session.exercise is None or session.seat.role is not Role.TRAINEE:
            return _wrong(401, "You are signed out. Join again; your words are kept in this browser.")
        return await asyncio.to_thread(self._save, session.seat, session.exercise, posted)

    def _save(self, seat: Seat, exercise: str, posted: _Posted) -> Response:
        run = self._control.run(exercise, seat.syndicate)
        if not drafts.takes(run, seat, posted.about):
            return _wrong(404, "This is not on your desk, or no longer. Your words are kept in this browser.")
        now, base = self._control.now(), posted.base_version
        draft = self._control.store.save_draft(seat.id, posted.about, posted.data, now, base)
        return JSONResponse({"version": draft.version, "conflict": draft.data.get("conflict", [])})


class _Ready:
    """What a balancer asks: whether this process can reach its database."""

    def __init__(self, control: Control) -> None:
        self._control = control

    async def answer(self, _request: Request) -> Response:
        """200 or 503; Streamlit's own health answer does not depend on the database, and must not."""
        try:
            await asyncio.to_thread(self._control.store.exercises)
        except Exception:
            log.exception("not ready")
            return PlainTextResponse("The database does not answer.", 503)
        return PlainTextResponse("Ready.")


async def _asset(request: Request) -> Response:
    name: str = request.path_params["name"]
    content = components.assets().get(name)
    if content is None:
        return PlainTextResponse("Not found.", 404)
    current = request.path_params["digest"] == components.digest()
    return Response(
        content,
        media_type="text/css" if name.endswith(".css") else "text/javascript",
        headers={"Cache-Control": "public, max-age=31536000, immutable" if current else "no-store"},
    )


def _wrong(status: int, error: str) -> JSONResponse:
    return JSONResponse({"error": error}, status)


def _note_script_error(error: Exception) -> None:
    log.error("page failed", exc_info=error)
