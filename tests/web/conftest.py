"""Visitors at an exercise, without Streamlit behind the doors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from exercise.control import Control
from exercise.web import login
from exercise.web.app import hub_of, our_guard, our_routes
from exercise.web.live import Hub
from tests.web.stage import Stage, stage
from tests.web.visitor import Visitor


@pytest.fixture
def played() -> Stage:
    """An exercise in memory, ready for StartEx."""
    return stage()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the door made people wait; nobody really waits."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(login, "sleep", sleep)
    return waits


@pytest.fixture
def visit(played: Stage) -> Callable[..., Visitor]:
    """A new visitor, at an app over the exercise's control desk."""
    app = front(played.control)
    return lambda **traits: Visitor(app, **traits)


def front(control: Control, hub: Hub | None = None) -> Starlette:
    """Our routes and guard, with a page behind them that says who came through."""

    def page(request: Request) -> PlainTextResponse:
        return PlainTextResponse(f"inside {request.headers.get('x-whitecell-login', '')}")

    return Starlette(
        routes=[*our_routes(control, hub or hub_of(control)), Mount("/", routes=[Route("/{path:path}", page)])],
        middleware=[our_guard(control)],
    )
