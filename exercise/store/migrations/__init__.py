"""The way from an older database to this version's tables, and the only place that makes tables."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from exercise.store.errors import StoreError

_ONE_AT_A_TIME = 0x57484954


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date inside the connection's write transaction.

    Raises:
        StoreError: the database was written by a newer version.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "exercise.store:migrations")
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"This database was written by a newer version of Whitecell ({error}). Install that one."
        ) from error
