"""The frozen form of a scenario."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exercise.content import ContentError, digest, from_json, to_json

if TYPE_CHECKING:
    from tests.content.conftest import Folder


def test_thawing_gives_the_scenario_back(folder: Folder) -> None:
    """The round trip is exact, field by field, and so is the text."""
    scenario = folder.draft().scenario
    assert from_json(to_json(scenario)) == scenario
    assert to_json(from_json(to_json(scenario))) == to_json(scenario)


def test_looking_at_a_scenario_does_not_change_its_frozen_form(folder: Folder) -> None:
    """What a scenario remembers about itself (its cached lookups) is no part of it."""
    scenario = folder.draft().scenario
    untouched = to_json(scenario)
    assert (len(scenario.inject), len(scenario.given), len(scenario.agency)) == (3, 0, 2)
    assert to_json(scenario) == untouched


def test_the_frozen_form_is_canonical(folder: Folder) -> None:
    """Sorted keys, no spaces, letters as they are: equal scenarios have equal digests."""
    scenario = replace(folder.draft().scenario, title="Opération")
    text = to_json(scenario)
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "Opération" in text
    assert digest(text) == digest(to_json(from_json(text)))
    assert digest(text) != digest(to_json(replace(scenario, seed=2)))
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"id": 5}'])
def test_what_is_no_frozen_scenario_is_refused_in_words(text: str) -> None:
    """A damaged frozen form is refused as content, never with the validator's own error."""
    with pytest.raises(ContentError) as refused:
        from_json(text)
    assert refused.value.problems


def test_a_frozen_figure_is_not_guessed_from_words(folder: Folder) -> None:
    """A figure stored as words is damage, not a figure."""
    data = json.loads(to_json(folder.draft().scenario))
    data["duration"] = "3600000"
    with pytest.raises(ContentError, match=r"^duration: "):
        from_json(json.dumps(data))
