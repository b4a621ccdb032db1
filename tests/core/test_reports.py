"""Reports and messages travel: delay, one courier at a time, and who holds what."""

from __future__ import annotations

from exercise.core.engine import Run
from exercise.core.facts import EntryIgnored, MeasureChanged, ReportReceived
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, MINUTE, Effect, Report, Scenario
from tests.script import Played, log, scenario, told


def test_share_takes_time(played: Played) -> None:
    """A shared report arrives after its channel's delay, at the team named and nobody else.

    report r from a
    ---
    0:03 a share r b
    """
    assert played.told() == ["0:03 ReportSent r a b", "0:04 ReportReceived r b a"]
    situation = played.run.situation
    assert [situation.holds(team, "r") for team in "abc"] == [True, True, False]


def test_one_courier(played: Played) -> None:
    """A channel that takes one at a time makes the second report wait for the first.

    channel liaison 10m single
    report r from a
    report s from a
    ---
    0:03 a share r b
    0:04 a share s c
    """
    assert played.told("ReportReceived") == ["0:13 ReportReceived r b a", "0:23 ReportReceived s c a"]


def test_channel_chosen(played: Played) -> None:
    """The sender chooses the channel.

    channel radio 1m
    channel cable 30m
    report r from a
    ---
    0:03 a share r b cable
    """
    assert played.told("ReportReceived") == ["0:33 ReportReceived r b a"]


def test_gives(played: Played) -> None:
    """An inject gives its reports to its teams; until then nobody holds them.

    report r from a
    I1 -> b | at 0:10 | gives r
    """
    assert played.told("ReportReceived") == ["0:10 ReportReceived r b I1"]
    assert not played.run.situation.holds("a", "r")


def test_only_what_you_hold(played: Played) -> None:
    """A team cannot share what it does not hold, nor twice with the same team.

    report r from a
    ---
    0:03 b share r c
    0:04 a share r b
    0:05 a share r b
    """
    assert played.told("EntryIgnored") == [
        "0:03 EntryIgnored 2 Your team does not hold that report.",
        "0:05 EntryIgnored 4 Your team has already sent “Report r” to Agency B.",
    ]


def test_message(played: Played) -> None:
    """A message arrives after the channel's delay, at a team or at the SimCell.

    ---
    0:03 a send b Where are you?
    0:04 a send press No comment
    """
    assert played.told("MessageReceived") == [
        "0:04 MessageReceived a b Where are you? radio",
        "0:05 MessageReceived a press No comment radio",
    ]


def test_breach_of_release(played: Played) -> None:
    """A report sent outside its release arrives, as in life, and is a recorded breach that can have a consequence.

    report r from a only secret a b
    I1 -> a | when breached(r)
    I2 -> a | when breached(r, b)
    ---
    0:03 a share r b
    0:10 a share r c
    """
    assert played.told("ReleaseBreached", "InjectDelivered") == [
        "0:11 ReleaseBreached r a c release",
        "0:11 InjectDelivered I1 a",
    ]
    assert played.run.situation.holds("c", "r")


def test_breach_of_ceiling(played: Played) -> None:
    """A report above a channel's ceiling is a breach too, whoever gets it.

    channel radio 1m upto restricted
    channel cable 9m upto secret
    report r from a only confidential a b c
    ---
    0:03 a share r b
    0:03 a share r c cable
    """
    assert played.told("ReleaseBreached") == ["0:04 ReleaseBreached r a b ceiling"]


def test_breaches_blocked() -> None:
    """A scenario may block breaches instead; the refusal says what to do."""
    scene = scenario(
        """
        channel radio 1m upto restricted
        channel cable 9m upto secret
        report r from a only confidential a b
        """,
        release_policy="block",
    )
    run = replay(scene, log("0:03 a share r c cable\n0:03 a share r b radio\n0:03 a share r b cable"), HOUR)
    assert [fact.reason for fact in run.facts if isinstance(fact, EntryIgnored)] == [
        "“Report r” is not released to Agency C; ask its originator first.",
        "radio may carry up to restricted, and “Report r” is confidential; choose another.",
    ]
    assert run.situation.holds("b", "r")
    assert not run.situation.holds("c", "r")


def test_a_note_travels_with_the_report(played: Played) -> None:
    """What is written beside a report reaches each team as a message, with the report's title.

    report r from a
    ---
    0:03 a share r b+c radio Read the second page
    """
    text = "With “Report r”: Read the second page"
    assert played.told("MessageReceived") == [
        f"0:04 MessageReceived a b {text} radio",
        f"0:04 MessageReceived a c {text} radio",
    ]


NEEDED = Report(
    "r", "Plates", "body", "a", "B2", True, "restricted", ("a", "b"), (("b", 20 * MINUTE), ("c", 20 * MINUTE)),
    missing=(Effect("m", -4),),
)  # fmt: skip


def test_what_is_missing_is_felt() -> None:
    """A team that needs a report and has not got it by its moment is felt once; one that may not have it is not."""
    scene = scenario("", reports=(NEEDED,))
    silent = play_in(scene, "")
    assert [told(fact) for fact in silent.facts if isinstance(fact, MeasureChanged)] == [
        "0:20 MeasureChanged m 46 Agency B without “Plates” at H+0:20"
    ]
    shared = play_in(scene, "0:18 a share r b")
    assert not [fact for fact in shared.facts if isinstance(fact, MeasureChanged)]


def test_nobody_misses_what_nobody_has() -> None:
    """A report that no team holds yet is missed by nobody."""
    scene = scenario("I1 -> a | at 0:30 | gives r", reports=(NEEDED,))
    assert not [fact for fact in play_in(scene, "").facts if isinstance(fact, MeasureChanged)]


def test_a_relayed_chain_takes_its_time() -> None:
    """Where every agency keeps to itself, a paper goes up one chain of command and down the other first."""
    scene = scenario("report r from a", coordination="stove-piped")
    run = play_in(scene, "0:03 a share r b")
    assert [told(fact) for fact in run.facts if isinstance(fact, ReportReceived)][-1] == "0:20 ReportReceived r b a"


def play_in(scene: Scenario, script: str) -> Run:
    """The run of a script in a scenario, after an hour."""
    return replay(scene, log(script), HOUR)
