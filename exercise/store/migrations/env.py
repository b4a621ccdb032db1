"""Run by Alembic: hand it our connection and our tables."""

from __future__ import annotations

from alembic import context

from exercise.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
