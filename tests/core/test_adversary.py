"""Somebody acts against the teams: by seed and weight, only what is open, and never for ever the same way."""

from __future__ import annotations

from collections import Counter

from exercise.core.excon import boards
from exercise.core.facts import AdversaryMoved
from exercise.core.replay import replay
from tests.script import EXCON, Played, log, ms, play, scenario


def test_moves(played: Played) -> None:
    """The first move comes not before its time, the others after what lies between; each is made once.

    adversary gang 10m 0:05 road:I1 road:I2
    I1 -> a
    I2 -> b
    """
    told = played.told("AdversaryMoved", "InjectDelivered")
    assert [line.split()[0] for line in told] == ["0:05", "0:05", "0:15", "0:15"]
    assert {line.split()[2] for line in told if "Delivered" in line} == {"I1", "I2"}


def test_only_what_is_open(played: Played) -> None:
    """A move waits for its condition; while none is open the adversary lets its turn pass.

    adversary gang 10m 0:05 road:I1
    move I1 when elapsed() > 20m
    I1 -> a
    """
    assert played.told("AdversaryMoved") == ["0:25 AdversaryMoved gang I1 road"]


def test_seed_and_weight() -> None:
    """The same seed makes the same moves; over many seeds a heavier move comes first more often."""
    text = "adversary gang 10m 0:05 road:I1 raid:I2\nweight I2 9\nI1 -> a\nI2 -> b"
    first = Counter()
    for seed in range(60):
        scene = scenario(text, seed=seed)
        made = [fact for fact in replay(scene, log(""), ms("0:30")).facts if isinstance(fact, AdversaryMoved)]
        assert made == [f for f in replay(scene, log(""), ms("0:30")).facts if isinstance(f, AdversaryMoved)]
        first[made[0].inject] += 1
    assert first["I2"] > 3 * first["I1"] > 0


def test_an_adversary_learns(played: Played) -> None:
    """A tactic parried twice is given up; what belongs to it is not tried again, another tactic is.

    adversary gang 10m 0:05 road:I1 road:I2 road:I3 raid:I4
    counter I1 elapsed() > 1m
    counter I2 elapsed() > 1m
    weight I1 1000000
    weight I2 1000
    move I4 when given_up(gang, road)
    I1 -> a
    I2 -> a
    I3 -> a
    I4 -> a
    I5 -> b | when countered(I2)
    """
    assert played.told("AdversaryMoved", "MoveCountered") == [
        "0:05 AdversaryMoved gang I1 road",
        "0:05 MoveCountered gang I1 road False",
        "0:15 AdversaryMoved gang I2 road",
        "0:15 MoveCountered gang I2 road True",
        "0:25 AdversaryMoved gang I4 raid",
    ]
    assert played.run.situation.delivered_at("I5") == ms("0:15")
    row = next(row for row in boards.board(played.run, EXCON) if row.inject == "I3")
    assert [why.text for why in row.waits_for] == ["The gang chooses it; it has given up road"]


def test_prevented(played: Played) -> None:
    """An incident that the teams have forestalled is prevented, which counts as parried; other skips are not.

    report r from a
    adversary gang 10m 0:05 road:I1
    I1 -> a | unless holds(b, r) | incident
    I2 -> a | at 0:09 | unless holds(b, r) | incident
    I3 -> a | at 0:09 | unless holds(b, r)
    I4 -> a | after I3 1m | incident
    I5 -> b | when prevented(I2)
    ---
    0:01 a share r b
    """
    assert played.told("IncidentPrevented", "MoveCountered", "InjectDelivered") == [
        "0:05 IncidentPrevented I1 Agency B holds “Report r”",
        "0:05 MoveCountered gang I1 road False",
        "0:09 IncidentPrevented I2 Agency B holds “Report r”",
        "0:09 InjectDelivered I5 b",
    ]


def test_the_controller_has_the_last_word(played: Played) -> None:
    """A held or skipped move is not made; a release does not wait for the adversary.

    adversary gang 10m 0:05 road:I1 road:I2 road:I3
    I1 -> a
    I2 -> a
    I3 -> a
    ---
    0:01 excon hold I1
    0:02 excon skip I2 too much
    0:03 excon release I3
    0:30 excon void 2
    """
    assert played.told("InjectDelivered") == ["0:03 InjectDelivered I3 a", "0:35 InjectDelivered I1 a"]


def test_the_board_says_who_decides() -> None:
    """What an adversary has in hand waits, has no due time, and says for whom it waits."""
    run = play("adversary gang 10m 0:05 road:I1\nI1 -> a | hold\n---", "0:01").run
    (row,) = boards.board(run, EXCON)
    assert (row.status, row.due) == ("waiting", None)
    assert row.waits_for == (("The gang chooses it", False),)
