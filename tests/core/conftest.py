"""In these tests the docstring is the exercise: a law, an empty line, then the script (tests/script.py)."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.script import Played, play


@pytest.fixture
def played(request: pytest.FixtureRequest) -> Played:
    """The exercise in the test's docstring, played for an hour."""
    _, _, text = (request.function.__doc__ or "").partition("\n")
    return play(dedent(text))
