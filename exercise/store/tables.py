"""The tables. Plain columns, so that SQL, pandas or a BI tool can read them without us.

`entry` is the truth and append-only. The record (delivery, decision, share, message, measure_point) is
what the facts said, one row per fact, and may be dropped and rebuilt. Milliseconds are 64 bits wide:
32 would end an exercise on its 25th day.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, Table, UniqueConstraint, false, true
from sqlmodel import Field, SQLModel

METADATA = SQLModel.metadata
METADATA.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


def table(model: type[SQLModel]) -> Table:
    """The model's table, for statements that bypass the ORM."""
    return METADATA.tables[str(model.__tablename__)]


class Exercise(SQLModel, table=True):
    """An exercise and the head of its log. This row is the lock that numbers the entries."""

    id: str = Field(primary_key=True)
    title: str
    scenario_sha: str
    engine_version: str
    seed: int = Field(sa_type=BigInteger)
    syndicates: list[str] = Field(sa_type=JSON)
    last_seq: int = 0
    head_hash: str
    alive_wall: datetime | None
    created_wall: datetime
    parent: str | None = Field(foreign_key="exercise.id")
    parent_at: int | None = Field(sa_type=BigInteger)
    archived: bool = False
    deleting: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Scenario(SQLModel, table=True):
    """The frozen scenario of an exercise.

    Apart from `exercise`, because SQLite rewrites a whole row when the head of the log moves.
    """

    exercise_id: str = Field(primary_key=True, foreign_key="exercise.id")
    json_text: str


class Seat(SQLModel, table=True):
    """A place at the table. ``name`` is the only personal datum and may be erased."""

    id: str = Field(primary_key=True)
    exercise_id: str = Field(foreign_key="exercise.id", index=True)
    role: str
    team: str | None
    syndicate: str | None
    name: str
    code_key: str | None = Field(unique=True)
    code_hash: str | None
    joined_wall: datetime | None


class Account(SQLModel, table=True):
    """Somebody of the staff: at every exercise, or at those they are posted to."""

    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    role: str
    password_hash: str
    created_wall: datetime
    disabled: bool = False
    everywhere: bool = Field(default=True, sa_column_kwargs={"server_default": true()})


class Posting(SQLModel, table=True):
    """An account that may open this exercise."""

    exercise_id: str = Field(primary_key=True, foreign_key="exercise.id")
    account_id: str = Field(primary_key=True, foreign_key="account.id", index=True)


class Login(SQLModel, table=True):
    """A login of a seat or of an account. The token itself is never stored."""

    __table_args__ = (CheckConstraint("(seat_id IS NULL) <> (account_id IS NULL)", name="one_holder"),)

    token_sha: str = Field(primary_key=True)
    seat_id: str | None = Field(foreign_key="seat.id", index=True)
    account_id: str | None = Field(foreign_key="account.id", index=True)
    created_wall: datetime
    expires_wall: datetime
    revoked: bool = False


class Attempt(SQLModel, table=True):
    """Guesses at join codes and passwords from one address in the running window."""

    ip: str = Field(primary_key=True)
    since_wall: datetime = Field(index=True)
    count: int


class Attendance(SQLModel, table=True):
    """How many tabs each seat of an exercise has open at one serving process, by seat id, and since when that is so."""

    exercise_id: str = Field(primary_key=True, foreign_key="exercise.id")
    process: str = Field(primary_key=True)
    tabs: dict[str, Any] = Field(sa_type=JSON)
    wall: datetime


class Entry(SQLModel, table=True):
    """An act in the log. ``syndicate`` is whom it concerns, ``seat_syndicate`` who acted."""

    __table_args__ = (UniqueConstraint("exercise_id", "key"),)

    exercise_id: str = Field(primary_key=True, foreign_key="exercise.id")
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    wall: datetime
    seat_id: str
    role: str
    team: str | None
    seat_syndicate: str | None
    syndicate: str | None
    kind: str
    version: int
    data: str
    key: str
    mark: str
    prev_hash: str
    hash: str


class Draft(SQLModel, table=True):
    """What a trainee has typed and not sent; ``about`` is an inject, or a form of the desk."""

    seat_id: str = Field(primary_key=True, foreign_key="seat.id")
    about: str = Field(primary_key=True)
    data: dict[str, Any] = Field(sa_type=JSON)
    wall: datetime
    version: int


class Lesson(SQLModel, table=True):
    """What an exercise taught. Its status changes for months after EndEx; a later exercise may test it again."""

    id: str = Field(primary_key=True)
    exercise_id: str = Field(foreign_key="exercise.id", index=True)
    syndicate: str
    observation: str
    analysis: str
    recommendation: str
    owner: str
    due: date | None
    status: str
    retested_in: str | None = Field(foreign_key="exercise.id")
    task: str
    at_ms: int | None = Field(sa_type=BigInteger)
    evidence: list[int] = Field(sa_type=JSON)
    author: str
    created_wall: datetime
    changed_wall: datetime


class _Recorded(SQLModel):
    """What every row of the record says: which fact of which run, and when."""

    exercise_id: str = Field(primary_key=True, foreign_key="exercise.id")
    syndicate: str = Field(primary_key=True)
    fact: int = Field(primary_key=True)
    at_ms: int = Field(sa_type=BigInteger)
    wall: datetime | None


class Delivery(_Recorded, table=True):
    """An inject reached a team; when it was opened and what became of it."""

    __table_args__ = (Index(None, "exercise_id", "syndicate", "inject", "team"),)

    inject: str
    title: str
    team: str
    deadline_ms: int | None = Field(sa_type=BigInteger)
    opened_ms: int | None = Field(sa_type=BigInteger)
    outcome: str | None


class Decision(_Recorded, table=True):
    """A team answered. A voided answer stays on record and out of the scores."""

    __table_args__ = (Index(None, "exercise_id", "syndicate", "seq"),)

    inject: str
    title: str
    team: str
    seat_id: str
    seq: int
    revision: int
    options: str
    text: str
    rationale: str
    confidence: int | None
    draft: bool
    voided_ms: int | None = Field(sa_type=BigInteger)


class Share(_Recorded, table=True):
    """A team passed a report on."""

    __table_args__ = (Index(None, "exercise_id", "syndicate", "seq"),)

    report: str
    title: str
    sender: str
    to_team: str
    channel: str
    seq: int
    sent_ms: int = Field(sa_type=BigInteger)
    received_ms: int | None = Field(sa_type=BigInteger)
    breach: str | None


class Message(_Recorded, table=True):
    """Somebody wrote to somebody."""

    __table_args__ = (Index(None, "exercise_id", "syndicate", "seq"),)

    sender: str
    receiver: str
    text: str
    channel: str
    seq: int
    sent_ms: int = Field(sa_type=BigInteger)
    received_ms: int | None = Field(sa_type=BigInteger)


class MeasurePoint(_Recorded, table=True):
    """A measure moved to ``value``, by ``by`` points."""

    __tablename__ = "measure_point"

    measure: str
    value: float
    by: float
    cause: str


class Observation(_Recorded, table=True):
    """A rater wrote down what was seen; ``decision`` is the entry of the decision it is linked to."""

    seat_id: str
    text: str
    sort: str
    task: str
    inject: str
    team: str
    decision: int | None
    seq: int


class Rating(_Recorded, table=True):
    """A rater rated a critical task or an objective; a later row of the same rater corrects an earlier one."""

    seat_id: str
    role: str
    about: str
    rating: str
    why: str
    seq: int


class Grade(_Recorded, table=True):
    """A rater graded an answer in words, 0-100; ``decision`` is its entry."""

    seat_id: str
    decision: int
    inject: str
    team: str
    points: int
    why: str
    seq: int


class Survey(_Recorded, table=True):
    """Somebody answered the survey: mean agreement (1-5) per dimension, every answer in order, and words."""

    seat_id: str
    role: str
    team: str
    form: str
    collaboration: float | None
    learning: float | None
    usefulness: float | None
    answers: str
    keep: str
    mend: str
    other: str
    seq: int


RECORD = tuple(
    table(model) for model in (Delivery, Decision, Share, Message, MeasurePoint, Observation, Rating, Grade, Survey)
)
