"""How much of a network is identified: a node is known once one team holds all its pieces."""

from __future__ import annotations

from exercise.core.acts import Role, Seat
from exercise.core.excon import boards
from exercise.core.modes import drill
from exercise.core.scenario import MINUTE
from exercise.core.scoring.uncovered import uncovered
from tests.script import Played, scenario, trainee


def test_pieces_held_together(played: Played) -> None:
    """Alone neither knows it; once one of them holds both pieces it is identified, by that team and since then.

    report r from a
    report s from b
    node cell gate r s
    node cell road s
    ---
    0:10 a share r b
    """
    (found,) = uncovered(played.run)
    gate, road = found.nodes
    assert (gate.at, gate.team) == (11 * MINUTE, "b")
    assert (road.at, road.team) == (0, "b")
    assert (found.known, found.start, found.share) == (2, 1, 1.0)
    assert (found.by("a"), found.by("b")) == (0, 2)


def test_pieces_that_lie_apart(played: Played) -> None:
    """Every piece is held by somebody, and nobody holds them all: it is not known, and that is said.

    report r from a
    report s from b
    node cell gate r s
    ---
    0:10 a share r c
    """
    (found,) = uncovered(played.run)
    (gate,) = found.nodes
    assert (gate.at, gate.apart, found.share) == (None, True, 0.0)
    assert gate.pieces == (("r", ("a", "c")), ("s", ("b",)))


def test_a_piece_nobody_holds(played: Played) -> None:
    """What no inject has given yet can be known by nobody.

    report r from a
    report s from press
    I1 -> b | at 0:50 | gives s | hold
    node cell gate r s
    """
    ((gate,),) = (found.nodes for found in uncovered(played.run))
    assert (gate.at, gate.apart) == (None, False)


def test_only_the_staff_see_it(played: Played) -> None:
    """It stands beside the measures on the staff's scoreboard; a trainee sees none of it.

    report r from a
    node cell gate r
    ---
    0:01 excon disclose all
    """
    staff = boards.scoreboard(played.run, Seat("eva", Role.EVALUATOR))
    assert [found.network.id for found in staff.networks] == ["cell"]
    assert boards.scoreboard(played.run, trainee("a")).networks == ()


def test_a_drill_keeps_what_can_be_known() -> None:
    """A node goes with a report that only injects left out would have given; a network without nodes goes too."""
    whole = scenario("""
        objective O T1 T2
        report r from a
        report s from press
        node cell gate r
        node cell road s
        node ring back s
        I1 -> a | at 0:05 | objective O | task T1
        I2 -> b | at 0:06 | gives s | objective O | task T2
    """)
    assert [(one.id, [node.id for node in one.nodes]) for one in drill(whole, "T1").networks] == [("cell", ["gate"])]
    assert len(drill(whole, "T2").networks) == 2
