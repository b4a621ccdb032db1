"""When an inject comes, when it does not, and what is said about it."""

from __future__ import annotations

from tests.script import Played, play


def test_at(played: Played) -> None:
    """An inject comes at its moment, to each of its teams in order.

    I1 -> b a | at 0:20
    """
    assert played.told() == ["0:20 InjectDelivered I1 b", "0:20 InjectDelivered I1 a"]


def test_ties(played: Played) -> None:
    """At equal times injects come in MSEL order.

    I1 -> a | at 0:20
    I2 -> a | at 0:10
    I3 -> a | at 0:10
    """
    assert played.told() == ["0:10 InjectDelivered I2 a", "0:10 InjectDelivered I3 a", "0:20 InjectDelivered I1 a"]


def test_after(played: Played) -> None:
    """An inject follows another by its delay.

    I1 -> a | at 0:20
    I2 -> b | after I1 10m
    """
    assert played.told() == ["0:20 InjectDelivered I1 a", "0:30 InjectDelivered I2 b"]


def test_after_a_skipped_inject(played: Played) -> None:
    """What follows a skipped inject is skipped with it, and says so.

    I1 -> a | at 0:20
    I2 -> b | after I1 10m
    ---
    0:05 excon skip I1 no time
    """
    assert played.told() == [
        "0:05 InjectSkipped I1 no time",
        "0:05 InjectSkipped I2 it follows I1, which was skipped",
    ]


def test_when(played: Played) -> None:
    """A conditional inject comes at the very moment its condition becomes true.

    I1 -> a | at 0:10 | window 20m | ask x y
    I2 -> b | when decided(I1, x)
    I3 -> b | when decided(I1, y)
    ---
    0:17 a decide I1 x
    0:40 excon end
    """
    assert "0:17 InjectDelivered I2 b" in played.told()
    assert "0:40 InjectSkipped I3 the exercise ended before it was due" in played.told()


def test_when_time_alone_makes_it_true(played: Played) -> None:
    """A condition on time needs nobody to look: it turns at its own moment.

    I1 -> a | at 0:10
    I2 -> b | when since(I1) >= 5m and elapsed() > 12m
    """
    assert played.told("InjectDelivered")[1] == "0:15 InjectDelivered I2 b"


def test_when_a_measure_drifts(played: Played) -> None:
    """A condition on a drifting measure turns at the moment of the crossing.

    measure m 50 drift -60
    I1 -> a | when measure(m) <= 40
    """
    assert played.told("InjectDelivered") == ["0:10 InjectDelivered I1 a"]


def test_unless(played: Played) -> None:
    """`unless` is judged at the moment of delivery; the inject is skipped, not failed, and says why.

    report r from a
    I1 -> b | at 0:10 | unless holds(b, r)
    I2 -> b | at 0:01 | unless holds(b, r)
    ---
    0:02 a share r b
    """
    assert played.told("InjectDelivered", "InjectSkipped") == [
        "0:01 InjectDelivered I2 b",
        "0:10 InjectSkipped I1 Agency B holds “Report r”",
    ]


def test_hold_and_release(played: Played) -> None:
    """A held inject waits past its time until it is released.

    I1 -> a | at 0:10
    ---
    0:05 excon hold I1
    0:25 excon release I1
    """
    assert played.told() == ["0:05 InjectHeld I1", "0:25 InjectDelivered I1 a"]


def test_hold_lifted(played: Played) -> None:
    """Lifting a hold before the inject is due lets it come on time; afterwards it comes at once.

    I1 -> a | at 0:10
    I2 -> a | at 0:20
    ---
    0:05 excon hold I1
    0:05 excon hold I2
    0:15 excon void 2
    0:16 excon void 3
    """
    assert played.told("InjectDelivered") == ["0:15 InjectDelivered I1 a", "0:20 InjectDelivered I2 a"]


def test_ready_at_hand(played: Played) -> None:
    """An inject marked `hold` has no time: only the controller brings it.

    I1 -> a | hold
    I2 -> a | hold
    ---
    0:30 excon release I2
    """
    assert played.told("InjectDelivered") == ["0:30 InjectDelivered I2 a"]


def test_release_overrides(played: Played) -> None:
    """A release delivers now, whatever the inject waits for, and only once.

    I1 -> a | at 0:30 | unless elapsed() > 1m
    ---
    0:10 excon release I1
    0:11 excon release I1
    """
    assert played.told() == [
        "0:10 InjectDelivered I1 a",
        "0:11 EntryIgnored 3 I1 was delivered at H+0:10; it cannot be released any more.",
    ]


def test_skip_undone(played: Played) -> None:
    """A skip can be undone; the inject then waits for its own time again.

    I1 -> a | at 0:30
    ---
    0:05 excon skip I1 too much
    0:10 excon void 2
    """
    assert played.told("InjectDelivered") == ["0:30 InjectDelivered I1 a"]


def test_release_after_skip(played: Played) -> None:
    """A skipped inject can still be released.

    I1 -> a | at 0:30
    ---
    0:05 excon skip I1 too much
    0:40 excon release I1
    """
    assert played.told("InjectDelivered") == ["0:40 InjectDelivered I1 a"]


def test_improvise(played: Played) -> None:
    """An inject written on the spot is delivered at once under the number of its entry.

    ---
    0:12 excon improvise a+c The mayor calls
    0:15 a write X2 Tell him to wait
    """
    assert played.told() == [
        "0:12 InjectWritten X2",
        "0:12 InjectDelivered X2 a",
        "0:12 InjectDelivered X2 c",
        "0:15 DecisionTaken X2 a 0 ",
    ]


def test_expected_action_met(played: Played) -> None:
    """An expected action is met when the teams do it unasked inside its window; nothing is delivered.

    report r from a
    I1 -> a | at 0:05 | window 10m | met shared(r, a, b)
    ---
    0:08 a share r b
    """
    assert played.told("ActionMet", "InjectDelivered") == ["0:09 ActionMet I1 300000"]


def test_expected_action_missed(played: Played) -> None:
    """An expected action that does not come is missed, has its price, and can bring a contingency inject.

    I1 -> a | at 0:05 | window 10m | met decided(I9) | missed_effects m-5
    I2 -> a | when missed(I1)
    I9 -> a | hold
    """
    assert played.told() == [
        "0:15 ActionMissed I1 300000",
        "0:15 MeasureChanged m 45 I1 missed",
        "0:15 InjectDelivered I2 a",
    ]


def test_random_delay_is_seeded() -> None:
    """Chance is an argument: the same seed draws the same delay, another team's does not disturb it."""
    alone = play("I1 -> a | at 0:10 | delay 1m 20m")
    crowd = play("I0 -> b | at 0:10 | delay 1m 20m\nI1 -> a | at 0:10 | delay 1m 20m")
    assert alone.told() == [line for line in crowd.told() if "I1" in line]


def test_endex_leaves_nothing_waiting(played: Played) -> None:
    """At EndEx every waiting inject is skipped and every open window is closed.

    I1 -> a | at 0:10 | window 30m | ask x y
    I2 -> b | at 0:10 | window 30m | ask x y
    I3 -> c | when decided(I1, y)
    ---
    0:15 a decide I1 x
    0:20 excon end
    """
    assert played.told("AnswerClosed", "InjectSkipped", "ExerciseEnded") == [
        "0:20 AnswerClosed I1 a answered",
        "0:20 AnswerClosed I2 b ended",
        "0:20 InjectSkipped I3 the exercise ended before it was due",
        "0:20 ExerciseEnded",
    ]


def test_twist(played: Played) -> None:
    """A twist is drawn once at StartEx and decides which inject comes.

    twist side north river
    I1 -> a | when twist(side) == north
    I2 -> a | when twist(side) == river
    I3 -> a | when twist(side) != river
    """
    drawn = played.run.situation.twists["side"]
    came = {line.split()[2] for line in played.told("InjectDelivered")}
    assert came == ({"I1", "I3"} if drawn == "north" else {"I2"})
