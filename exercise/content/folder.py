"""The files of a scenario folder, as text: found, measured, decoded, and split into front matter and body."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from exercise.content.problems import ContentError, Problem, Spot

MAX_BYTES = 1 << 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Page(NamedTuple):
    """A Markdown file: its front matter, with lines numbered as in the file, and its body."""

    front: str
    body: str
    body_at: Spot


def read_text(path: Path) -> str:
    """The text of a file, whatever the line ends of the computer it was written on.

    Raises:
        ContentError: the file is missing, over 1 MiB, or not UTF-8 text.
    """
    file = str(path)
    try:
        if not path.is_file():
            _refuse(file, 0, "the file is missing", "write it; the author's guide says what belongs in it")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        _refuse(file, 0, f"the file cannot be opened ({error.strerror})", "check who may read it")
    if len(raw) > MAX_BYTES:
        _refuse(file, 0, "the file is over 1 MiB", "a scenario is text; shorten it or split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse(
            file,
            raw.count(b"\n", 0, error.start) + 1,
            "this line is not UTF-8 text",
            "save the file as UTF-8",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        _refuse(file, text.count("\n", 0, control.start()) + 1, "this line holds a control character", "delete it")
    return text


def read_page(path: Path) -> Page:
    """Split a Markdown file into the front matter between two lines ``---`` and the body after it.

    Raises:
        ContentError: the file cannot be read, or one of the two lines is missing.
    """
    lines = read_text(path).split("\n")
    if lines[0].rstrip() != "---":
        _refuse(
            str(path),
            1,
            "the front matter is missing",
            "begin the file with a line ---, the keys, and a line ---",
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        _refuse(str(path), 1, "the front matter never ends", "write a line --- between the keys and the text")
    # The empty line stands in for the first ---, so that every line keeps its number in the file.
    front = "\n".join(["", *lines[1:end], ""])
    body = "\n".join(lines[end + 1 :])
    skipped = len(body) - len(body.lstrip("\n"))
    return Page(front, body.strip(), Spot(str(path), end + 2 + skipped))


def read_map(path: Path) -> str:
    """The map as compact JSON; empty when there is none.

    Raises:
        ContentError: the file is not a GeoJSON FeatureCollection.
    """
    if not path.exists():
        return ""
    file = str(path)
    try:
        area = json.loads(read_text(path))
        compact = json.dumps(area, separators=(",", ":"), allow_nan=False)
    except json.JSONDecodeError as error:
        _refuse(file, error.lineno, f"this is not JSON ({error.msg})", "check commas, quotes and brackets")
    except (ValueError, RecursionError):
        _refuse(file, 0, "the map holds a figure or a nesting no map needs", "export it again as GeoJSON")
    if not _is_feature_collection(area):
        _refuse(
            file,
            1,
            "the map is not a FeatureCollection",
            "export it as GeoJSON; its type is FeatureCollection",
        )
    return compact


def _is_feature_collection(area: Any) -> bool:
    if not isinstance(area, dict) or area.get("type") != "FeatureCollection":
        return False
    features = area.get("features")
    return isinstance(features, list) and all(
        isinstance(feature, dict) and feature.get("type") == "Feature" for feature in features
    )


def _refuse(file: str, line: int, text: str, fix: str) -> NoReturn:
    raise ContentError([Problem(file, line, text, fix)])
