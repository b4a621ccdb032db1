"""What waits for a ruling, what was carried out, and where every resource is."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.facts import (
    ApprovalAsked,
    ApprovalGiven,
    JointAgreed,
    OptionCarriedOut,
    OptionFailed,
    ResourceArrived,
    ResourceAsked,
    ResourceFreed,
    ResourceSent,
)
from exercise.core.ledgers.ledger import Ledger

UseState = Literal["queued", "travelling", "there", "freed"]


class Use(NamedTuple):
    """One commitment of a resource. ``arrives`` and ``since`` are exercise ms; ``since`` is its last change."""

    id: str
    resource: str
    units: int
    team: str
    to: str
    purpose: str
    busy: int | None
    entry: int
    state: UseState
    since: int
    arrives: int | None = None
    there: int | None = None
    reason: str = ""

    @property
    def until(self) -> int | None:
        """When the units are expected back (ms); None while nobody can know."""
        return None if self.arrives is None or self.busy is None else self.arrives + self.busy


class Ruling(NamedTuple):
    """Something that waits, or waited, for a ruling by ``by``; ``given`` is the ruling."""

    asked: ApprovalAsked
    given: ApprovalGiven | None = None
    lapsed: bool = False


Key = tuple[int, str, str, str]


class Undertakings(Ledger):
    """Rulings by entry, about, option and who rules; outcomes of options; uses of resources."""

    def __init__(self) -> None:
        self.rulings: dict[Key, Ruling] = {}
        self.uses: dict[str, Use] = {}
        self.carried: dict[tuple[str, str, str], int] = {}
        self.failed: dict[tuple[str, str, str], OptionFailed] = {}
        self.agreed: dict[tuple[str, str, str], JointAgreed] = {}

    def waiting_for(self, party: str) -> list[Ruling]:
        """What waits for a ruling by that team or SimCell role, in the order it was asked."""
        return [ruling for ruling in self.rulings.values() if ruling.asked.by == party and self.pending(ruling)]

    def asked_by(self, entry: int) -> list[Ruling]:
        """The rulings an entry asked for and still waits for."""
        return [ruling for ruling in self.rulings.values() if ruling.asked.entry == entry and self.pending(ruling)]

    @staticmethod
    def pending(ruling: Ruling) -> bool:
        """Whether the ruling is still to come."""
        return ruling.given is None and not ruling.lapsed

    def busy(self, resource: str) -> int:
        """How many units of the resource are out."""
        return sum(
            use.units for use in self.uses.values() if use.resource == resource and use.state in ("travelling", "there")
        )

    def queue(self, resource: str) -> list[Use]:
        """The commitments that wait for units of the resource, first come first."""
        return [use for use in self.uses.values() if use.resource == resource and use.state == "queued"]

    def live(self, entry: int) -> list[Use]:
        """The commitments an entry made that are not over."""
        return [use for use in self.uses.values() if use.entry == entry and use.state != "freed"]

    def happened(self, table: str, inject: str, option: str = "", team: str = "") -> bool:
        """Whether an option of an inject was carried out, failed or agreed (``table``), by the team (any)."""
        return any(
            found == inject and option in ("", chosen) and team in ("", who)
            for found, chosen, who in getattr(self, table)
        )

    def arrived(self, resource: str, to: str = "") -> bool:
        """Whether units of the resource have come to where they were sent (any)."""
        return any(
            use.resource == resource and to in ("", use.to) and use.there is not None for use in self.uses.values()
        )

    def sent_for(self, resource: str, purpose: str) -> bool:
        """Whether units of the resource are wanted, on their way or on the spot for that purpose."""
        return any(
            use.resource == resource and use.purpose == purpose and use.state != "freed" for use in self.uses.values()
        )

    def there(self, use: str) -> bool:
        """Whether the units of that commitment are where they were sent."""
        return self.uses[use].state == "there"

    def of(self, entry: int, option: str) -> list[Ruling]:
        """The rulings an option of a decision asked for."""
        return [ruling for key, ruling in self.rulings.items() if (key[0], key[2]) == (entry, option)]

    def approved(self, entry: int, option: str) -> bool:
        """Whether somebody with authority granted that option of the decision."""
        return any(
            ruling.asked.kind == "authority" and ruling.given is not None and ruling.given.granted
            for ruling in self.of(entry, option)
        )

    def _asked(self, fact: ApprovalAsked) -> tuple[str, ...]:
        self.rulings[fact.entry, fact.about, fact.option, fact.by] = Ruling(fact)
        return (fact.about,)

    def _given(self, fact: ApprovalGiven) -> tuple[str, ...]:
        key = fact.entry, fact.about, fact.option, fact.by
        self.rulings[key] = self.rulings[key]._replace(given=fact)
        return (fact.about,)

    def _lapse(self, entry: int, option: str) -> None:
        for key, ruling in self.rulings.items():
            if key[0] == entry and key[2] == option and ruling.given is None:
                self.rulings[key] = ruling._replace(lapsed=True)

    def _agreed(self, fact: JointAgreed) -> tuple[str, ...]:
        self.agreed[fact.inject, fact.option, fact.team] = fact
        return (fact.inject,)

    def _carried(self, fact: OptionCarriedOut) -> tuple[str, ...]:
        self.carried[fact.inject, fact.option, fact.team] = fact.at
        return (fact.inject,)

    def _failed(self, fact: OptionFailed) -> tuple[str, ...]:
        self.failed[fact.inject, fact.option, fact.team] = fact
        self._lapse(fact.entry, fact.option)
        return (fact.inject,)

    def _wanted(self, fact: ResourceAsked) -> tuple[str, ...]:
        self.uses[fact.use] = Use(
            fact.use, fact.resource, fact.units, fact.team, fact.to, fact.purpose, fact.busy, fact.entry,
            "queued", fact.at,
        )  # fmt: skip
        return (fact.resource,)

    def _sent(self, fact: ResourceSent) -> tuple[str, ...]:
        self.uses[fact.use] = self.uses[fact.use]._replace(state="travelling", since=fact.at, arrives=fact.arrives)
        return (fact.resource,)

    def _there(self, fact: ResourceArrived) -> tuple[str, ...]:
        self.uses[fact.use] = self.uses[fact.use]._replace(state="there", since=fact.at, there=fact.at)
        return (fact.resource,)

    def _freed(self, fact: ResourceFreed) -> tuple[str, ...]:
        use = self.uses[fact.use]
        self.uses[fact.use] = use._replace(state="freed", since=fact.at, reason=fact.reason)
        self._lapse(use.entry, "")
        return (fact.resource,)

    HANDLERS = {
        ApprovalAsked: _asked,
        ApprovalGiven: _given,
        JointAgreed: _agreed,
        OptionCarriedOut: _carried,
        OptionFailed: _failed,
        ResourceAsked: _wanted,
        ResourceSent: _sent,
        ResourceArrived: _there,
        ResourceFreed: _freed,
    }
