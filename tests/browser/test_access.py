"""Pages for everybody: axe finds nothing serious on any, keys alone will do, fingers hit what they press."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from exercise import seating
from exercise.core.acts import PICTURE, Decide, Role, Seat, Send, Share
from exercise.core.scenario import Scenario
from exercise.course import hold
from exercise.shipped import folder
from tests.browser.others import TOKEN, Others, choose
from tests.browser.server import Server
from tests.pages.joint import JOINT

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}
TABS = '[data-testid="stTabs"] [role="tab"]'
DRAWN = "[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
STAFF = {"eva": Role.EVALUATOR, "evo": Role.EVALUATOR, "ines": Role.INSTRUCTOR, "cleo": Role.CONTROLLER}
LOOKS = 3
# Stops of the Tab key before whatever one looks for must have come.
STOPS = 60
# The size of a finger in a glove, less what rounding takes.
FINGER = 43.5

# What is pressed while the clock runs; tabs further right are reached by a swipe as well as by Streamlit's narrow
# arrow.
SMALL = """
(least) => {
  const roots = [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)];
  const pressed = "button, a[href], summary, [role=tab], [role=option], " +
    "[data-testid=stRadioOption], [data-testid=stCheckbox] label";
  const found = [];
  for (const root of roots)
    for (const node of root.querySelectorAll(pressed)) {
      const { left, top, width, height } = node.getBoundingClientRect();
      const out = !width || !height || left + width <= 0 || left >= innerWidth;
      const aside = node.closest("[data-testid=stSidebar], [data-testid^=stTabsScroll], [data-testid=stSkipToContent]");
      const hit = root.elementFromPoint(left + width / 2, top + height / 2);
      if (out || aside || (hit && !node.contains(hit))) continue;
      if (width < least || height < least)
        found.push([node.tagName, node.dataset.testid ?? node.className, width, height, node.textContent].join(" "));
    }
  return found;
}
"""
# Whether what has the focus looks otherwise than without it.
SHOWS_FOCUS = """
() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  const box = held.closest("label") ?? held;
  const outside = [box.parentElement?.parentElement, box.parentElement].filter(Boolean);
  const around = [...outside, box, ...box.querySelectorAll("*")];
  const look = () => JSON.stringify(around.map((node) => {
    const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(node);
    return [outline, boxShadow, borderColor, backgroundColor];
  }));
  const focused = look();
  held.blur();
  const left = look();
  held.focus();
  return focused !== left;
}
"""
HELD = """
() => {
  let held = document.activeElement;
  while (held.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  const kind = held.getAttribute("role") ?? held.type ?? held.tagName;
  return [kind, held.getAttribute("aria-label") ?? held.textContent].join(" ");
}
"""


class Reader:
    """Reads pages as axe does, and keeps what is serious of what it finds."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._axe = Axe()

    def read(self, page: Page, name: str) -> None:
        """Read what stands there, in both themes."""
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            # What is not a colour is the same in both.
            options = {"resultTypes": ["violations"]} | ({} if theme == "light" else {"runOnly": ["color-contrast"]})
            # A page that is just being drawn again is paler than it is; what is wrong with it stays.
            for _ in range(LOOKS):
                drawn(page)
                found = [
                    (f"{violation['id']}: {node['html'][:200]}", f"{name}, {theme}: {node['any'][:1]}"[:300])
                    for violation in self._axe.run(page, options=options).response["violations"]
                    if violation["impact"] in SERIOUS
                    for node in violation["nodes"]
                ]
                if not found:
                    break
            for what, where in found:
                self.found.setdefault(what, []).append(where)
        page.emulate_media(color_scheme="light")

    def tabs(self, page: Page, name: str) -> None:
        """Read every tab of a page."""
        for tab in page.locator(TABS).all_inner_texts():
            page.get_by_role("tab", name=tab, exact=True).click()
            self.read(page, f"{name}, {tab}")


def drawn(page: Page) -> None:
    """Wait until a page of Streamlit's is drawn."""
    if page.get_by_test_id("stApp").count():
        expect(page.locator(DRAWN)).to_have_count(1)
        expect(page.locator("[data-stale=true]")).to_have_count(0)


@pytest.fixture
def scenario() -> Scenario:
    """Teams that need each other."""
    return JOINT


@pytest.fixture
def enter(server: Server, others: Others, sit: Callable[..., Page]) -> Callable[..., Page]:
    """Somebody on a page, known by a token."""

    def go(token: str, path: str, phone: bool = False) -> Page:
        page = sit(phone)
        page.context.add_cookies([{"name": "whitecell", "value": token, "url": server.address}])
        page.goto(f"{server.address}/{path}")
        return page

    assert others.seats["force"].name == "Ada"
    return go


@pytest.fixture
def ended(others: Others) -> str:
    """An exercise that was played, rated and learnt from, and the staff who come in by their names."""
    now = datetime.now(UTC)
    staff = {name: others.store.add_account(name, role, "x", now).id for name, role in STAFF.items()}
    for name, id in staff.items():
        others.store.add_login(
            sha256(name.encode()).hexdigest(), account_id=id, created=now, expires=now + timedelta(hours=1)
        )
    raters = [Seat(staff[name], role) for name, role in STAFF.items() if role is not Role.CONTROLLER]
    (exercise,) = hold(others.control, [folder("injects") / "harmattan-link"], raters, now)
    return exercise


def serious(reader: Reader) -> str:
    """What was found, for people to read."""
    return "\n".join(
        f"{what}\n    {len(where)} times, first {where[0]}" for what, where in sorted(reader.found.items())
    )


def test_the_doors_and_the_trainees_pages(
    server: Server, others: Others, sit: Callable[..., Page], enter: Callable[..., Page]
) -> None:
    """Join, sign in, sign out, lobby, desk with every tab, a question and the share dialogue, the joint picture."""
    reader, door = Reader(), sit()
    for path in ("join", "login", "enter?token=used"):
        door.goto(f"{server.address}/{path}")
        reader.read(door, path)
    door.goto(f"{server.address}/join")
    door.get_by_label("Join code").fill("ZZZZZ-ZZZZZ")
    door.get_by_role("button", name="Join").click()
    expect(door.get_by_role("alert")).to_be_visible()
    reader.read(door, "join, refused")

    others.file("force", Share("rumour", (PICTURE,)))
    others.file("police", Send("force", "Look at your gate."))
    others.file("force", Send("press", "No comment."))
    others.file("force", Decide("J03", confidence=70))
    page = enter(TOKEN, "lobby")
    expect(page.get_by_text("Protect the camp").first).to_be_visible()
    reader.read(page, "lobby")
    page.goto(f"{server.address}/picture")
    expect(page.locator("#entry-rumour")).to_be_visible()
    reader.read(page, "picture")
    page.goto(f"{server.address}/desk")
    expect(page.locator(".st-key-probe")).to_be_visible()
    for title in ("Shots at the market", "Water for the camp", "Will they come tonight?", "Two detainees"):
        choose(page, title)
        reader.read(page, f"desk, {title}")
    reader.tabs(page, "desk")
    page.get_by_role("tab", name="Reports").click()
    page.get_by_role("button", name="Share").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    reader.read(page, "share")
    page.goto(f"{server.address}/logout")
    reader.read(page, "logout")
    assert not reader.found, serious(reader)


def test_the_staffs_pages(server: Server, others: Others, ended: str, enter: Callable[..., Page]) -> None:
    """Control, library, evaluate, scoreboard, debrief and progress, every part of each."""
    reader, running = Reader(), others.exercise
    others.file("force", Share("rumour", (PICTURE,)))
    for name, path, sign, parts in (
        ("cleo", f"control?exercise={running}", "MSEL", True),
        ("cleo", "library", "Scenarios", True),
        ("eva", f"evaluate?exercise={ended}", "Agreement", True),
        ("eva", f"picture?exercise={running}", "Against ground truth", False),
        ("ines", f"scoreboard?exercise={ended}", "How the teams do it", False),
        ("ines", f"debrief?exercise={ended}", "Ground truth", True),
        ("ines", "progress", "Readiness", True),
        ("ines", f"clock?exercise={running}", "Full screen", False),
    ):
        page = enter(name, path)
        expect(page.get_by_text(sign).first).to_be_visible(timeout=120_000)
        expect(page.get_by_text("Trying out what else")).to_have_count(0, timeout=120_000)
        reader.read(page, path)
        if parts:
            reader.tabs(page, path)
        page.context.close()
    assert not reader.found, serious(reader)


def test_from_join_to_answer_without_a_pointer(server: Server, others: Others, sit: Callable[..., Page]) -> None:
    """With Tab, arrows, Space and Enter alone one joins, opens an inject, answers it and has a receipt."""
    page = sit()
    page.emulate_media(reduced_motion="reduce")
    keys = page.keyboard

    def tab_to(wanted: str) -> None:
        for _ in range(STOPS):
            keys.press("Tab")
            if re.search(wanted, page.evaluate(HELD)):
                assert page.evaluate(SHOWS_FOCUS), f"the focus does not show on {wanted}"
                return
        raise AssertionError(f"the Tab key does not come to {wanted}")

    (card,) = seating.again(others.control, [others.seats["Ada"]])
    page.goto(f"{server.address}/join")
    keys.type(card.code)
    tab_to("text")
    keys.type("Ada")
    tab_to("^submit Join")
    keys.press("Enter")

    expect(page.get_by_role("listbox", name="Inbox")).to_be_visible()
    drawn(page)
    tab_to("^listbox Inbox")
    keys.press("End")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Shots at the market")).to_be_visible()
    drawn(page)
    tab_to("^radio")
    # The order of the options is each seat's own, and not all are open.
    for _ in range(6):
        keys.press("ArrowDown")
        if page.evaluate("() => document.activeElement.closest('label').textContent") == "Wait":
            break
    tab_to("^textarea Why")
    keys.type("By the keys.")
    tab_to("^submit.*Send")
    keys.press("Enter")
    expect(page.get_by_text(re.compile(r"Sent \d\d:\d\d:\d\d · receipt [0-9A-F]{4}")).first).to_be_visible()
    (act,) = others.log(Decide)
    assert isinstance(act, Decide)
    assert (act.inject, act.rationale, act.options) == ("J01", "By the keys.", ("wait",))


def test_what_is_pressed_under_pressure_is_a_finger_wide(others: Others, enter: Callable[..., Page]) -> None:
    """On a phone's desk nothing that one presses is smaller than 44 px, and nothing moves for who wants no motion."""
    page = enter(TOKEN, "desk", phone=True)
    page.emulate_media(reduced_motion="reduce")
    for asked in ("Who holds the bridge?", "An attack before dawn?"):
        expect(page.locator(".st-key-probe")).to_contain_text(asked)
        drawn(page)
        assert not (found := page.evaluate(SMALL, FINGER)), "\n".join(found)
        page.get_by_role("button", name="Later").click()
    expect(page.locator(".st-key-probe")).to_have_count(0)
    choose(page, "Shots at the market")
    drawn(page)
    assert not (found := page.evaluate(SMALL, FINGER)), "\n".join(found)
    page.get_by_role("tab", name="Reports").click()
    page.get_by_role("button", name="Share").first.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Send", exact=True)).to_be_visible()
    drawn(page)
    assert not (found := page.evaluate(SMALL, FINGER)), "\n".join(found)
    moving = page.evaluate("() => document.getAnimations().filter((one) => one.effect.getTiming().duration > 1).length")
    assert moving == 0


def test_the_sound_can_be_switched_off(others: Others, enter: Callable[..., Page]) -> None:
    """It stays off in this browser."""
    page = enter(TOKEN, "desk")
    page.get_by_role("button", name="Sound is on").click()
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Sound is off")).to_be_visible()
