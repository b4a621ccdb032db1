"""What remained at EndEx: passages of the epilogue that came true, effects still to come."""

from __future__ import annotations

from exercise.core.facts import EffectPostponed, EndingTold
from exercise.core.ledgers.ledger import Ledger


class Aftermath(Ledger):
    """Passages by id, in the scenario's order; effects in the order they were owed."""

    def __init__(self) -> None:
        self.told: dict[str, EndingTold] = {}
        self.pending: dict[int, EffectPostponed] = {}

    def _tell(self, fact: EndingTold) -> tuple[str, ...]:
        self.told[fact.ending] = fact
        return ()

    def _owe(self, fact: EffectPostponed) -> tuple[str, ...]:
        self.pending[len(self.pending)] = fact
        return ()

    HANDLERS = {EndingTold: _tell, EffectPostponed: _owe}
