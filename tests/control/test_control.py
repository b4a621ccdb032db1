"""The control desk: judge, number, write, then say so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from exercise import drafts
from exercise.control import Control, NoSuchExercise, Receipt, Refusal
from exercise.core.acts import (
    Act,
    Decide,
    EndEx,
    Jump,
    Note,
    Pause,
    Release,
    Reply,
    Request,
    Resume,
    Role,
    Send,
    Share,
    StartEx,
)
from exercise.core.entries import Entry
from exercise.core.facts import DecisionTaken, InjectDelivered
from exercise.core.scenario import MINUTE
from exercise.engines import Engines
from exercise.store import NewSeat
from tests.control.conftest import Room
from tests.store.build import at_once


def test_receipt(room: Room) -> None:
    """A receipt is the committed row: number, exercise time, wall time and hash."""
    room.start()
    room.minute(12)
    receipt = room.file("a", Decide("I1", ("x",)))
    assert isinstance(receipt, Receipt)
    (row,) = room.store.since(room.exercise, 1)
    assert (receipt.seq, receipt.at, receipt.wall, receipt.hash) == (2, 12 * MINUTE, room.wall, row.hash)
    assert receipt.code == row.hash[:4].upper()


def test_refusal_writes_nothing(room: Room) -> None:
    """A refused act leaves no row, and the next act is judged as if it had not been tried."""
    room.start()
    room.minute(12)
    assert isinstance(room.file("c", Decide("I1", ("x",))), Refusal)
    assert room.store.head(room.exercise) == 1
    assert isinstance(room.file("a", Decide("I1", ("x",))), Receipt)


def test_server_time_decides(room: Room) -> None:
    """An answer that arrives at the deadline is late, one that arrives before is not."""
    room.start()
    room.minute(20 - 0.001)
    assert isinstance(room.file("a", Decide("I1", ("x",))), Receipt)
    room.minute(20)
    late = room.file("b", Decide("I1", ("x",)))
    assert isinstance(late, Refusal)
    assert "ended at H+0:20" in late.reason


def test_sending_twice_counts_once(room: Room) -> None:
    """The same key is one entry and one receipt, however often and from however many threads it is sent."""
    room.start()
    room.minute(12)
    gate = Barrier(8)

    def send(_: int) -> Receipt | Refusal:
        gate.wait()
        return room.file("a", Decide("I1", ("x",)), "same-key")

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(send, range(8)))
    assert len(set(receipts)) == 1
    assert room.store.head(room.exercise) == 2


def test_two_desks_agree(room: Room) -> None:
    """Two processes at one database number gap-free and compute the same mark at every entry."""
    room.start()
    room.minute(12)
    other = room.desk()
    gate = Barrier(6)

    def note(number: int) -> Receipt | Refusal:
        gate.wait()
        return room.file("excon", Note(f"note {number}"), control=(room.control, other)[number % 2])

    with ThreadPoolExecutor(6) as pool:
        receipts = [receipt for receipt in pool.map(note, range(6)) if isinstance(receipt, Receipt)]
    assert sorted(receipt.seq for receipt in receipts) == [2, 3, 4, 5, 6, 7]
    other.refresh(room.exercise)
    room.control.refresh(room.exercise)
    assert other.run(room.exercise).mark == room.control.run(room.exercise).mark
    assert room.control.diverges(room.exercise) is None


def test_a_desk_that_ran_ahead_starts_again(room: Room) -> None:
    """When a foreign entry lies before what the engines have played, they are rebuilt from the log."""
    room.start()
    other = room.desk(outage=None)
    room.minute(9)
    ahead = Control(room.store, now=lambda: room.wall + timedelta(minutes=30), outage=None)
    assert any(isinstance(fact, InjectDelivered) for fact in ahead.run(room.exercise).facts)
    assert isinstance(room.file("excon", Pause("early"), control=other), Receipt)
    ahead.refresh(room.exercise)
    assert not any(isinstance(fact, InjectDelivered) for fact in ahead.run(room.exercise).facts)


def test_a_desk_that_only_looked_does_not_start_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking a moment later than a foreign entry costs nothing; otherwise every answer would be a replay elsewhere."""
    room.start()
    room.minute(12)
    ahead = Control(room.store, now=lambda: room.wall + timedelta(seconds=1), outage=None)
    looked = ahead.run(room.exercise)
    begun = []
    monkeypatch.setattr(Engines, "reset", begun.append)
    receipt = room.file("a", Decide("I1", ("x",)))
    assert isinstance(receipt, Receipt)
    assert receipt.at < looked.at
    assert ahead.refresh(room.exercise) == receipt.seq
    assert any(isinstance(fact, DecisionTaken) for fact in ahead.run(room.exercise).facts)
    assert ahead.run(room.exercise).at == looked.at
    assert not begun


def test_an_engine_that_fails_takes_nothing_with_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry the database does not take leaves no trace in the engines either."""
    room.start()
    room.minute(12)
    before = room.control.run(room.exercise)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("exercise.store.log.Page.append", fail)
        with pytest.raises(Exception, match="disk full"):
            room.file("a", Decide("I1", ("x",)))
    assert room.store.head(room.exercise) == 1
    assert room.control.run(room.exercise).facts == before.facts
    assert isinstance(room.file("a", Decide("I1", ("x",))), Receipt)


def test_drafts_are_filed_at_endex(room: Room) -> None:
    """At EndEx what was typed and not sent is filed and marked, unless the team has already answered."""
    room.start()
    room.minute(16)
    draft = {"options": [], "text": "Half a sen", "rationale": "", "confidence": None}
    room.store.save_draft(room.seats["a"].id, "I2", draft, room.wall, None)
    room.file("b", Decide("I1", ("x",)))
    room.store.save_draft(room.seats["b"].id, "I1", {"options": ["y"]}, room.wall, None)
    room.file("excon", EndEx())
    taken = [fact for fact in room.control.run(room.exercise).facts if isinstance(fact, DecisionTaken)]
    assert [(fact.inject, fact.team, fact.text, fact.draft) for fact in taken] == [
        ("I1", "b", "", False),
        ("I2", "a", "Half a sen", True),
    ]
    assert [draft.about for draft in room.store.drafts(room.exercise)] == ["I1"]


@pytest.mark.parametrize(
    ("about", "act"),
    [
        (drafts.MESSAGE, Send("b", "Look at your gate.")),
        (drafts.REQUEST, Request("b", "Who holds the bridge?")),
        (drafts.sharing("r"), Share("r", ("b",), note="Yours.")),
        (drafts.reply(2), Reply(2, "The gendarmes.")),
    ],
)
def test_what_was_sent_is_no_draft(room: Room, about: str, act: Act) -> None:
    """Whatever is filed drops the draft that it was, of this seat and no other; what is refused drops none."""
    room.start()
    assert isinstance(room.file("b", Request("a", "Who holds the bridge?")), Receipt)
    room.minute(30)
    for team in ("a", "b"):
        for place in (about, "I1"):
            room.store.save_draft(room.seats[team].id, place, {"text": "Half"}, room.wall, None)
    assert isinstance(room.file("c", act), Refusal) or isinstance(act, Send | Request)
    assert len(room.store.drafts(room.exercise)) == 4
    assert isinstance(room.file("a", act), Receipt)
    left = {(draft.seat_id, draft.about) for draft in room.store.drafts(room.exercise)}
    assert left == {(room.seats["a"].id, "I1"), (room.seats["b"].id, "I1"), (room.seats["b"].id, about)}


def test_a_reply_can_be_drafted_while_it_is_wanted(room: Room) -> None:
    """From the moment the request has come until it is answered, by the team it was for."""
    room.start()

    def takes(team: str) -> bool:
        return drafts.takes(room.control.run(room.exercise, "A"), room.seats[team], drafts.reply(2))

    assert not takes("a")
    room.file("b", Request("a", "Who holds the bridge?"))
    room.minute(30)
    assert (takes("a"), takes("b"), takes("c")) == (True, False, False)
    room.file("c", Reply(2, "Not ours to say."))
    assert takes("a")
    room.file("a", Reply(2, "The gendarmes."))
    assert not takes("a")


def test_endex_files_answers_only(room: Room) -> None:
    """A message that was never sent stays a draft."""
    room.start()
    room.store.save_draft(room.seats["a"].id, drafts.MESSAGE, {"text": "Half a mess"}, room.wall, None)
    assert isinstance(room.file("excon", EndEx()), Receipt)
    assert [draft.about for draft in room.store.drafts(room.exercise)] == [drafts.MESSAGE]


def test_a_sent_answer_needs_no_draft(room: Room) -> None:
    """Sending an answer drops its draft in the same transaction."""
    room.start()
    room.minute(16)
    room.store.save_draft(room.seats["a"].id, "I2", {"text": "Half"}, room.wall, None)
    room.file("a", Decide("I2", text="Whole"))
    assert room.store.draft(room.seats["a"].id, "I2") is None


def test_record(room: Room) -> None:
    """The record holds exactly what was typed, and `rebuild` writes it again identically."""
    room.start()
    room.file("a", Share("r", ("b",)))
    room.minute(12)
    typed = "Because: «мост» ist gesperrt 🚧\n=cmd()"
    room.file("a", Decide("I1", ("y",), rationale=typed, confidence=70))
    room.file("a", Decide("I1", ("x",), rationale=typed + "!", confidence=80))
    room.minute(40)
    room.file("excon", EndEx())
    record = room.store.recorded(room.exercise)
    assert [(row["revision"], row["options"], row["rationale"], row["confidence"]) for row in record["decision"]] == [
        (0, "y", typed, 70),
        (1, "x", typed + "!", 80),
    ]
    assert [(row["inject"], row["team"], row["outcome"]) for row in record["delivery"]] == [
        ("I1", "a", "answered"),
        ("I1", "b", "missed"),
        ("I2", "a", "ended"),
        ("I3", "b", None),
    ]
    assert [(row["report"], row["sent_ms"], row["received_ms"]) for row in record["share"]] == [("r", 0, MINUTE)]
    room.control.rebuild(room.exercise)
    assert room.store.recorded(room.exercise) == record


def test_replay_agrees(room: Room) -> None:
    """A stored log replays with every mark; the clock acts are in it too."""
    room.start()
    room.minute(12)
    room.file("a", Decide("I1", ("x",)))
    room.file("excon", Pause("tea"))
    room.minute(45)
    room.file("excon", Resume())
    room.minute(50)
    room.file("excon", EndEx())
    assert room.control.diverges(room.exercise) is None
    assert room.store.verify_chain(room.exercise) is None
    assert room.desk().run(room.exercise).facts == room.control.run(room.exercise).facts


def test_watchers(room: Room) -> None:
    """Whoever watches is told after the commit, and not of refusals."""
    told: list[int] = []
    room.control.watchers.append(lambda exercise: told.append(room.store.head(exercise)))
    room.start()
    room.file("a", Decide("I1", ("x",)))
    assert told == [1]


def test_unknown_exercise(room: Room) -> None:
    """An exercise that does not exist is a clear error."""
    with pytest.raises(NoSuchExercise, match="There is no exercise nope"):
        room.control.run("nope")


def test_keeping_a_played_exercise(room: Room) -> None:
    """A log played elsewhere is kept whole, with marks that replay."""
    decide = Entry(2, 11 * MINUTE, room.wall, room.seats["a"], Decide("I1", ("x",)), "A")
    room.control.keep(room.exercise, [Entry(1, 0, room.wall, room.excon, StartEx(1)), decide])
    assert room.store.head(room.exercise) == 2
    assert room.desk().diverges(room.exercise) is None


@pytest.fixture
def ten(room: Room) -> tuple[str, ...]:
    """The exercise with ten syndicates of a team each, started."""
    names = tuple("ABCDEFGHIJ")
    seats = [NewSeat(Role.TRAINEE, "a", name) for name in names]
    room.exercise = room.control.create(room.scene, seats, syndicates=names)
    room.start()
    return names


def test_act_in_ten_syndicates_is_one_transaction(room: Room, ten: tuple[str, ...], monkeypatch) -> None:
    """All of it is written, or nothing; each syndicate has its own entry and receipt."""
    opened = []
    appending = room.store.appending

    def counted(exercise: str):
        opened.append(exercise)
        return appending(exercise)

    monkeypatch.setattr(room.store, "appending", counted)
    filed = room.control.file_each(room.exercise, room.excon, dict.fromkeys(ten, Release("I3")), "k")
    assert len(opened) == 1
    assert [filed[name].seq for name in ten] == list(range(2, 12))  # type: ignore[union-attr]
    assert all(room.control.run(room.exercise, name).situation.delivered_at("I3") == 0 for name in ten)
    assert room.control.file_each(room.exercise, room.excon, dict.fromkeys(ten, Release("I3")), "k") == filed
    assert room.desk().diverges(room.exercise) is None


def test_act_in_several_syndicates_is_done_where_it_can_be(room: Room, ten: tuple[str, ...]) -> None:
    """Where it was done already the syndicate says so, and the others are not kept from it."""
    room.control.file(room.exercise, room.excon, Release("I3"), "one", "C")
    filed = room.control.file_each(room.exercise, room.excon, dict.fromkeys(ten, Release("I3")), "k")
    assert [name for name, found in filed.items() if isinstance(found, Refusal)] == ["C"]
    assert "I3 was delivered at H+0:00" in filed["C"].reason  # type: ignore[union-attr]
    again = room.control.file_each(room.exercise, room.excon, dict.fromkeys(ten, Release("I3")), "again")
    assert all(isinstance(found, Refusal) for found in again.values())
    assert room.store.head(room.exercise) == 11


def test_failure_in_the_last_syndicate_leaves_nothing(room: Room, ten: tuple[str, ...], monkeypatch) -> None:
    """When the tenth cannot be written the nine before it are not written either."""
    write = room.control._write

    def fails(warm, page, entry, key):
        if entry.syndicate == "J":
            raise RuntimeError("no more room")
        return write(warm, page, entry, key)

    monkeypatch.setattr(room.control, "_write", fails)
    with pytest.raises(RuntimeError, match="no more room"):
        room.control.file_each(room.exercise, room.excon, dict.fromkeys(ten, Release("I3")), "k")
    assert room.store.head(room.exercise) == 1
    assert room.control.run(room.exercise, "A").situation.delivered_at("I3") is None


def test_clock_is_one_for_all_syndicates(room: Room, ten: tuple[str, ...]) -> None:
    """A pause filed while one syndicate is looked at stops them all."""
    room.control.file(room.exercise, room.excon, Pause(), "k", "B")
    assert room.store.since(room.exercise, 1)[0].entry.syndicate is None
    assert {room.control.run(room.exercise, name).clock.state for name in ten} == {"paused"}


def test_two_controllers_release_at_once(room: Room) -> None:
    """One wins; the other is told in words; there is one entry and one delivery."""
    room.start()
    desks = [room.desk(), room.desk()]
    found = at_once(
        [lambda desk=desk, n=n: room.file("excon", Release("I3"), f"k{n}", desk) for n, desk in enumerate(desks)]
    )
    assert sorted(type(answer).__name__ for answer in found) == ["Receipt", "Refusal"]
    (told,) = [answer.reason for answer in found if isinstance(answer, Refusal)]
    assert told == "I3 was delivered at H+0:00; it cannot be released any more."
    assert len([row for row in room.store.since(room.exercise, 0) if isinstance(row.entry.act, Release)]) == 1


def test_jump_holds_on_every_server_and_after_a_restart(room: Room) -> None:
    """The clock stands where it was set, and the log replays."""
    room.start()
    room.minute(2)
    room.file("excon", Jump(20 * MINUTE, "skip"))
    room.minute(3)
    for desk in (room.control, room.desk()):
        assert desk.run(room.exercise).at == 21 * MINUTE
        assert desk.run(room.exercise).situation.skipped("I1")
    assert room.desk().diverges(room.exercise) is None
    assert isinstance(room.file("excon", Jump(15 * MINUTE)), Refusal)


def test_one_of_several_syndicates_is_named(room: Room) -> None:
    """Where several syndicates play, none of their runs is silently the first; the scenario is everybody's."""
    seats = [NewSeat(Role.TRAINEE, "a", name) for name in "AB"]
    exercise = room.control.create(room.scene, seats, syndicates=("A", "B"))
    with pytest.raises(ValueError, match=f"{exercise} has several syndicates; name one of A, B"):
        room.control.run(exercise)
    assert room.control.run(exercise, "B").scenario == room.control.scenario(exercise) == room.scene
    assert room.control.run(room.exercise) is room.control.run(room.exercise, "A")
