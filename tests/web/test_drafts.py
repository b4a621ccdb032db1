"""What is being typed is kept, by the seat that types it and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exercise.core.acts import Request
from exercise.web.app import DRAFT_BYTES
from exercise.web.login import link_to
from tests.web.stage import DRILL, Stage, stage
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]
WORDS = {"about": "I1", "data": {"text": "Hold the gate"}, "base_version": 0}


@pytest.fixture
def played() -> Stage:
    """An exercise in memory, ready for StartEx, in which one team holds a report."""
    return stage(drill=f"{DRILL}\nreport r from a")


def sit(played: Stage, visit: Visit, name: str) -> Visitor:
    """Somebody at a seat."""
    visitor = visit()
    visitor.get(link_to(played.control, seat_id=played.seats[name].id))
    return visitor


def test_words_are_kept(played: Stage, visit: Visit) -> None:
    """A draft is in the database before it is acknowledged, under a version."""
    played.start()
    answer = sit(played, visit, "a1").send("/draft", WORDS)
    kept = played.control.store.draft(played.seats["a1"].id, "I1")
    assert kept is not None
    assert answer.status == 200
    assert answer.json == {"version": kept.version, "conflict": []}
    assert kept.data == {"text": "Hold the gate"}


def test_another_window_loses_nothing(played: Stage, visit: Visit) -> None:
    """Words written over others that were not seen say so, and both are there."""
    played.start()
    ada = sit(played, visit, "a1")
    ada.send("/draft", WORDS)
    answer = ada.send("/draft", WORDS | {"data": {"text": "Open the gate"}})
    assert answer.json["conflict"] == [{"text": "Hold the gate"}]
    settled = {"about": "I1", "data": {"text": "Both", "conflict": []}, "base_version": answer.json["version"]}
    assert ada.send("/draft", settled).json["conflict"] == []


@pytest.mark.parametrize("name", ["b1", "excon"])
def test_only_teams_that_have_the_inject_may_write(played: Stage, visit: Visit, name: str) -> None:
    """A draft is for an inject that one's own team has."""
    played.start()
    assert sit(played, visit, name).send("/draft", WORDS).status in {401, 404}
    assert played.control.store.draft(played.seats[name].id, "I1") is None


def test_whatever_one_writes_at_a_desk_is_kept(played: Stage, visit: Visit) -> None:
    """A message, a request, an order and a note are kept apart, and by this seat alone."""
    played.start()
    ada = sit(played, visit, "a1")
    for about in ("desk/message", "desk/request", "desk/order", "share/r"):
        assert ada.send("/draft", WORDS | {"about": about, "data": {"text": about}}).status == 200
    kept = {draft.about: (draft.seat_id, draft.data["text"]) for draft in played.control.store.drafts(played.exercise)}
    assert kept == {about: (played.seats["a1"].id, about) for about in kept}
    assert len(kept) == 4


@pytest.mark.parametrize("about", ["desk/", "desk/diary", "share/r", "share/", "reply/1", "reply/x", "ruling/1", "x/y"])
def test_nothing_is_kept_that_no_desk_has(played: Stage, visit: Visit, about: str) -> None:
    """What is not on one's desk takes no words, so that nobody fills the database or learns what others have."""
    played.start()
    played.file("a1", Request("c", "Who holds the bridge?"))
    answer = sit(played, visit, "b1").send("/draft", WORDS | {"about": about})
    assert (answer.status, played.control.store.drafts(played.exercise)) == (404, ())


def test_an_inject_that_has_not_come_has_no_draft(played: Stage, visit: Visit) -> None:
    """Before its time an inject cannot be answered, nor asked for."""
    played.start()
    assert sit(played, visit, "a1").send("/draft", WORDS | {"about": "I3"}).status == 404


def test_a_stranger_keeps_the_words(visit: Visit) -> None:
    """Somebody signed out is told so, in a status that no retry changes."""
    assert visit().send("/draft", WORDS).status == 401


@pytest.mark.parametrize(
    "body",
    [None, [], {}, {"about": "I1"}, WORDS | {"data": "text"}, WORDS | {"data": None}, WORDS | {"base_version": "1"}],
)
def test_anything_else_is_refused(played: Stage, visit: Visit, body: object) -> None:
    """What is no draft is answered with what a draft is."""
    played.start()
    answer = sit(played, visit, "a1").send("/draft", body)
    assert (answer.status, "draft" in answer.json["error"]) == (400, True)


def test_an_endless_answer_is_refused(played: Stage, visit: Visit) -> None:
    """Nobody fills the database through a draft."""
    played.start()
    words = WORDS | {"data": {"text": "x" * DRAFT_BYTES}}
    assert sit(played, visit, "a1").send("/draft", words).status == 413
