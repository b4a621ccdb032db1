"""What every ledger is: a fold of facts that names what each of them is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self


class Ledger:
    """A fold of one family of facts; everything in it is immutable or copied.

    ``HANDLERS`` has, for every kind of fact it keeps, the method that takes it in and returns the ids the
    fact is about, so that conditions mentioning them are judged again. It changes in no other way.
    """

    HANDLERS: ClassVar[Mapping[type[Any], Callable[[Any, Any], tuple[str, ...]]]] = {}

    def copy(self) -> Self:
        """The same ledger, which stays as it is when this one goes on."""
        twin = type(self).__new__(type(self))
        twin.__dict__.update(
            (name, value.copy() if isinstance(value, dict | set) else value) for name, value in self.__dict__.items()
        )
        return twin

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]
