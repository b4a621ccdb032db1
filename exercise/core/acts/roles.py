"""Who may do what: roles, seats, and what every act is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Role(StrEnum):
    """What a seat is for."""

    CONTROLLER = "controller"
    TRAINEE = "trainee"
    EVALUATOR = "evaluator"
    INSTRUCTOR = "instructor"


CONTROLLER = frozenset({Role.CONTROLLER})


TRAINEE = frozenset({Role.TRAINEE})


STAFF = frozenset({Role.CONTROLLER, Role.EVALUATOR, Role.INSTRUCTOR})


RATERS = frozenset({Role.EVALUATOR, Role.INSTRUCTOR})


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at the table. Trainees have a team and a syndicate; staff see all of them."""

    id: str
    role: Role
    team: str | None = None
    syndicate: str | None = None


@dataclass(frozen=True)
class Act:
    """Something a person does. ``files`` says which roles may."""

    files: ClassVar[frozenset[Role]] = CONTROLLER
    version: ClassVar[int] = 1

    @property
    def kind(self) -> str:
        """The act's name in the log."""
        return type(self).__name__
