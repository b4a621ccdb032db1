"""Why a probe, a forecast or a workload report cannot be filed like that."""

from __future__ import annotations

from typing import Any

from exercise.core.acts import Decide, Forecast, Probe, Seat, Workload
from exercise.core.clock import Clock
from exercise.core.refusals.answers import JUDGES as ANSWERS
from exercise.core.refusals.judging import Judge, TimedJudge, moment
from exercise.core.scenario import WORKLOAD_ITEMS, ProbeKind
from exercise.core.situation import Situation

_ASKS = {
    "awareness": "for one of its choices",
    "forecast": "how likely something is",
    "workload": "for your workload",
}  # fmt: skip


def _put(situation: Situation, seat: Seat, probe: str, kind: ProbeKind) -> str:
    """Why that question cannot be answered like that by this team."""
    if (probe, seat.team or "") not in situation.inquiry.opened:
        return f"There is no question {probe} before your team."
    asks = situation.scenario.probe[probe].ask
    return "" if asks == kind else f"That question asks {_ASKS[asks]}."


def _probe(situation: Situation, _: Clock, seat: Seat, act: Probe) -> str:
    wrong = _put(situation, seat, act.probe, "awareness")
    if wrong:
        return wrong
    if (act.probe, seat.id) in situation.inquiry.answers:
        return "You have answered that question; the first answer counts."
    choices = len(situation.scenario.probe[act.probe].choices)
    return "" if 0 <= act.choice < choices else f"There is no such choice; the question offers {choices}."


def _forecast(situation: Situation, clock: Clock, seat: Seat, act: Forecast) -> str:
    if not 0 <= act.probability <= 100:
        return f"A forecast of {act.probability} % is not possible; choose 0 to 100."
    inject = situation.injects.get(act.about)
    if inject is None:
        return _put(situation, seat, act.about, "forecast")
    answer = Decide(act.about, rationale=act.rationale, confidence=act.probability)
    wrong = ANSWERS[Decide](situation, clock, seat, answer)
    if wrong or (inject.ask and inject.ask.kind == "forecast"):
        return wrong
    return f"{inject.id} does not ask how likely something is."


def _workload(situation: Situation, _: Clock, seat: Seat, act: Workload) -> str:
    items = len(WORKLOAD_ITEMS)
    if len(act.items) != items or not all(0 <= item <= 100 for item in act.items):
        return f"Rate all {items} items, each from 0 to 100."
    return _put(situation, seat, act.probe, "workload") if act.probe else ""


def _late(situation: Situation, probe: str, at: int) -> str:
    deadline = situation.inquiry.deadline(probe)
    if deadline is None or at < deadline:
        return ""
    return f"The time to answer that question ended at {moment(deadline)}; the answer was not recorded."


TIMED: dict[type[Any], TimedJudge] = {
    Probe: lambda situation, act, at: _late(situation, act.probe, at),
    Forecast: lambda situation, act, at: _late(situation, act.about, at),
    Workload: lambda situation, act, at: _late(situation, act.probe, at),
}
JUDGES: dict[type[Any], Judge] = {Probe: _probe, Forecast: _forecast, Workload: _workload}
