"""What a check finds, and what several look through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exercise.content.problems import Severity
from exercise.core.scenario import Inject, Option, Scenario


class Finding(NamedTuple):
    """A problem with one thing, named by kind and id as in `Where`."""

    thing: tuple[str, str]
    text: str
    fix: str
    severity: Severity = "error"


def offered(scenario: Scenario) -> Iterator[tuple[Inject, Option]]:
    """Every option with the inject that offers it, in MSEL order."""
    for inject in scenario.injects:
        for option in inject.ask.options if inject.ask else ():
            yield inject, option
