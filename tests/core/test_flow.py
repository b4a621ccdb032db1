"""Who knew what, when: every need ends as met, late, missed or not to be met, and hand-offs are counted once."""

from __future__ import annotations

from exercise.core.debrief.flow import Link, Phase, extent, handoffs, links, passings, phases, reach
from exercise.core.scenario import MINUTE
from tests.script import Played


def _statuses(played: Played) -> dict[tuple[str, str], str]:
    return {(row.report, row.team): row.status for row in reach(played.run)}


def test_every_need_has_one_status(played: Played) -> None:
    """In time, late, never, not due yet, kept from the team by the marking, or come without need.

    report r from a needed b 0:10 c 0:20
    report s from b needed a 0:30 c 0:59
    report t from c needed a 0:30 only secret c b
    ---
    0:05 a share r b
    0:25 a share r c
    0:50 c share t b
    """
    assert _statuses(played) == {
        ("r", "a"): "own", ("r", "b"): "in time", ("r", "c"): "late",
        ("s", "a"): "never", ("s", "b"): "own", ("s", "c"): "never",
        ("t", "a"): "barred", ("t", "b"): "spare", ("t", "c"): "own",
    }  # fmt: skip
    assert extent(reach(played.run)) == (4, 1, 1, 2, 16 * MINUTE)


def test_not_due_yet_and_held_by_nobody(played: Played) -> None:
    """A need whose moment has not come is open; what no other team ever held is nobody's missed hand-off.

    report r from a needed b 0:90
    report s from source needed b 0:10
    I1 -> a | hold | gives s
    """
    assert _statuses(played)["r", "b"] == "open"
    assert _statuses(played)["s", "b"] == "nobody"
    assert handoffs(played.run) == ()


def test_late_is_counted_from_when_it_could_be_shared(played: Played) -> None:
    """Whoever comes to hold a report after it was needed is late, but had no time to lose.

    report r from source needed b 0:10
    I1 -> a | at 0:20 | gives r
    ---
    0:22 a share r b
    """
    (row,) = handoffs(played.run)
    assert (row.holder, row.held, row.got, row.slack) == ("a", 20 * MINUTE, 23 * MINUTE, 0)


def test_missed_handoffs_begin_with_the_one_that_had_most_time(played: Played) -> None:
    """A report that lay for long weighs more than one that came in at the last moment.

    report r from source needed b 0:30
    report s from c needed b 0:20
    I1 -> a | at 0:25 | gives r
    """
    assert [(row.report, row.holder, row.slack // MINUTE) for row in handoffs(played.run)] == [
        ("s", "c", 20), ("r", "a", 5)
    ]  # fmt: skip


def test_latency_of_passing_on(played: Played) -> None:
    """From receipt to the first passing on; a team that passes nothing on has none.

    report r from a needed b 0:10
    ---
    0:05 a share r b
    0:09 b share r c
    0:11 b share r a
    """
    found = {row.team: (row.latency, row.to) for row in passings(played.run)}
    assert found == {"a": (5 * MINUTE, ("b",)), "b": (3 * MINUTE, ("c", "a")), "c": (None, ())}


def test_links_by_phase(played: Played) -> None:
    """Messages and reports between teams belong to the phase they were sent in; the SimCell is no team.

    report r from a needed b 0:10
    I1 -> a | at 0:05
    I2 -> b | at 0:30
    ---
    0:06 a send b hello
    0:07 a share r b
    0:08 a send press hello
    0:31 b send a hello
    0:60 b send c hello
    """
    run = played.run
    injects = {"I1": "first", "I2": "second"}
    for id, phase in injects.items():
        object.__setattr__(run.situation.injects[id], "phase", phase)
    assert phases(run) == (Phase("first", 0, 30 * MINUTE), Phase("second", 30 * MINUTE, 60 * MINUTE))
    assert links(run) == (
        Link("first", "a", "b", 1, 1), Link("second", "b", "a", 1, 0), Link("second", "b", "c", 1, 0)
    )  # fmt: skip
