"""Streamlit's page as we serve it: it bears our name, says what it needs, and knows where its server is.

Left to itself it asks for a server under its own address first,
`/desk/_stcore/health`, and is told twice that there is none.
"""

from __future__ import annotations

import asyncio
import re
from functools import cache
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from exercise.control import Control
from exercise.ui.main import PAGES, first_page
from exercise.ui.session import seat_of
from exercise.ui.theme import PRODUCT

_NEEDS = f"{PRODUCT} needs JavaScript. Switch it on for this site, or ask your controller for another browser."
_CHANGES = (
    ("<title>Streamlit</title>", f"<title>{PRODUCT}</title>"),
    ("<head>", "<head><script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>"),
    (re.compile(r"<noscript>.*?</noscript>", re.DOTALL), f"<noscript><p>{_NEEDS}</p></noscript>"),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    ('<link rel="service-desc" href="./_stcore/agent/openapi.json" />', ""),
    # A font that our theme does not use.
    (re.compile(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>'), ""),
)


class ShellChanged(RuntimeError):
    """Streamlit's page is not what it was; what stands above must be thought through again."""


@cache
def shell() -> str:
    """The page.

    Raises:
        ShellChanged: Streamlit's own page has nothing more of what is changed in it.
    """
    page = Path(streamlit.__file__).with_name("static").joinpath("index.html").read_text("utf-8")
    for old, new in _CHANGES:
        page, times = re.subn(old if isinstance(old, re.Pattern) else re.escape(old), new, page)
        if not times:
            raise ShellChanged(f"Streamlit's page has no {old}.")
    return page.strip()


def shell_routes(control: Control) -> list[Route]:
    """The address of every page, and the root, which leads to the page that comes first for whoever asks."""

    async def page(_request: Request) -> Response:
        return HTMLResponse(shell(), headers={"Cache-Control": "no-cache"})

    async def root(request: Request) -> Response:
        found = await asyncio.to_thread(seat_of, control, request.cookies)
        if found is None:
            return RedirectResponse("/join", 303)
        name = await asyncio.to_thread(first_page, control, found)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/{name}{query}", 303)

    return [Route("/", root), *(Route(f"/{name}", page) for name, _, _ in PAGES)]
