"""The condition language: what can be written, what is refused, and how it is explained."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exercise.core.conditions import ConditionError, explain, faults, grounds, parse
from exercise.core.replay import replay
from exercise.core.situation import Situation
from tests.script import Played, log, ms, play, scenario

SCENE = scenario(
    """
    report dry-run from a
    measure consent 35
    twist attack_side river north-gate
    I03 -> a | at 0:05 | ask raise-alert share-and-raise
    I04 -> b | at 0:05
    """
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("delivered(I03)", "I03 is delivered"),
        ("decided(I03, share-and-raise)", "somebody chose share-and-raise in I03"),
        ("decided(I03, raise-alert, a)", "a chose raise-alert in I03"),
        ("decided(I03)", "I03 is answered"),
        ("missed(I03, a)", "I03 is missed by a"),
        ("holds(b, dry-run)", "b holds dry-run"),
        ("shared(dry-run, a, b)", "a shared dry-run with b"),
        ("breached(dry-run)", "dry-run reached somebody against its marking"),
        ("breached(dry-run, b)", "dry-run reached b against its marking"),
        ("measure(consent) < 40", "consent under 40"),
        ("elapsed() > 1h30m", "elapsed over 1 h 30 min"),
        ("since(I03) >= 45s", "45 s at least since I03"),
        ("twist(attack_side) == north-gate", "twist attack_side is north-gate"),
        ("not (missed(I03) or skipped(I04))", "not (I03 is missed, or I04 is skipped)"),
        ("delivered(I03) and (missed(I03) or missed(I04))", "I03 is delivered, and (I03 is missed, or I04 is missed)"),
    ],
)
def test_in_words(text: str, words: str) -> None:
    """Every condition reads as a sentence, and hyphens and durations are part of names and figures."""
    assert str(parse(text)) == words
    assert faults(parse(text), SCENE) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the condition is empty"),
        ("deliverd(I03)", "deliverd is not a condition; did you mean delivered?"),
        ("delivered(I03", "cannot be read"),
        ("delivered(I03, I04)", "delivered takes delivered(inject), not 2 names"),
        ("elapsed()", "elapsed(…) is a value; compare it, for example elapsed(…) > 10m"),
        ("measure(consent) < low", "needs a figure"),
        ("delivered(I03) > 3", "is true or false by itself"),
        ("__import__('os').system('true')", "cannot be read; write for example"),
        ("[x for x in y]", "holds something a condition does not know"),
        ("delivered(I03) + 1", "holds something a condition does not know"),
        ("decided(option=x)", "cannot be read"),
        ("twist(attack_side)", "compare it, for example twist(…) == river"),
    ],
)
def test_refused(text: str, sentence: str) -> None:
    """What is not a condition is refused with a sentence that says what to write."""
    with pytest.raises(ConditionError) as error:
        parse(text)
    assert sentence in str(error.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("delivered(I3)", "I3 is not an inject; did you mean I03?"),
        ("decided(I03, raise-alarm)", "raise-alarm is not an option of I03; did you mean raise-alert?"),
        ("decided(I04, x)", "x is not an option of I04; there is none"),
        ("holds(d, dry-run)", "d is not a team; known: a, b, c"),
        ("holds(a, dryrun)", "dryrun is not a report; did you mean dry-run?"),
        ("measure(trust) < 4", "trust is not a measure; known: consent"),
        ("phase(attack)", "attack is not a phase; there is none"),
        ("twist(attack_side) == sea", "sea is not a choice of twist attack_side; known: river, north-gate"),
    ],
)
def test_unknown_names(text: str, sentence: str) -> None:
    """A name the scenario does not have is a fault that says what was probably meant."""
    assert faults(parse(text), SCENE) == [sentence]


def test_explain(played: Played) -> None:
    """A condition explains itself: everything it looks at, and whether each holds.

    report r from a
    I1 -> a | at 0:05
    ---
    """
    condition = parse("holds(b, r) and elapsed() > 40m or not delivered(I1)")
    situation = Situation.after(played.scenario, played.run.facts)
    assert [tuple(why) for why in explain(condition, situation, 50 * 60_000)] == [
        ("b holds r", False),
        ("elapsed over 40 min", True),
        ("I1 is delivered", True),
    ]


DONE = """
rung patrol a
rung sector b
I1 -> a b | at 0:05 | window 50m | option x authority=sector | option y | option z
I2 -> a | at 0:05 | window 50m | allocate 100 u=60 v=40 w=0
I3 -> c | when carried_out(I1, y, a)
---
"""


@pytest.mark.parametrize(
    ("acts", "done", "undone"),
    [
        ("", (), ("I1", "I1, y")),
        ("0:07 a decide I1 y", ("I1", "I1, y", "I1, y, a"), ("I1, y, b", "I1, z", "I2")),
        ("0:07 a decide I1 x", (), ("I1", "I1, x")),
        ("0:07 b decide I1 x", ("I1, x, b",), ("I1, x, a",)),
        ("0:07 a decide I1 x\n0:08 b approve 2", ("I1, x, a",), ("I1, y",)),
        ("0:07 a decide I1 y\n0:09 a decide I1 z", ("I1, z",), ("I1, y",)),
        ("0:07 a decide I1 y\n0:10 a decide I1 z", ("I1, z", "I1, y"), ()),
        ("0:07 a decide I1 y\n0:09 a decide I1 x\n0:09 a decide I1 y", ("I1, y",), ("I1, x",)),
        ("0:07 a decide I1 y\n0:20 excon void 2", (), ("I1",)),
        ("0:07 a allocate I2 u=60 v=40", ("I2, u", "I2, v"), ("I2, w",)),
    ],
)
def test_carried_out(acts: str, done: tuple[str, ...], undone: tuple[str, ...]) -> None:
    """What waits for somebody is carried out when it has come; what waits for nothing once chosen.

    Who leaves such an option before it has settled (3 min) has not carried it out; a struck answer never happened.
    """
    now = play(DONE + acts, "0:30").run.situation
    assert [of for of in done if not parse(f"carried_out({of})").holds(now, 0)] == []
    assert [of for of in undone if parse(f"carried_out({of})").holds(now, 0)] == []


def test_what_follows_what_is_done_follows_at_once() -> None:
    """An inject that waits for an option which waits for nothing comes at the moment of the decision."""
    assert play(f"{DONE}0:07 a decide I1 y", "0:30").told("InjectDelivered")[-1] == "0:07 InjectDelivered I3 c"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("decided(I1, y, a)", "Agency A chose “Text y” in “Title I1” (I1)"),
        ("decided(I1) or missed(I1) or holds(a, r)", "“Title I1” (I1) is answered, and Agency A holds “Report r”"),
        ("holds(a, r) and elapsed() > 5m", "Agency A holds “Report r”, and elapsed over 5 min"),
        ("not (missed(I1) or holds(b, r))", "it is not so that “Title I1” (I1) is missed or Agency B holds “Report r”"),
        ("not (delivered(I1) and (missed(I1) or holds(b, r)))",
         "it is not so that “Title I1” (I1) is delivered and (“Title I1” (I1) is missed or Agency B holds “Report r”)"),
        ("not not delivered(I1)", "it is not so that it is not so that “Title I1” (I1) is delivered"),
        ("measure(m) < 60 and free(qrf) >= 1", "Trust under 60, and free units of Reserve at least 1"),
        ("not asked(qrf, b) and not down(radio)",
         "it is not so that Agency B has asked for Reserve, and it is not so that Radio is down"),
        ("twist(side) == river", "twist side is river"),
    ],
)  # fmt: skip
def test_grounds(text: str, words: str) -> None:
    """What made a condition true is said with the names that people know; of an ``or`` only what holds."""
    scene = scenario(
        """
        report r from a
        measure m 50
        resource qrf a 1
        channel radio 1m
        twist side river
        I1 -> a | at 0:05 | window 30m | ask x y
        """
    )
    scene = replace(
        scene,
        measures=(replace(scene.measures[0], title="Trust"),),
        resources=(replace(scene.resources[0], title="Reserve"),),
        channels=(replace(scene.channels[0], title="Radio"),),
        injects=(replace(scene.injects[0], title="Title I1"),),
    )
    now = replay(scene, log("0:07 a decide I1 y"), ms("0:30")).situation
    assert grounds(parse(text), now, ms("0:30")) == words
