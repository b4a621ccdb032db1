"""Trust between teams: what was kept raises it, what was broken lowers it, and little evidence says little."""

from __future__ import annotations

import pytest

from exercise.core.debrief.trust import Trust, trust
from tests.script import Played


def _pair(played: Played, team: str, partner: str) -> Trust:
    return next(pair for pair in trust(played.run) if (pair.team, pair.partner) == (team, partner))


def test_no_opinion(played: Played) -> None:
    """Teams that never needed each other stand at 50, each way, and no team trusts itself.

    I1 -> a | at 0:05
    """
    assert {(pair.value, pair.records) for pair in trust(played.run)} == {(50.0, ())}
    assert len(trust(played.run)) == 6


def test_a_report_needed(played: Played) -> None:
    """In time is kept, late half kept, never broken; whoever held it first answers for what never came.

    report r from a needed b 0:10 c 0:20
    report s from a needed b 0:30
    ---
    0:05 a share r b
    0:25 a share r c
    """
    assert [record.worth for record in _pair(played, "b", "a").records] == [1.0, 0.0]
    assert _pair(played, "b", "a").value == 50.0
    assert _pair(played, "c", "a").value == pytest.approx(50.0)
    assert _pair(played, "a", "b").records == ()


def test_requests(played: Played) -> None:
    """A request granted in time raises trust in whoever was asked; one that nobody answered lowers it.

    ---
    0:05 a ask b information - 20m Who is at the bridge?
    0:07 b yes 2 Nobody
    0:10 a ask c information - 10m And at the ford?
    """
    assert _pair(played, "a", "b").value > 50 > _pair(played, "a", "c").value
    assert _pair(played, "a", "c").records[0].evidence == "request of H+0:10 got no answer"


def test_a_joint_option(played: Played) -> None:
    """Who confirms is trusted by whoever asked, and the other way; who lets it fall is not.

    I1 -> a | at 0:05 | window 30m | option x:m+1 together=b:5m | option y:m-1
    I2 -> a | at 0:06 | window 30m | option x:m+1 together=c:5m | option y:m-1
    ---
    0:07 a decide I1 x
    0:08 a decide I2 x
    0:09 b approve 2
    """
    assert _pair(played, "a", "b").value > 50
    assert _pair(played, "b", "a").value > 50
    assert _pair(played, "a", "c").value < 50
    assert _pair(played, "c", "a").records == ()


def test_a_confidence_broken(played: Played) -> None:
    """An originator loses trust in whoever passes its report on against the marking, and gains it otherwise.

    report r from a only secret a b
    ---
    0:02 a share r b
    0:05 b share r c
    """
    assert [(record.worth, record.evidence) for record in _pair(played, "a", "b").records] == [
        (0.0, "passed to Agency C against its marking")
    ]
    assert _pair(played, "c", "b").records == ()


def test_one_record_changes_little(played: Played) -> None:
    """The more records, the further from 50: one kept promise is 67, three are 80.

    report r from a needed b 0:30 c 0:30
    report s from a needed b 0:30
    report t from a needed b 0:30
    ---
    0:01 a share r b+c
    0:02 a share s b
    0:03 a share t b
    """
    assert (_pair(played, "c", "a").value, _pair(played, "b", "a").value) == (66.7, 80.0)
