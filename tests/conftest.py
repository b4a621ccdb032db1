"""Fixtures for every suite: a real store on three databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exercise.store import Store, open_store
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]

POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(params=["memory", "file", POSTGRES])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{tmp_path}/whitecell.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store on each kind of database."""
    store = open_store(url)
    yield store
    store.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the browser tests leave their screenshots."""
    parser.addoption("--pictures", default="", help="folder for screenshots of the browser tests")
