"""The comms check before StartEx: who can read, and the calls between teams with their answers."""

from __future__ import annotations

from exercise.core.facts import BriefConfirmed, HailAcknowledged, PartnerHailed
from exercise.core.ledgers.ledger import Ledger


class Comms(Ledger):
    """Seats that can read, calls by entry, answers by the entry of the call."""

    def __init__(self) -> None:
        self.reading: dict[str, BriefConfirmed] = {}
        self.hails: dict[int, PartnerHailed] = {}
        self.answers: dict[int, HailAcknowledged] = {}

    def between(self, team: str, other: str) -> PartnerHailed | None:
        """The call of one of the two teams to the other, or None. One is enough: it tries the line both ways."""
        pair = {team, other}
        return next((hail for hail in self.hails.values() if {hail.team, hail.to} == pair), None)

    def strike(self, entry: int) -> None:
        """The call that was filed as this entry, and its answer, are as if they had never been."""
        self.hails.pop(entry, None)
        self.answers.pop(entry, None)

    def _confirmed(self, fact: BriefConfirmed) -> tuple[str, ...]:
        self.reading[fact.seat] = fact
        return ()

    def _hailed(self, fact: PartnerHailed) -> tuple[str, ...]:
        self.hails[fact.seq] = fact
        return ()

    def _acknowledged(self, fact: HailAcknowledged) -> tuple[str, ...]:
        self.answers[fact.entry] = fact
        return ()

    HANDLERS = {BriefConfirmed: _confirmed, PartnerHailed: _hailed, HailAcknowledged: _acknowledged}
