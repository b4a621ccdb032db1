"""News without end while somebody works: the page is whole after every step."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from exercise.core.acts import Decide
from tests.browser.others import Others, choose

pytestmark = pytest.mark.browser

STEPS = 8
# After each real signal the tab hears another forty times a second that there is news, whatever it has drawn.
STORM = """
(() => {
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(url, ...rest) {
      super(url, ...rest);
      if (!String(url).includes("/live")) return;
      let told = null;
      let more = 0;
      this.addEventListener("message", (event) => event.isTrusted && (told = event.data));
      setInterval(() => {
        if (!told) return;
        const signal = JSON.parse(told);
        more += 1;
        for (const run in signal.news) signal.news[run] += more;
        this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(signal) }));
        window.storm = more;
      }, 25);
    }
  };
})();
"""


def test_a_page_stays_whole_in_a_storm(desk: Page, others: Others) -> None:
    """Open, send, revise, leave for the lobby and come back, with redraws all the time: nothing stays half drawn."""
    desk.add_init_script(STORM)
    desk.reload()
    for step in range(STEPS):
        choose(desk, "The press calls")
        expect(desk.get_by_label("Write the line to take.")).to_be_visible()
        choose(desk, "A pick-up at the gate")
        why = desk.get_by_label("Why? (required)")
        expect(why).to_be_visible()
        desk.get_by_text("Order the alert").click()
        why.fill(f"Reason {step}.")
        desk.get_by_role("button", name="Send revision" if step else "Send", exact=True).click()
        expect(desk.get_by_text(re.compile(r"Sent \d\d:\d\d:\d\d · receipt [0-9A-F]{4}")).first).to_be_visible()
        expect(why).to_have_value(f"Reason {step}.")
        desk.get_by_role("link", name="Lobby").click()
        desk.get_by_role("button", name="Go to your desk").click()
        expect(desk.get_by_role("listbox", name="Inbox")).to_have_count(1)
    assert desk.evaluate("window.storm") > STEPS
    assert [act.rationale for act in others.log(Decide)] == [f"Reason {step}." for step in range(STEPS)]
