"""Who is connected, as each serving process says it for all the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attendance",
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("process", sa.String(), primary_key=True),
        sa.Column("tabs", sa.JSON(), nullable=False),
        sa.Column("wall", sa.DateTime(timezone=True), nullable=False),
    )
