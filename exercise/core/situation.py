"""The situation: everything the facts so far add up to. One fold, used by the engine and by every view."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from exercise.core.facts import (
    Breach,
    DecisionTaken,
    InjectMoved,
    ReportReceived,
)
from exercise.core.fold import Answer, Fold
from exercise.core.scenario import HOUR, breaches


class Situation(Fold):
    """What is the case: the questions that the engine, the judges and every view ask of the facts so far."""

    def undoable(self, entry: int) -> str:
        """The inject that an entry holds, skips, moves, amends or decides, where striking it helps; or empty."""
        held = next((inject for inject, seq in self.held.items() if seq == entry), "")
        skipped = next((inject for inject, fact in self._skipped.items() if fact.seq == entry), "")
        moved = next((inject for inject, fact in self._moves.items() if fact.seq == entry and self.waits(inject)), "")
        return held or skipped or moved or self._amended_by(entry) or self._decided.get(entry, "")

    def move(self, inject: str) -> InjectMoved | None:
        """The moment the controller gave the inject, or None."""
        return self._moves.get(inject)

    def delivered_at(self, inject: str) -> int | None:
        """When the inject first reached a team (ms), or None."""
        return self._delivered.get(inject)

    def skipped(self, inject: str) -> bool:
        """Whether the inject was left out."""
        return inject in self._skipped

    def skip_reason(self, inject: str) -> str:
        """Why the inject was left out; empty when it was not."""
        return self._skipped[inject].reason if inject in self._skipped else ""

    def skip_entry(self, inject: str) -> int | None:
        """The controller's entry that skipped the inject, or None."""
        return self._skipped[inject].seq if inject in self._skipped else None

    def missed(self, inject: str, team: str = "") -> bool:
        """Whether the team (any) let its window pass, or the expected action did not come."""
        missed = self._missed.get(inject, ())
        return team in missed if team else bool(missed)

    def met_at(self, inject: str) -> int | None:
        """When the expected action came (ms), or None."""
        return self._met.get(inject)

    def holds(self, team: str, report: str) -> bool:
        """Whether the team has the report."""
        return (team, report) in self._holdings

    def holdings(self, team: str) -> list[ReportReceived]:
        """The reports the team holds, in order of arrival."""
        return [fact for (holder, _), fact in self._holdings.items() if holder == team]

    def holding(self, team: str, report: str) -> ReportReceived | None:
        """How the team first came to hold the report."""
        return self._holdings.get((team, report))

    def shared(self, report: str, sender: str, to: str) -> bool:
        """Whether the report has arrived at ``to`` from ``sender``."""
        return (report, sender, to) in self._shared

    def breached(self, report: str, team: str = "") -> bool:
        """Whether the report arrived against its marking, at that team (any)."""
        return any(found == report and team in ("", to) for found, to in self._breached)

    def breaches(self, report: str, to: str, channel: str) -> tuple[Breach, ...]:
        """What sending a report to a team over a channel would breach now; a granted release breaches nothing."""
        found = breaches(self.scenario, report, to, channel)
        return tuple(breach for breach in found if breach != "release" or (report, to) not in self.traffic.released)

    def releasable(self, report: str, team: str) -> bool:
        """Whether the team may have the report: by its marking, or because its originator released it since."""
        release = self.scenario.report[report].release
        return not release or team in release or (report, team) in self.traffic.released

    def originators(self, report: str) -> tuple[str, ...]:
        """Who may release the report: its origin, or whoever had it at first hand where nobody plays that."""
        origin, scenario = self.scenario.report[report].origin, self.scenario
        if origin in scenario.agency or any(role.id == origin for role in scenario.simcell):
            return (origin,)
        return tuple(
            team for (team, held), fact in self._holdings.items() if held == report and fact.seq is None
        )  # fmt: skip

    def way(self, channel: str = "") -> str:
        """The channel named if it works, else the first that does; empty while none works."""
        down = self.traffic.down
        if not down:
            return channel or next(iter(self.scenario.channel), "")
        if channel and channel not in down:
            return channel
        return next((id for id in self.scenario.channel if id not in down), "")

    def liaised(self, team: str, other: str) -> bool:
        """Whether a liaison officer of either team is with the other."""
        liaisons = self.scenario.liaisons
        return bool(liaisons) and any(
            use.state == "there" and use.resource in liaisons and {use.team, use.to} == {team, other}
            for use in self.undertakings.uses.values()
        )

    def reached(self, phase: str) -> bool:
        """Whether an inject of the phase has been delivered."""
        return phase in self._phases

    def decided(self, inject: str, option: str = "", team: str = "") -> bool:
        """Whether a standing decision on the inject has the option (any), by the team (any)."""
        for answer in self.answers_to(inject):
            decision = self.standing(answer)
            if decision and (not option or option in decision.options) and team in ("", answer.team):
                return True
        return False

    def carried_out(self, inject: str, option: str = "", team: str = "") -> bool:
        """Whether an option (any) of the inject was done by the team (any).

        One that waits for nothing is done when it is chosen, unless the team leaves it before it has settled.
        """
        return self.undertakings.happened("carried", inject, option, team) or any(
            option in ("", done) for answer in self.answers_to(inject) if team in ("", answer.team)
            for done in self._done_at_once(answer)
        )  # fmt: skip

    def _done_at_once(self, answer: Answer) -> Iterator[str]:
        """The options of an answer that wait for nothing and stand, or stood until they had settled."""
        ask = self.injects[answer.inject].ask
        since: dict[str, int] = {}
        for taken in answer.decisions:
            if ask is None or taken.seq in self.voided:
                continue
            acted_on = [
                option.id
                for option in ask.acted_on(taken.options, taken.amounts)
                if not self.scenario.waits(answer.team, option)
            ]
            yield from (id for id, at in since.items() if id not in acted_on and taken.at - at >= self.scenario.settle)
            since = {id: since.get(id, taken.at) for id in acted_on}
        yield from since

    def answers_to(self, inject: str) -> list[Answer]:
        """The answers of every team the inject reached, in order of delivery."""
        found = self.injects.get(inject)
        if found is None:
            return []
        return [answer for team in found.to if (answer := self.answers.get((inject, team)))]

    def standing(self, answer: Answer) -> DecisionTaken | None:
        """The decision that counts: the last one that was not struck."""
        for taken in reversed(answer.decisions):
            if taken.seq not in self.voided:
                return taken
        return None

    def decision(self, entry: int) -> DecisionTaken | None:
        """The decision that was filed as that entry, or None."""
        answers = self.answers_to(self._decided.get(entry, ""))
        return next((taken for answer in answers for taken in answer.decisions if taken.seq == entry), None)

    def answers_of(self, team: str) -> list[Answer]:
        """What became of every inject the team got, in order of delivery."""
        return [self.answers[inject, team] for inject in self.by_team[team]]

    def measure(self, id: str, at: int) -> float:
        """The measure's value (0-100) at a moment."""
        return self.levels[id].at(at)

    def crossing(self, id: str, figure: float, at: int) -> float | None:
        """The moment (ms) after ``at`` when drift alone brings the measure to the figure, or None."""
        level = self.levels[id]
        if not level.drift:
            return None
        moment = level.since + (figure - level.value) * HOUR / level.drift
        return moment if isfinite(moment) and moment > at - 1 else None
