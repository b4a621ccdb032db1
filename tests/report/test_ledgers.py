"""The ledgers of the report: who decided when people came to harm, whose word was waited for, where the means were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exercise.core.acts import Approve, Decide, EndEx, StartEx
from exercise.report import compose, gather
from exercise.report.document import Prose, Section, Table
from exercise.store import open_store
from tests.report.conftest import Room
from tests.script import scenario

SCENE = """
rung sector b
resource qrf a 2 travel 0:20
I1 -> a | at 0:05 | window 30m | option x authority=sector | option y
I2 -> a | at 0:05 | window 30m | option x needs=qrf:1:10m harm=wounded:3 | option y
"""


@pytest.fixture
def room() -> Iterator[Room]:
    """Police granted what Force HQ asked, who sent its reserve out and people were wounded."""
    store = open_store("sqlite://")
    room = Room(store, scenario(SCENE))
    room.at(0, "excon", StartEx())
    asked = room.at(6, "aA", Decide("I1", ("x",)))
    room.at(8, "bA", Approve(asked.seq, reason="as long as it lasts"))
    room.at(10, "aA", Decide("I2", ("x",)))
    room.at(55, "excon", EndEx())
    yield room
    store.close()


def tables(room: Room, title: str) -> dict[str, tuple[tuple[Prose, ...], ...]]:
    """The rows of a section by the table's caption or the heading above it."""
    document = compose(gather(room.control, room.exercise))
    section: Section = next(one for one in document.sections if one.title.endswith(title))
    found = {block.caption: block.rows for block in section.blocks if isinstance(block, Table)}
    return found | {
        part.title: block.rows for part in section.parts for block in part.blocks if isinstance(block, Table)
    }


def told(row: tuple[Prose, ...]) -> list[str]:
    return ["".join(getattr(part, "text", str(part)) for part in prose).strip() for prose in row]


def test_harm_names_who_decided(room: Room) -> None:
    """Harm stands in what happened, with the people, the inject, and the choice it followed."""
    (row,) = next(
        rows for title, rows in tables(room, "What happened").items() if title.startswith("Harm to civilians")
    )
    assert told(row)[2:4] == ["wounded", "I2 “Title I2”"]
    assert told(row)[4].startswith("Agency A: “Text x” E")


def test_a_ruling_tells_who_gave_it_when_and_why(room: Room) -> None:
    """What was asked, of whom, and the word that came."""
    (row,) = tables(room, "means")["Rulings"]
    assert told(row)[:4] == ["H+0:06", "Agency A", "I1 “Title I1”: “Text x”", "Agency B (authority)"]
    assert told(row)[4].startswith("granted after 2 min: as long as it lasts E")


def test_means_tell_when_they_were_on_the_spot(room: Room) -> None:
    """A commitment with its journey and its end."""
    (row,) = tables(room, "means")["Means"]
    assert told(row)[:3] == ["H+0:10", "qrf", "Agency A"]
    assert told(row)[4] == "H+0:30"
    assert told(row)[5].startswith("free again at H+0:40: the task is done E")


def test_without_any_the_appendix_says_so(played_plain: Room) -> None:
    """An exercise in which nothing waited for a word has one sentence there."""
    assert tables(played_plain, "means") == {}


@pytest.fixture
def played_plain() -> Iterator[Room]:
    """An exercise without rungs and means."""
    store = open_store("sqlite://")
    room = Room(store)
    room.at(0, "excon", StartEx())
    room.at(12, "aA", Decide("I1", ("y",)))
    yield room
    store.close()
