"""The questions before a trainee, and for the staff what everybody answered."""

from __future__ import annotations

from typing import NamedTuple

from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.facts import ForecastMade, ProbeAnswered, WorkloadReported
from exercise.core.scenario import ProbeItem, ProbeKind
from exercise.core.views.rights import own_team, staff_only


class Probed(NamedTuple):
    """A question put to the team; moments are exercise ms. ``open``: it can (still) be answered by this seat.

    ``choice`` is what this seat chose, ``probability`` the team's standing forecast, ``reported`` whether this seat
    reported its workload. ``right`` stays None until EndEx.
    """

    probe: str
    ask: ProbeKind
    text: str
    choices: tuple[str, ...]
    at: int
    deadline: int | None
    open: bool
    choice: int | None
    probability: int | None
    reported: bool
    right: int | None


def probes(run: Run, seat: Seat) -> tuple[Probed, ...]:
    """What the team has been asked beside the play, latest first."""
    team, inquiry, situation = own_team(run, seat), run.situation.inquiry, run.situation
    rows = []
    for (id, asked), opened in inquiry.opened.items():
        if asked != team:
            continue
        probe, answer = run.scenario.probe[id], inquiry.answers.get((id, seat.id))
        forecast = inquiry.forecast(id, team, situation.voided)
        late = situation.ended is not None or (opened.deadline is not None and run.at >= opened.deadline)
        rows.append(Probed(
            id, probe.ask, probe.text, probe.choices, opened.at, opened.deadline, not late and answer is None,
            answer.choice if answer else None, forecast.probability if forecast else None,
            any((fact.seat, fact.probe) == (seat.id, id) for fact in inquiry.workload.values()),
            answer.right if answer and situation.ended is not None else None,
        ))  # fmt: skip
    return tuple(reversed(rows))


class ProbeResult(NamedTuple):
    """A question and what was answered to it; ``came`` says of a forecast whether it came about, None while open."""

    probe: ProbeItem
    teams: tuple[str, ...]
    answers: tuple[ProbeAnswered, ...]
    forecasts: tuple[ForecastMade, ...]
    workload: tuple[WorkloadReported, ...]
    came: bool | None


def probe_results(run: Run, seat: Seat) -> tuple[ProbeResult, ...]:
    """Every question that was put to somebody, with its answers, in the scenario's order. Staff only."""
    staff_only(seat)
    inquiry, rows = run.situation.inquiry, []
    for probe in run.scenario.probes:
        teams = tuple(team for id, team in inquiry.opened if id == probe.id)
        if not teams:
            continue
        forecasts = (inquiry.forecast(probe.id, team, run.situation.voided) for team in teams)
        settled = inquiry.settled.get(probe.id)
        rows.append(ProbeResult(
            probe, teams,
            tuple(fact for (id, _), fact in inquiry.answers.items() if id == probe.id),
            tuple(fact for fact in forecasts if fact is not None),
            tuple(fact for fact in inquiry.workload.values() if fact.probe == probe.id),
            settled.came if settled else None,
        ))  # fmt: skip
    return tuple(rows)
