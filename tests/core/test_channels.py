"""How long the ways between teams take, and what happens when one of them fails."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core.acts import Act, Answer, Reply, Request, Send, Share
from exercise.core.facts import ReportReceived
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, MINUTE, Ask, Inject, Option, OptionShare
from exercise.core.views import ways
from tests.script import EXCON, Played, log, play, scenario, trainee


@pytest.mark.parametrize(
    ("model", "came"),
    [("stove-piped", ["0:38", "0:58"]), ("liaison", ["0:13", "0:23"]), ("joint-centre", ["0:07", "0:07"]),
     ("unified", ["0:05+30000", "0:05+30000"])],
)  # fmt: skip
def test_coordination(model: str, came: list[str]) -> None:
    """How the agencies are tied together stretches or shortens every way, and lifts the queues in a joint centre."""
    text = "channel liaison 10m single\nreport r from a\nreport s from a\n---\n0:03 a share r b\n0:03 a share s c"
    told = play(f"coordination {model}\n{text}").told("ReportReceived")
    assert [line.split()[0] for line in told] == came


@pytest.mark.parametrize("model", ["stove-piped", "liaison", "joint-centre", "unified"])
def test_a_page_says_how_long_a_way_takes(model: str) -> None:
    """What a desk says of a way is what a paper takes over it, up one chain of command and down the other included."""
    run = play(f"coordination {model}\nchannel liaison 10m\nreport r from a\n---\n0:03 a share r b").run
    (came,) = [fact.at for fact in run.facts if isinstance(fact, ReportReceived) and fact.team == "b"]
    (way,) = ways(run, trainee("a"))
    assert came - 3 * MINUTE == way.delay


def test_a_liaison_officer_halves_the_way(played: Played) -> None:
    """While a liaison officer is with a partner, what the two send each other takes half the time.

    channel liaison 10m
    resource lno a 1 kind liaison travel 5m
    ---
    0:01 a commit lno 1 b 50m
    0:02 a send b On the way
    0:07 b send a Welcome
    0:08 a send c Not you
    0:20 a recall 2
    0:21 a send b Gone home
    """
    assert [line.split()[0] for line in played.told("MessageReceived")] == ["0:12", "0:12", "0:18", "0:31"]


def test_a_channel_fails(played: Played) -> None:
    """What was on its way arrives; the first channel that works takes over as the default, until the other is back.

    channel radio 2m
    channel cable 9m
    I1 -> a | at 0:10 | breaks radio
    I2 -> a | at 0:20 | restores radio
    I3 -> a | when down(radio)
    ---
    0:09 a send b One
    0:12 a send b Two
    0:13 b ask c information - - Three?
    0:25 a send b Four
    """
    assert played.told("MessageReceived", "RequestReceived") == [
        "0:11 MessageReceived a b One radio",
        "0:21 MessageReceived a b Two cable",
        "0:22 RequestReceived 4 b c",
        "0:27 MessageReceived a b Four radio",
    ]
    assert played.told("ChannelFailed", "ChannelRestored") == [
        "0:10 ChannelFailed radio I1",
        "0:20 ChannelRestored radio I2",
    ]
    assert played.run.situation.delivered_at("I3") == 10 * MINUTE


DOWN = """
    channel radio 1m
    channel cable 9m
    report r from a
    I1 -> a | at 0:10 | breaks radio
    ---
    0:01 b ask a information - - Where?
    0:01 b send press Hello
    """


@pytest.mark.parametrize(
    ("act", "staff"),
    [
        (Share("r", ("b",), "radio"), False),
        (Send("b", "x", "radio"), False),
        (Request("b", "x", channel="radio"), False),
        (Reply(2, "x", channel="radio"), False),
        (Answer(3, "x", channel="radio"), True),
    ],
)
def test_a_failed_channel_is_refused(act: Act, staff: bool) -> None:
    """Whoever names a failed channel is told, and offered another; who names none is not troubled."""
    run = play(DOWN).run
    seat = EXCON if staff else trainee("a")
    assert refusal(run.situation, run.clock, seat, act, run.at) == "radio is down; send it by cable instead."
    assert refusal(run.situation, run.clock, seat, replace(act, channel=""), run.at) == ""


def test_nothing_works() -> None:
    """When no channel works, nothing can be sent and the text is kept; the joint picture still stands."""
    run = play("report r from a\nI1 -> a | at 0:10 | breaks radio\n---").run
    assert refusal(run.situation, run.clock, trainee("a"), Send("b", "x"), run.at) == (
        "No channel works at the moment; keep the text and try again when one is back."
    )
    assert refusal(run.situation, run.clock, trainee("a"), Share("r", ("picture",)), run.at) == ""


def test_an_option_finds_another_way() -> None:
    """A report that a decision passes on takes a channel that works."""
    option = Option("x", "X", 1, "", shares=(OptionShare("r", ("b",), "radio"),))
    msel = (
        Inject("I1", "Radio down", ("a",), at=10 * MINUTE, breaks=("radio",)),
        Inject("I2", "What now?", ("a",), at=11 * MINUTE, ask=Ask("choose", options=(option, replace(option, id="y")))),
    )
    scene = scenario("channel radio 1m\nchannel cable 9m\nreport r from a", injects=msel)
    facts = replay(scene, log("0:12 a decide I2 x"), HOUR).facts
    assert [(f.at, f.channel) for f in facts if isinstance(f, ReportReceived) and f.seq] == [(21 * MINUTE, "cable")]
