"""What the parts of the store have in common: one database, and short ways to ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Column, Executable, Table

from exercise.store.connect import Database

T = TypeVar("T")


def columns(info: type[Any], table: Table) -> tuple[Column[Any], ...]:
    """The table's columns that a dataclass of ours carries, in its order."""
    return tuple(table.c[field.name] for field in fields(info))


class Part:
    """A part of the store. Every method is one short transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def _all(self, make: Callable[..., T], statement: Executable, **values: Any) -> tuple[T, ...]:
        with self._database.reading() as connection:
            return tuple(make(*row) for row in connection.execute(statement, values))

    def _one(self, make: Callable[..., T], statement: Executable, **values: Any) -> T | None:
        return next(iter(self._all(make, statement, **values)), None)

    def _change(self, statement: Executable, missing: str) -> None:
        """Write.

        Raises:
            LookupError: no row was there to be changed; ``missing`` says which.
        """
        with self._database.writing() as connection:
            if connection.execute(statement).rowcount == 0:
                raise LookupError(missing)
