"""A stage for the pages: a real control desk over a store in memory, a clock to turn, and a seat to sit in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from exercise.control import Control, Receipt, Refusal
from exercise.core.acts import Act, Role, Seat, StartEx
from exercise.core.entries import Entry
from exercise.core.scenario import (
    MINUTE,
    Agency,
    Ask,
    Channel,
    Effect,
    Inject,
    Measure,
    Objective,
    Option,
    Report,
    Scenario,
    SimCellRole,
    Spread,
    Task,
)
from exercise.store import NewSeat, open_store
from exercise.ui import session, state

PAGES = Path(__file__).parents[2] / "pages"
START = datetime(2031, 4, 14, 12, tzinfo=UTC)
SEATS = (
    NewSeat(Role.TRAINEE, "force", "A", "Ada"),
    NewSeat(Role.TRAINEE, "force", "A", "Amir"),
    NewSeat(Role.TRAINEE, "police", "A", "Bea"),
    NewSeat(Role.TRAINEE, "civil", "A", ""),
    NewSeat(Role.CONTROLLER, None, None, "Cleo"),
    NewSeat(Role.EVALUATOR, None, None, "Eno"),
    NewSeat(Role.INSTRUCTOR, None, None, "Ines"),
)


def _options(*ids: str) -> tuple[Option, ...]:
    return tuple(
        Option(id, f"Order the {id}", 1.0 if rank == 0 else 0.2, f"why {id}", (Effect("consent", 3.0),))
        for rank, id in enumerate(ids)
    )


SCENARIO = Scenario(
    id="stage",
    title="STAGE LINK",
    version="1.0.0",
    duration=60 * MINUTE,
    starts="2031-04-14T06:00",
    rate=1.0,
    marking="UNSAT RESTRICTED",
    summary="A small exercise for the pages' tests.",
    situation="# Situation\n\nQuiet so far at **Camp Kilo**.",
    content_notice="Violence is reported, never shown.",
    agencies=(
        Agency("force", "UNSAT Force Headquarters", "military", "Protect the **camp**.", "Force HQ", "confidential"),
        Agency("police", "UNSAT Police", "police", "Mentor the gendarmerie.", "Police", "restricted"),
        Agency("civil", "Civil Affairs", "civil", "Talk to the elders."),
    ),
    simcell=(SimCellRole("press", "The press"),),
    channels=(
        Channel("radio", "Radio net", Spread("fixed", (MINUTE,)), "restricted"),
        Channel("liaison", "Liaison officer", Spread("uniform", (10 * MINUTE, 12 * MINUTE)), "confidential"),
    ),
    measures=(Measure("consent", "Host consent", 55.0),),
    objectives=(Objective("O1", "Information flows", "sharing", (Task("T1", "Pass the log on", 15 * MINUTE),)),),
    reports=(
        Report("pickups", "Two pick-ups stolen", "Claims office file.", "police", "B2", True, "restricted",
               ("police", "force")),
        Report("dry-run", "Dry run at the gate", "A white pick-up turned.", "Camp security", "A1", True,
               "confidential", ("force", "police")),
    ),
    injects=(
        Inject("I01", "A pick-up at the gate", ("force",), sender="Camp security", via="radio",
               body="At 05:10 a **white pick-up** drove to the barrier.", at=5 * MINUTE, window=15 * MINUTE,
               objective="O1", task="T1", expects="Raise the alert.",
               ask=Ask("choose", "What do you order?", _options("alert", "patrol", "nothing"), "required", True)),
        Inject("I02", "Gate log", ("force",), sender="Camp security", via="e-mail", body="The log is attached.",
               at=6 * MINUTE, window=20 * MINUTE, gives=("dry-run",),
               ask=Ask("choose-many", "Whom do you tell?", _options("jmac", "police", "press"))),
        Inject("I03", "Four convoys", ("force",), sender="Movement control", body="Which goes first?",
               at=7 * MINUTE, window=20 * MINUTE,
               ask=Ask("rank", "Rank the convoys.", _options("water", "fuel", "mail"))),
        Inject("I04", "The press calls", ("force",), sender="press", via="telephone", body="They want a line.",
               at=8 * MINUTE, window=30 * MINUTE, ask=Ask("text", "Write the line to take.", rationale="none")),
        Inject("I05", "Weather", ("force",), sender="Met office", at=9 * MINUTE,
               body="Dust. <script>alert(1)</script> ![x](https://evil.example/x.png) [more](https://evil.example)"),
        Inject("I06", "A stolen car", ("police",), sender="Gendarmerie", body="Plate unknown.", at=5 * MINUTE,
               window=15 * MINUTE, ask=Ask("choose", "What do you do?", _options("search", "wait"))),
    ),
)  # fmt: skip


class Stage:
    """An exercise on stage. ``seats`` finds seat ids by team or, for staff, by role."""

    def __init__(self, seat: Callable[[str], None], scenario: Scenario = SCENARIO) -> None:
        self.wall = START
        self.store = open_store("sqlite://")
        self.control = Control(self.store, now=lambda: self.wall, outage=None)
        self.exercise = self.control.create(scenario, SEATS)
        self.seats: dict[str, list[str]] = {}
        for info in self.store.seats(self.exercise):
            self.seats.setdefault(info.team or info.role.value, []).append(info.id)
        self._sit = seat

    def seat(self, place: str, number: int = 0) -> Seat:
        """The seat of a team or of a staff role."""
        info = self.store.seat(self.seats[place][number])
        assert info is not None
        return Seat(info.id, info.role, info.team, info.syndicate)

    def as_seat(self, seat_id: str) -> None:
        """Sit down: pages that open from now on see this seat's login."""
        token = uuid4().hex
        self.store.add_login(
            sha256(token.encode()).hexdigest(), seat_id=seat_id, created=self.wall,
            expires=self.wall + timedelta(days=1),
        )  # fmt: skip
        self._sit(token)

    def tick(self, ms: int) -> None:
        """Let time pass."""
        self.wall += timedelta(milliseconds=ms)

    def file(self, place: str, act: Act, number: int = 0) -> Receipt | Refusal:
        """File an act from a seat."""
        return self.control.file(self.exercise, self.seat(place, number), act, uuid4().hex)

    def start(self, minutes: int = 0) -> None:
        """StartEx, and let some exercise minutes pass."""
        receipt = self.file("controller", StartEx())
        assert isinstance(receipt, Receipt)
        self.tick(minutes * MINUTE)

    def log(self, kind: type[Act] | None = None) -> list[Entry]:
        """The entries so far, of one kind where it is named."""
        entries = [row.entry for row in self.store.since(self.exercise, 0)]
        return [entry for entry in entries if kind is None or isinstance(entry.act, kind)]

    def page(self, name: str, seat_id: str = "", **query: str) -> AppTest:
        """Open a page as a seat and run it once."""
        if seat_id:
            self.as_seat(seat_id)
        app = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=20)
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()


@pytest.fixture
def set_stage(monkeypatch: pytest.MonkeyPatch) -> Callable[[Scenario], Stage]:
    """Set the stage for a scenario: before StartEx, two seats at Force HQ, one each at police and civil, and staff."""

    def sit(token: str) -> None:
        monkeypatch.setattr(session, "cookie", lambda: token)

    def set_up(scenario: Scenario) -> Stage:
        made = Stage(sit, scenario)
        monkeypatch.setattr(state, "_control", made.control)
        return made

    return set_up


@pytest.fixture
def stage(set_stage: Callable[[Scenario], Stage]) -> Stage:
    """An exercise in which every kind of question is asked."""
    return set_stage(SCENARIO)


@pytest.fixture
def joint(set_stage: Callable[[Scenario], Stage]) -> Stage:
    """An exercise in which teams need each other."""
    from tests.pages.joint import JOINT

    return set_stage(JOINT)


def texts(app: AppTest) -> str:
    """Everything the page says, dialogs included, as one text."""
    values = ((getattr(element, "value", None), element) for element in app._tree)
    elements = (getattr(element, "proto", None) if value is None else value for value, element in values)
    return "\n".join(str(getattr(found, "body", found)) for found in elements)
