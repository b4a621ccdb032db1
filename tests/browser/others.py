"""Everybody else at an exercise, while a test sits at one desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from playwright.sync_api import Page, expect

from exercise.control import Control, Receipt
from exercise.core.acts import Act, Seat, StartEx
from exercise.core.scenario import Scenario
from exercise.store import open_store
from tests.browser.server import Server
from tests.pages.conftest import SCENARIO, SEATS

TOKEN = "a-token-that-only-this-test-knows"


class Others:
    """Everybody else at the exercise: they act through the same database, from another process."""

    def __init__(self, server: Server, scenario: Scenario = SCENARIO) -> None:
        self.store = open_store(server.url or f"sqlite:///{server.database}")
        self.control = Control(self.store, outage=None)
        self.exercise = self.control.create(scenario, SEATS)
        self.seats = {info.team or info.role.value: info for info in reversed(self.store.seats(self.exercise))}
        self.seats |= {info.name: info for info in self.store.seats(self.exercise) if info.name}
        now = datetime.now(UTC)
        self.store.add_login(
            sha256(TOKEN.encode()).hexdigest(), seat_id=self.seats["force"].id, created=now,
            expires=now + timedelta(hours=1),
        )  # fmt: skip
        # StartEx was ten minutes ago, and somebody has served since.
        self.control.now = lambda: now - timedelta(minutes=10)
        self.file("controller", StartEx())
        self.control.now = lambda: datetime.now(UTC)
        self.store.touch(self.exercise, now)

    def file(self, place: str, act: Act) -> None:
        """File an act from the first seat of a team, or from that of a person."""
        info = self.seats[place]
        seat = Seat(info.id, info.role, info.team, info.syndicate)
        assert isinstance(self.control.file(self.exercise, seat, act, uuid4().hex), Receipt)

    def log(self, kind: type[Act]) -> list[Act]:
        """The acts of one kind so far."""
        acts = [row.entry.act for row in self.store.since(self.exercise, 0)]
        return [act for act in acts if isinstance(act, kind)]


def choose(page: Page, title: str) -> None:
    """Open an inject."""
    page.get_by_role("option").filter(has_text=title).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
