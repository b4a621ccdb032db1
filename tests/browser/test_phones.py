"""A drill on phones; all seven teams play it in `make soak`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phones import play
from tests.browser.server import Server

pytestmark = pytest.mark.browser


def test_an_exercise_on_phones(server: Server, browser: Browser, picture: Callable[[Page, str], None]) -> None:
    """Three teams join, answer twice, share, write, ask and look, and end, on pages that were loaded once."""
    found = play(server, browser, ("region", "host", "civil"), picture)
    assert found == {"seats": 3, "answers": 6, "reloads": [], "overflows": [], "differences": []}
