"""Three real browsers in the crowd: when something stood before their eyes, and everything that reached them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Page, WebSocket, async_playwright

from tests.benchmarks import server as bench
from tests.benchmarks.canary import Canaries
from tests.benchmarks.crowd import Crowd

WITNESSES = 3
PATIENCE = 30.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
# Components draw into shadow roots, which no observer of the page looks into by itself.
OBSERVE = """
(() => {
  const seen = (window.__seen = {});
  const look = (root) => {
    const text = root.textContent ?? "";
    for (const [found] of text.matchAll(/(?:Round|Spare) \\d+\\.|For everybody\\./g)) seen[found] ??= Date.now();
  };
  const watch = (root) =>
    new MutationObserver(() => look(root)).observe(root, { subtree: true, childList: true, characterData: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (how) {
    const root = attach.call(this, how);
    watch(root);
    return root;
  };
  watch(document);
})();
"""


@dataclass
class Witness:
    """A browser at the first seat of a team."""

    team: int
    page: Page
    ears: Canaries = field(default_factory=lambda: Canaries(""))

    async def saw(self, text: str) -> float | None:
        """When (epoch s) the text came to stand on the page; None when it never did."""
        for _ in range(round(PATIENCE * 10)):
            seen = await self.page.evaluate("() => window.__seen")
            if text in seen:
                return float(seen[text]) / 1000
            await asyncio.sleep(0.1)
        return None


@asynccontextmanager
async def witnesses(everybody: Crowd) -> AsyncIterator[list[Witness]]:
    """Open the desks of the first teams in Chromium; nobody comes where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        yield []
        return
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            yield [await _open(everybody, team, await browser.new_page()) for team in range(WITNESSES)]
        finally:
            await browser.close()


async def _open(everybody: Crowd, team: int, page: Page) -> Witness:
    server, ears = everybody.server, Canaries(f"t{team}")
    everybody.heard.append(ears)

    def hear(frame: str | bytes) -> None:
        ears.hear(frame if isinstance(frame, bytes) else frame.encode())

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", hear)

    page.on("websocket", listen)
    await page.context.add_cookies(
        [{"name": "whitecell", "value": server.cookies[bench.name(team, 0)], "url": f"http://{server.host}"}]
    )
    await page.add_init_script(OBSERVE)
    await page.goto(f"http://{server.host}/desk")
    await page.get_by_text("Choose an inject from your inbox").wait_for(timeout=PATIENCE * 1000)
    return Witness(team, page, ears)
