"""Who sits where: the seats with what became of them, and the join codes while they can be shown."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from exercise import seating
from exercise.seating import Issued
from exercise.store import SeatInfo, StoreError
from exercise.ui import comms, sheet, words
from exercise.ui.acts import NOT_DONE, say, slot, spend, spent, typed
from exercise.ui.people import reading, ready, trainees
from exercise.ui.session import Session
from exercise.ui.state import connected, control
from exercise.ui.syndicates import each

_LOCAL = {"localhost", "127.0.0.1", "::1"}


def seats(me: Session) -> None:
    """The Ready board, the codes on paper, codes issued again, and one seat more."""
    issued = codes(me)
    table(me, issued)
    if issued:
        handout(me, list(issued.values()))
    else:
        st.caption("Codes are stored hashed, so they are shown only to whoever made them. Issue others below.")
    if me.clock.state != "ended":
        with st.container(horizontal=True):
            one_more(me)
            issue_again(me)
            if me.clock.state == "ready":
                comms.strike(me)


def codes(me: Session) -> dict[str, Issued]:
    """The plain codes made in this browser tab, by seat."""
    kept: dict[str, Issued] = st.session_state.setdefault(f"codes/{me.exercise}", {})
    return kept


def remember(exercise: str, issued: tuple[Issued, ...]) -> None:
    """Keep plain codes for as long as this browser tab is open; they are stored nowhere else."""
    st.session_state.setdefault(f"codes/{exercise}", {}).update({found.seat.id: found for found in issued})


def table(me: Session, issued: dict[str, Issued]) -> None:
    """Every seat: its team, its code while known, and whether somebody sits there."""
    passed, here = ready(me), connected(me.exercise or "")
    several, before = len(me.info.syndicates) > 1, me.clock.state == "ready"
    read = reading(me) if before else frozenset()
    places = {place.seat.syndicate: place for place in each(me)}
    reached = {
        (name, agency.id): comms.reached(place, agency.id)
        for name, place in places.items() for agency in me.scenario.agencies if before
    }  # fmt: skip

    def checked(seat: SeatInfo) -> dict[str, str]:
        there, partners = reached[seat.syndicate or me.info.syndicates[0], seat.team or ""]
        return {
            "Can read": "✓ yes" if seat.id in read else "○ not yet",
            "Partners": f"{'✓' if there == partners else '○'} {there} of {partners}",
        }

    def row(seat: SeatInfo) -> dict[str, str]:
        place = {"Team": me.scenario.name(seat.team or "")} | ({"Syndicate": seat.syndicate or ""} if several else {})
        code = {"Join code": issued[seat.id].code if seat.id in issued else words.NOTHING} if issued else {}
        return place | {"Seat": seat.id} | code | {
            "Name": seat.name or words.NOTHING,
            "Joined": f"✓ {words.wall(seat.joined_wall)}" if seat.joined_wall else "○ not yet",
        } | (checked(seat) if before else {}) | {
            "Ready": "✓ ready" if seat.id in passed else "○ not yet",
            "Connected": "✓ now" if here.get(seat.id) else "○ no",
        }  # fmt: skip

    found = trainees(me)
    missing = [seat for seat in found if seat.id not in passed or not here.get(seat.id)]
    st.markdown(
        f"**{sum(seat.joined_wall is not None for seat in found)}** of {words.count(len(found), 'seat')} joined, "
        f"**{sum(bool(here.get(seat.id)) for seat in found)}** connected now, "
        f"**{sum(seat.id in passed for seat in found)}** are ready."
    )
    only = st.toggle("Only who is missing", key="seats/missing") if missing and len(missing) < len(found) else False
    rows = [row(seat) for seat in (missing if only else found)]
    st.dataframe(rows, hide_index=True, height=min(35 * (len(rows) + 1) + 3, 420), alt="Seats")


def handout(me: Session, issued: list[Issued]) -> None:
    """The codes on paper and as CSV."""
    here = urlsplit(st.context.url or "")
    address = st.text_input(
        "Address trainees open", f"{here.scheme}://{here.netloc}" if here.netloc else "", key="address",
        help="It stands on the cards and in the QR codes", max_chars=200,
    ).rstrip("/")  # fmt: skip
    if (urlsplit(address).hostname or "") in _LOCAL:
        st.warning(
            "Other devices cannot open this address: it means this computer only. Put its name or number in the "
            "local network here, for example http://192.168.1.20:8501.",
            icon=":material/wifi_off:",
        )
    scenario, info = me.scenario, me.info
    with st.container(horizontal=True):
        st.download_button(
            "Cards with QR codes (print)", sheet.html(info.title, scenario, issued, address, len(info.syndicates)),
            f"join-codes-{info.id}.html", "text/html", on_click="ignore", icon=":material/qr_code_2:", type="primary",
        )  # fmt: skip
        st.download_button(
            "Codes as CSV", sheet.csv(scenario, issued, address),
            f"join-codes-{info.id}.csv", "text/csv", on_click="ignore", icon=":material/table:",
        )  # fmt: skip
    st.caption("Print or save them before you close this tab: codes are stored hashed and cannot be shown again.")


def one_more(me: Session) -> None:
    """Set up one more seat, for a latecomer or for a lost code."""
    name, teams, syndicates = "seat", [agency.id for agency in me.scenario.agencies], me.info.syndicates
    with st.popover("Add a seat", icon=":material/person_add:", key=f"{slot(name)}/open"):
        st.selectbox("Team", teams, format_func=me.scenario.name, key=f"{slot(name)}/team")
        if len(syndicates) > 1:
            st.selectbox("Syndicate", syndicates, key=f"{slot(name)}/syndicate")
        st.button("Add it and show its code", key=slot(name), on_click=_add, args=(me, name, slot(name)))


def issue_again(me: Session) -> None:
    """Give seats other codes: for a lost card, or for somebody who is to sit there instead."""
    name = "again"
    key = slot(name)
    found = {
        seat.id: f"{seat.id} · {me.scenario.name(seat.team or '')} · {seat.name or 'free'}" for seat in trainees(me)
    }
    with st.popover("Issue codes again", icon=":material/key:", key=f"{key}/open"):
        st.multiselect("Seats", list(found), format_func=found.__getitem__, key=f"{key}/seats",
                       placeholder="every seat that nobody has joined")  # fmt: skip
        st.checkbox("Sign out whoever sits there and free the seat", key=f"{key}/free")
        st.markdown("The old codes open nothing any more.")
        st.button("Issue them", key=key, type="primary", on_click=_issue, args=(me, name, key))


def _issue(me: Session, name: str, key: str) -> None:
    if spent(name, key):
        return
    wanted = set(typed(name, "seats") or ())
    chosen = [seat for seat in trainees(me) if seat.id in wanted or (not wanted and seat.joined_wall is None)]
    if not chosen:
        say("Every seat is taken. Choose the seats that need another code.", NOT_DONE)
        return
    try:
        found = seating.again(control(), chosen, free=bool(typed(name, "free")))
    except StoreError as error:
        say(str(error), NOT_DONE)
        return
    spend(name)
    remember(me.exercise or "", found)
    say(f"{words.count(len(found), 'code')} issued again; the old ones open nothing any more")


def _add(me: Session, name: str, key: str) -> None:
    if spent(name, key):
        return
    exercise = me.exercise or ""
    syndicate = typed(name, "syndicate") or me.info.syndicates[0]
    try:
        found = seating.add(control(), exercise, typed(name, "team"), syndicate)
    except StoreError as error:
        say(str(error), NOT_DONE)
        return
    spend(name)
    remember(exercise, (found,))
    say(f"Seat {found.seat.id} has the code {found.code}")
