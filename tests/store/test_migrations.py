"""Migrations make the tables that the code believes in."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from exercise.store import Store, StoreError, open_store
from exercise.store.tables import METADATA
from tests.store.build import WALL, at_once, file, new_exercise


def test_the_migrated_tables_are_those_of_the_code(store: Store) -> None:
    """Comparing the database with the models finds no difference."""
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert set(inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_opening_again_changes_nothing(url: str) -> None:
    """A database that is up to date is left alone, with all that is in it."""
    first = open_store(url)
    exercise = new_exercise(first)
    row = file(first, exercise, "k")
    first.close()
    second = open_store(url)
    assert second.since(exercise, 0) == (row,)
    second.close()


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_a_draft_outlives_an_upgrade(url: str) -> None:
    """What was being typed when the server was upgraded is there afterwards."""
    store = open_store(url)
    seat = store.seats(new_exercise(store))[1].id
    draft = store.save_draft(seat, "I1", {"text": "Half a sen"}, WALL)
    with store._database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE draft RENAME COLUMN about TO inject")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
    store.close()
    upgraded = open_store(url)
    assert upgraded.draft(seat, "I1") == draft
    upgraded.close()


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_servers_may_start_together(url: str) -> None:
    """Of several that open an empty database at the same moment, one makes the tables."""
    stores = at_once([lambda: open_store(url)] * 4)
    exercise = new_exercise(stores[0])
    assert all(store.exercise(exercise) is not None for store in stores)
    for store in stores:
        store.close()


@pytest.mark.parametrize("url", ["file", "postgres"], indirect=True)
def test_a_newer_database_is_left_alone(url: str) -> None:
    """A database from a version to come is refused in words, not written to."""
    store = open_store(url)
    with store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(StoreError, match="written by a newer version of Whitecell"):
        open_store(url)
