"""The lessons register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_UTC = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), nullable=False, index=True),
        sa.Column("syndicate", sa.String(), nullable=False),
        sa.Column("observation", sa.String(), nullable=False),
        sa.Column("analysis", sa.String(), nullable=False),
        sa.Column("recommendation", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("retested_in", sa.String(), sa.ForeignKey("exercise.id")),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("at_ms", sa.BigInteger()),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("created_wall", _UTC, nullable=False),
        sa.Column("changed_wall", _UTC, nullable=False),
    )
