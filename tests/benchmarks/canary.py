"""Canaries: every text of a team carries a word that only those may ever receive who may read the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_CANARY = re.compile(rb"canary((?:\.[a-z0-9]+)+)\.")


def canary(*teams: str) -> str:
    """The word in a text that these teams may read, and nobody else."""
    return f"canary.{'.'.join(sorted(set(teams)))}."


def said_in(syndicate: str, team: str) -> str:
    """The name of a team in the canary of what people said, which stays in their syndicate."""
    return f"{team}{syndicate.lower()}"


@dataclass
class Canaries:
    """What a tab of some team heard, frame by frame: its own canaries, and those of others by their teams.

    The scenario's words are the same in every syndicate; what people say belongs to theirs.
    """

    team: str
    syndicate: str = "A"
    own: int = 0
    foreign: Counter[str] = field(default_factory=Counter)

    def hear(self, frame: bytes) -> None:
        """Look through a frame, or anything else that reached the browser."""
        for found in _CANARY.finditer(frame):
            teams = found[1].decode().strip(".").split(".")
            if {self.team, said_in(self.syndicate, self.team)} & set(teams):
                self.own += 1
            else:
                self.foreign[".".join(teams)] += 1


def counted(heard: Iterable[Canaries]) -> dict[str, int]:
    """Over many tabs: how many canaries were heard, and how many of them by somebody who must not."""
    tabs = list(heard)
    return {"heard": sum(tab.own for tab in tabs), "foreign": sum(tab.foreign.total() for tab in tabs)}
