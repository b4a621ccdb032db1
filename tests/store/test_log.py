"""The log on every database: gap-free, append-only, and counted once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import chain

import pytest
from sqlalchemy.exc import DatabaseError

from exercise.core import acts as e
from exercise.core.acts import Act, Note, Ready, Role, Seat, Send, StartEx
from exercise.core.entries import Entry
from exercise.store import Store, StoreConflict
from tests.store.build import EXCON, FORCE, WALL, at_once, entry, file, later, new_exercise

EVERY_ACT: tuple[Act, ...] = (
    StartEx(2.5),
    e.Pause("coffee", outage=True),
    e.Resume(),
    e.SetRate(0.5),
    e.Release("I1"),
    e.Hold("I2"),
    e.Skip("I3", "too late"),
    e.Improvise("A call", "The line is **bad**.", ("force", "police"), window=60_000),
    e.Void(3, "wrong button"),
    Note("Good teamwork", "I1"),
    e.Confirm(),
    e.Hail("police"),
    e.Acknowledge(2),
    e.Ready(),
    e.Open("I1"),
    e.Decide("I1", ("stay", "go"), "Wir bleiben — نبقى", "because", 70),
    e.Share("R1", ("police",), "radio", "urgent"),
    e.Send("press", "No comment. \0 \ud800", "phone"),
    e.EndEx(),
)

FORBIDDEN = {
    "sqlite": (
        "UPDATE entry SET data = '{}'",
        "DELETE FROM entry WHERE seq = 1",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
    ),
    "postgresql": (
        "UPDATE entry SET data = '{}'",
        "DELETE FROM entry WHERE seq = 1",
        "TRUNCATE entry",
    ),
}


def test_the_acts_of_a_seat(store: Store) -> None:
    """What a seat has filed of one kind, latest first; nobody else's, nothing else, and of this exercise only."""
    exercise, other = new_exercise(store), new_exercise(store)
    for number, (where, seat, act) in enumerate([
        (exercise, FORCE, Send("police", "One")), (exercise, EXCON, Send("police", "From EXCON")),
        (exercise, FORCE, Ready()), (other, FORCE, Send("police", "Elsewhere")),
        (exercise, FORCE, Send("police", "Two")),
    ]):  # fmt: skip
        file(store, where, f"k{number}", act, seat)
    assert store.acts_of(exercise, FORCE.id, Send) == (Send("police", "Two"), Send("police", "One"))


def test_the_entries_of_some_kinds(store: Store) -> None:
    """Only what was asked for, in the order of the log, and of this exercise only."""
    exercise, other = new_exercise(store), new_exercise(store)
    for number, (where, act) in enumerate([
        (exercise, StartEx(2)), (exercise, Note("Hm")), (other, StartEx(3)), (exercise, e.Pause("coffee")),
    ]):  # fmt: skip
        file(store, where, f"k{number}", act, EXCON)
    found = store.entries_of(exercise, {e.Pause, StartEx, e.EndEx})
    assert [(entry.seq, entry.act) for entry in found] == [(1, StartEx(2)), (3, e.Pause("coffee"))]
    assert store.entries_of(exercise, ()) == ()


def test_what_is_read_is_what_was_filed(store: Store) -> None:
    """Every act comes back as it was, with its seat, its times and its receipt."""
    exercise = new_exercise(store)
    filed = tuple(
        file(store, exercise, f"k{number}", act, FORCE if e.Role.TRAINEE in act.files else EXCON)
        for number, act in enumerate(EVERY_ACT)
    )
    assert store.since(exercise, 0) == filed
    assert [row.entry.act for row in filed] == list(EVERY_ACT)
    assert store.since(exercise, 0)[0].entry.wall.utcoffset() == timedelta(0)


def test_a_seat_is_not_mistaken_for_whom_it_acts_on(store: Store) -> None:
    """A controller who acts on one syndicate still belongs to none; an evaluator may belong to one."""
    exercise = new_exercise(store)
    acts = (
        Entry(1, 0, WALL, EXCON, e.Release("I1"), "B"),
        Entry(2, 0, WALL, Seat("eval", Role.EVALUATOR, None, "A"), Note("well done"), "A"),
    )
    with store.appending(exercise) as page:
        for act in acts:
            page.append(act, f"k{act.seq}", "m")
    assert tuple(row.entry for row in store.since(exercise, 0)) == acts


def test_numbers_have_no_gaps(store: Store) -> None:
    """Eight threads with 25 acts each leave the numbers 1 to 200, in an unbroken chain."""
    exercise = new_exercise(store)

    def write(thread: int) -> list[int]:
        return [file(store, exercise, f"{thread}/{number}").entry.seq for number in range(25)]

    receipts = at_once([partial(write, thread) for thread in range(8)])
    assert sorted(chain(*receipts)) == list(range(1, 201))
    assert [row.entry.seq for row in store.since(exercise, 0)] == list(range(1, 201))
    assert all(numbers == sorted(numbers) for numbers in receipts)
    assert store.head(exercise) == 200
    assert store.verify_chain(exercise) is None


def test_sending_twice_counts_once(store: Store) -> None:
    """Fifty calls with one key at the same moment leave one row and fifty equal receipts."""
    exercise = new_exercise(store)
    receipts = at_once([lambda: file(store, exercise, "double click")] * 50)
    assert store.since(exercise, 0) == (receipts[0],)
    assert set(map(repr, receipts)) == {repr(receipts[0])}
    assert store.row_by_key(exercise, "double click") == receipts[0]
    assert store.row_by_key(exercise, "another") is None


def test_a_key_belongs_to_its_exercise(store: Store) -> None:
    """The database itself refuses a key twice in one exercise, and allows it in another."""
    first, second = new_exercise(store), new_exercise(store)
    assert file(store, first, "k").entry.seq == file(store, second, "k").entry.seq == 1
    with pytest.raises(StoreConflict), store.appending(first) as page:
        page.append(entry(2), "k", "m")
    assert store.head(first) == 1


def test_an_entry_takes_the_next_number_or_none(store: Store) -> None:
    """A number that is taken or too high is refused before anything is written."""
    exercise = new_exercise(store)
    for wrong in (0, 2):
        with pytest.raises(ValueError, match=f"Entry {wrong} cannot follow entry 0"), store.appending(exercise) as page:
            page.append(entry(wrong), "k", "m")
    assert store.since(exercise, 0) == ()


def test_the_log_is_append_only(store: Store) -> None:
    """The database refuses to change or remove an entry, whoever asks and by whatever name."""
    exercise = new_exercise(store)
    row = file(store, exercise, "k")
    for statement in FORBIDDEN[store._database.dialect]:
        with (
            pytest.raises(DatabaseError, match="the log is append-only"),
            store._database.engine.begin() as connection,
        ):
            connection.exec_driver_sql(statement)
    assert store.since(exercise, 0) == (row,)


def test_an_exception_leaves_nothing(store: Store) -> None:
    """Whatever goes wrong on a page, none of it was written and the next number is still free."""
    exercise = new_exercise(store)
    seat = store.seats(exercise)[1].id
    store.save_draft(seat, "I1", {"text": "half a thought"}, WALL)
    before = store.exercise(exercise)

    def spoil() -> None:
        with store.appending(exercise) as page:
            page.append(entry(1), "k", "m")
            page.drop_draft(seat, "I1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()
    assert store.since(exercise, 0) == ()
    assert store.exercise(exercise) == before
    assert store.draft(seat, "I1") is not None
    assert file(store, exercise, "k").entry.seq == 1


def test_a_page_knows_its_own_rows(store: Store) -> None:
    """Inside the block the page reads what it has just written."""
    exercise = new_exercise(store)
    with store.appending(exercise) as page:
        row = page.append(entry(1), "k", "m")
        assert (page.last_seq, page.by_key("k"), page.by_key("x")) == (1, row, None)
        assert page.append(entry(2), "l", "m").prev_hash == row.hash
        assert [found.entry.seq for found in page.since(1)] == [2]


def test_reading_while_writing_does_not_wait(store: Store) -> None:
    """Who holds a page may still read from the store, such as the scenario."""
    exercise = new_exercise(store)
    with store.appending(exercise) as page:
        page.append(entry(1), "k", "m")
        assert store.scenario_json(exercise) == '{"id": "drill"}'
    assert store.head(exercise) == 1


def test_since_gives_what_follows(store: Store) -> None:
    """Readers get exactly the rows after the number they have seen, and of their exercise only."""
    exercise, other = new_exercise(store), new_exercise(store)
    rows = tuple(file(store, exercise, f"k{number}") for number in range(5))
    file(store, other, "k")
    assert store.since(exercise, 0) == rows
    assert store.since(exercise, 3) == rows[3:]
    assert store.since(exercise, 5) == store.since(exercise, 99) == store.since("none", 0) == ()
    assert (store.head(exercise), store.head(other), store.head("none")) == (5, 1, 0)


def test_readers_see_a_beginning_of_the_log(store: Store) -> None:
    """Many threads may read while one writes; each sees a whole beginning of the log and no error."""
    exercise = new_exercise(store)

    def read() -> bool:
        seen = [[row.entry.seq for row in store.since(exercise, 0)] for _ in range(10)]
        return all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen) and seen == sorted(seen)

    def write() -> bool:
        return all(file(store, exercise, f"k{number}") for number in range(20))

    assert all(at_once([*[read] * 12, write]))


def test_no_page_without_an_exercise(store: Store) -> None:
    """Appending to an exercise that is not there is refused in words."""
    with pytest.raises(LookupError, match="There is no exercise 'zz'"), store.appending("zz"):
        pass


def test_the_heartbeat_never_goes_back(store: Store) -> None:
    """Appends and touches move it forward; a process that slept cannot move it back. Zones do not matter."""
    exercise = new_exercise(store)
    assert store.alive(exercise) is None
    file(store, exercise, "k")
    assert store.alive(exercise) == later(1)
    east = timezone(timedelta(hours=5, minutes=45))
    store.touch(exercise, later(9).astimezone(east))
    assert store.alive(exercise) == later(9)
    store.touch(exercise, later(3))
    with store.appending(exercise) as page:
        assert page.alive_wall == later(9)
        page.append(Entry(2, 0, later(12).astimezone(east), EXCON, Note("n")), "l", "m")
    assert store.alive(exercise) == later(12)
    assert store.since(exercise, 1)[0].entry.wall == later(12)
    assert store.verify_chain(exercise) is None


def test_one_clock_for_all_servers(store: Store) -> None:
    """PostgreSQL tells the time under the lock; with SQLite there is one computer and the caller's clock will do."""
    with store.appending(new_exercise(store)) as page:
        if store._database.dialect == "sqlite":
            assert page.now() is None
            return
        first, second = page.now(), page.now()
    assert first is not None
    assert second is not None
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=1)
    assert first < second
