"""Files on disk: found, measured, decoded, split."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exercise.content import ContentError, load

if TYPE_CHECKING:
    from tests.content.conftest import Folder

MISSING = "the file is missing; write it; the author's guide says what belongs in it"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path is a problem in words, not a traceback."""
    with pytest.raises(ContentError, match="there is no such folder; name a folder"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("file", ["brief.md", "cards/police.md", "scenario.yaml"])
def test_a_file_every_scenario_needs(folder: Folder, file: str) -> None:
    """The brief, one role card for each agency and scenario.yaml have to be there."""
    (folder.path / file).unlink()
    assert folder.errors() == [f"{file}: {MISSING}"]


def test_a_card_with_nothing_on_it(folder: Folder) -> None:
    """An empty card is as bad as a missing one."""
    folder.write("cards/police.md", " \n")
    assert folder.errors() == [
        "cards/police.md: the file is empty; write it; the author's guide says what belongs in it"
    ]


def test_a_scenario_without_injects(folder: Folder) -> None:
    """An exercise without injects is none."""
    for path in (folder.path / "msel").iterdir():
        path.unlink()
    assert folder.errors()[0].startswith("msel: there are no injects; ")


def test_a_file_of_two_mebibytes(folder: Folder) -> None:
    """A file over 1 MiB is refused unread."""
    folder.write("brief.md", b"x" * (2 << 20))
    assert folder.errors() == ["brief.md: the file is over 1 MiB; a scenario is text; shorten it or split it"]


def test_bytes_that_are_not_utf_8(folder: Folder) -> None:
    """The line of the first foreign byte is named."""
    folder.write("brief.md", b"One\nTwo \xe9")
    assert folder.errors() == ["brief.md:2: this line is not UTF-8 text; save the file as UTF-8"]


def test_a_file_that_cannot_be_opened(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the computer refuses is said in words too."""

    def refused(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    said = "the file cannot be opened (Permission denied); check who may read it"
    assert f"scenario.yaml: {said}" in folder.errors()


def test_control_characters(folder: Folder) -> None:
    """NUL and its kind cannot be stored or shown."""
    folder.write("cards/force.md", "One\nTwo\x00\n")
    assert folder.errors() == ["cards/force.md:2: this line holds a control character; delete it"]


def test_files_from_windows(folder: Folder) -> None:
    """A byte order mark and Windows line ends change nothing, not even a line number."""
    before = folder.draft().scenario
    for path in folder.path.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert folder.draft().scenario == before
    folder.write("msel/I10.md", b"---\r\nid: I10\r\ntitle:\r\nto: all\r\nat: 0:10\r\n---\r\n")
    assert folder.errors() == ["msel/I10.md:3: title stands without a value; write one, or leave the line out"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id: I10\n", "1: the front matter is missing; begin the file with a line ---, the keys, and a line ---"),
        ("", "1: the front matter is missing; begin the file with a line ---, the keys, and a line ---"),
        ("---\nid: I10\n", "1: the front matter never ends; write a line --- between the keys and the text"),
        ("---\n---\nBody\n", "1: this is not a list of keys and values; write lines such as title: HARMATTAN LINK"),
        ("---\nid: I10\n\ttitle: x\n---\n", "3: a tab stands where only spaces may; indent with spaces"),
        ("---\nid: I10\nto: *all*\n---\n",
         '3: a value begins with *, which YAML reads as a reference; put the value in "quotes"'),
        ("---\nid: I10\nid: I10\n---\n", "3: id stands twice, first on line 2; keep one of the two"),
    ],
)  # fmt: skip
def test_broken_front_matter(folder: Folder, content: str, said: str) -> None:
    """The line is that of the file, and injects that mention the broken one are not blamed for it."""
    folder.write("msel/I10.md", content)
    folder.change("msel/I02-back.md", "decided(I01, share-log)", "decided(I10, share)")
    assert folder.errors() == [f"msel/I10.md:{said}"]


def test_two_files_with_one_id(folder: Folder) -> None:
    """An id names one inject."""
    folder.write("msel/I02-again.md", "---\nid: I02\ntitle: Again\nto: all\n---\nAgain.\n")
    first = folder.path / "msel/I02-again.md"
    assert folder.errors() == [f"msel/I02-back.md:2: I02 stands in {first} too; give one of them another id"]


def test_a_scenario_without_a_map(folder: Folder) -> None:
    """The map is optional."""
    (folder.path / "map.geojson").unlink()
    assert folder.draft().scenario.map == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"type": "FeatureCollection",\n]', ":2: this is not JSON (Expecting property name enclosed"),
        ('{"type": "Feature"}', ":1: the map is not a FeatureCollection"),
        ('{"type": "FeatureCollection", "features": [1]}', ":1: the map is not a FeatureCollection"),
        ("[]", ":1: the map is not a FeatureCollection"),
        ("[" * 100_000, ": the map holds a figure or a nesting no map needs"),
        ('{"type": "FeatureCollection", "features": [], "x": 1e999}', ": the map holds a figure or a nesting"),
        ('{"type": "FeatureCollection", "features": [], "x": NaN}', ": the map holds a figure or a nesting"),
    ],
)
def test_a_map_that_is_none(folder: Folder, content: str, said: str) -> None:
    """The map is a GeoJSON FeatureCollection, whatever the file is called."""
    folder.write("map.geojson", content)
    (told,) = folder.errors()
    assert told.startswith(f"map.geojson{said}")
