"""The first tables, and the triggers that keep the log append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_UTC = sa.DateTime(timezone=True)

_APPEND_ONLY = {
    "sqlite": (
        """
        CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """,
        """
        CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """,
        # INSERT OR REPLACE deletes without asking the trigger on DELETE.
        """
        CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
        WHEN EXISTS (SELECT 1 FROM entry WHERE exercise_id = NEW.exercise_id AND (seq = NEW.seq OR key = NEW.key))
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$
        """,
        """
        CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """,
    ),
}


def upgrade() -> None:
    """Make everything."""
    _make_exercise()
    _make_people()
    _make_log()
    _make_record()
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


def _make_exercise() -> None:
    op.create_table(
        "exercise",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("scenario_sha", sa.String(), nullable=False),
        sa.Column("engine_version", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("syndicates", sa.JSON(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("alive_wall", _UTC),
        sa.Column("created_wall", _UTC, nullable=False),
        sa.Column("parent", sa.String(), sa.ForeignKey("exercise.id")),
        sa.Column("parent_at", sa.BigInteger()),
        sa.Column("archived", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "scenario",
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("json_text", sa.String(), nullable=False),
    )


def _make_people() -> None:
    op.create_table(
        "seat",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), nullable=False, index=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team", sa.String()),
        sa.Column("syndicate", sa.String()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), unique=True),
        sa.Column("code_hash", sa.String()),
        sa.Column("joined_wall", _UTC),
    )
    op.create_table(
        "draft",
        sa.Column("seat_id", sa.String(), sa.ForeignKey("seat.id"), primary_key=True),
        sa.Column("inject", sa.String(), primary_key=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("wall", _UTC, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_wall", _UTC, nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "login",
        sa.Column("token_sha", sa.String(), primary_key=True),
        sa.Column("seat_id", sa.String(), sa.ForeignKey("seat.id"), index=True),
        sa.Column("account_id", sa.String(), sa.ForeignKey("account.id"), index=True),
        sa.Column("created_wall", _UTC, nullable=False),
        sa.Column("expires_wall", _UTC, nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(seat_id IS NULL) <> (account_id IS NULL)", name="one_holder"),
    )
    op.create_table(
        "attempt",
        sa.Column("ip", sa.String(), primary_key=True),
        sa.Column("since_wall", _UTC, nullable=False, index=True),
        sa.Column("count", sa.Integer(), nullable=False),
    )


def _make_log() -> None:
    op.create_table(
        "entry",
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("wall", _UTC, nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("team", sa.String()),
        sa.Column("seat_syndicate", sa.String()),
        sa.Column("syndicate", sa.String()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.UniqueConstraint("exercise_id", "key"),
    )


def _make_record() -> None:
    _make_recorded(
        "delivery",
        sa.Column("inject", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("deadline_ms", sa.BigInteger()),
        sa.Column("opened_ms", sa.BigInteger()),
        sa.Column("outcome", sa.String()),
        found_by=("inject", "team"),
    )
    _make_recorded(
        "decision",
        sa.Column("inject", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("rationale", sa.String(), nullable=False),
        sa.Column("confidence", sa.Integer()),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("voided_ms", sa.BigInteger()),
        found_by=("seq",),
    )
    _make_recorded(
        "share",
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("to_team", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger()),
        sa.Column("breach", sa.String()),
        found_by=("seq",),
    )
    _make_recorded(
        "message",
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger()),
        found_by=("seq",),
    )
    _make_recorded(
        "measure_point",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("by", sa.Float(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
    )


def _make_recorded(name: str, *columns: sa.Column[object], found_by: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("syndicate", sa.String(), primary_key=True),
        sa.Column("fact", sa.Integer(), primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("wall", _UTC),
        *columns,
        *([sa.Index(None, "exercise_id", "syndicate", *found_by)] if found_by else []),
    )
