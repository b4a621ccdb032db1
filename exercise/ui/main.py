"""The Streamlit script: who sits here, and which pages that seat has."""

from __future__ import annotations

import streamlit as st

from exercise.control import Control
from exercise.core.acts import CONTROLLER, RATERS, STAFF, TRAINEE, Role
from exercise.core.excon.disclosure import admitted, scored
from exercise.shipped import folder
from exercise.ui.session import Session, current, session
from exercise.ui.staff import sidebar
from exercise.ui.state import control
from exercise.ui.theme import PRODUCT

PAGES = (
    ("control", ":material/tune:", CONTROLLER),
    ("library", ":material/local_library:", CONTROLLER),
    ("evaluate", ":material/fact_check:", RATERS),
    ("scoreboard", ":material/leaderboard:", TRAINEE | STAFF),
    ("debrief", ":material/forum:", TRAINEE | STAFF),
    ("progress", ":material/trending_up:", frozenset({Role.INSTRUCTOR, Role.CONTROLLER})),
    ("lobby", ":material/meeting_room:", TRAINEE | STAFF),
    ("desk", ":material/inbox:", TRAINEE),
    ("picture", ":material/map:", TRAINEE | STAFF),
    ("clock", ":material/schedule:", STAFF),
)
# What trainees see only where the controller lets them.
AFTERWARDS = {"scoreboard": scored, "debrief": admitted}
# Streamlit leaves a hand's breadth around a page; a board wants the room.
_FRAME = """
<style>
  .stMainBlockContainer { padding: 4.2rem clamp(0.75rem, 2vw, 2.5rem) 3rem; }
</style>
"""


def open_to(role: Role) -> list[tuple[str, str]]:
    """The pages that a role has, name and icon, the first one first."""
    pages = [(name, icon) for name, icon, roles in PAGES if role in roles]
    return sorted(pages, key=lambda page: page[0] in AFTERWARDS) if role is Role.TRAINEE else pages


def offered(found: Session) -> list[tuple[str, str]]:
    """The pages that this seat is offered now: scores and debrief only while they are open to it."""
    shut = {name for name, view in AFTERWARDS.items() if found.exercise is not None and not found.may(view)}
    return [page for page in open_to(found.seat.role) if page[0] not in shut]


def main() -> None:
    """Draw the page that this seat is on."""
    st.set_page_config(PRODUCT, "⬜", layout="wide", initial_sidebar_state="collapsed")
    found = current()
    if found is None:
        session()
        return
    pages = [
        st.Page(folder("pages") / f"{name}.py", title=name.capitalize(), icon=icon) for name, icon in offered(found)
    ]
    first = next(page for page in pages if page.url_path == first_page(control(), found))
    # Streamlit keeps the root for one page and then knows no other address of it, so no page of ours is that one.
    root = st.Page(lambda: st.switch_page(first), title=PRODUCT, url_path="root", default=True, visibility="hidden")
    page = st.navigation([root, *pages], position="top")
    st.html(_FRAME)
    sidebar(found)
    page.run()


def first_page(desk: Control, found: Session) -> str:
    """The page that a seat comes to when it names none: in mid-play the desk, else the first it has."""
    if found.seat.role is Role.TRAINEE and found.exercise is not None:
        return "desk" if desk.clock(found.exercise).state in ("running", "paused") else "lobby"
    return open_to(found.seat.role)[0][0]


if __name__ == "__main__":
    main()
