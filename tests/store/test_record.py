"""The record: plain rows from facts, the same however they were written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from exercise.core import facts as f
from exercise.core.facts import Fact
from exercise.store import RunContext, Store
from tests.store.build import entry, later, new_exercise

FACTS: tuple[Fact, ...] = (
    f.ExerciseStarted(0),
    f.ReportReceived(0, "R1", "force", "", "", None),
    f.InjectDelivered(1_000, "I1", "force", 61_000, None),
    f.InjectDelivered(1_000, "I1", "police", 61_000, None),
    f.ReportReceived(1_000, "R2", "police", "I1", "radio", None),
    f.InjectOpened(2_000, "I1", "force", "force-1"),
    f.DecisionTaken(3_000, "I1", "force", "force-1", 4, 0, ("stay", "call"), "We stay", "safer", 70, False),
    f.ReportSent(3_000, "R1", "force", "police", "radio", 4),
    f.ReportSent(3_000, "R1", "force", "police", "courier", 4),
    f.DecisionTaken(5_000, "I1", "force", "force-1", 5, 1, ("go",), "We go \0 \ud800", "", None, False),
    f.MessageSent(6_000, "police", "press", "No comment", "phone", 6),
    f.MessageReceived(6_500, "police", "press", "No comment", "phone", 6),
    f.ReportReceived(8_000, "R1", "police", "force", "radio", 4),
    f.MeasureChanged(9_000, "trust", 61.25, -3.75, "I1 go by force"),
    f.EntryVoided(9_500, 4, "wrong seat", 7),
    f.ReportReceived(20_000, "R1", "police", "force", "courier", 4),
    f.AnswerClosed(61_000, "I1", "force", "answered"),
    f.AnswerClosed(61_000, "I1", "police", "missed"),
    f.ReportPosted(61_100, "R1", "force", 12, "Read it"),
    f.RequestSent(61_200, 13, "force", "police", "information", "R2", "Who?", "radio", None),
    f.RequestReceived(61_300, 13, "force", "police"),
    f.RequestAnswered(61_400, 13, "police", "force", True, "They did", "phone", 14, "R2"),
    f.ReplyReceived(61_500, 13, "force", 14),
    f.ReportReceived(61_600, "R1", "police", "force", "picture", 12),
    f.ReportReceived(61_700, "R1", "host", "force", "picture", 12),
    f.ReleaseBreached(61_700, "R1", "force", "host", "picture", "release", 12),
    f.ExerciseEnded(62_000),
    f.ObservationFiled(63_000, "eva", "Two voices", "improvement", "T1", "I1", "force", 5, 8),
    f.RatingFiled(64_000, "eva", "evaluator", "T1", "M", "late", 9),
    f.GradeFiled(65_000, "eva", 5, "I1", "force", 60, "no time named", 10),
    f.SurveyFiled(66_000, "force-1", "trainee", "force", "clu-1", (5, 4, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0),
                  "Maps", "Radios", "", 11),
)  # fmt: skip
Record = dict[str, tuple[dict[str, Any], ...]]


def wall_of(at: int) -> datetime | None:
    """A minute after StartEx nobody has looked at the clock yet."""
    return later(at / 1000) if at < 60_000 else None


RUN = RunContext({"I1": "A call"}, {"R1": "Convoy seen"}, wall_of)


def put_on_record(store: Store, exercise: str, facts: Sequence[Fact], size: int, syndicate: str = "A") -> Record:
    """Write the facts in portions of that size, each with an entry of its own."""
    for first in range(0, len(facts), size):
        with store.appending(exercise) as page:
            page.append(entry(page.last_seq + 1), f"{syndicate}{first}", "m")
            page.record(syndicate, first, facts[first : first + size], RUN)
    return store.recorded(exercise)


def columns(record: Record, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table of the record."""
    return [tuple(row[name] for name in names) for row in record[table]]


def test_the_record_says_what_happened(store: Store) -> None:
    """Each fact for people with SQL is one readable row; later facts complete it."""
    exercise = new_exercise(store)
    record = put_on_record(store, exercise, FACTS, len(FACTS))
    assert record["delivery"][0] == {
        "exercise_id": exercise,
        "syndicate": "A",
        "fact": 2,
        "at_ms": 1_000,
        "wall": later(1),
        "inject": "I1",
        "title": "A call",
        "team": "force",
        "deadline_ms": 61_000,
        "opened_ms": 2_000,
        "outcome": "answered",
    }
    assert columns(record, "delivery", "team", "opened_ms", "outcome")[1:] == [("police", None, "missed")]
    assert columns(record, "decision", "title", "seat_id", "seq", "revision", "options", "voided_ms") == [
        ("A call", "force-1", 4, 0, "stay, call", 9_500),
        ("A call", "force-1", 5, 1, "go", None),
    ]
    assert columns(record, "decision", "text", "rationale", "confidence", "draft") == [
        ("We stay", "safer", 70, False),
        ("We go ? ?", "", None, False),
    ]
    assert columns(record, "share", "title", "sender", "to_team", "channel", "sent_ms", "received_ms") == [
        ("Convoy seen", "force", "police", "radio", 3_000, 8_000),
        ("Convoy seen", "force", "police", "courier", 3_000, 20_000),
        ("Convoy seen", "force", "picture", "picture", 61_100, 61_600),
    ]
    assert columns(record, "message", "sender", "receiver", "text", "channel", "sent_ms", "received_ms") == [
        ("police", "press", "No comment", "phone", 6_000, 6_500),
        ("force", "police", "Who?", "radio", 61_200, 61_300),
        ("police", "force", "They did", "phone", 61_400, 61_500),
    ]
    assert columns(record, "measure_point", "at_ms", "measure", "value", "by", "cause") == [
        (9_000, "trust", 61.25, -3.75, "I1 go by force")
    ]


def test_the_record_says_what_was_made_of_it(store: Store) -> None:
    """Observations, ratings, grades and surveys are rows like any other, linked to the decision by its entry."""
    record = put_on_record(store, new_exercise(store), FACTS, len(FACTS))
    assert columns(record, "observation", "seat_id", "text", "sort", "task", "inject", "team", "decision", "seq") == [
        ("eva", "Two voices", "improvement", "T1", "I1", "force", 5, 8)
    ]
    assert columns(record, "rating", "seat_id", "role", "about", "rating", "why") == [
        ("eva", "evaluator", "T1", "M", "late")
    ]
    assert columns(record, "grade", "seat_id", "decision", "inject", "team", "points", "why") == [
        ("eva", 5, "I1", "force", 60, "no time named")
    ]
    assert columns(record, "survey", "team", "collaboration", "learning", "usefulness", "answers", "keep", "mend") == [
        ("force", 4.5, 3.0, None, "5 4 0 0 3 3 3 3 0 0 0 0", "Maps", "Radios")
    ]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_record_is_the_same_however_it_was_written(store: Store, size: int) -> None:
    """Bit by bit, as the exercise goes, or in one go: the rows are equal, column by column."""
    exercise = new_exercise(store)
    as_it_went = put_on_record(store, exercise, FACTS, size)
    with store.appending(exercise) as page:
        page.rebuild("A", FACTS, RUN)
    assert store.recorded(exercise) == as_it_went
    assert sum(map(len, as_it_went.values())) == 15


def test_telling_a_fact_twice_does_no_harm(store: Store) -> None:
    """Facts that are on record already are left as they are."""
    exercise = new_exercise(store)
    once = put_on_record(store, exercise, FACTS, len(FACTS))
    with store.appending(exercise) as page:
        page.record("A", 0, FACTS, RUN)
    assert store.recorded(exercise) == once


def test_runs_do_not_mix(store: Store) -> None:
    """Each syndicate of each exercise has a record of its own, and a rebuild touches no other."""
    exercise, other = new_exercise(store), new_exercise(store)
    put_on_record(store, other, FACTS, 5)
    put_on_record(store, exercise, FACTS, 5, "A")
    put_on_record(store, exercise, FACTS[:6], 5, "B")
    elsewhere = store.recorded(other)
    assert columns(store.recorded(exercise), "delivery", "syndicate", "team", "outcome") == [
        ("A", "force", "answered"),
        ("A", "police", "missed"),
        ("B", "force", None),
        ("B", "police", None),
    ]
    with store.appending(exercise) as page:
        page.rebuild("A", FACTS[:3], RUN)
    assert columns(store.recorded(exercise), "delivery", "syndicate", "team", "opened_ms") == [
        ("A", "force", None),
        ("B", "force", 2_000),
        ("B", "police", None),
    ]
    assert store.recorded(other) == elsewhere


def test_an_entry_and_its_facts_are_written_together(store: Store) -> None:
    """If the page is not kept, neither is what was put on record."""
    exercise = new_exercise(store)

    def spoil() -> None:
        with store.appending(exercise) as page:
            page.append(entry(1), "k", "m")
            page.record("A", 0, FACTS, RUN)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        spoil()
    assert not any(store.recorded(exercise).values())
