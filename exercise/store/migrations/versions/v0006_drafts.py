"""A draft is of an answer, or of anything else that is written at a desk."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Name the column for what it holds now; every draft there is stays."""
    op.alter_column("draft", "inject", new_column_name="about")
