"""What trainees were asked beside the play, what they said, and what came of it."""

from __future__ import annotations

from collections.abc import Container

from exercise.core.facts import ForecastMade, ForecastSettled, ProbeAnswered, ProbeOpened, WorkloadReported
from exercise.core.ledgers.ledger import Ledger


class Inquiry(Ledger):
    """Probes by id and team, awareness answers by probe and seat, forecasts and workload by entry, outcomes by id."""

    def __init__(self) -> None:
        self.opened: dict[tuple[str, str], ProbeOpened] = {}
        self.answers: dict[tuple[str, str], ProbeAnswered] = {}
        self.forecasts: dict[int, ForecastMade] = {}
        self.settled: dict[str, ForecastSettled] = {}
        self.workload: dict[int, WorkloadReported] = {}

    def asked(self, probe: str) -> bool:
        """Whether the probe has been put to anybody."""
        return any(found == probe for found, _ in self.opened)

    def deadline(self, probe: str) -> int | None:
        """When the probe closes (ms), the same for every team; None where it stays open."""
        return next((fact.deadline for (found, _), fact in self.opened.items() if found == probe), None)

    def forecast(self, about: str, team: str, voided: Container[int] = ()) -> ForecastMade | None:
        """The team's forecast that counts: the last one before the outcome was settled that was not struck."""
        settled = self.settled.get(about)
        found = [
            fact for fact in self.forecasts.values()
            if (fact.about, fact.team) == (about, team) and fact.seq not in voided
            and (settled is None or not settled.came or fact.at < settled.at)
        ]  # fmt: skip
        return found[-1] if found else None

    def _opened(self, fact: ProbeOpened) -> tuple[str, ...]:
        self.opened[fact.probe, fact.team] = fact
        return ()

    def _answered(self, fact: ProbeAnswered) -> tuple[str, ...]:
        self.answers[fact.probe, fact.seat] = fact
        return ()

    def _forecast(self, fact: ForecastMade) -> tuple[str, ...]:
        self.forecasts[fact.seq] = fact
        return ()

    def _settled(self, fact: ForecastSettled) -> tuple[str, ...]:
        self.settled[fact.about] = fact
        return ()

    def _load(self, fact: WorkloadReported) -> tuple[str, ...]:
        self.workload[fact.seq] = fact
        return ()

    HANDLERS = {
        ProbeOpened: _opened,
        ProbeAnswered: _answered,
        ForecastMade: _forecast,
        ForecastSettled: _settled,
        WorkloadReported: _load,
    }
