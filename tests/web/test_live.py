"""The live signal: who is told, when, and how little."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from starlette.types import ASGIApp
from structlog.testing import capture_logs

from exercise import shelf
from exercise.control import Control
from exercise.core import facts
from exercise.core.acts import Decide, EndEx, Open, Pause, Ready, Resume, Role, Seat, Send, SetRate, StartEx
from exercise.core.facts import Fact
from exercise.core.scenario import MINUTE
from exercise.core.views import concerned
from exercise.store import SeatInfo, Store, StoreBusy, open_store
from exercise.ui.timing import news
from exercise.web import heartbeat, live
from exercise.web.app import hub_of
from exercise.web.concern import fresh
from exercise.web.live import Hub, Listener, until_due
from exercise.web.login import link_to
from exercise.web.turns import Lane, Turns
from tests import script
from tests.web.conftest import front
from tests.web.stage import DRILL, Stage, stage
from tests.web.visitor import Live, Visitor

SCENARIO = script.scenario(DRILL)
ALL = {"a", "b", "c"}
DECISION = facts.DecisionTaken(0, "I1", "a", "a1", 2, 0, ("x",), "", "", None, False)


@pytest.mark.parametrize(
    ("fact", "teams"),
    [
        (facts.ExerciseStarted(0), ALL),
        (facts.ExerciseEnded(0), ALL),
        (facts.EntryVoided(0, 3, "", 4), ALL),
        (facts.InjectDelivered(0, "I1", "a", None, None), {"a"}),
        (facts.InjectOpened(0, "I1", "b", "b1"), set()),
        (DECISION, {"a"}),
        (facts.AnswerClosed(0, "I1", "a", "missed"), {"a"}),
        (facts.ReportSent(0, "r", "a", "b", "radio", 1), {"a"}),
        (facts.ReportReceived(0, "r", "b", "a", "radio", 1), {"b"}),
        (facts.MessageSent(0, "a", "press", "hi", "radio", 1), {"a"}),
        (facts.MessageReceived(0, "press", "a", "hi", "radio", 1), {"a"}),
        (facts.MessageReceived(0, "a", "press", "hi", "radio", 1), set()),
        (facts.SeatReady(0, "a1", "a"), {"a"}),
        (facts.MeasureChanged(0, "m", 1.0, 1.0, "I1"), set()),
        (facts.NoteTaken(0, "eval", "late", "I1", 1), set()),
        (facts.InjectHeld(0, "I1", 1), set()),
        (facts.ActionMissed(0, "I1", 0), set()),
        (facts.TwistDrawn(0, "t", "x"), set()),
        (facts.EntryIgnored(0, 1, "Open", "late"), set()),
    ],
)
def test_concerned(fact: Fact, teams: set[str]) -> None:
    """A fact concerns the teams whose desk it changes; what only staff may see concerns no team."""
    assert concerned([fact], SCENARIO) == teams


def test_several_facts_concern_all_their_teams() -> None:
    """Nobody is left out because somebody else is concerned too."""
    both = [facts.InjectDelivered(0, "I1", team, None, None) for team in "ab"]
    assert concerned(both, SCENARIO) == {"a", "b"}
    assert concerned([], SCENARIO) == frozenset()


def test_fresh_facts_are_those_at_the_end() -> None:
    """What was there at the last look is not news."""
    one, two, three = (facts.InjectDelivered(at, "I1", "a", None, None) for at in (1, 2, 3))
    assert fresh((), (one,)) == (one,)
    assert fresh((one,), (one, two, three)) == (two, three)
    assert fresh((one, two), (one, two)) == ()


def test_facts_that_turned_out_otherwise_are_fresh() -> None:
    """Where a late entry changed the past, everything from there on is news."""
    one, two, three = (facts.InjectDelivered(at, "I1", "a", None, None) for at in (1, 2, 3))
    assert fresh((one, three), (one, two, three)) == (two, three)
    assert fresh((one, two, three), (one,)) == ()


def test_until_due_counts_in_real_time() -> None:
    """At twice the speed a minute of the exercise is half a minute; while the clock stands there is no timer."""
    wall = [datetime(2031, 4, 14, 12, tzinfo=UTC)]
    made = stage(now=lambda: wall[0])
    assert until_due(made.control.run(made.exercise), wall[0]) is None
    made.start(rate=2.0)
    wait = until_due(made.control.run(made.exercise), wall[0])
    assert wait is not None
    assert 30 <= wait < 30.1
    made.file("excon", Pause())
    assert until_due(made.control.run(made.exercise), wall[0]) is None


def test_a_due_time_in_the_past_is_now() -> None:
    """Whoever was late looks at once."""
    wall = [datetime(2031, 4, 14, 12, tzinfo=UTC)]
    made = stage(now=lambda: wall[0])
    made.start()
    run = made.control.run(made.exercise)
    wait = until_due(run, wall[0] + timedelta(hours=1))
    assert wait is not None
    assert wait < 0.1


class Room:
    """People with open pages at one hub."""

    def __init__(self, played: Stage, hub: Hub, app: ASGIApp) -> None:
        self.played, self.hub, self.app = played, hub, app

    @asynccontextmanager
    async def tab(self, name: str) -> AsyncIterator[Live]:
        """A tab of a seat that has heard the first signal."""
        path = link_to(self.played.control, seat_id=self.played.seats[name].id)
        visitor = Visitor(self.app)
        await visitor.ask("GET", path, b"", {})
        async with visitor.live() as line:
            await line.signal()
            yield line

    async def settle(self) -> None:
        """Give everything that is on its way the time to arrive."""
        for _ in range(20):
            await asyncio.sleep(0.01)


def in_room(act: Callable[[Room], Awaitable[None]], played: Stage | None = None) -> None:
    """Let a scene play in a room."""

    async def scene() -> None:
        made = played or stage()
        hub = hub_of(made.control)
        app = front(made.control, hub)
        async with hub.running():
            await act(Room(made, hub, app))

    asyncio.run(scene())


def test_startex_is_told_to_everybody() -> None:
    """The clock concerns all; a signal holds the clock, a number and nothing else."""

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada, room.tab("b1") as bea, room.tab("excon") as cleo:
            await asyncio.to_thread(room.played.start)
            for line in (ada, bea, cleo):
                signal = await line.signal()
                assert set(signal) == {"clock", "news"}
                assert set(signal["clock"]) == {"state", "at", "wall", "rate", "server_now"}
                assert signal["clock"]["state"] == "running"

    in_room(act)


def test_an_answer_is_told_to_its_team_and_to_staff() -> None:
    """An answer concerns one's own team; others hear nothing."""

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada, room.tab("b1") as bea, room.tab("excon") as cleo:
            await asyncio.to_thread(room.played.start)
            for line in (ada, bea, cleo):
                await line.signal()
            await room.settle()
            assert bea.quiet
            receipt = await asyncio.to_thread(room.played.file, "a1", Decide("I1", ("x",)))
            run = room.played.control.run(room.played.exercise)
            assert (await ada.signal())["news"] == {"A": news(run)}
            assert (await cleo.signal())["news"] == {"A": news(run)}
            assert receipt.seq == run.seq
            await room.settle()
            assert bea.quiet

    in_room(act)


def test_colleagues_wait_for_those_to_whom_something_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock and whatever comes to a team are told at once; an answer to its team, and all to staff, in turn."""
    lanes: list[tuple[str, Lane]] = []
    queue = Turns.queue

    def watched(turns: Turns[Listener], who: Listener, lane: Lane) -> None:
        lanes.append((who.seat.team or "staff", lane))
        queue(turns, who, lane)

    monkeypatch.setattr(Turns, "queue", watched)

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada, room.tab("b1") as bea, room.tab("excon") as cleo:
            await asyncio.to_thread(room.played.start)
            for line in (ada, bea, cleo):
                await line.signal()
            await room.settle()
            assert sorted(lanes, key=str) == [("a", Lane.NOW), ("b", Lane.NOW), ("staff", Lane.STAFF)]
            lanes.clear()
            await asyncio.to_thread(room.played.file, "a1", Decide("I1", ("x",)))
            await ada.signal()
            await cleo.signal()
            assert sorted(lanes, key=str) == [("a", Lane.COLLEAGUE), ("staff", Lane.STAFF)]
            lanes.clear()
            await asyncio.to_thread(room.played.file, "b1", Ready())
            await bea.signal()
            assert ("b", Lane.NOW) in lanes

    in_room(act)


def test_what_falls_due_is_told_without_anybody_acting() -> None:
    """An inject reaches the desk at its time: the hub sets a timer for it."""

    async def act(room: Room) -> None:
        async with room.tab("b1") as bea:
            await asyncio.to_thread(room.played.start, 120.0)
            told = await bea.signal()
            while told["news"]["A"] < 1_000_003:
                told = await bea.signal()
            run = room.played.control.run(room.played.exercise)
            assert ("I2", "b") in run.situation.answers

    in_room(act)


def test_a_fake_clock_moves_the_run_and_not_the_timer() -> None:
    """Time enters through the control desk alone: with its clock turned, the next look finds what fell due."""
    wall = [datetime(2031, 4, 14, 12, tzinfo=UTC)]
    made = stage(now=lambda: wall[0], outage=None)

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada, room.tab("b1") as bea, room.tab("c1") as cara:
            await asyncio.to_thread(made.start)
            for line in (ada, bea, cara):
                await line.signal()
            await room.settle()
            wall[0] += timedelta(milliseconds=MINUTE)
            room.hub.wake(made.exercise)
            assert (await bea.signal())["clock"]["server_now"] == int(wall[0].timestamp() * 1000)
            await room.settle()
            assert ada.quiet
            assert cara.quiet

    in_room(act, made)


def test_pause_and_resume_move_the_anchor() -> None:
    """Every change of the clock is told with its new anchor."""

    async def act(room: Room) -> None:
        played = room.played
        async with room.tab("c1") as cara:
            for change, state in (
                (None, "running"),
                (Pause(), "paused"),
                (SetRate(3.0), "paused"),
                (Resume(), "running"),
            ):
                if change is None:
                    await asyncio.to_thread(played.start)
                else:
                    await asyncio.to_thread(played.file, "excon", change)
                signal = await cara.signal()
                assert signal["clock"]["state"] == state
            assert signal["clock"]["rate"] == 3.0

    in_room(act)


ELSEWHERE = pytest.mark.parametrize(
    "url", ["file", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def another_process_is_noticed(url: str) -> None:
    """What a second control desk files over the same database is told as well."""
    made, other = stage(url), Control(open_store(url))

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada:
            await asyncio.to_thread(other.file, made.exercise, made.seat("a1"), Ready(), "ready")
            assert (await ada.signal())["news"]["A"] >= 1_000_000

    in_room(act, made)
    other.store.close()
    made.control.store.close()


@ELSEWHERE
def test_another_process_is_noticed_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database says so; nobody has to ask."""
    monkeypatch.setattr(heartbeat, "BEAT", 3600)
    another_process_is_noticed(url)


@ELSEWHERE
def test_another_process_is_noticed_by_asking(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database's word is lost on the way, a look once a second finds it."""
    monkeypatch.setattr(live, "ASK", 0.05)
    monkeypatch.setattr(Store, "overhear", lambda store, hear, over: None)
    another_process_is_noticed(url)


def test_a_running_exercise_is_kept_alive_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no page open at all a served exercise does not count as an outage."""
    monkeypatch.setattr(heartbeat, "BEAT", 0.02)
    made = stage()
    made.start()
    touched: list[str] = []
    monkeypatch.setattr(made.control, "heartbeat", touched.append)

    async def act(room: Room) -> None:
        while len(touched) < 3:
            await asyncio.sleep(0.02)

    in_room(act, made)
    assert set(touched) == {made.exercise}


def test_an_exercise_started_elsewhere_is_kept_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever files StartEx, and wherever: the server that runs takes care of it, until EndEx."""
    monkeypatch.setattr(heartbeat, "BEAT", 0.02)
    made = stage()
    asked: list[str] = []
    say_so = made.control.heartbeat

    def beat(exercise: str) -> None:
        asked.append(exercise)
        say_so(exercise)

    monkeypatch.setattr(made.control, "heartbeat", beat)
    monkeypatch.setattr(made.control, "_tell", lambda exercise: None)

    async def act(room: Room) -> None:
        await room.settle()
        assert asked == []
        await asyncio.to_thread(made.start)
        while not asked:
            await asyncio.sleep(0.02)
        await asyncio.to_thread(made.file, "excon", EndEx())
        await asyncio.sleep(0.2)
        asked.clear()
        await asyncio.sleep(0.2)
        assert asked == []

    in_room(act, made)


def test_a_deleted_exercise_leaves_nothing_to_look_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is still there is sent away, nobody asks for it any more, and no error is logged every second."""
    monkeypatch.setattr(heartbeat, "BEAT", 0.02)
    monkeypatch.setattr(live, "ROLL", 0.02)
    monkeypatch.setattr(live, "PING", (0.05, 0.05))

    async def act(room: Room) -> None:
        control, exercise = room.played.control, room.played.exercise
        async with room.tab("a1") as ada:
            await asyncio.to_thread(room.played.start)
            await ada.signal()
            await asyncio.to_thread(control.delete, exercise)
            message = await ada.message()
            while message["type"] != "websocket.close":
                message = await ada.message()
            assert message["code"] == live.SIGNED_OUT
        await asyncio.sleep(0.2)

    with capture_logs() as said:
        in_room(act)
    assert [line["event"] for line in said if line["log_level"] == "error"] == []


def test_connected_counts_tabs_per_seat() -> None:
    """Two tabs of one seat are one seat with two tabs; a closed tab is gone."""

    async def act(room: Room) -> None:
        seats, exercise = room.played.seats, room.played.exercise
        async with room.tab("a1"), room.tab("b1"):
            async with room.tab("a1"):
                assert room.hub.connected(exercise) == {seats["a1"].id: 2, seats["b1"].id: 1}
            assert room.hub.connected(exercise) == {seats["a1"].id: 1, seats["b1"].id: 1}
        assert room.hub.connected(exercise) == {}

    in_room(act)


def test_connected_counts_the_tabs_at_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A controller sees who is connected, wherever; when a process stops nobody is left of it."""
    monkeypatch.setattr(heartbeat, "BEAT", 0.02)
    made = stage()
    other = hub_of(made.control)

    async def act(room: Room) -> None:
        seats, exercise = room.played.seats, room.played.exercise
        ada, bea = seats["a1"].id, seats["b1"].id
        async with room.tab("a1"), room.tab("b1"):
            while other.connected(exercise) != {ada: 1, bea: 1}:
                await asyncio.sleep(0.01)
            assert room.hub.connected(exercise) == {ada: 1, bea: 1}, "nobody is counted twice"
            async with room.tab("a1"):
                while other.connected(exercise) != {ada: 2, bea: 1}:
                    await asyncio.sleep(0.01)
            while other.connected(exercise) != {ada: 1, bea: 1}:
                await asyncio.sleep(0.01)

    in_room(act, made)
    assert other.connected(made.exercise) == {}


def test_a_stranger_is_told_that_nobody_knows_them() -> None:
    """Without a login the socket is closed with the code on which a page stops trying."""

    async def act(room: Room) -> None:
        async with Visitor(room.app).live() as line:
            assert (await line.message())["type"] == "websocket.accept"
            closed = await line.message()
            assert (closed["type"], closed["code"]) == ("websocket.close", live.SIGNED_OUT)

    in_room(act)


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logins are looked at again in the twinkling of an eye."""
    monkeypatch.setattr(live, "PING", (0.05, 0.05))
    monkeypatch.setattr(live, "ROLL", 0.05)


@pytest.mark.usefixtures("often")
def test_a_revoked_login_is_cut_off() -> None:
    """The hub asks again and again whether the login counts."""

    async def act(room: Room) -> None:
        visitor = Visitor(room.app)
        await visitor.ask("GET", link_to(room.played.control, seat_id=room.played.seats["a1"].id), b"", {})
        async with visitor.live() as line:
            await line.signal()
            await visitor.ask("POST", "/logout", b"", {})
            message = await line.message()
            while message["type"] == "websocket.send":
                message = await line.message()
            assert (message["type"], message["code"]) == ("websocket.close", live.SIGNED_OUT)

    in_room(act)


@pytest.mark.usefixtures("often")
def test_everybody_is_asked_for_in_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are connected, their logins are looked at together; who is signed out is no other's loss."""

    async def act(room: Room) -> None:
        store, asked = room.played.control.store, []
        whole = store.seats_by_logins

        def counted(shas: Collection[str], now: datetime) -> dict[str, SeatInfo]:
            asked.append(len(shas))
            return whole(shas, now)

        monkeypatch.setattr(store, "seats_by_logins", counted)
        visitor = Visitor(room.app)
        await visitor.ask("GET", link_to(room.played.control, seat_id=room.played.seats["a1"].id), b"", {})
        async with room.tab("b1") as bea, room.tab("c1") as cyd, visitor.live() as line:
            while 3 not in asked:
                await asyncio.sleep(0.01)
            await visitor.ask("POST", "/logout", b"", {})
            message = await line.message()
            while message["type"] != "websocket.close":
                message = await line.message()
            for tab in (bea, cyd):
                await tab.signal()
                assert (await tab.signal())["news"] == {"A": 0}

    in_room(act)


@pytest.mark.usefixtures("often")
def test_a_database_that_does_not_answer_signs_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be asked now is asked again later; until then everybody stays and hears."""

    async def act(room: Room) -> None:
        store, asked = room.played.control.store, []

        def silent(shas: Collection[str], now: datetime) -> dict[str, SeatInfo]:
            asked.append(len(shas))
            raise StoreBusy("busy")

        async with room.tab("a1") as ada:
            monkeypatch.setattr(store, "seats_by_logins", silent)
            while len(asked) < 2:
                await asyncio.sleep(0.01)
            await ada.signal()
            await asyncio.to_thread(room.played.start)
            while (await ada.signal())["news"] == {"A": 0}:
                pass

    in_room(act)


def test_a_quiet_line_is_spoken_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no news at all something is said now and then, the same as before: a proxy that waits cuts no line."""
    monkeypatch.setattr(live, "PING", (0.05, 0.05))

    async def act(room: Room) -> None:
        async with room.tab("a1") as ada:
            first, second = await ada.signal(), await ada.signal()
            assert first["news"] == second["news"] == {"A": 0}

    in_room(act)


def test_staff_of_no_exercise_say_which_one_they_look_at() -> None:
    """An account names the exercise in the address; without one, or with a wrong one, there is nothing to hear."""
    from exercise.codes import hashed
    from exercise.core.acts import Role

    async def act(room: Room) -> None:
        store = room.played.control.store
        account = store.add_account("ines", Role.INSTRUCTOR, hashed("x"), room.played.control.now())
        visitor = Visitor(room.app)
        await visitor.ask("GET", link_to(room.played.control, account_id=account.id), b"", {})
        async with visitor.live(f"/live?exercise={room.played.exercise}") as line:
            assert (await line.signal())["news"] == {"A": 0}
        for path in ("/live", "/live?exercise=none"):
            async with visitor.live(path) as line:
                await line.message()
                assert (await line.message())["type"] == "websocket.close"

    in_room(act)


def test_many_entries_at_once_lose_nothing() -> None:
    """However fast people act, the last signal says how much there is to know."""

    async def act(room: Room) -> None:
        played = room.played
        async with room.tab("a1") as ada:
            await asyncio.to_thread(played.start)

            def act_fast() -> None:
                played.file("a1", Open("I1"))
                for number in range(20):
                    played.file("a1", Send("b", f"message {number}"))
                played.file("a1", Decide("I1", ("x",)))

            await asyncio.to_thread(act_fast)
            goal = news(played.control.run(played.exercise))
            while (await ada.signal())["news"]["A"] < goal:
                pass

    in_room(act)


def test_who_comes_along_to_a_retry_is_told_to_load_the_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two signals the hub notices that the seat has another exercise, and says so; the next line is there."""
    monkeypatch.setattr(live, "PING", (0.05, 0.05))

    async def act(room: Room) -> None:
        control, exercise = room.played.control, room.played.exercise
        control.file(exercise, Seat("excon", Role.CONTROLLER), StartEx(), "start")
        visitor = Visitor(room.app)
        await visitor.ask("GET", link_to(control, seat_id=room.played.seats["a1"].id), b"", {})
        async with visitor.live() as line:
            await line.signal()
            again = shelf.retry(control, exercise, 0)
            message = await line.message()
            while message["type"] == "websocket.send":
                message = await line.message()
            assert (message["type"], message["code"]) == ("websocket.close", live.MOVED)
        async with visitor.live() as line:
            assert (await line.signal())["clock"]["state"] == "paused"
            assert sum(room.hub.connected(again).values()) == 1

    in_room(act)
