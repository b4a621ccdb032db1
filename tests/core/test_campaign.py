"""A campaign strings exercises together: each begins with the measures the one before left."""

from __future__ import annotations

from exercise.core.debrief.campaign import Session, campaigns, final
from exercise.core.modes import carry_over
from exercise.core.replay import replay
from exercise.core.scenario import HOUR
from tests.script import log, play

SCENE = """
    measure m 50
    measure n 30
    I1 -> a | at 0:05 | effects m+8
    ---
    0:01 a send b hello
"""


def _sessions() -> list[Session]:
    first = play(SCENE)
    second = carry_over(first.scenario, final(first.run))
    run = replay(second, tuple(log("0:01 a send b hello")), HOUR)
    return [Session("e2", "Second", "e1", run), Session("e1", "First", "", first.run)]


def test_the_next_session_begins_where_the_last_one_left_off() -> None:
    """The end of the first is the start of the second, measure by measure; the gain is over both."""
    ((first, second),) = (campaign.stretches for campaign in campaigns(_sessions()))
    assert (first.session.title, second.session.title) == ("First", "Second")
    assert first.measures == (("m", 50.0, 58.0), ("n", 30.0, 30.0))
    assert second.measures == (("m", 58.0, 66.0), ("n", 30.0, 30.0))
    assert (first.start, first.end, second.start, second.end) == (40.0, 44.0, 44.0, 48.0)
    assert campaigns(_sessions())[0].gain == 8.0


def test_one_session_is_no_campaign() -> None:
    """An exercise that follows none, or one that is not known here, stands alone."""
    second, first = _sessions()
    assert campaigns([first]) == ()
    assert campaigns([second]) == ()


def test_a_campaign_may_fork() -> None:
    """Two that follow the same one are two campaigns with the same beginning."""
    second, first = _sessions()
    found = campaigns([first, second, second._replace(exercise="e3", title="Other")])
    assert [[stretch.session.exercise for stretch in one.stretches] for one in found] == [["e1", "e2"], ["e1", "e3"]]
