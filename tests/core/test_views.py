"""What a seat may see. The laws over any exercise are in tests/properties."""

from __future__ import annotations

import pytest

from exercise.core import views
from exercise.core.acts import Role, Seat
from exercise.core.debrief.answering import loads
from exercise.core.excon import boards
from exercise.core.facts import DecisionTaken
from exercise.core.scoring import headline
from tests.script import EXCON, Played, play, trainee


def test_inbox(played: Played) -> None:
    """The inbox holds the team's injects, newest first, with what is to be done.

    I1 -> a | at 0:05 | window 10m | ask x y
    I2 -> a | at 0:10 | window 50m | ask x y
    I3 -> a | at 0:20
    I4 -> b | at 0:20
    I5 -> a | at 0:25 | window 50m | ask x y
    ---
    0:12 a open I2
    0:13 a decide I2 x
    0:26 a open I5
    """
    rows = views.inbox(played.run, trainee("a"))
    assert [(row.inject, row.status) for row in rows] == [
        ("I5", "open"),
        ("I3", "new"),
        ("I2", "answered"),
        ("I1", "missed"),
    ]


def test_paper_tells_no_grades(played: Played) -> None:
    """An open inject shows its options without grade, reason or effect, in a stable shuffled order.

    I1 -> a | at 0:05 | window 50m | ask x:m+5 y:m-5 z v w u
    """
    paper = views.paper(played.run, trainee("a"), "I1")
    assert paper is not None
    assert paper.question is not None
    assert paper == views.paper(played.run, trainee("a"), "I1")
    assert sorted(paper.question.choices[0]._fields) == ["closed", "id", "terms", "text"]
    other = views.paper(played.run, Seat("a-2", Role.TRAINEE, "a", "A"), "I1")
    assert other is not None
    assert other.question is not None
    assert other.question.choices != paper.question.choices
    assert "why" not in repr(paper)


def test_foreign_paper(played: Played) -> None:
    """Guessing the id of another team's inject, or of one to come, opens nothing.

    I1 -> b | at 0:05
    I2 -> a | hold
    """
    assert views.paper(played.run, trainee("a"), "I1") is None
    assert views.paper(played.run, trainee("a"), "I2") is None


@pytest.mark.parametrize("view", [boards.board, boards.loads, boards.notes])
def test_staff_only(view: object) -> None:
    """Staff views refuse a trainee."""
    run = play("I1 -> b | at 0:05").run
    with pytest.raises(views.NotYours):
        view(run, trainee("a"))  # type: ignore[operator]


@pytest.mark.parametrize("view", [views.inbox, views.reports, views.timeline])
def test_trainees_only(view: object) -> None:
    """A controller has no desk."""
    run = play("I1 -> b | at 0:05").run
    with pytest.raises(views.NotYours):
        view(run, EXCON)  # type: ignore[operator]


def test_board_says_why(played: Played) -> None:
    """The board says in words why an inject came, or what it waits for.

    report r from a
    I1 -> a | at 0:05 | window 10m | ask x y
    I2 -> b | when decided(I1, x)
    I3 -> c | when holds(b, r) and elapsed() > 10m
    I4 -> c | at 0:50
    I5 -> c | hold
    I6 -> c | at 0:20 | unless decided(I1)
    ---
    0:07 a decide I1 x
    0:30 excon release I4
    """
    board = {row.inject: row for row in boards.board(played.run, EXCON)}
    assert [board[id].why for id in ("I1", "I2", "I4", "I5", "I6")] == [
        "Came at H+0:05 as planned",
        "Came at H+0:07 because somebody chose x in I1",
        "Released by the controller at H+0:30 (entry 3)",
        "Ready at hand: the controller releases it",
        "Skipped: “Title I1” (I1) is answered",
    ]
    assert [tuple(why) for why in board["I3"].waits_for] == [("b holds r", False), ("elapsed over 10 min", True)]
    assert [board[f"I{n}"].status for n in range(1, 7)] == [
        "answered", "delivered", "waiting", "delivered", "held", "skipped",
    ]  # fmt: skip


def test_an_answer_stirs_only_the_page_it_lies_open_on(played: Played) -> None:
    """The inbox says that a colleague has answered; more is drawn where that inject is open, or the timeline.

    I1 -> a | at 0:05 | window 58m | ask x y
    I2 -> a | at 0:05 | window 58m | ask x y
    ---
    0:10 a decide I1 x
    """
    seat, run = Seat("a-2", Role.TRAINEE, "a", "A"), played.run
    since = next(number for number, fact in enumerate(run.facts) if isinstance(fact, DecisionTaken))
    assert views.stirred(run, seat, since, "I1")
    assert views.stirred(run, seat, since, "I2", timeline=True)
    assert not views.stirred(run, seat, since, "I2")
    assert not views.stirred(run, seat, since)


def test_reports(played: Played) -> None:
    """A team sees the reports it holds, from whom, and how far its own shares have got.

    channel radio 5m
    report r from a
    ---
    0:10 a share r b
    0:58 a share r c
    """
    (held,) = views.reports(played.run, trainee("a"))
    assert [(travel.team, travel.arrived) for travel in held.sent] == [("b", 15 * 60_000), ("c", None)]
    (got,) = views.reports(played.run, trainee("b"))
    assert got.came_from == "Agency A"


def test_scoreboard_for_trainees(played: Played) -> None:
    """A trainee's scoreboard has no measures, no outcome and no evidence.

    I1 -> a | at 0:05 | window 10m | ask x y
    ---
    0:07 a decide I1 x
    0:08 excon disclose all
    """
    seen = boards.scoreboard(played.run, trainee("b"))
    assert (seen.measures, seen.outcome) == ((), None)
    assert all(not dimension.points for dimensions in seen.teams.values() for dimension in dimensions)
    assert boards.scoreboard(played.run, EXCON).outcome == 50


def test_routine_traffic_hides_the_signal(played: Played) -> None:
    """Routine traffic reaches its team like anything else; the board, the load and the headline leave it out.

    I1 -> a | at 0:05 | kind routine
    I2 -> a | at 0:10 | window 5m | ask x y
    """
    assert [row.inject for row in views.inbox(played.run, trainee("a"))] == ["I2", "I1"]
    assert [row.inject for row in boards.board(played.run, EXCON)] == ["I2"]
    assert [row.inject for row in boards.board(played.run, EXCON, routine=True)] == ["I1", "I2"]
    first = boards.loads(played.run, EXCON)[0]
    assert (first.open, first.missed) == (0, 1)
    assert headline(played.run)["delivered"] == 1
    assert loads(played.run)[0].peak == 1
