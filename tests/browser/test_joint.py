"""What only a browser can show of teams that need each other: figures that run, words that stay, a map to walk by."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exercise.core.acts import PICTURE, Decide, Probe, Request, Send, SetRate, Share
from exercise.core.scenario import Scenario
from tests.browser.others import TOKEN, Others, choose
from tests.browser.server import Server
from tests.pages.joint import JOINT

pytestmark = pytest.mark.browser

WORDS = "Who holds the bridge since midnight"


@pytest.fixture
def scenario() -> Scenario:
    """Teams that need each other."""
    return JOINT


@pytest.fixture
def sign_in(server: Server, others: Others, sit: Callable[..., Page]) -> Callable[..., Page]:
    """Ada of Force HQ on a page."""

    def go(page: str = "desk", phone: bool = False) -> Page:
        made = sit(phone)
        made.context.add_cookies([{"name": "whitecell", "value": TOKEN, "url": server.address}])
        made.goto(f"{server.address}/{page}")
        return made

    assert others.seats["force"].name == "Ada"
    return go


@pytest.fixture
def desk(sign_in: Callable[..., Page]) -> Page:
    """Her desk, with the questions beside the play put off."""
    page = sign_in()
    put_off(page)
    return page


def put_off(page: Page) -> None:
    """Put the two questions off."""
    for asked in ("Who holds the bridge?", "An attack before dawn?"):
        expect(page.locator(".st-key-probe")).to_contain_text(asked)
        later = page.get_by_role("button", name="Later")
        expect(later).to_have_count(1)
        later.click()
    expect(page.locator(".st-key-probe")).to_have_count(0)


def test_sharing_out(desk: Page, others: Others) -> None:
    """What is left is reckoned while one types; the amounts survive a refresh and are sent as they stand."""
    choose(desk, "Water for the camp")
    clinic = desk.get_by_label("The clinic")
    clinic.fill("7")
    expect(desk.get_by_text("3 of 10 left").first).to_be_visible()
    desk.get_by_label("The market").fill("4")
    expect(desk.get_by_text("1 more than the 10 there are").first).to_be_visible()
    desk.get_by_label("The market").fill("3")
    expect(desk.get_by_text("All 10 shared out").first).to_be_visible()
    expect(desk.get_by_text(re.compile(r"Draft saved \d\d:\d\d:\d\d")).first).to_be_visible()
    desk.reload()
    put_off(desk)
    expect(clinic).to_have_value("7")
    desk.get_by_role("button", name="Send", exact=True).first.click()
    expect(desk.get_by_text(re.compile(r"receipt [0-9A-F]{4}")).first).to_be_visible()
    (act,) = others.log(Decide)
    assert isinstance(act, Decide)
    assert dict(zip(act.options, act.amounts, strict=True)) == {"clinic": 7, "market": 3}


def test_a_probability_in_words(desk: Page, others: Others) -> None:
    """The slider says the figure in words while it moves, and its place survives a refresh."""
    choose(desk, "Will they come tonight?")
    slider = desk.get_by_role("slider").first
    expect(desk.get_by_text("50 %, about as likely as not").first).to_be_visible()
    expect(desk.get_by_text("What you type is saved by itself.").first).to_be_visible()
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight", delay=200)
    expect(desk.get_by_text("70 %, likely").first).to_be_visible()
    expect(desk.get_by_text(re.compile(r"Draft saved \d\d:\d\d:\d\d")).first).to_be_visible()
    desk.reload()
    put_off(desk)
    expect(desk.get_by_text("70 %, likely").first).to_be_visible()
    desk.get_by_role("button", name="Send", exact=True).first.click()
    expect(desk.get_by_text(re.compile(r"receipt [0-9A-F]{4}")).first).to_be_visible()
    assert others.log(Decide) == [Decide("J03", confidence=70)]


def test_a_request_keeps_its_words(desk: Page, others: Others) -> None:
    """Another kind, another tab and news leave what was typed; it is sent once."""
    desk.get_by_role("tab", name="Requests").click()
    box = desk.get_by_label("What you need, and what for")
    box.press_sequentially(WORDS, delay=5)
    desk.get_by_text("A resource", exact=True).click()
    expect(desk.get_by_label("Which", exact=True)).to_be_visible()
    expect(box).to_have_value(WORDS)
    others.file("controller", SetRate(60))
    others.file("police", Send("force", "Look at your gate."))
    desk.get_by_role("tab", name=re.compile("^Brief")).click()
    others.file("controller", SetRate(1))
    desk.get_by_role("tab", name=re.compile("^Requests")).click()
    expect(box).to_have_value(WORDS)
    desk.get_by_label("Which", exact=True).click()
    desk.get_by_role("option", name="Escort (Police)").click()
    desk.get_by_role("button", name="Ask", exact=True).dblclick()
    expect(desk.get_by_text("What your team asked for").first).to_be_visible()
    assert others.log(Request) == [Request("police", WORDS, "escort", "resource", channel="radio")]


def test_a_question_takes_no_keystroke(sign_in: Callable[..., Page], others: Others) -> None:
    """A question that lies on top of the desk leaves the answer under it its cursor and its words."""
    page = sign_in(phone=True)
    expect(page.locator(".st-key-probe")).to_be_visible()
    choose(page, "Shots at the market")
    box = page.get_by_label("Why? (optional)")
    box.press_sequentially("We go", delay=5)
    expect(page.get_by_text("Who holds the bridge?").first).to_be_visible()
    expect(box).to_be_focused()
    page.get_by_text("The *gendarmes*").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("before dawn?").first).to_be_visible()
    expect(box).to_have_value("We go")
    assert others.log(Probe) == [Probe("P1", 1)]


def test_a_time_limit_counts_down(desk: Page) -> None:
    """The limit above the inbox runs in the browser."""
    figure = desk.locator(".wc-limits .wc-left")
    expect(figure).to_have_text(re.compile(r"\d+:\d\d left"))
    shown = figure.inner_text()
    expect(figure).not_to_have_text(shown)


def test_the_picture_fills_by_itself(sign_in: Callable[..., Page], others: Others) -> None:
    """A report that was posted appears on map and list without a reload; its marker leads to it."""
    page = sign_in("picture")
    expect(page.get_by_text("Nobody has posted anything yet.").first).to_be_visible()
    others.file("force", Share("rumour", (PICTURE,)))
    entry = page.locator("#entry-rumour")
    expect(entry).to_be_visible()
    marker = page.get_by_role("button", name="1: Pick-ups found")
    marker.focus()
    marker.press("Enter")
    expect(entry).to_have_class(re.compile("wc-found"))
    expect(page.locator("text.name", has_text="Ourzali <b>")).to_be_visible()
