"""A decision that needs others waits for them: a ruling, partners, means; and what becomes of it without."""

from __future__ import annotations

import pytest

from exercise.core import bots
from exercise.core.acts import Approve, Commit, Recall
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scenario import HOUR
from tests.script import EXCON, Played, play, scenario, trainee


def test_a_ruling_is_waited_for(played: Played) -> None:
    """An option above the team's rung acts once the seat that holds the rung has approved it.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 30m | option x:m+5 authority=sector | option y
    ---
    0:07 a decide I1 x
    0:15 b approve 2
    """
    assert played.told("ApprovalAsked", "ApprovalGiven", "OptionCarriedOut", "MeasureChanged") == [
        "0:07 ApprovalAsked 2 authority b",
        "0:15 ApprovalGiven 2 b True ",
        "0:15 OptionCarriedOut I1 x a",
        "0:15 MeasureChanged m 55 I1 x by a",
    ]


def test_nobody_asks_for_the_own_rung(played: Played) -> None:
    """A team that holds the rung, or a higher one, acts at once.

    rung patrol a
    rung sector b
    I1 -> b | at 0:05 | window 30m | option x:m+5 authority=patrol | option y
    ---
    0:07 b decide I1 x
    """
    assert played.told("ApprovalAsked", "MeasureChanged") == ["0:10 MeasureChanged m 55 I1 x by b"]


def test_a_refusal_has_its_price(played: Played) -> None:
    """A refused option comes to nothing; what that costs is felt, what it would have brought is not.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 30m | option x:m+5 authority=sector fails=m-2 | option y
    ---
    0:07 a decide I1 x
    0:15 b refuse 2 not with this mandate
    """
    assert played.told("OptionFailed", "MeasureChanged") == [
        "0:15 OptionFailed I1 x a Agency B: not with this mandate",
        "0:15 MeasureChanged m 48 I1 x fell through",
    ]


def test_silence_is_a_no(played: Played) -> None:
    """A ruling that nobody gives within half an hour is a no.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 50m | option x:m+5 authority=sector | option y
    ---
    0:07 a decide I1 x
    """
    assert played.told("OptionFailed") == ["0:37 OptionFailed I1 x a Agency B: nobody ruled in time"]


def test_the_controller_rules_for_the_simcell(played: Played) -> None:
    """What waits for a role that nobody plays is ruled by the controller.

    rung patrol a
    rung srsg press
    I1 -> a | at 0:05 | window 30m | option x:m+5 authority=srsg | option y
    ---
    0:07 a decide I1 x
    0:09 excon approve 2
    """
    assert played.told("OptionCarriedOut") == ["0:09 OptionCarriedOut I1 x a"]


def test_revising_words_keeps_what_is_under_way(played: Played) -> None:
    """A revision that keeps the option keeps its ruling; one that drops it, drops what was under way.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 50m | option x:m+5 authority=sector | option y
    ---
    0:07 a decide I1 x
    0:08 a decide I1 x because we must
    0:15 b approve 2
    0:20 a decide I1 y
    """
    assert played.told("ApprovalAsked", "OptionCarriedOut", "OptionFailed") == [
        "0:07 ApprovalAsked 2 authority b",
        "0:15 OptionCarriedOut I1 x a",
    ]


def test_changing_ones_mind_ends_the_wait(played: Played) -> None:
    """An option dropped while it waits comes to nothing, at no price, and waits for no ruling any more.

    rung patrol a
    rung sector b
    I1 -> a | at 0:05 | window 50m | option x:m+5 authority=sector fails=m-5 | option y
    ---
    0:07 a decide I1 x
    0:09 a decide I1 y
    """
    assert played.told("OptionFailed", "MeasureChanged") == ["0:09 OptionFailed I1 x a the team changed its mind"]
    assert played.run.situation.undertakings.waiting_for("b") == []


def test_a_joint_option_needs_every_partner(played: Played) -> None:
    """A joint option acts when all have confirmed; choosing it oneself confirms it; the spread is measured.

    I1 -> a b | at 0:05 | window 30m | option x:m+5 together=b,c:10m | option y
    ---
    0:07 a decide I1 x
    0:09 b decide I1 x
    0:12 c approve 2
    """
    assert played.told("JointAgreed") == [
        "0:12 JointAgreed I1 x a b c 300000",
    ]
    assert played.told("MeasureChanged") == ["0:12 MeasureChanged m 55 I1 x by a"]


def test_a_partner_who_never_confirms(played: Played) -> None:
    """A joint option whose partner never confirms falls through at the end of its window.

    I1 -> a | at 0:05 | window 30m | option x:m+5 together=b:10m fails=m-3 | option y
    I2 -> c | when fell_through(I1, x)
    ---
    0:07 a decide I1 x
    """
    assert played.told("OptionFailed", "MeasureChanged", "InjectDelivered") == [
        "0:05 InjectDelivered I1 a",
        "0:17 OptionFailed I1 x a Agency B: did not confirm in time",
        "0:17 MeasureChanged m 47 I1 x fell through",
        "0:17 InjectDelivered I2 c",
    ]


def test_a_joint_option_is_felt_once(played: Played) -> None:
    """Partners who all choose the same joint option make it felt once, not once each.

    I1 -> a b | at 0:05 | window 30m | option x:m+5 together=a,b:10m | option y
    ---
    0:07 a decide I1 x
    0:09 b decide I1 x
    """
    assert len(played.told("MeasureChanged")) == 1


def test_an_option_waits_for_its_means(played: Played) -> None:
    """An option that needs a resource acts when it has arrived, and binds it for its time.

    resource qrf a 1 travel 20m
    I1 -> a | at 0:05 | window 30m | option x:m+5 needs=qrf:1:10m | option y
    ---
    0:07 a decide I1 x
    """
    assert played.told("ResourceSent", "ResourceArrived", "OptionCarriedOut", "ResourceFreed") == [
        "0:07 ResourceSent qrf-2",
        "0:27 ResourceArrived qrf-2",
        "0:27 OptionCarriedOut I1 x a",
        "0:37 ResourceFreed qrf-2 the task is done",
    ]


def test_the_second_waits_in_line(played: Played) -> None:
    """Who wants a busy resource waits until it is free again.

    resource qrf a 1 travel 5m
    I1 -> a | at 0:05 | window 30m | option x needs=qrf:1:10m | option y
    I2 -> b | at 0:05 | window 30m | option x needs=qrf:1:10m | option y
    ---
    0:07 a decide I1 x
    0:08 b decide I2 x
    """
    assert played.told("ResourceArrived", "ResourceFreed") == [
        "0:12 ResourceArrived qrf-2",
        "0:22 ResourceFreed qrf-2 the task is done",
        "0:27 ResourceArrived qrf-3",
        "0:37 ResourceFreed qrf-3 the task is done",
    ]


def test_recalled_on_the_way(played: Played) -> None:
    """Units recalled on the way are free once they are back; a new choice can have them then.

    resource qrf a 1 travel 20m
    I1 -> a | at 0:05 | window 50m | option x needs=qrf:1:10m | option y
    ---
    0:07 a decide I1 x
    0:12 a decide I1 y
    """
    assert played.told("ResourceFreed", "OptionFailed") == [
        "0:17 ResourceFreed qrf-2 recalled on the way",
        "0:17 OptionFailed I1 x a the team changed its mind",
    ]


def test_commit_and_recall(played: Played) -> None:
    """A team commits its own resource by hand, conditions see it, and it can be recalled.

    resource uav a 2
    I1 -> b | when arrived(uav, gate)
    I2 -> c | when free(uav) < 1
    ---
    0:03 a commit uav 1 gate 30m
    0:05 a commit uav 1 river 30m
    0:09 a recall 2
    """
    assert played.told("InjectDelivered", "ResourceFreed") == [
        "0:03 InjectDelivered I1 b",
        "0:05 InjectDelivered I2 c",
        "0:09 ResourceFreed uav-2 recalled",
        "0:35 ResourceFreed uav-3 the task is done",
    ]


@pytest.mark.parametrize(
    ("consent", "ends"),
    [
        ("60", "0:17 ResourceArrived"),
        ("30", "0:17 ResourceFreed heli-2 flight refused by The press: not under these circumstances"),
    ],
)
def test_a_clearance_hangs_on_consent(consent: str, ends: str) -> None:
    """A resource that needs a clearance leaves when it is given; the rule behind it decides if nobody else does.

    The team learns that it was refused, and not on which measure that hung.
    """
    played = play(
        f"""measure m {consent}
        clearance flight press 10m when measure(m) > 50
        resource heli a 1 cleared flight
        ---
        0:07 a commit heli 1 camp 30m
        """,
        "0:20",
    )
    assert played.told("ResourceArrived", "ResourceFreed")[0].startswith(ends)
    given = played.told("ApprovalGiven")
    assert given
    assert "measure" not in " ".join(given)


def test_the_holder_may_clear_before(played: Played) -> None:
    """Whoever holds a clearance may give it before the rule does.

    measure m 10
    clearance flight b 30m when measure(m) > 50
    resource heli a 1 cleared flight
    ---
    0:07 a commit heli 1 camp 30m
    0:09 b approve 2
    """
    assert played.told("ResourceArrived") == ["0:09 ResourceArrived heli-2"]


WAITING = """
    rung patrol a
    rung sector b
    rung srsg press
    resource qrf a 1
    resource uav b 2
    I1 -> a | at 0:05 | window 50m | option x authority=sector | option y authority=srsg
    ---
    0:07 a decide I1 x
    0:08 a commit qrf 1 gate 20m
    """


@pytest.mark.parametrize(
    ("seat", "act", "sentence"),
    [
        (trainee("a"), Approve(2), "Entry 2 waits for Agency B; your team cannot rule in its place."),
        (trainee("c"), Approve(2), "Entry 2 waits for Agency B; your team cannot rule in its place."),
        (trainee("b"), Approve(9), "Entry 9 waits for no ruling."),
        (trainee("b"), Approve(2, granted=False), "Say why it is refused; whoever asked will read it."),
        (
            trainee("a"),
            Commit("qrf"),
            "qrf: 0 of 1 free. The next are expected back at about H+0:28. Recall some, or choose to wait in line.",
        ),
        (trainee("a"), Commit("qrf", 3), "3 units of qrf cannot be sent; there are 1."),
        (trainee("a"), Commit("qrf", 0), "0 units of qrf cannot be sent; there are 1."),
        (trainee("a"), Commit("uav"), "uav belongs to Agency B; send them a request for it."),
        (trainee("a"), Commit("tank"), "There is no resource tank."),
        (trainee("b"), Commit("uav", busy=0), "The time on the spot must be more than zero."),
        (trainee("b"), Recall(3), "That was committed by Agency A; ask them to recall it."),
        (trainee("a"), Recall(2), "Entry 2 committed nothing."),
    ],
)
def test_refused(seat: object, act: object, sentence: str) -> None:
    """What cannot be ruled on, committed or recalled is refused in a sentence that says what to do."""
    run = play(WAITING, "0:15").run
    assert refusal(run.situation, run.clock, seat, act, run.at) == sentence  # type: ignore[arg-type]


def test_a_higher_rung_may_rule(played: Played) -> None:
    """A team above the one asked may rule in its place, and so may the controller; a ruling is given once.

    rung patrol a
    rung sector b
    rung command c
    I1 -> a | at 0:05 | window 50m | option x:m+5 authority=sector | option y
    ---
    0:07 a decide I1 x
    0:09 c approve 2
    0:10 b approve 2
    """
    assert played.told("OptionCarriedOut") == ["0:09 OptionCarriedOut I1 x a"]
    assert played.told("EntryIgnored") == ["0:10 EntryIgnored 4 Entry 2 has been ruled on already."]


def test_closed_options() -> None:
    """An option whose condition does not hold cannot be chosen, and says why; once it holds it can."""
    text = """I1 -> a | at 0:05 | window 50m | option x when=elapsed()_>_20m closed=not_before_noon | option y
    ---
    """
    early, late = play(text, "0:10").run, play(text, "0:30").run
    act = play(text + "0:25 a decide I1 x", "0:30").log[-1].act
    assert refusal(early.situation, early.clock, trainee("a"), act, early.at) == (
        "“Text x” is not open to you: not_before_noon"
    )
    assert refusal(late.situation, late.clock, trainee("a"), act, late.at) == ""


def test_it_replays(played: Played) -> None:
    """Undertakings replay to the same mark, however the time is cut.

    rung patrol a
    rung sector b
    resource qrf a 1 travel 20m
    I1 -> a | at 0:05 | window 50m | option x:m+5 authority=sector needs=qrf:1:10m together=c:20m | option y
    ---
    0:07 a decide I1 x
    0:09 b approve 2
    0:12 c approve 2
    """
    assert played.told("OptionCarriedOut") == ["0:32 OptionCarriedOut I1 x a"]
    assert replay(played.scenario, played.log, HOUR).mark == played.run.mark


def test_staff_rule_for_whom_they_name() -> None:
    """The controller rules for one of several partners by naming it."""
    run = play(
        """I1 -> a | at 0:05 | window 50m | option x together=b,c:20m | option y
        ---
        0:07 a decide I1 x
        0:08 excon approve 2 b
        """,
        "0:10",
    ).run
    assert [ruling.asked.by for ruling in run.situation.undertakings.asked_by(2)] == ["c"]
    assert refusal(run.situation, run.clock, EXCON, Approve(2), run.at) == ""


def test_bots_rule_and_confirm() -> None:
    """Simulated partners confirm, and a staffed SimCell rules: what experts choose comes about."""
    scene = scenario(
        """rung low a
        rung srsg press
        I1 -> a | at 0:05 | window 30m | option x:m+5 authority=srsg together=b:20m | option y
        """
    )
    run = bots.play(scene, dict.fromkeys("abc", "expert"))[1]
    assert run.situation.undertakings.happened("carried", "I1", "x", "a")
    alone = bots.play(scene, {"a": "expert", "b": "absent", "c": "absent"})[1]
    assert alone.situation.undertakings.happened("failed", "I1", "x", "a")


def test_means_are_shared(played: Played) -> None:
    """Two teams that choose the same option of an inject send its means once; both act when they have arrived.

    resource qrf a 1 travel 10m
    I1 -> a b | at 0:05 | window 30m | option x:m+5 needs=qrf:1:10m | option y
    ---
    0:07 a decide I1 x
    0:09 b decide I1 x
    """
    assert played.told("ResourceSent", "OptionCarriedOut") == [
        "0:07 ResourceSent qrf-2",
        "0:17 OptionCarriedOut I1 x a",
        "0:17 OptionCarriedOut I1 x b",
    ]
