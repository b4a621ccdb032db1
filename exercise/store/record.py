"""The record: what the facts said, in plain columns for people with SQL.

Each row is one fact; a later fact may complete it (a report arrives, a window closes). Writing the same
facts in one go or bit by bit leaves the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from exercise.core.acts import PICTURE
from exercise.core.evaluation.survey import DIMENSIONS, score
from exercise.core.facts import (
    AnswerClosed,
    DecisionTaken,
    EntryVoided,
    Fact,
    GradeFiled,
    InjectDelivered,
    InjectOpened,
    MeasureChanged,
    MessageReceived,
    MessageSent,
    ObservationFiled,
    RatingFiled,
    ReleaseBreached,
    ReplyReceived,
    ReportPosted,
    ReportReceived,
    ReportSent,
    RequestAnswered,
    RequestReceived,
    RequestSent,
    SurveyFiled,
)
from exercise.store import tables

Values = dict[str, Any]

_DELIVERY = tables.table(tables.Delivery)
_DECISION = tables.table(tables.Decision)
_SHARE = tables.table(tables.Share)
_MESSAGE = tables.table(tables.Message)
_MEASURE_POINT = tables.table(tables.MeasurePoint)
_OBSERVATION = tables.table(tables.Observation)
_RATING = tables.table(tables.Rating)
_GRADE = tables.table(tables.Grade)
_SURVEY = tables.table(tables.Survey)


@dataclass(frozen=True, slots=True)
class RunContext:
    """What the record says of a run beyond its facts: titles by id, and wall time for exercise time (ms)."""

    injects: Mapping[str, str]
    reports: Mapping[str, str]
    wall_of: Callable[[int], datetime | None]


def write(
    connection: Connection,
    exercise_id: str,
    syndicate: str,
    first: int,
    facts: Sequence[Fact],
    run: RunContext,
) -> None:
    """Put facts on record; a fact that is there already is left alone, so telling it twice does no harm."""
    whose = {"exercise_id": exercise_id, "syndicate": syndicate}
    rows: dict[Table, list[Values]] = {}
    completions: dict[Update, list[Values]] = {}
    for ordinal, fact in enumerate(facts, first):
        if told := _row(fact, run):
            table, values = told
            place = {"fact": ordinal, "at_ms": fact.at, "wall": run.wall_of(fact.at)}
            rows.setdefault(table, []).append(whose | place | printable(values))
        elif completed := _completion(fact):
            statement, values = completed
            its = {f"its_{name}": value for name, value in (whose | values).items()}
            completions.setdefault(statement, []).append(its)
    for table, new in rows.items():
        connection.execute(_insert(table, connection.dialect.name), new)
    for statement, changes in completions.items():
        connection.execute(statement, changes)


def clear(connection: Connection, exercise_id: str, syndicate: str) -> None:
    """Take a syndicate's facts off the record."""
    for table in tables.RECORD:
        here = (table.c.exercise_id == exercise_id, table.c.syndicate == syndicate)
        connection.execute(delete(table).where(*here))


def read(connection: Connection, exercise_id: str) -> dict[str, tuple[Values, ...]]:
    """All tables of the record, by name, in the order of the facts."""
    return {table.name: _read_one(connection, exercise_id, table) for table in tables.RECORD}


def _read_one(connection: Connection, exercise_id: str, table: Table) -> tuple[Values, ...]:
    here = select(table).where(table.c.exercise_id == exercise_id)
    return tuple(dict(row) for row in connection.execute(here.order_by(table.c.syndicate, table.c.fact)).mappings())


def _row(fact: Fact, run: RunContext) -> tuple[Table, Values] | None:
    """The row that a fact is, if it is one."""
    match fact:
        case InjectDelivered():
            return _DELIVERY, {
                "inject": fact.inject,
                "title": run.injects.get(fact.inject, ""),
                "team": fact.team,
                "deadline_ms": fact.deadline,
                "opened_ms": None,
                "outcome": None,
            }
        case DecisionTaken():
            return _DECISION, {
                "inject": fact.inject,
                "title": run.injects.get(fact.inject, ""),
                "team": fact.team,
                "seat_id": fact.seat,
                "seq": fact.seq,
                "revision": fact.revision,
                "options": ", ".join(
                    f"{option} {amount}" if fact.amounts else option
                    for option, amount in zip_longest(fact.options, fact.amounts)
                ),
                "text": fact.text,
                "rationale": fact.rationale,
                "confidence": fact.confidence,
                "draft": fact.draft,
                "voided_ms": None,
            }
        case ReportSent():
            return _SHARE, {
                "report": fact.report,
                "title": run.reports.get(fact.report, ""),
                "sender": fact.sender,
                "to_team": fact.to,
                "channel": fact.channel,
                "seq": fact.seq,
                "sent_ms": fact.at,
                "received_ms": None,
                "breach": None,
            }
        case ReportPosted():
            return _SHARE, {
                "report": fact.report,
                "title": run.reports.get(fact.report, ""),
                "sender": fact.team,
                "to_team": PICTURE,
                "channel": PICTURE,
                "seq": fact.seq,
                "sent_ms": fact.at,
                "received_ms": None,
                "breach": None,
            }
        case MessageSent() | RequestSent() | RequestAnswered():
            return _MESSAGE, {
                "sender": fact.sender,
                "receiver": fact.to,
                "text": fact.text,
                "channel": fact.channel,
                "seq": fact.seq,
                "sent_ms": fact.at,
                "received_ms": None,
            }
        case MeasureChanged():
            return _MEASURE_POINT, {
                "measure": fact.measure,
                "value": fact.value,
                "by": fact.by,
                "cause": fact.cause,
            }
    return _evaluation(fact)


def _evaluation(fact: Fact) -> tuple[Table, Values] | None:
    """The row that a fact of the evaluation is, if it is one."""
    match fact:
        case ObservationFiled():
            return _OBSERVATION, _as_said(fact, entry="decision")
        case RatingFiled():
            return _RATING, _as_said(fact)
        case GradeFiled():
            return _GRADE, _as_said(fact, entry="decision")
        case SurveyFiled():
            said = _as_said(fact)
            said["answers"] = " ".join(map(str, said.pop("agree")))
            said |= {dimension: score(fact, dimension) for dimension in DIMENSIONS}
            return _SURVEY, said
    return None


def _as_said(fact: ObservationFiled | RatingFiled | GradeFiled | SurveyFiled, **names: str) -> Values:
    """The fact's own fields as columns, some under another name."""
    renamed = {"seat": "seat_id"} | names
    return {renamed.get(name, name): value for name, value in fact._asdict().items() if name != "at"}


def _completion(fact: Fact) -> tuple[Update, Values] | None:
    """How a fact completes an earlier row, if it does. Reports that nobody sent have no row."""
    match fact:
        case InjectOpened():
            return _OPENED, {"inject": fact.inject, "team": fact.team, "opened_ms": fact.at}
        case AnswerClosed():
            return _CLOSED, {"inject": fact.inject, "team": fact.team, "outcome": fact.outcome}
        case EntryVoided():
            return _VOIDED, {"seq": fact.entry, "voided_ms": fact.at}
        case ReportReceived(seq=int()):
            return _REPORT_RECEIVED, {
                "seq": fact.seq,
                "report": fact.report,
                "to_team": PICTURE if fact.channel == PICTURE else fact.team,
                "channel": fact.channel,
                "received_ms": fact.at,
            }
        case ReleaseBreached():
            return _BREACHED, {
                "seq": fact.seq,
                "report": fact.report,
                "to_team": PICTURE if fact.channel == PICTURE else fact.to,
                "channel": fact.channel,
                "breach": fact.breach,
            }
        case MessageReceived():
            return _MESSAGE_RECEIVED, {"seq": fact.seq, "receiver": fact.to, "received_ms": fact.at}
        case RequestReceived():
            return _MESSAGE_RECEIVED, {"seq": fact.entry, "receiver": fact.to, "received_ms": fact.at}
        case ReplyReceived():
            return _MESSAGE_RECEIVED, {"seq": fact.seq, "receiver": fact.to, "received_ms": fact.at}
    return None


def _completing(table: Table, name: str, *found_by: str) -> Update:
    """Fill one column of the rows found by others, where it is still empty: the first time counts."""
    places = ("exercise_id", "syndicate", *found_by)
    found = [table.c[place] == bindparam(f"its_{place}") for place in places]
    return update(table).where(*found).values({name: func.coalesce(table.c[name], bindparam(f"its_{name}"))})


_OPENED = _completing(_DELIVERY, "opened_ms", "inject", "team")
_CLOSED = _completing(_DELIVERY, "outcome", "inject", "team")
_VOIDED = _completing(_DECISION, "voided_ms", "seq")
_REPORT_RECEIVED = _completing(_SHARE, "received_ms", "seq", "report", "to_team", "channel")
_BREACHED = _completing(_SHARE, "breach", "seq", "report", "to_team", "channel")
_MESSAGE_RECEIVED = _completing(_MESSAGE, "received_ms", "seq", "receiver")


@cache
def _insert(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def printable(values: Values) -> Values:
    """The values without what no database keeps in text: NUL, and halves of surrogate pairs."""
    return {name: _clean(value) if isinstance(value, str) else value for name, value in values.items()}


def _clean(text: str) -> str:
    return text.replace("\0", "?").encode("utf-8", "replace").decode()
