"""A controller's hour in real browsers: everything EXCON can do, bots and two people, a second controller who watches.

Two controllers and two trainees sit at real pages; the rest are simulated. Every act is timed from its first click to
what can be seen of it. After every act both controllers' boards are read and held against the log: neither may say
anything that is not so. `python -m tests.soak.controller 15` prints the figures.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from exercise.control import Control
from exercise.core.acts import Decide, Role, Seat
from exercise.core.excon import boards
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, Inject
from exercise.demo import Crew
from exercise.store import open_store
from exercise.ui.syndicates import side_by_side
from tests.browser import excon
from tests.browser.conftest import LAPTOP, PATIENCE, QUIET
from tests.browser.excon import filed, look_at, part, syndicate
from tests.browser.server import Server
from tests.browser.test_drill import SCENARIO, join, option, section, sign_in, to_desk

SLOW = 1.0
# A look at the whole board takes seconds itself: the grid brings its table up to date when scrolling has stopped.
TRUE_WITHIN = 20.0
_AFTER_SCROLLING = 350
# What a page says while nobody serves it.
_UNSERVED = re.compile(
    "ERR_CONNECTION_REFUSED|/_stcore/health|Is Streamlit still running|when disconnected from server"
)
# A trainee writes to each of them, and EXCON answers in their name.
WHOM = ("press", "elders", "icrc")
LAST_WORDS = "We would have held the bridge."
_ABOVE = SCENARIO.inject["I40"]
_EXCON = Seat("soak", Role.CONTROLLER)
Board = dict[str, tuple[str, ...]]


def fifteen_minutes(minutes: float = 15) -> dict[str, Any]:
    """Run it for so many real minutes.

    Returns:
        ``acts``: what was done and how often; ``entries`` in the log by kind; ``missing`` kinds; ``checks`` of the
        boards and ``disagreements`` (must be 0); ``console_errors`` in any browser; ``server_errors``: what was raised,
        and how often; ``slow``: acts whose effect took more than a second to see, with the seconds; ``effect_s``: the
        median and 95th percentile of all; ``longest_s``: the worst of each act; ``undone``: acts that did not come off;
        ``replays``: whether the log replays to the same marks.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "Chromium is not installed (Debian: chromium)."
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        server = Server(Path(folder))
        server.start()

        def sit() -> Page:
            context: BrowserContext = browser.new_context(viewport=LAPTOP, accept_downloads=True)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        day = Day(server, sit)
        try:
            day.open()
            day.run(minutes * 60)
            day.close()
            return day.figures()
        finally:
            server.stop()
            browser.close()


@dataclass
class Day:
    """The pages, what was done at them and what was seen."""

    server: Server
    sit: Callable[[], Page]
    acts: Counter[str] = field(default_factory=Counter)
    took: list[tuple[str, float]] = field(default_factory=list)
    checks: int = 0
    disagreements: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)

    def open(self) -> None:
        """From an empty database to StartEx, with everybody at their place."""
        self.first, self.second, self.force, self.police, self.room = (self._page(name) for name in (
            "first controller", "second controller", "force", "police", "room"
        ))  # fmt: skip
        sign_in(self.first, self.server)
        excon.set_up(self.first, self.server.folder)
        self.first.get_by_role("button", name="Create the exercise").click()
        found = excon.codes(self.first)
        password = excon.appoint(self.first, "second")
        excon.sign_in_as(self.second, self.server, "second", password)
        self.first.get_by_role("link", name="Control").click()
        join(self.force, self.server, found[f"{SCENARIO.name('force')} A"], "Ada Lovelace")
        join(self.police, self.server, found[f"{SCENARIO.name('police')} B"], "Bea Okoro")
        expect(self.first.get_by_text("joined, 2 ready")).to_be_visible()
        self.store = open_store(f"sqlite:///{self.server.database}")
        self.control = Control(self.store, outage=None)
        self.exercise = self.store.exercises()[0].id
        with self._timed("StartEx by key"):
            self.first.keyboard.press("Alt+s")
            expect(self.first.get_by_role("button", name="PauseEx")).to_be_visible()
        self._man()
        self.room.context.add_cookies(self.first.context.cookies())  # type: ignore[arg-type]
        self.room.goto(f"{self.server.address}/clock")
        expect(self.room.get_by_text("RUNNING")).to_be_visible()
        for page in (self.force, self.police):
            to_desk(page)
        for page in (self.first, self.second):
            part(page, "MSEL")

    def run(self, seconds: float) -> None:
        """Every act, spread over the time; the two people answer in between."""
        began, script = perf_counter(), [*self._script()]
        for number, act in enumerate(script, 1):
            sys.stderr.write(f"{number} of {len(script)}, {perf_counter() - began:.0f} s: {act.__name__}\n")
            self.attempt(act)
            self.check(act.__name__)
            self.answer(self.force, "force", "A")
            self.answer(self.police, "police", "B")
            while perf_counter() - began < number * seconds / len(script):
                self.first.wait_for_timeout(500)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do it; what cannot be done is written down, and the day goes on from a fresh page."""
        try:
            act()
        except (Error, AssertionError) as error:
            self.undone.append(f"{act.__name__}: {_brief(error)}")
            sys.stderr.write(f"{self.undone[-1]}\n")
            for name, page in (("first", self.first), ("police", self.police)):
                page.screenshot(path=f"var/soak-{act.__name__}-{name}.png")
            for page in (self.first, self.second):
                page.goto(f"{self.server.address}/control?exercise={self.exercise}")
                expect(page.get_by_role("tab", name="MSEL")).to_be_visible()

    def close(self) -> None:
        """EndEx with words typed and not sent."""
        self.attempt(self.draft)
        self.attempt(self.end)
        self.crew.stop()
        self.check("EndEx")
        decided = [row.entry.act for row in self.store.since(self.exercise, 0) if isinstance(row.entry.act, Decide)]
        if not any(act.draft and act.text == LAST_WORDS for act in decided):
            self.disagreements.append("EndEx did not file what was typed and not sent")

    def end(self) -> None:
        """EndEx, as it is seen at a desk."""
        with self._timed("EndEx"):
            excon.end(self.first)
            expect(self.police.get_by_text("The exercise has ended.").first).to_be_visible()

    def figures(self) -> dict[str, Any]:
        """What came of it."""
        entries = Counter(row.entry.act.kind for row in self.store.since(self.exercise, 0))
        times = sorted(seconds for _, seconds in self.took)
        agrees = Control(self.store, outage=None).diverges(self.exercise) is None
        self.store.close()
        return {
            "acts": dict(sorted(self.acts.items())),
            "entries": dict(sorted(entries.items())) | {"all": entries.total()},
            "missing": sorted(excon.ACTS - set(entries)),
            "checks": self.checks,
            "disagreements": self.disagreements,
            "console_errors": self.errors,
            "server_errors": dict(Counter(_raised(each) for each in "".join(self.server.said).split("Traceback ")[1:])),
            "effect_s": {"median": _at(times, 0.5), "p95": _at(times, 0.95), "most": _at(times, 1.0)},
            "slow": sorted(
                ((name, round(took, 2)) for name, took in self.took if took > SLOW), key=lambda row: -row[1]
            ),
            "longest_s": {
                name: round(max(took for other, took in self.took if other == name), 2)
                for name in sorted({name for name, _ in self.took})
            },
            "undone": self.undone,
            "replays": agrees,
        }

    def _page(self, name: str) -> Page:
        page = self.sit()

        def heard(message: ConsoleMessage) -> None:
            # Streamlit looks for its server under the page's own path before it tries the root.
            probing = "/_stcore/" in str(message.location.get("url", ""))
            refused = self.acts["outage"] and _UNSERVED.search(message.text)
            if message.type == "error" and not probing and not refused:
                self.errors.append(f"{name}: {message.text[:200]}")

        page.on("console", heard)
        page.on("pageerror", lambda error: self.errors.append(f"{name}: {str(error)[:200]}"))
        return page

    def _man(self) -> None:
        """Simulated trainees in every seat nobody took."""
        self.crew = Crew(self.control, self.exercise)
        self.crew.start()

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.acts[name] += 1
        self.took.append((name, perf_counter() - began))

    # What is so, and what the boards say.

    def truth(self) -> Board:
        """The board of all syndicates as the log has it now."""
        found = {name: self.control.run(self.exercise, name) for name in ("A", "B")}
        rows = side_by_side({name: boards.board(run, _EXCON) for name, run in found.items()})
        return {row["Inject"]: (row["Title"], row["Due"], *("".join(row[name]) for name in "AB")) for row in rows}

    def check(self, after: str) -> None:
        """Both boards say what is so, within the time a redraw takes."""
        for page in (self.first, self.second):
            part(page, "MSEL")
            syndicate(page, "All")
        for name, page in (("first", self.first), ("second", self.second)):
            self.checks += 1
            wrong = {"nothing was read": ("", "")}
            began = perf_counter()
            while wrong and perf_counter() - began < TRUE_WITHIN:
                before, seen, now = self.truth(), read(page), self.truth()
                wrong = _wrong(before, seen, now)
            if wrong:
                self.disagreements.append(f"{name} after {after}: {wrong}")

    # The two people.

    def answer(self, page: Page, team: str, where: str, wanted: Callable[[Inject, str], bool] | None = None) -> bool:
        """Answer an open question that has one choice, as a person does; whether there was one."""
        if self._ended(page):
            return False
        for inject, id in self._open(team, where, wanted or _free):
            try:
                _put_off(page)
                section(page, "Inject")
                page.get_by_role("option").filter(has_text=inject.title).first.click(timeout=5_000)
                expect(page.get_by_role("heading", name=inject.title)).to_be_visible()
                option(page, inject.id, id).click(timeout=5_000)
                why = page.get_by_label(re.compile("^Why"))
                if why.count():
                    why.first.fill("It is what we know now.")
                with self._timed("a person answers"):
                    page.get_by_role("button", name="Send", exact=True).click(timeout=5_000)
                    expect(page.get_by_text(re.compile(r"receipt [0-9A-F]{4}")).first).to_be_visible()
                return True
            except (Error, AssertionError) as error:
                if not self._closed(inject.id, team, where):
                    self.undone.append(f"{team} could not answer {inject.id}: {_brief(error)}")
        return False

    def draft(self) -> None:
        """An answer is typed and not sent, to a question that EXCON wrote from scratch."""
        title, question = "One more thing before the end", "What would you have done?"
        syndicate(self.first, "B")
        with self._timed("write from scratch"):
            excon.write_from_scratch(self.first, "police", title, question)
            excon.deliver(self.first)
        _put_off(self.police)
        section(self.police, "Inject")
        self.police.get_by_role("option").filter(has_text=title).click()
        self.police.get_by_label(question).fill(LAST_WORDS)
        expect(self.police.get_by_text(re.compile(r"saved \d\d:\d\d:\d\d", re.I)).first).to_be_visible()

    def _open(self, team: str, where: str, wanted: Callable[[Inject, str], bool]) -> list[tuple[Inject, str]]:
        """The open questions of a team, each with the first option that is wanted."""
        run = self.control.run(self.exercise, where)
        found = []
        for answer in run.situation.answers_of(team):
            inject = SCENARIO.inject.get(answer.inject)
            left = (answer.deadline or run.at + 60 * MINUTE) - run.at
            if inject is None or answer.closed or answer.decisions or left < 3 * MINUTE or inject.ask is None:
                continue
            if inject.ask.kind == "choose":
                ids = [option.id for option in inject.ask.options if wanted(inject, option.id)]
                found += [(inject, ids[0])] if ids else []
        return found

    def _closed(self, inject: str, team: str, where: str) -> bool:
        return self.control.run(self.exercise, where).situation.answers[inject, team].closed is not None

    def _ended(self, page: Page) -> bool:
        return page.get_by_text("The exercise has ended.").count() > 0

    # EXCON's acts, in the order in which they are done.

    def _script(self) -> list[Callable[[], None]]:
        return [
            self.hold_and_undo, self.hold_by_key, self.rulings, self.release, self.move, self.amend, self.skip,
            self.write, self.clone, self.letters, self.measure, self.notes, self.ahead, self.pause, self.rate,
            self.jump_deliver, self.write, self.room_clock, self.jump_skip, self.outage, self.release_at_once,
            self.jump_summary, self.seats, self.dry_run, self.try_again, self.write, self.drawer,
        ]  # fmt: skip

    def waiting(self, number: int = 1) -> list[str]:
        """Injects that wait in both syndicates and are not due for long."""
        rows = {name: boards.board(self.control.run(self.exercise, name), _EXCON) for name in ("A", "B")}
        later = self.control.run(self.exercise, "A").at + 25 * MINUTE
        both = [
            one.inject for one, other in zip(rows["A"], rows["B"], strict=False)
            if one.inject == other.inject and one.status == other.status == "waiting" and one.kind != "expected-action"
            and one.inject in SCENARIO.inject and (one.due is None or one.due > later)
        ]  # fmt: skip
        assert len(both) >= number, "The MSEL has run out of injects that wait."
        return both[-number:]

    def at(self, minutes: int) -> str:
        """An exercise time so many minutes from now, as it is typed."""
        return moment(self.control.run(self.exercise, "A").at + minutes * MINUTE).removeprefix("H+")

    def hold_and_undo(self) -> None:
        """Hold in all, take it back in all; the other controller sees both."""
        (id,) = self.waiting()
        for page in (self.first, self.second):
            look_at(page, id)
        with self._timed("hold"):
            excon.press(self.first, "Hold", f"{id} is held in A, B")
        with self._timed("the other controller sees it"):
            expect(self.second.get_by_text("Held by the controller")).to_be_visible()
        with self._timed("undo in all"):
            excon.press(self.first, "Lift the hold", f"{id} waits as before in A, B")
        expect(self.second.get_by_text("Held by the controller")).to_have_count(0)

    def hold_by_key(self) -> None:
        """Alt+H holds, Alt+G releases the inject that is open."""
        (id,) = self.waiting()
        look_at(self.first, id)
        with self._timed("hold by key"):
            self.first.keyboard.press("Alt+h")
            filed(self.first, f"{id} is held")
        with self._timed("release by key"):
            self.first.keyboard.press("Alt+g")
            filed(self.first, f"{id} is released")

    def release(self) -> None:
        """One controller holds, the other releases in one syndicate."""
        (id,) = self.waiting()
        syndicate(self.second, "A")
        for page in (self.first, self.second):
            look_at(page, id)
        excon.press(self.first, "Hold", f"{id} is held in A, B")
        with self._timed("release"):
            excon.press(self.second, "Release", f"{id} is released")

    def release_at_once(self) -> None:
        """Both press Release at the same inject; one entry for each syndicate, and the second is told."""
        (id,) = self.waiting()
        for page in (self.first, self.second):
            look_at(page, id)
        releases = [page.get_by_role("button", name="Release").first for page in (self.first, self.second)]
        for button in releases:
            expect(button).to_be_visible()
        with self._timed("two controllers release"):
            for button in releases:
                try:
                    button.click(no_wait_after=True, timeout=2_000)
                except Error:
                    # The second page has learnt of it already and offers it no more.
                    continue
            for page in (self.first, self.second):
                expect(page.get_by_text("Released by the controller at").first).to_be_visible()
        acts = [row.entry.act for row in self.store.since(self.exercise, 0) if row.entry.act.kind == "Release"]
        if sum(getattr(act, "inject", "") == id for act in acts) != 2:
            self.disagreements.append(f"{id} was not released once in each syndicate")

    def move(self) -> None:
        """Another moment in one syndicate, and back."""
        (id,) = self.waiting()
        syndicate(self.first, "B")
        look_at(self.first, id)
        with self._timed("move"):
            excon.move(self.first, id, self.at(40))
        with self._timed("undo"):
            excon.press(self.first, "Undo the move", f"{id} waits as before")

    def amend(self) -> None:
        """Another sender in all, and back."""
        (id,) = self.waiting()
        look_at(self.first, id)
        with self._timed("amend"):
            excon.amend(self.first, id, "Somebody else")
        with self._timed("undo in all"):
            excon.press(self.first, "Undo the amendment", f"{id} waits as before in A, B")

    def skip(self) -> None:
        """Left out, with the reason, in one syndicate."""
        (id,) = self.waiting()
        syndicate(self.first, "B")
        look_at(self.first, id)
        with self._timed("skip"):
            excon.skip(self.first, id, "Too much at once")

    def write(self) -> None:
        """An inject on the spot from a template, on a trainee's desk."""
        title = f"The press is at the gate at {datetime.now(UTC):%H:%M:%S}"
        syndicate(self.first, "B")
        with self._timed("write from a template"):
            excon.write(self.first, "police", title)
            excon.deliver(self.first)
        with self._timed("it is on the desk"):
            expect(self.police.get_by_role("option").filter(has_text=title)).to_be_visible()

    def clone(self) -> None:
        """One more like another."""
        (id,) = self.waiting()
        look_at(self.first, id)
        with self._timed("clone"):
            excon.clone(self.first, id, f"Once more like {id}")

    def letters(self) -> None:
        """A person writes to people whom EXCON plays, EXCON answers as each of them, and writes first as one more."""
        for whom in (SCENARIO.name(id) for id in WHOM):
            text = f"To {whom}: no comment before noon."
            _put_off(self.police)
            section(self.police, "Messages")
            self.police.get_by_role("combobox", name="To", exact=True).click()
            self.police.get_by_role("option", name=whom, exact=True).click()
            self.police.get_by_role("textbox", name="Message", exact=True).fill(text)
            self.police.get_by_role("button", name="Send", exact=True).click()
            part(self.first, "SimCell")
            # Letters take their time on the way.
            expect(self.first.get_by_text(text).first).to_be_visible(timeout=120_000)
            with self._timed("answer as the SimCell"):
                excon.answer_letter(self.first, whom, text, f"We take note: {text}")
        with self._timed("write to a team"):
            excon.write_letter(self.first, "police", "unhq")

    def measure(self) -> None:
        """A figure by hand."""
        with self._timed("set a measure"):
            excon.set_measure(self.first)

    def notes(self) -> None:
        """A note, stamped with the exercise time."""
        with self._timed("note"):
            excon.take_note(self.first, "They split the room in two")

    def rulings(self) -> None:
        """What is above a team is asked of a superior whom nobody plays; EXCON rules in their name."""
        syndicate(self.first, "B")
        look_at(self.first, _ABOVE.id)
        excon.press(self.first, "Release", f"{_ABOVE.id} is released")
        assert self.answer(self.police, "police", "B", _above), "Nobody asked for a ruling."
        with self._timed("rule for a superior"):
            excon.rule(self.first, "police")

    def ahead(self) -> None:
        """What comes, and what if."""
        (id,) = self.waiting()
        with self._timed("what-if"):
            excon.what_if(self.first, id)

    def pause(self) -> None:
        """PauseEx by key; the other controller resumes."""
        with self._timed("pause by key"):
            self.first.keyboard.press("Alt+p")
            expect(self.first.get_by_role("button", name="Resume")).to_be_visible()
        expect(self.room.get_by_text("PAUSED")).to_be_visible()
        with self._timed("resume"):
            self.second.get_by_role("button", name="Resume").click()
            expect(self.second.get_by_role("button", name="PauseEx")).to_be_visible()
        expect(self.room.get_by_text("RUNNING")).to_be_visible()

    def rate(self) -> None:
        """Slower, and back."""
        with self._timed("rate"):
            excon.set_rate(self.first, "×4")
        expect(self.room.get_by_text("RUNNING ×4")).to_be_visible()
        excon.set_rate(self.first, "×8")

    def _jump(self, minutes: int, between: str) -> None:
        excon.jump_to(self.first, self.at(minutes), between)
        with self._timed(f"jump: {between}"):
            self.first.get_by_role("button", name="Set the clock forward").click()
            filed(self.first, "The clock is set forward")

    def jump_deliver(self) -> None:
        """Forward, and everything between comes at once."""
        self._jump(12, "Deliver it on arrival")

    def jump_skip(self) -> None:
        """Forward, and what lies between is left out."""
        self._jump(2, "Skip it")

    def jump_summary(self) -> None:
        """Forward, and what lies between is told."""
        self._jump(2, "Tell it in a summary")

    def room_clock(self) -> None:
        """The clock for the room fills the screen."""
        with self._timed("full-screen clock"):
            self.room.get_by_role("button", name="Full screen").click()
            self.room.wait_for_function("document.fullscreenElement !== null")
        self.room.evaluate("document.exitFullscreen()")

    def outage(self) -> None:
        """The plug is pulled: the clock stands, both are told, and the second controller resumes."""
        self.crew.stop()
        # From here on pages may say that nobody served them for a while.
        self.acts["outage"] += 1
        self.server.kill()
        excon.come_back(self.first, self.server, after=12)
        expect(excon.stopped(self.second)).to_be_visible(timeout=60_000)
        self.acts["outage banner"] += 1
        with self._timed("resume after the outage"):
            self.second.get_by_role("button", name="Resume").click()
            expect(excon.stopped(self.first)).to_have_count(0)
        self._man()

    def seats(self) -> None:
        """A latecomer's seat."""
        part(self.first, "Seats")
        with self._timed("add a seat"):
            self.first.get_by_role("button", name="Add a seat").click()
            self.first.get_by_role("button", name="Add it and show its code").click()
            expect(self.first.get_by_text(re.compile("has the code")).first).to_be_visible()

    def dry_run(self) -> None:
        """The whole exercise and one inject, to oneself, while the real one runs."""
        with self._timed("dry run"):
            excon.dry_run(self.first)
        self._back()

    def try_again(self) -> None:
        """A second exercise from this very moment, without the people; copied, deleted, put away. This one goes on."""
        self.first.get_by_role("link", name="Library").click()
        self.first.locator("summary").filter(has_text="Try again").click()
        self.first.get_by_text("Bring the people").click()
        with self._timed("try again from a moment"):
            self.first.get_by_role("button", name="Set it up").click()
            expect(self.first.get_by_text(re.compile("stands paused at H"))).to_be_visible()
        with self._timed("copy"):
            self.first.get_by_role("button", name="Copy").click()
            expect(self.first.get_by_text(re.compile("is set up once more as")).first).to_be_visible()
        with self._timed("delete"):
            excon.delete(self.first)
        with self._timed("archive"):
            self.first.get_by_role("button", name="Archive").click()
            expect(self.first.get_by_text("archived: nothing of it is lost")).to_be_visible()
        self._back()

    def _back(self) -> None:
        """Back to the board of this exercise."""
        self.first.goto(f"{self.server.address}/control?exercise={self.exercise}")
        expect(self.first.get_by_role("tab", name="MSEL")).to_be_visible()

    def drawer(self) -> None:
        """From the drawer."""
        self.first.get_by_role("button", name=re.compile("^Drawer")).click()
        release = self.first.get_by_test_id("stPopoverBody").get_by_role("button", name="Release").first
        with self._timed("release from the drawer"):
            release.click()
            filed(self.first, "is released")
        self.first.keyboard.press("Escape")


def read(page: Page) -> Board:
    """What the board of all syndicates says, row by row; it is a canvas, with a table for those who do not see."""
    grid = page.locator("[data-testid=stDataFrame]").first
    found: Board = {}
    top, bottom = 0, 1
    while top < bottom:
        bottom = grid.evaluate(_SCROLLED, top)
        page.wait_for_timeout(_AFTER_SCROLLING)
        found |= {row[0]: tuple(row[1:]) for row in grid.evaluate(_ROWS) if len(row) == 5}
        top += 350
    return found


def _wrong(before: Board, seen: Board, now: Board) -> dict[str, tuple[str, str]]:
    """What a board read between two moments says that was so at neither; or that rows are missing."""
    if missing := (before.keys() & now.keys()) - seen.keys():
        return {"rows are missing": (" ".join(sorted(missing)), "")}
    return {
        id: (" | ".join(cells), " | ".join(now.get(id, ())))
        for id, cells in seen.items()
        if len(cells) != 4
        or any(cell not in (then, since) for cell, then, since in zip(cells, before.get(id, cells), now.get(id, cells),
                                                                     strict=True))
    }  # fmt: skip


# Scrolls the grid to a height (px) and says how high it is.
_SCROLLED = """(grid, top) => {
    const scroller = grid.querySelector(".dvn-scroller");
    scroller.scrollTop = top;
    return scroller.scrollHeight;
}"""
_ROWS = """grid => [...grid.querySelectorAll("canvas [role=row]")].map(row =>
    [...row.querySelectorAll("[role=gridcell]")].map(cell => cell.innerText ?? cell.textContent))"""


def _put_off(page: Page) -> None:
    """Questions beside the play, of which there may be several in a row, are answered later."""
    later = page.locator(".st-key-probe").get_by_role("button", name="Later")
    for _ in range(8):
        if not (later.count() and later.first.is_visible()):
            return
        later.first.click()
        page.wait_for_timeout(700)


def _raised(traceback: str) -> str:
    """What a traceback ends in."""
    found = re.search(r"^[A-Za-z_][\w.]*(: .*)?$", traceback, re.MULTILINE)
    return found[0] if found else traceback[:300]


def _brief(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error))[:300]


def _free(inject: Inject, id: str) -> bool:
    """An option that waits for nobody's word."""
    found = inject.ask.option(id) if inject.ask else None
    return found is not None and not (found.when or found.authority or found.together or found.requires or found.needs)


def _above(inject: Inject, id: str) -> bool:
    """An option above the team's own rung, of the inject that is released for it."""
    found = inject.ask.option(id) if inject is _ABOVE and inject.ask else None
    return found is not None and bool(found.authority)


def _at(times: list[float], share: float) -> float:
    return round(times[min(len(times) - 1, int(share * len(times)))], 2) if times else 0.0


if __name__ == "__main__":
    found = fifteen_minutes(float(sys.argv[1]) if len(sys.argv) > 1 else 15)
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
