"""An exercise on phones, from joining to EndEx: a browser for every team, none of which is loaded again on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Error, Locator, Page, expect

from exercise import seating
from exercise.control import Control, Receipt
from exercise.core.acts import Act, Decide, EndEx, Pause, Request, Resume, Role, Seat, Send, SetRate, Share, StartEx
from exercise.core.scenario import MINUTE
from exercise.store import NewSeat, open_store
from tests.browser.server import Server
from tests.browser.test_drill import SCENARIO

NARROW, USUAL = 360, 390
HEIGHT = 844
# Slow while people work, so that nothing comes between; fast in between.
SLOW, FAST = 0.2, 120.0
DRAWN = "[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
RECEIPT = re.compile(r"Sent \d\d:\d\d:\d\d.* receipt [0-9A-F]{4}")
# What each team answers, in the order of the stages below.
ASKED = {
    "force": ("I03", "I10"), "police": ("I04", "I12"), "civil": ("I04", "I11"), "host": ("I05", "I12"),
    "region": ("I05", "I13"), "sirocco": ("I05", "I13"), "jmac": ("I09", "I35"),
}  # fmt: skip
# A stage is a moment (minutes) at which these injects are open.
STAGES = ((6.5, {"I03", "I04", "I05"}), (21.0, {"I09"}), (30.5, {"I10", "I11", "I12", "I13"}), (46.0, {"I35"}))
# Two reports that cannot both be true, and who posts them: the second has it from an inject.
AGAINST = {"host": "kellouma-cache", "civil": "planters"}
# A page scrolls in Streamlit's main part; neither that nor the window may have anything beside the screen.
WIDER = """
() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
  .filter(Boolean).map((node) => node.scrollWidth - node.clientWidth).reduce((one, other) => Math.max(one, other))
"""


@dataclass
class Phone:
    """A seat at a phone: what its person does, and what was typed."""

    page: Page
    team: str
    name: str
    loads: int = 0
    said: list[Act] = field(default_factory=list)
    overflows: list[str] = field(default_factory=list)

    def fits(self, where: str) -> None:
        """Note down what is wider than the screen."""
        if beside := self.page.evaluate(WIDER):
            self.overflows.append(f"{self.team}, {where}: {beside} px at {self.page.viewport_size['width']}")  # type: ignore[index]

    def join(self, address: str, code: str) -> None:
        """Join with the code, and say ready. From here on the page is not loaded again."""
        page = self.page
        page.goto(f"{address}/join")
        self.fits("join")
        page.get_by_label("Join code").fill(code.lower())
        page.get_by_label("Your name").fill(self.name)
        page.get_by_role("button", name="Join").tap()
        page.get_by_role("button", name="Ready", exact=True).tap()
        expect(page.get_by_text("You are ready.").first).to_be_visible()
        self.fits("lobby")
        page.evaluate("window.joined = performance.timeOrigin")
        page.on("load", self._loaded)

    def _loaded(self) -> None:
        self.loads += 1

    @property
    def unbroken(self) -> bool:
        """Whether this is still the page that was joined on."""
        same = "window.joined === performance.timeOrigin && performance.getEntriesByType('navigation').length === 1"
        return not self.loads and bool(self.page.evaluate(same))

    def to_desk(self) -> None:
        """By the way that opens at StartEx."""
        self.page.get_by_role("button", name="Go to your desk").tap()
        expect(self.page.get_by_role("listbox")).to_be_visible()
        self.fits("desk")

    def put_off(self) -> None:
        """Put the questions beside the play off; what lies under them is to be worked at."""
        later = self.page.locator(".st-key-probe").get_by_role("button", name="Later")
        while True:
            expect(self.page.locator(DRAWN)).to_have_count(1)
            expect(self.page.locator("[data-stale=true]")).to_have_count(0)
            if not later.count():
                return
            self.fits("question")
            # The page may just be drawn again without the question, or with the next one.
            with suppress(Error):
                later.tap(timeout=3_000)

    def section(self, name: str) -> Locator:
        """Open a section of the desk."""
        self.put_off()
        self.page.get_by_role("tab", name=re.compile(f"^{name}")).tap()
        panel = self.page.get_by_role("tabpanel", name=re.compile(f"^{name}"))
        expect(panel).to_be_visible()
        return panel

    def answer(self, inject: str) -> None:
        """Open the inject, answer it with reasons of one's own, and see the receipt."""
        page, ask = self.page, SCENARIO.inject[inject].ask
        assert ask is not None
        self.put_off()
        page.get_by_role("option").filter(has_text=SCENARIO.inject[inject].title).tap(timeout=90_000)
        expect(page.get_by_role("heading", name=SCENARIO.inject[inject].title)).to_be_visible()
        expect(page.get_by_text("What you type is saved by itself.").first).to_be_visible()
        chosen: tuple[str, ...] = ()
        if ask.kind == "rank":
            chosen = tuple(option.id for option in ask.options)
            for place, id in enumerate(chosen, 1):
                row = page.locator(f".st-key-answer-{inject}-options-{id} label")
                row.filter(has_text=re.compile(rf"^{place}$")).tap()
        elif ask.kind == "choose":
            option = next(option for option in ask.options if not option.when)
            chosen = (option.id,)
            page.locator(f".st-key-answer-{inject}-options label").filter(has_text=option.text[:40]).tap()
        why = f"{self.name} on {inject}: «ça suffit», نعم 🚧" if ask.rationale != "none" else ""
        if why:
            page.locator(f".st-key-answer-{inject}-rationale textarea").fill(why)
        self.fits(inject)
        self.put_off()
        page.locator(f".st-key-answer-{inject}-send button").tap()
        expect(page.get_by_text(RECEIPT).first).to_be_visible()
        self.said.append(Decide(inject, chosen, rationale=why))

    def share(self, report: str, to: str) -> None:
        """Share a report, to a team or everybody, and see what a security officer would say."""
        panel = self.section("Reports")
        panel.locator(f".st-key-share-{report} button").tap()
        dialog, note = self.page.get_by_role("dialog"), f"{self.name} has this first hand."
        expect(dialog.get_by_text(SCENARIO.report[report].level.upper()).first).to_be_visible()
        dialog.get_by_role("button", name=re.compile(f"^{to}")).tap()
        if to == "Joint picture":
            outside = len(SCENARIO.report[report].release) < len(SCENARIO.agencies)
            expect(dialog.get_by_text("a breach.")).to_have_count(int(outside))
        expect(dialog.get_by_text(re.compile("^(Draft|What you type is) saved "))).to_be_visible()
        dialog.get_by_label("Note (optional)").fill(note)
        self.fits("share")
        dialog.get_by_role("button", name="Send", exact=True).tap()
        expect(dialog).to_have_count(0)
        team = {SCENARIO.name(agency.id): agency.id for agency in SCENARIO.agencies}
        self.said.append(Share(report, (team.get(to, "picture"),), note=note))

    def write(self, to: str) -> None:
        """Send a message."""
        panel, text = self.section("Messages"), f"{self.name}: we are at the gate. <b>Now</b>"
        self.pick(panel, "To", to)
        panel.get_by_label("Message", exact=True).fill(text)
        self.fits("messages")
        panel.get_by_role("button", name="Send", exact=True).tap()
        expect(panel.get_by_text(f"{self.name}: we are at the gate.").last).to_be_visible()
        self.said.append(Send(to, text))

    def ask(self, whom: str) -> None:
        """Ask for information."""
        panel, text = self.section("Requests"), f"{self.name}: who holds the bridge?"
        self.pick(panel, "Whom", whom)
        panel.get_by_label("What you need, and what for").fill(text)
        self.fits("requests")
        panel.get_by_role("button", name="Ask", exact=True).tap()
        expect(panel.get_by_text("What your team asked for")).to_be_visible()
        self.said.append(Request(whom, text))

    def pick(self, panel: Locator, box: str, team: str) -> None:
        """Choose a team from a select box."""
        panel.get_by_role("combobox", name=box, exact=True).tap()
        self.page.get_by_role("option", name=SCENARIO.name(team), exact=True).tap()
        expect(panel.get_by_role("combobox", name=box, exact=True)).to_have_value(re.compile(".+"))

    def look(self, wanted: Iterable[str]) -> None:
        """Walk to the joint picture, find the reports on map and list, and walk back."""
        self.put_off()
        self.walk("Picture")
        expect(self.page.get_by_role("heading", name="Joint picture")).to_be_visible()
        numbered = [(report, SCENARIO.report[report]) for report in wanted]
        for id, report in numbered:
            expect(self.page.locator(f"#entry-{id}")).to_be_visible()
            expect(
                self.page.get_by_role("button", name=re.compile(rf"^\d+: {re.escape(report.title)}"))
            ).to_be_visible()
        against = {other for id, report in numbered for other in report.conflicts if other in dict(numbered)}
        expect(self.page.get_by_text(re.compile("^Cannot be true together with"))).to_have_count(len(against))
        self.fits("picture")
        self.walk("Desk")
        expect(self.page.get_by_role("listbox")).to_be_visible()

    def walk(self, page: str) -> None:
        """To another page by its link, which a narrow screen keeps in the sidebar."""
        self.page.get_by_test_id("stExpandSidebarButton").tap()
        self.page.get_by_role("link", name=page, exact=True).tap()
        # The menu lies over the page, and makes way.
        expect(self.page.get_by_test_id("stExpandSidebarButton")).to_be_visible()


def play(
    server: Server, browser: Browser, teams: Iterable[str], picture: Callable[[Page, str], None] = lambda *_: None
) -> dict[str, Any]:
    """Play HARMATTAN LINK with a phone for each of these teams; the first has the narrow screen.

    Returns:
        ``seats`` and ``answers`` there were; ``reloads``: seats whose page was loaded again after they had joined;
        ``overflows``: what was wider than the screen; ``differences`` between what was typed and what is stored.
    """
    store = open_store(f"sqlite:///{server.database}")
    control = Control(store, outage=None)
    exercise = control.create(SCENARIO, [NewSeat(Role.TRAINEE, team, "A") for team in teams])
    cards = seating.again(control, store.seats(exercise))
    excon = Seat("excon", Role.CONTROLLER)

    def file(act: Act) -> None:
        assert isinstance(control.file(exercise, excon, act, uuid4().hex), Receipt)

    def until(minute: float) -> None:
        file(SetRate(FAST))
        while control.run(exercise, "A").at < minute * MINUTE:
            phones[0].page.wait_for_timeout(100)
        file(SetRate(SLOW))

    phones = []
    for number, card in enumerate(cards):
        width = USUAL if number else NARROW
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, has_touch=True, is_mobile=True)
        context.set_default_timeout(30_000)
        phone = Phone(context.new_page(), card.seat.team or "", f"Seat {number + 1}")
        phone.join(server.address, card.code)
        phones.append(phone)
    file(StartEx(SLOW))
    for phone in phones:
        phone.to_desk()
    for number, (minute, open_) in enumerate(STAGES):
        until(minute)
        for phone in phones:
            for inject in ASKED[phone.team]:
                if inject in open_:
                    phone.answer(inject)
            if number == 0:
                traffic(phone, phones)
            if phone.team in AGAINST and number == (0 if phone.team == "host" else 2):
                phone.share(AGAINST[phone.team], "Joint picture")
        picture(phones[0].page, f"phones-{number}")
    for phone in phones:
        phone.look([AGAINST[team] for team in ("host", "civil") if team in {other.team for other in phones}])
    picture(phones[-1].page, "phones-picture")
    file(Pause("Lunch."))
    for phone in phones:
        expect(phone.page.get_by_text("The clock is paused. Lunch.").first).to_be_visible()
        phone.fits("paused")
    file(Resume())
    for phone in phones:
        expect(phone.page.get_by_text("The clock is paused.")).to_have_count(0)
    file(EndEx())
    for phone in phones:
        expect(phone.page.get_by_text("The exercise has ended.").first).to_be_visible()
        expect(phone.page.get_by_role("button", name="Fill in the survey")).to_be_visible()
        phone.fits("ended")
    found = {
        "seats": len(phones),
        "answers": sum(isinstance(act, Decide) for phone in phones for act in phone.said),
        "reloads": [phone.team for phone in phones if not phone.unbroken],
        "overflows": [row for phone in phones for row in phone.overflows],
        "differences": [
            row for phone in phones for row in differences(phone, [
                row.entry.act for row in store.since(exercise, 0) if row.entry.seat.team == phone.team
            ])
        ],
    }  # fmt: skip
    for phone in phones:
        phone.page.context.close()
    store.close()
    return found


def traffic(phone: Phone, phones: list[Phone]) -> None:
    """What every seat does once beside its answers: a report to somebody, a message, a request."""
    partner = next(other.team for other in phones if other is not phone)
    own = [
        report.id for report in SCENARIO.reports if report.origin == phone.team and report.id != AGAINST.get(phone.team)
    ]
    if own:
        phone.share(own[0], SCENARIO.name(partner))
    phone.write(partner)
    phone.ask(partner)


def differences(phone: Phone, filed: list[Act]) -> list[str]:
    """What this seat's acts in the log say otherwise than what was typed, kind by kind, in words."""

    def words(act: Act) -> tuple[Any, ...]:
        match act:
            case Decide():
                return act.inject, act.options, act.text, act.rationale
            case Share():
                return act.report, act.to, act.note
            case Send() | Request():
                return act.to, act.text
        return ()

    rows = []
    for kind in (Decide, Share, Send, Request):
        typed = [words(act) for act in phone.said if isinstance(act, kind)]
        stored = [words(act) for act in filed if isinstance(act, kind)]
        if typed != stored:
            rows.append(f"{phone.team}, {kind.__name__}: typed {typed}, stored {stored}")
    return rows
