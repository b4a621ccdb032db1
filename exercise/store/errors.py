"""What can go wrong with the store, in words for the person at the desk.

Whatever is raised from here: the transaction was rolled back and nothing of it was saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_SQLITE_BUSY = frozenset({5, 6})
_POSTGRES_BUSY = frozenset({"55P03", "40P01", "40001", "57014"})


class StoreError(RuntimeError):
    """The database refused or could not be reached."""


class StoreBusy(StoreError):
    """Somebody else is writing and did not finish in time; the same call may be made again."""


class StoreConflict(StoreError):
    """What was to be written contradicts what is there: a number, key or name is taken or missing."""


@contextmanager
def in_words() -> Iterator[None]:
    """Turn the errors of the database library into ours."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy("All connections are in use; nothing was saved. Try again.") from error
    except IntegrityError as error:
        raise StoreConflict(f"The database refused, so nothing was saved: {error.orig}") from error
    except DBAPIError as error:
        if _is_busy(error.orig):
            raise StoreBusy("Somebody else is writing; nothing was saved. Try again.") from error
        raise StoreError(
            f"The database did not confirm: {error.orig}. Try again with the same key; it counts once."
        ) from error


def _is_busy(error: BaseException | None) -> bool:
    """Whether waiting may help. The low byte of SQLite's code is the error, the rest is detail."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _SQLITE_BUSY or getattr(error, "sqlstate", None) in _POSTGRES_BUSY
