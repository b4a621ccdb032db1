"""What the teams uncovered of the networks behind what happened."""

from __future__ import annotations

import streamlit as st

from exercise.core.refusals import moment
from exercise.core.scoring.uncovered import Known, Uncovered, uncovered
from exercise.ui import words
from exercise.ui.debriefing.room import Room


def networks(room: Room) -> None:
    """Every network, node by node: who could know it, and where its pieces lay."""
    for found in uncovered(room.run):
        st.markdown(f"##### {words.plain(found.network.title)}: {found.known} of {len(found.nodes)} identified")
        st.markdown(words.plain(_said(room, found)))
        st.dataframe([_row(room, node) for node in found.nodes], hide_index=True, alt=found.network.title)


def _said(room: Room, found: Uncovered) -> str:
    apart = sum(node.apart for node in found.nodes)
    best = max(room.scenario.agency, key=found.by)
    said = [f"{found.start} could be known at StartEx."]
    if found.by(best):
        said.append(f"{room.scenario.name(best)} could know most by itself ({found.by(best)}).")
    if apart:
        said.append(f"Of {apart} every piece was there, and nobody held them together.")
    return " ".join(said)


def _row(room: Room, known: Known) -> dict[str, object]:
    name, titles = room.scenario.name, room.scenario.report
    return {
        "What there was to know": known.node.title,
        "Identified": words.at(known.at),
        "By": name(known.team) if known.team else "nobody",
        "Pieces": "; ".join(
            f"{titles[report].title}: {', '.join(map(name, teams)) or 'nobody'}" for report, teams in known.pieces
        ),
    }


def figure(found: Uncovered) -> tuple[str, str]:
    """The share identified and its change since StartEx, for a figure on the scoreboard."""
    total = len(found.nodes) or 1
    since = round(100 * (found.known - found.start) / total)
    return f"{found.share:.0%}", f"{since:+d} points since StartEx"


def latest(found: Uncovered) -> str:
    """The nodes that are identified, as the help of that figure."""
    done = [f"{node.node.title} ({moment(node.at)})" for node in found.nodes if node.at is not None]
    return "; ".join(done) or "Nothing of it yet."
