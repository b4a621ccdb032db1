"""Pull the plug at any moment: nothing acknowledged is lost, nothing is there twice, every mark comes out again.

`make soak` does the same hundreds of times.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.plug import pull

ROUNDS, WRITERS = 5, 2


@pytest.fixture(params=["file", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that several processes can open."""
    return f"sqlite:///{tmp_path}/plug.db" if request.param == "file" else str(request.getfixturevalue("postgres_url"))


def test_pull_the_plug(url: str) -> None:
    """Two processes file at full speed and are killed in mid-stride, again and again; every receipt holds."""
    found = pull(url, ROUNDS, WRITERS)
    assert found.well, found
    # Each is killed only after its first word, which may be that the other one writes.
    assert found.receipts + found.busy >= ROUNDS * WRITERS
