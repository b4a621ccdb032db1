"""The frozen form of a scenario: canonical JSON and its digest, stored with every exercise."""

from __future__ import annotations

import hashlib
import json

from pydantic import TypeAdapter, ValidationError

from exercise.content.problems import ContentError, Problem
from exercise.core.scenario import Scenario

_SCENARIO = TypeAdapter(Scenario)


def to_json(scenario: Scenario) -> str:
    """The scenario as canonical JSON: equal scenarios give equal text, on every machine."""
    data = _SCENARIO.dump_python(scenario, mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> Scenario:
    """Read the frozen form back, equal in every field.

    Raises:
        ContentError: the text is not a frozen scenario.
    """
    try:
        return _SCENARIO.validate_json(text, strict=True)
    except ValidationError as error:
        problems = (
            Problem(".".join(map(str, fault["loc"])) or "frozen scenario", 0, fault["msg"]) for fault in error.errors()
        )
        raise ContentError(problems) from None


def digest(text: str) -> str:
    """The SHA-256 of the frozen form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
