"""What became of the situation: measures with what moved them, harm with who decided, rules, time limits, the end."""

from __future__ import annotations

import streamlit as st

from exercise.charts.situation import situation
from exercise.core.debrief.epilogue import epilogue
from exercise.core.debrief.playback import said, signed
from exercise.core.excon.boards import measures
from exercise.core.facts import HarmDone, IncidentPrevented, RuleBroken
from exercise.core.refusals import moment
from exercise.core.scoring import Sheet, indices
from exercise.ui import words
from exercise.ui.debriefing.ground import places, procedures, recovered
from exercise.ui.debriefing.networks import networks
from exercise.ui.debriefing.room import Room, show


def became(room: Room) -> None:
    """The path of the situation, each locality, the harm ledger, what was prevented, rules and procedures, the end."""
    show(situation(tuple(measures(room.run)), room.scenario, room.run.at))
    _indices(room)
    places(room)
    recovered(room)
    sheet = Sheet(room.run)
    _harm(room, sheet)
    networks(room)
    _prevented(room, sheet)
    _broken(room, sheet)
    procedures(room)
    _limits(room)
    _epilogue(room)


def _indices(room: Room) -> None:
    titles = {measure.id: measure.title for measure in room.scenario.measures}
    for row in indices(room.run):
        parts = ", ".join(f"{titles[part.measure]} {part.now:.0f} (weight {part.weight:.0%})" for part in row.parts)
        st.markdown(f"**{words.plain(row.title)}** {row.start:.0f} → {row.now:.0f} ({signed(row.now - row.start)}): "
                    + words.plain(parts))  # fmt: skip


def _harm(room: Room, sheet: Sheet) -> None:
    found = sheet.of(HarmDone)
    if not found:
        return
    total = sum(fact.people for fact in found)
    st.markdown(f"##### Harm to civilians: {words.count(total, 'person', 'people')}")
    st.dataframe(
        [
            {"At": moment(fact.at), "People": fact.people, "Harm": fact.harm,
             "Decided by": room.scenario.name(fact.team) if fact.option else "nobody: it came with the inject",
             "Choice": _choice(room, fact.inject, fact.option), "Inject": _title(room, fact.inject)}
            for fact in found
        ],
        hide_index=True, alt="Harm ledger",
    )  # fmt: skip


def _prevented(room: Room, sheet: Sheet) -> None:
    for fact in sheet.of(IncidentPrevented):
        st.markdown(f":material/shield: **Prevented:** {words.plain(_title(room, fact.inject))} "
                    f"({moment(fact.at)}), because {words.plain(fact.because)}")  # fmt: skip


def _broken(room: Room, sheet: Sheet) -> None:
    found = sheet.of(RuleBroken)
    if found:
        st.markdown("##### Outside the rules")
        st.dataframe(
            [
                {"At": moment(fact.at), "Team": room.scenario.name(fact.team), "Rule": fact.rule, "What": fact.text,
                 "Basis": fact.basis or words.NOTHING, "About": _title(room, fact.about)}
                for fact in found
            ],
            hide_index=True, alt="Rules broken",
        )  # fmt: skip


def _limits(room: Room) -> None:
    titles = {clock.id: clock.title for clock in room.scenario.clocks}
    rows = [
        {"Time limit": titles.get(limit.clock, limit.clock), "Team": room.scenario.name(limit.team),
         "Began": moment(limit.started), "Until": moment(limit.deadline), "Outcome": limit.state}
        for limit in room.run.situation.rules.limits.values()
    ]  # fmt: skip
    if rows:
        st.markdown("##### Time limits")
        st.dataframe(rows, hide_index=True, alt="Time limits of the law")


def _title(room: Room, inject: str) -> str:
    found = room.run.situation.injects.get(inject)
    return f"{inject} {found.title}" if found else inject


def _choice(room: Room, inject: str, option: str) -> str:
    found = room.run.situation.injects.get(inject)
    chosen = found.ask.option(option) if found and found.ask else None
    return chosen.text if chosen else option or words.NOTHING


def _epilogue(room: Room) -> None:
    """How things stand long after EndEx: the passages that came true, and what the measures came to."""
    found = epilogue(room.run, room.me.seat)
    if found is None or not (found.passages or found.day):
        return
    st.markdown(f"##### The day after, up to D+{found.day}")
    for passage in found.passages:
        st.markdown(f"**D+{passage.day} {words.plain(passage.title)}**  \n{words.plain(passage.text)}")
    rows = [
        {"Measure": row.title, "At EndEx": round(row.end), f"At D+{found.day}": round(row.then),
         "Because": "; ".join(f"{said(room.scenario, change.cause)} {signed(change.by)}" for change in row.changes)}
        for row in found.measures
    ]  # fmt: skip
    st.dataframe(rows, hide_index=True, alt=f"Measures at D+{found.day}")
