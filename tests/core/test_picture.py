"""The joint picture goes round, holds only what teams posted, and is compared with what is so."""

from __future__ import annotations

import pytest

from exercise.core import views
from exercise.core.acts import Share
from exercise.core.facts import EntryIgnored
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, MINUTE
from tests.script import EXCON, Played, log, ms, play, scenario, trainee


def test_post(played: Played) -> None:
    """A posted report reaches every other team after the picture's own delay.

    coordination joint-centre
    report r from a
    I1 -> a | when posted(r)
    I2 -> b | when holds(b, r)
    ---
    0:03 a share r picture
    """
    assert played.told() == [
        "0:03 ReportPosted r a",
        "0:03 InjectDelivered I1 a",
        "0:05 ReportReceived r b a",
        "0:05 ReportReceived r c a",
        "0:05 InjectDelivered I2 b",
    ]


def test_post_and_send(played: Played) -> None:
    """A report can go to the picture and to a team at once; the note goes with both.

    report r from a
    ---
    0:03 a share r b+picture radio Read it twice
    """
    (entry,) = views.picture(played.run, trainee("c"))
    assert entry.note == "Read it twice"
    assert played.told("MessageReceived") == ["0:04 MessageReceived a b With “Report r”: Read it twice radio"]
    assert played.told("ReportReceived") == [
        "0:04 ReportReceived r b a",
        "0:18 ReportReceived r b a",
        "0:18 ReportReceived r c a",
    ]


def test_breach_on_the_picture(played: Played) -> None:
    """Everybody reads the picture: a breach for every team outside the release, none for a channel's ceiling.

    channel radio 1m upto restricted
    report r from a only secret a b
    ---
    0:03 a share r picture
    """
    assert played.told("ReleaseBreached") == ["0:18 ReleaseBreached r a c release"]


def test_blocked_on_the_picture() -> None:
    """Where breaches are blocked, the picture takes only what everybody may read."""
    scene = scenario("report r from a only restricted a b", release_policy="block")
    run = replay(scene, log("0:03 a share r picture"), HOUR)
    assert [fact.reason for fact in run.facts if isinstance(fact, EntryIgnored)] == [
        "Everybody reads the joint picture, and “Report r” is not released to Agency C."
    ]


def test_no_picture(played: Played) -> None:
    """Stove-piped agencies keep no joint picture; the refusal says what to do instead.

    coordination stove-piped
    report r from a
    ---
    0:03 a share r picture
    """
    assert played.told("EntryIgnored") == [
        "0:03 EntryIgnored 2 The agencies keep no joint picture here (Stove-piped: every agency for itself); "
        "send the report to the teams that need it."
    ]


def test_posted_once() -> None:
    """What is on the picture need not be posted again; the refusal says who did."""
    run = play("report r from a\n---\n0:03 a share r b+picture").run
    said = refusal(run.situation, run.clock, trainee("b"), Share("r", ("picture",)), run.at)
    assert said == "“Report r” is on the joint picture already; Agency A posted it."


def test_who_sees_it_when() -> None:
    """Whoever posts sees it at once, the others when it has gone round, the staff at any time."""
    text = "coordination joint-centre\nreport r from a\n---\n0:03 a share r picture"
    early = play(text, "0:04").run
    assert [len(views.picture(early, seat)) for seat in (trainee("a"), trainee("b"), EXCON)] == [1, 0, 1]
    assert len(views.picture(play(text, "0:05").run, trainee("b"))) == 1


def test_entries(played: Played) -> None:
    """An entry says where it comes from, how old it is, whether it is stale and what it contradicts.

    coordination unified
    report r from a
    report s from b
    about r at 0:05 stale 10m
    about s false conflicts r
    ---
    0:08 a share r picture
    0:12 b share s picture
    """
    run = replay(played.scenario, played.log, ms("0:15"))
    latest, first = views.picture(run, trainee("c"))
    assert (first.report, first.source, first.grade, first.age, first.stale) == (
        "r", "Agency A", "B2", 10 * MINUTE, False,
    )  # fmt: skip
    assert (latest.report, latest.age, latest.conflicts, first.conflicts) == ("s", 3 * MINUTE, ("r",), ("s",))
    assert views.picture(replay(played.scenario, played.log, ms("0:16")), trainee("c"))[1].stale


def test_ground_truth(played: Played) -> None:
    """The staff see which reports within reach are on the picture, true, false or stale, and which are missing.

    coordination unified
    report r from a
    report s from b
    report t from c
    report u from c
    report v from a
    I1 -> a | hold | gives v
    about r stale 10m
    about s false
    ---
    0:08 a share r picture
    0:09 b share s picture
    0:30 c share t picture
    """
    found = views.ground_truth(played.run, EXCON)
    assert [(row.report, row.verdict) for row in found.rows] == [
        ("r", "stale"), ("s", "false posted"), ("t", "true posted"), ("u", "true not posted"),
    ]  # fmt: skip
    assert found[1:] == (1, 1, 1, 1)
    with pytest.raises(views.NotYours):
        views.ground_truth(played.run, trainee("a"))
