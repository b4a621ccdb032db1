"""Staff posted to exercises, and the one way in which an exercise may be deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_DELETABLE = {
    "sqlite": (
        "DROP TRIGGER entry_no_delete",
        """
        CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
        WHEN NOT EXISTS (SELECT 1 FROM exercise WHERE id = OLD.exercise_id AND deleting)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """,
    ),
    "postgresql": (
        "DROP TRIGGER entry_append_only ON entry",
        """
        CREATE TRIGGER entry_append_only BEFORE UPDATE OR TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """,
        """
        CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
          IF NOT EXISTS (SELECT 1 FROM exercise WHERE id = OLD.exercise_id AND deleting) THEN
            RAISE EXCEPTION 'the log is append-only';
          END IF;
          RETURN OLD;
        END $$
        """,
        """
        CREATE TRIGGER entry_no_deletion BEFORE DELETE ON entry
        FOR EACH ROW EXECUTE FUNCTION refuse_deletion()
        """,
    ),
}


def upgrade() -> None:
    """Add postings, and let the entries of an exercise go together with it."""
    op.add_column("account", sa.Column("everywhere", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("exercise", sa.Column("deleting", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "posting",
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("account_id", sa.String(), sa.ForeignKey("account.id"), primary_key=True, index=True),
    )
    for statement in _DELETABLE[op.get_bind().dialect.name]:
        op.execute(statement)
