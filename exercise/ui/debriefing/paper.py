"""What is handed out: the after-action report, and the record for whoever wants to work with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from exercise import report
from exercise.core.acts import Role
from exercise.core.evaluation.ratings import blinded
from exercise.hindsight import Hindsight
from exercise.report import record
from exercise.ui import syndicates
from exercise.ui.debriefing.room import Room, enter
from exercise.ui.state import control

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_REPORTS = (
    (".docx", "Report to go on writing in (Word)", ":material/description:", _WORD),
    (".html", "Report to read and print (HTML)", ":material/print:", "text/html"),
)
_RECORDS: tuple[tuple[record.Format, str, str], ...] = (
    ("sqlite", "Record as a database (SQLite)", "record.sqlite"),
    ("csv", "Record as spreadsheets (CSV)", "record-csv.zip"),
    ("parquet", "Record for pandas (Parquet)", "record-parquet.zip"),
)


def paper(room: Room) -> None:
    """Buttons that make a file when they are pressed."""
    exercise = room.me.exercise or ""
    if _kept_blind(room):
        st.info("Report and record show how others rated. Rate what they have rated first, on the evaluate page; the "
                "instructor can hand them out at any time.", icon=":material/visibility_off:")  # fmt: skip
        return
    st.markdown(
        "The report follows HSEEP: overview, objectives with ratings, what happened, decisive moments, strengths, "
        "areas for improvement with analysis and evidence, improvement plan, participants, appendices with charts. "
        "Rate and write lessons first: both go into it. It takes a few seconds to write, longer while moments are "
        "being tried out."
    )
    left_out = "Without names seats are numbered, owners and authors left out; what people typed stays as it is."
    names = st.toggle("With names", value=True, key="debrief/names", help=left_out)
    hindsights = _hindsights(room)
    for suffix, label, icon, mime in _REPORTS:
        st.download_button(
            label, partial(_report, exercise, suffix, names, hindsights), f"aar-{exercise}{suffix}", mime, icon=icon,
            key=f"debrief/report{suffix}", on_click="ignore", type="primary" if suffix == ".docx" else "secondary",
        )  # fmt: skip
    st.markdown("The record has every delivery, decision, share, message, rating and lesson, with a data dictionary.")
    for format, label, name in _RECORDS:
        st.download_button(
            label, partial(record.packed, control(), exercise, format, names=names), f"{exercise}-{name}",
            icon=":material/database:", key=f"debrief/record/{format}", on_click="ignore",
        )  # fmt: skip


def _kept_blind(room: Room) -> bool:
    """Whether somebody else rated what this evaluator has yet to rate, in any syndicate."""
    me = room.me
    runs = (control().run(me.exercise or "", name) for name in me.info.syndicates)
    return me.seat.role is Role.EVALUATOR and any(blinded(run.facts, me.seat.id) != run.facts for run in runs)


def _hindsights(room: Room) -> dict[str, Hindsight]:
    """What is tried out for the decisive moments, by syndicate; nothing before EndEx."""
    if not room.ended:
        return {}
    everybody = syndicates.each(room.me)
    rooms = [room] if len(everybody) == 1 else [enter(me) for me in everybody]
    return {each.me.seat.syndicate or each.me.info.syndicates[0]: each.hindsight for each in rooms}


def _report(exercise: str, suffix: str, names: bool, hindsights: Mapping[str, Hindsight]) -> bytes:
    for hindsight in hindsights.values():
        hindsight.start()
    for hindsight in hindsights.values():
        hindsight.wait()
    tried = {name: hindsight.comparisons() for name, hindsight in hindsights.items() if hindsight.finished}
    dossier = report.gather(control(), exercise, names=names, tried=tried)
    return report.written(report.compose(dossier), suffix)
