"""What raters saw and said, and what everybody answered afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _make_recorded(
        "observation",
        *_texts("seat_id", "text", "sort", "task", "inject", "team"),
        sa.Column("decision", sa.Integer()),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    _make_recorded(
        "rating",
        *_texts("seat_id", "role", "about", "rating", "why"),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    _make_recorded(
        "grade",
        *_texts("seat_id", "inject", "team", "why"),
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
    )
    _make_recorded(
        "survey",
        *_texts("seat_id", "role", "team", "form", "answers", "keep", "mend", "other"),
        sa.Column("collaboration", sa.Float()),
        sa.Column("learning", sa.Float()),
        sa.Column("usefulness", sa.Float()),
        sa.Column("seq", sa.Integer(), nullable=False),
    )


def _texts(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _make_recorded(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("exercise_id", sa.String(), sa.ForeignKey("exercise.id"), primary_key=True),
        sa.Column("syndicate", sa.String(), primary_key=True),
        sa.Column("fact", sa.Integer(), primary_key=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("wall", sa.DateTime(timezone=True)),
        *columns,
    )
