"""What the adversaries have done, what was parried, what they have given up."""

from __future__ import annotations

from exercise.core.facts import AdversaryMoved, MoveCountered
from exercise.core.ledgers.ledger import Ledger


class Adversaries(Ledger):
    """Moves made and moves parried by inject; tactics given up, by adversary and tactic."""

    def __init__(self) -> None:
        self.moved: dict[str, AdversaryMoved] = {}
        self.countered: dict[str, MoveCountered] = {}
        self.dropped: dict[tuple[str, str], int] = {}

    def parried(self, adversary: str, tactic: str) -> int:
        """How many moves of a tactic were parried."""
        return sum((fact.adversary, fact.tactic) == (adversary, tactic) for fact in self.countered.values())

    def _move(self, fact: AdversaryMoved) -> tuple[str, ...]:
        self.moved[fact.inject] = fact
        return (fact.inject,)

    def _counter(self, fact: MoveCountered) -> tuple[str, ...]:
        self.countered[fact.inject] = fact
        if fact.given_up:
            self.dropped.setdefault((fact.adversary, fact.tactic), fact.at)
        return (fact.inject, fact.tactic)

    HANDLERS = {AdversaryMoved: _move, MoveCountered: _counter}
