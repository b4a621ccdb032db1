"""Seven phones play a whole exercise: `python -m tests.soak --only phones`."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.phones import ASKED, play
from tests.browser.server import Server


def seven() -> dict[str, Any]:
    """Every team at a phone, from joining to EndEx; the figures are those of `play`."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is not installed (Debian: chromium)."
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        server = Server(Path(folder))
        server.start()
        try:
            return play(server, browser, ASKED)
        finally:
            server.stop()
            browser.close()
