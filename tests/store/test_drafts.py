"""Drafts: no word is lost to a refresh, a second window or a stale tab."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from exercise.store import DraftInfo, Store
from tests.store.build import at_once, entry, later, new_exercise


@pytest.fixture
def seat(store: Store) -> str:
    """A trainee's seat."""
    return store.seats(new_exercise(store))[1].id


def save(store: Store, seat: str, text: str, base: int | None = None, **more: Any) -> DraftInfo:
    """Save a text as one window would."""
    return store.save_draft(seat, "I1", {"text": text, **more}, later(1), base)


def test_a_draft_survives(store: Store, seat: str) -> None:
    """What was saved is what is found, each version after the one before."""
    assert store.draft(seat, "I1") is None
    first = save(store, seat, "We stay", options=["a", "b"], confidence=None)
    assert store.draft(seat, "I1") == first
    second = save(store, seat, "We stay put \0 \ud83d", first.version)
    assert store.draft(seat, "I1") == second
    assert (second.version, second.data) == (first.version + 1, {"text": "We stay put \0 \ud83d"})


def test_a_stale_window_loses_no_word(store: Store, seat: str) -> None:
    """When two windows write over each other, the older text is kept beside the newer one."""
    base = save(store, seat, "We").version
    save(store, seat, "We go", base)
    late = save(store, seat, "We stay", base)
    assert late.data == {"text": "We stay", "conflict": [{"text": "We go"}]}
    again = save(store, seat, "We wait", base)
    assert again.data == {"text": "We wait", "conflict": [{"text": "We go"}, {"text": "We stay"}]}


def test_the_same_words_are_no_conflict(store: Store, seat: str) -> None:
    """A text that was saved twice, or comes back, is kept once."""
    base = save(store, seat, "We").version
    save(store, seat, "We go", base)
    assert save(store, seat, "We go", base).data == {"text": "We go"}
    assert save(store, seat, "We stay", base).data["conflict"] == [{"text": "We go"}]
    assert save(store, seat, "We go", base, conflict=[{"text": "We go"}]).data["conflict"] == [{"text": "We stay"}]


def test_a_conflict_stays_until_somebody_settles_it(store: Store, seat: str) -> None:
    """Further typing keeps the other text; only saving a ``conflict`` of one's own drops it."""
    base = save(store, seat, "We").version
    save(store, seat, "We go", base)
    late = save(store, seat, "We stay", base)
    typed = save(store, seat, "We stay here", late.version)
    assert typed.data["conflict"] == [{"text": "We go"}]
    assert save(store, seat, "We stay here.").data["conflict"] == [{"text": "We go"}]
    current = store.draft(seat, "I1")
    assert current is not None
    assert save(store, seat, "We stay.", current.version, conflict=[]).data == {"text": "We stay."}


def test_a_stale_window_cannot_settle_what_it_has_not_seen(store: Store, seat: str) -> None:
    """A window that is behind may drop nothing, even if it says that there is no conflict."""
    base = save(store, seat, "We").version
    save(store, seat, "We go", base)
    assert save(store, seat, "We stay", base, conflict=[]).data["conflict"] == [{"text": "We go"}]


def test_a_version_of_a_sent_draft_fits_no_later_one(store: Store, seat: str) -> None:
    """A window left open over an answer that was sent does not overwrite the next draft."""
    left_open = save(store, seat, "We go").version
    store.drop_draft(seat, "I1")
    save(store, seat, "We go after all", 0)
    assert save(store, seat, "We go now", left_open).data["conflict"] == [{"text": "We go after all"}]


def test_windows_at_once_lose_no_word(store: Store, seat: str) -> None:
    """Of twenty windows that save at the same moment, every text is kept."""
    base = save(store, seat, "0").version
    at_once([partial(save, store, seat, str(number), base) for number in range(1, 21)])
    draft = store.draft(seat, "I1")
    assert draft is not None
    texts = [draft.data["text"], *(older["text"] for older in draft.data["conflict"])]
    assert sorted(texts, key=int)[-20:] == [str(number) for number in range(1, 21)]
    assert draft.version == base + 20


def test_first_drafts_at_once_lose_no_word(store: Store, seat: str) -> None:
    """Two windows may both believe that theirs is the first text."""
    at_once([partial(save, store, seat, text, 0) for text in ("We go", "We stay")])
    draft = store.draft(seat, "I1")
    assert draft is not None
    assert {draft.data["text"], draft.data["conflict"][0]["text"]} == {"We go", "We stay"}


def test_each_form_has_a_draft_of_its_own(store: Store, seat: str) -> None:
    """A message and an answer are kept beside each other, and one is dropped without the other."""
    answer = save(store, seat, "We go")
    message = store.save_draft(seat, "desk/message", {"text": "Look"}, later(2), 0)
    assert store.draft(seat, "I1") == answer
    store.drop_draft(seat, "I1")
    assert (store.draft(seat, "I1"), store.draft(seat, "desk/message")) == (None, message)


def test_drafts_belong_to_seats(store: Store) -> None:
    """An exercise's drafts are those of its seats; a dropped one is gone, and nobody else's."""
    exercise, other = new_exercise(store), new_exercise(store)
    force, police = (seat.id for seat in store.seats(exercise)[1:])
    saved = [store.save_draft(seat, inject, {}, later(1)) for seat in (force, police) for inject in ("I1", "I2")]
    store.save_draft(store.seats(other)[1].id, "I1", {}, later(1))
    assert store.drafts(exercise) == tuple(saved)
    store.drop_draft(force, "I1")
    store.drop_draft(force, "I9")
    assert store.drafts(exercise) == tuple(saved[1:])


def test_a_draft_is_filed_and_forgotten_together(store: Store) -> None:
    """On a page the drafts can be read and dropped in the transaction that files them."""
    exercise = new_exercise(store)
    seat = store.seats(exercise)[1].id
    draft = store.save_draft(seat, "I1", {"text": "typed"}, later(1))
    with store.appending(exercise) as page:
        assert page.drafts() == (draft,)
        page.append(entry(1), "k", "m")
        page.drop_draft(seat, "I1")
        assert page.drafts() == ()
    assert store.drafts(exercise) == ()


def test_no_draft_without_a_seat(store: Store) -> None:
    """A draft for a seat that is not there is refused in words."""
    with pytest.raises(LookupError, match="There is no seat 'nobody'"):
        save(store, "nobody", "We go")
