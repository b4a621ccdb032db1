"""How a tab takes its line up again: the real script in a real browser, with a socket that is cut whenever it opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from exercise.ui import components
from tests.browser.server import Server

pytestmark = pytest.mark.browser

TRIES = 8
# Every socket is cut at once with a code; waits are noted and not waited; chance is a number.
SCENE = """
async ([script, code, chance, tries]) => {
  const waits = [];
  let opened = 0;
  Math.random = () => chance;
  const wait = setTimeout;
  window.setTimeout = (act, pause) => {
    if (!pause) return wait(act, pause);
    waits.push(pause);
    if (waits.length < tries) wait(act, 0);
  };
  window.WebSocket = class {
    constructor() {
      opened += 1;
      wait(() => this.onclose({ code }), 0);
    }
    close() {}
  };
  const { listen, signedOut } = await import(script);
  listen("an-exercise", () => {});
  for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => wait(done, 4));
  return { waits, opened, ended: signedOut() };
}
"""


@pytest.fixture
def cut(server: Server, sit: Callable[..., Page]) -> Callable[[int, float], dict[str, object]]:
    """Have every line of a tab cut with a code; what the tab does about it."""

    def scene(code: int, chance: float) -> dict[str, object]:
        page = sit()
        page.goto(f"{server.address}/join")
        script = f"/assets/{components.digest()}/live.js"
        found: dict[str, object] = page.evaluate(SCENE, [script, code, chance, TRIES])
        return found

    return scene


def test_each_try_waits_longer_and_none_at_the_same_time(cut: Callable[[int, float], dict[str, object]]) -> None:
    """The wait doubles up to eight seconds; chance takes up to half of it, so that tabs do not come all at once."""
    longest = [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]
    assert cut(1006, 1.0) == {"waits": longest, "opened": TRIES, "ended": False}
    assert cut(1006, 0.0)["waits"] == [wait / 2 for wait in longest]


def test_whoever_is_signed_out_does_not_try_again(cut: Callable[[int, float], dict[str, object]]) -> None:
    """The server has said that this login no longer counts."""
    assert cut(4401, 1.0) == {"waits": [], "opened": 1, "ended": True}


# A socket that is never answered; the clock can be set forward.
SILENT = """
async ([script, waited]) => {
  let opened = 0;
  let ahead = 0;
  const now = performance.now.bind(performance);
  performance.now = () => now() + ahead;
  window.WebSocket = class {
    static CONNECTING = 0;
    static OPEN = 1;
    readyState = 0;
    constructor() {
      opened += 1;
    }
    close() {
      this.readyState = 3;
      this.onclose({ code: 1006 });
    }
  };
  const { listen } = await import(script);
  listen("an-exercise", () => {});
  ahead = waited;
  for (let turn = 0; turn < 60 && opened < 2; turn += 1) await new Promise((done) => setTimeout(done, 50));
  return opened;
}
"""


@pytest.mark.parametrize(("waited", "calls"), [(3_000, 1), (11_000, 2)])
def test_a_call_that_nobody_answers_is_made_again(
    server: Server, sit: Callable[..., Page], waited: int, calls: int
) -> None:
    """A process that hangs takes the call and says nothing; the next call goes to another."""
    page = sit()
    page.goto(f"{server.address}/join")
    assert page.evaluate(SILENT, [f"/assets/{components.digest()}/live.js", waited]) == calls
