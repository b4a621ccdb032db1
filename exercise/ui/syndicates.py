"""Several syndicates in one exercise: whom the staff look at, and act on."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from exercise.ui.session import Session


def each(me: Session) -> list[Session]:
    """The same person looking at every syndicate."""
    return [replace(me, seat=replace(me.seat, syndicate=name)) for name in me.info.syndicates]


def chosen(me: Session) -> Session:
    """The person looking at, and acting on, the syndicate chosen here; the only one where there is one."""
    found = {seen.seat.syndicate or "": seen for seen in each(me)}
    if len(found) == 1:
        return me
    name = st.segmented_control(
        "Syndicate", list(found), default=next(iter(found)), required=True, key="syndicate", persist_state="session"
    )
    return found[str(name)]
