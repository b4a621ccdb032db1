"""The author's guide keeps up with the loader and the condition language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exercise.content.shape import Sheet
from exercise.core.conditions import TERMS

if TYPE_CHECKING:
    from tests.content.conftest import Folder

GUIDE = (Path(__file__).parents[2] / "docs/authors-guide.md").read_text(encoding="utf-8")


def test_every_key_stands_in_the_guide(grown: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a file may say has an example; ids that authors choose themselves are none."""
    asked: set[str] = set()
    done = Sheet.done

    def listen(sheet: Sheet) -> None:
        asked.update(sheet._asked)
        done(sheet)

    monkeypatch.setattr(Sheet, "done", listen)
    grown.draft()
    chosen = {"consent", "wounded", "displaced", "killed", "protect", "robust", "River"}
    shown = set(re.findall(r"[{\s,`-]([a-z_]+):", GUIDE))
    assert sorted(asked - chosen - shown) == []
    assert len(asked) > 100


def test_every_condition_stands_in_the_guide() -> None:
    """Each term of the language has a line."""
    assert [term for term in TERMS if f"{term}(" not in GUIDE] == []
