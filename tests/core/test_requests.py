"""Requests travel, are ruled on, and what a yes grants happens; doing it wrong is answered with a sentence."""

from __future__ import annotations

import pytest

from exercise.core import views
from exercise.core.acts import Act, Answer, Reply, Request, Seat
from exercise.core.facts import EntryIgnored, ReportReceived, RequestSent
from exercise.core.refusals import refusal
from exercise.core.replay import replay
from exercise.core.scenario import HOUR, MINUTE, Resource
from tests.script import EXCON, Played, log, ms, play, scenario, trainee


def test_there_and_back(played: Played) -> None:
    """A request takes its way, and so does the answer; a yes to an information request takes the report along.

    report r from b
    ---
    0:03 a ask b information r - Who stole the pick-ups?
    0:10 b yes 2
    """
    assert played.told() == [
        "0:03 RequestSent a b information r",
        "0:04 RequestReceived 2 a b",
        "0:10 RequestAnswered 2 b a True ",
        "0:10 ReportSent r b a",
        "0:11 ReplyReceived 2 a",
        "0:11 ReportReceived r a b",
    ]


def test_what_comes_of_it(played: Played) -> None:
    """A request is met, refused or late; it is open until its answer is back.

    ---
    0:01 a ask b information - 10m Where are you?
    0:02 a ask c information - 5m Where are you?
    0:03 a ask b information - - Who is with you?
    0:04 a ask c information - - Who is with you?
    0:05 b yes 2 At the gate
    0:20 c yes 3 At the bridge
    0:21 b no 4 We do not say on the radio
    """
    states = [ask.state(played.run.at) for ask in played.run.situation.traffic.requests.values()]
    assert states == ["met", "late", "refused", "open"]
    early = replay(played.scenario, played.log, ms("0:05")).situation.traffic.requests[2]
    assert early.state(ms("0:05")) == "open"
    assert early.state(ms("0:11") + 1) == "late"


def test_another_report_goes_along(played: Played) -> None:
    """Whoever answers in words may add a report the team holds.

    report s from b
    ---
    0:03 a ask b information - - Anything about the gate?
    0:10 b yes 2 with s See page two
    """
    assert "0:11 ReportReceived s a b" in played.told()


def test_a_refusal_sends_nothing(played: Played) -> None:
    """A no is an answer; nothing goes with it.

    report r from b
    ---
    0:03 a ask b information r - Who stole the pick-ups?
    0:10 b no 2 Our source would be burned
    """
    assert played.told("ReportSent") == []
    assert played.told("ReplyReceived") == ["0:11 ReplyReceived 2 a"]


def test_release(played: Played) -> None:
    """A release granted by the originator adds the team to those who may have the report: no breach any more.

    report r from a only secret a b
    I1 -> a | when released(r, c)
    ---
    0:01 a share r b
    0:03 b ask a release r>c - May the police have it?
    0:10 a yes 3
    0:20 b share r c
    """
    assert played.told("ReleaseGranted", "InjectDelivered", "ReleaseBreached") == [
        "0:10 ReleaseGranted r c a",
        "0:10 InjectDelivered I1 a",
    ]
    assert played.run.situation.holds("c", "r")


def test_release_for_oneself(played: Played) -> None:
    """Who asks the originator for a report outside its release gets it with the yes, and it is no breach.

    report r from a only secret a b
    ---
    0:03 c ask a release r - We guard the gate
    0:10 a yes 2
    """
    assert played.told("ReportReceived", "ReleaseBreached") == ["0:11 ReportReceived r c a"]


def test_only_the_originator_releases(played: Played) -> None:
    """A team that holds a report cannot release it in its originator's place.

    report r from a only secret a b
    ---
    0:01 a share r b
    0:03 c ask b release r - We guard the gate
    0:10 b yes 3
    """
    assert played.told("EntryIgnored") == [
        "0:10 EntryIgnored 4 Only its originator can release “Report r”: Agency A."
    ]  # fmt: skip


def test_a_resource_granted(played: Played) -> None:
    """A yes to a request for a resource sends it to whoever asked; its owner recalls it like any other.

    resource qrf b 1 travel 10m
    ---
    0:01 a ask b resource qrf - We are under fire
    0:05 b yes 2
    0:30 b recall 3
    """
    assert played.told("ResourceAsked", "ResourceSent", "ResourceArrived", "ResourceFreed") == [
        "0:05 ResourceAsked qrf-3 b 1",
        "0:05 ResourceSent qrf-3",
        "0:15 ResourceArrived qrf-3",
        "0:30 ResourceFreed qrf-3 recalled",
    ]
    (use,) = played.run.situation.undertakings.uses.values()
    assert (use.to, use.purpose) == ("a", "We are under fire")


def test_asking_twice_is_redundant(played: Played) -> None:
    """The same report asked of two teams, or the same words of one, is one request too many; after a no it is not.

    report r from b
    ---
    0:01 a ask b information r - Who?
    0:02 a ask c information r - Who?
    0:03 a ask b information - - Where are  YOU?
    0:04 a ask b information - - where are you?
    0:05 a ask c information - - where are you?
    0:06 b no 2 No
    0:07 c no 3 No
    0:08 a ask b information r - Who? It is urgent
    """
    asked = [fact.redundant for fact in played.run.facts if isinstance(fact, RequestSent)]
    assert asked == [False, True, False, True, False, False]


def test_the_simcell_answers(played: Played) -> None:
    """A controller answers messages and requests as the one they were for; a report of theirs goes with a yes.

    report r from press
    ---
    0:01 a send press No comment
    0:02 a ask press information r - Have you film?
    0:05 excon answer 2 We quote you on that
    0:06 excon answer 3 Here it is
    """
    assert played.told("MessageReceived", "ReportReceived", "ReplyReceived") == [
        "0:02 MessageReceived a press No comment radio",
        "0:06 MessageReceived press a We quote you on that radio",
        "0:07 ReplyReceived 3 a",
        "0:07 ReportReceived r a press",
    ]


def test_conditions(played: Played) -> None:
    """The MSEL can wait for a request, and for a yes that has arrived.

    report r from b
    I1 -> b | when asked(r, a)
    I2 -> a | when granted(r)
    ---
    0:03 a ask b information r - Who?
    0:10 b yes 2
    """
    assert played.told("InjectDelivered") == ["0:03 InjectDelivered I1 b", "0:11 InjectDelivered I2 a"]


def test_views(played: Played) -> None:
    """Each side sees a request from its own end, and no further than it has travelled.

    report r from b
    ---
    0:01 a ask b information r 20m Who?
    0:02 a ask press information - - Have you film?
    0:05 b yes 2 Read it
    """
    run = replay(played.scenario, played.log, ms("0:05"))
    own = views.requests(run, trainee("a")).own
    assert [(row.entry, row.party, row.about, row.arrived, row.state, row.answer) for row in own] == [
        (3, "The press", "", True, "open", ""),
        (2, "Agency B", "r", True, "open", ""),
    ]
    (theirs,) = views.requests(run, trainee("b")).others
    assert (theirs.about, theirs.answer, theirs.report) == ("Report r", "Read it", "Report r")
    assert views.requests(run, trainee("b")).waiting == ()
    assert views.requests(run, trainee("c")) == ((), ())
    (row,) = views.simcell_inbox(run, EXCON)
    assert (row.entry, row.kind, row.role, row.answered) == (3, "request", "press", None)
    with pytest.raises(views.NotYours):
        views.simcell_inbox(run, trainee("a"))


def test_the_most_urgent_waits_first(played: Played) -> None:
    """What waits for a team's reply stands by its due time, not by its arrival.

    ---
    0:01 a ask b information - - One
    0:02 a ask b information - 40m Two
    0:03 c ask b information - 10m Three
    """
    assert [row.text for row in views.requests(played.run, trainee("b")).waiting] == ["Three", "Two", "One"]


SCENE = """
    report r from a only secret a b
    report s from b
    ---
    0:01 a ask b information - - Where?
    0:01 a ask c information - - Where?
    0:05 c yes 3 There
    0:06 a share r b
    0:06 a ask press information - - Where?
    0:07 c ask b release r - We need it
    """


@pytest.mark.parametrize(
    ("seat", "act", "sentence"),
    [
        (trainee("a"), Request("b", " "), "Write what you ask for"),
        (trainee("a"), Request("z", "x"), "z is nobody in this exercise."),
        (trainee("a"), Request("", "x"), "Choose whom it is for."),
        (trainee("a"), Request("a", "x"), "That is your own team."),
        (trainee("a"), Request("b", "x", within=0), "must be more than zero."),
        (trainee("a"), Request("b", "x", "q"), "There is no report q."),
        (trainee("a"), Request("b", "x", "r"), "Your team holds “Report r” already."),
        (trainee("a"), Request("b", "x", what="release"), "Say which report should be released."),
        (trainee("b"), Request("a", "x", "r", "release"), "“Report r” is released to Agency B already."),
        (trainee("b"), Request("c", "x", "r", "release", release_to="c"), "Only its originator can release"),
        (trainee("b"), Request("a", "x", "r", "release", release_to="z"), "z does not play in this exercise."),
        (trainee("a"), Request("b", "x", "jet", "resource"), "There is no resource jet."),
        (trainee("a"), Request("b", "x", "qrf", "resource"), "Quick reaction belongs to Agency C; ask there."),
        (trainee("c"), Request("b", "x", "qrf", "resource"), "Quick reaction is your own; commit it yourself."),
        (trainee("a"), Request("b", "x", channel="pigeon"), "There is no channel pigeon."),
        (trainee("c"), Reply(2, "There"), "No request 2 waits for your team."),
        (trainee("b"), Reply(99, "There"), "No request 99 waits for your team."),
        (trainee("b"), Reply(2), "Write the answer, or add a report your team holds."),
        (trainee("b"), Reply(2, granted=False), "Say why; whoever asked has to plan without it."),
        (trainee("b"), Reply(2, "no", False, report="s"), "A report goes only with a yes"),
        (trainee("c"), Reply(3, "There"), "That request was answered at H+0:05"),
        (trainee("b"), Reply(2, report="q"), "Your team does not hold that report."),
        (trainee("b"), Reply(7, "yes"), "Only its originator can release “Report r”: Agency A."),
        (EXCON, Answer(6, " "), "Write an answer before sending it."),
        (EXCON, Answer(2, "There"), "That request is for Agency B, which answers it itself."),
        (EXCON, Answer(99, "There"), "Nothing of entry 99 waits for the SimCell."),
        (trainee("a"), Answer(6, "There"), "Answer is for controller"),
    ],
)  # fmt: skip
def test_refused(seat: Seat, act: Act, sentence: str) -> None:
    """Each request or reply that cannot be has its own sentence."""
    before, _, after = SCENE.partition("---")
    scene = scenario(before, resources=(Resource("qrf", "Quick reaction", "c", 1),))
    run = replay(scene, log(after), ms("0:20"))
    assert not [fact for fact in run.facts if isinstance(fact, EntryIgnored)]
    assert sentence in refusal(run.situation, run.clock, seat, act, run.at)


def test_answered_once() -> None:
    """A message to the SimCell is answered once; what is not there yet cannot be answered."""
    run = play("---\n0:01 a send press Hello\n0:05 excon answer 2 Hello\n0:06 a send press Again").run
    assert refusal(run.situation, run.clock, EXCON, Answer(2, "x"), run.at) == (
        "That message was answered with entry 3; write a new one instead."
    )
    early = play("---\n0:01 a send press Hello", "0:01").run
    assert "Nothing of entry 2" in refusal(early.situation, early.clock, EXCON, Answer(2, "x"), early.at)


def test_a_blocked_breach_stops_the_reply() -> None:
    """Where breaches are blocked, a report does not slip out with a reply; its release does let it go."""
    scene = scenario("report r from a only secret a b", release_policy="block")
    run = replay(scene, log("0:01 c ask a information r - Please\n0:05 a yes 2 Here\n0:06 a no 2 It is marked\n"
                            "0:07 c ask a release r - Please\n0:10 a yes 5"), HOUR)  # fmt: skip
    assert [fact.reason for fact in run.facts if isinstance(fact, EntryIgnored)] == [
        "“Report r” is not released to Agency C; ask its originator first."
    ]
    assert [fact.at for fact in run.facts if isinstance(fact, ReportReceived) and fact.team == "c"] == [11 * MINUTE]
