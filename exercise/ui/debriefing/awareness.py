"""Awareness: what every team knew when it was asked, how well it foresaw, and how loaded it felt."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

import streamlit as st

from exercise.charts.awareness import calibrated
from exercise.core.facts import ProbeAnswered, WorkloadReported
from exercise.core.refusals import moment
from exercise.core.scenario import WORKLOAD_ITEMS
from exercise.core.scoring import Sheet
from exercise.core.scoring.awareness import awareness, calibration, forecasts, overlap
from exercise.ui import words
from exercise.ui.debriefing.risks import risked
from exercise.ui.debriefing.room import Room, show


def aware(room: Room) -> None:
    """Probes, what teams knew alike, forecasts and workload."""
    sheet, teams = Sheet(room.run), [agency.id for agency in room.scenario.agencies]
    risked(room)
    if not room.scenario.probes and not forecasts(sheet):
        st.info("This scenario asks no probes and no forecasts.", icon=":material/quiz:")
        return
    _probes(room, sheet, teams)
    _alike(room, sheet, teams)
    show(calibrated(forecasts(sheet)))
    _forecasters(room, sheet, teams)
    _workload(room, sheet)


def _probes(room: Room, sheet: Sheet, teams: Sequence[str]) -> None:
    st.markdown("##### What the teams knew")
    rows = []
    for team in teams:
        found = awareness(sheet, team)
        probes = [point for point in found.points if room.scenario.probe.get(point.about) is not None
                  and room.scenario.probe[point.about].ask == "awareness"]  # fmt: skip
        if probes:
            count = [sum(point.worth == worth for point in probes) for worth in (1.0, -1.0, 0.0)]
            rows.append({"Team": room.scenario.name(team), "Right": count[0], "Wrong": count[1], "No answer": count[2],
                         "Right less wrong": f"{count[0] - count[1]} of {len(probes)}"})  # fmt: skip
    if not rows:
        st.caption("No awareness probe has closed yet.")
        return
    st.dataframe(rows, hide_index=True, alt="Answers to awareness probes")
    with st.expander("Every answer", icon=":material/quiz:"):
        st.dataframe(_answers(room, sheet), hide_index=True, alt="Every answer to a probe")


def _answers(room: Room, sheet: Sheet) -> list[dict[str, object]]:
    def said(fact: ProbeAnswered, choice: int) -> str:
        choices = room.scenario.probe[fact.probe].choices
        return choices[choice] if 0 <= choice < len(choices) else words.NOTHING

    return [
        {"At": moment(fact.at), "Team": room.scenario.name(fact.team), "Asked": room.scenario.probe[fact.probe].text,
         "Answered": said(fact, fact.choice), "Right then": said(fact, fact.right)}
        for fact in sheet.of(ProbeAnswered)
        if fact.probe in room.scenario.probe
    ]  # fmt: skip


def _alike(room: Room, sheet: Sheet, teams: Sequence[str]) -> None:
    """What every two teams knew alike: a row and a column a team."""
    shared = {(one, other): overlap(sheet, one, other) for one in teams for other in teams if one != other}
    known = [team for team in teams if any(shared[team, other] is not None for other in teams if other != team)]
    if len(known) < 2:
        return
    st.markdown("##### What they knew alike")
    name = room.scenario.name
    rows = [
        {"Team": name(one)}
        | {name(other): words.NOTHING if one == other or (found := shared[one, other]) is None else f"{found:.0%}"
           for other in known}
        for one in known
    ]  # fmt: skip
    st.dataframe(rows, hide_index=True, alt="Overlap of right answers between teams")
    st.caption("Of all that either of two teams answered rightly, the share that both did.")


def _forecasters(room: Room, sheet: Sheet, teams: Sequence[str]) -> None:
    rows = []
    for team in teams:
        found = forecasts(sheet, team)
        figures = calibration(found)
        if figures.brier is not None:
            rows.append({"Team": room.scenario.name(team), "Forecasts": figures.many, "Brier": round(figures.brier, 3),
                         "Last said": ", ".join(f"{one.probability} % ({'came' if one.came else 'did not come'})"
                                                for one in found)})  # fmt: skip
    if rows:
        st.dataframe(rows, hide_index=True, alt="Forecasts by team")
        st.caption("Brier: the mean squared error of the probabilities; 0 is perfect, 0.25 is even odds throughout.")


def _workload(room: Room, sheet: Sheet) -> None:
    found = sheet.of(WorkloadReported)
    if not found:
        return
    st.markdown("##### Workload as they felt it")
    rows = [
        {"At": moment(fact.at), "Team": room.scenario.name(fact.team), "Mean": round(fmean(fact.items))}
        | dict(zip(WORKLOAD_ITEMS, fact.items, strict=False))
        for fact in found
    ]
    st.dataframe(rows, hide_index=True, alt="Workload reports")
    heaviest = max(found, key=lambda fact: fmean(fact.items))
    st.caption(words.plain(
        f"Raw NASA-TLX, 0 to 100. The heaviest was {room.scenario.name(heaviest.team)} at {moment(heaviest.at)}."
    ))  # fmt: skip
