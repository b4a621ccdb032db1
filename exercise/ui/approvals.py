"""What waits for a team's word: decisions above somebody's rung, options only together, clearances."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from exercise import drafts
from exercise.core import views
from exercise.core.acts import Approve
from exercise.core.scenario import Scenario
from exercise.core.views import Waiting
from exercise.ui import acts, drafting
from exercise.ui.figures import left
from exercise.ui.keeper import Field
from exercise.ui.prose import note, section, verbatim
from exercise.ui.session import Session
from exercise.ui.standing import asked
from exercise.ui.when import both

_ASKS = {
    "authority": "asks for your word",
    "partner": "can do this only together with you",
    "clearance": "asks for a clearance",
}


class _Word(NamedTuple):
    """An answer: what the button says, and what was done."""

    label: str
    done: str


_SUPERIOR = _Word("Grant", "Granted"), _Word("Refuse", "Refused")
_PARTNER = _Word("Confirm", "Confirmed"), _Word("Decline", "Declined")


def rulings(scenario: Scenario) -> bool:
    """Whether anybody ever needs another's word in this scenario."""
    asks = (inject.ask for inject in scenario.injects if inject.ask)
    joint = any(option.together for ask in asks for option in ask.options)
    return bool(scenario.ladder or scenario.clearances or joint)


def waiting(me: Session) -> dict[int, list[Waiting]]:
    """What waits for this seat's word, by the entry that asked: one entry may ask for several options."""
    found: dict[int, list[Waiting]] = {}
    for row in me.look(views.waiting):
        found.setdefault(row.entry, []).append(row)
    return found


def approvals(me: Session, found: dict[int, list[Waiting]]) -> None:
    """Everything that waits, the oldest first, each with the two answers there are."""
    acts.refused("rule/")
    if not found:
        note("news", "○", "Nothing waits for your word. What partners cannot do without you is listed here.")
    open_ = me.clock.state in ("running", "paused")
    for entry, rows in found.items():
        with st.container(border=True, gap="small"):
            st.html(_card(me, rows))
            if open_:
                _answers(me, entry, rows[0])
    _asked(me)


def _asked(me: Session) -> None:
    """What the team itself waits for."""
    mine = [ask for ask in me.look(views.asked) if ask.stage == "waiting"]
    if mine:
        section("Your team waits for")
        lines = "".join(f"<li>{verbatim(ask.text)}{asked(me.scenario, ask)}</li>" for ask in mine)
        st.html(f'<ul class="wc-list">{lines}</ul>')


def _card(me: Session, rows: Sequence[Waiting]) -> str:
    first, scenario = rows[0], me.scenario
    until = ""
    if first.deadline is not None:
        until = f" · answer by {escape(both(scenario, first.deadline))} {left(first.deadline)}"
    options = "".join(f"<li>{verbatim(row.text)}</li>" for row in rows if row.text)
    instead = ""
    if first.by != me.seat.team and first.kind == "authority":
        name = escape(scenario.name(first.by))
        instead = f'<p class="wc-meta">It waits for {name}; your team stands above and may rule instead.</p>'
    why = f'<p class="wc-meta">Why they want it</p>{verbatim(first.rationale)}' if first.rationale else ""
    return (
        f'<h3 class="wc-subtitle">{escape(first.team)} {_ASKS[first.kind]}</h3>'
        f'<p class="wc-meta">{escape(first.title)} · asked {escape(both(scenario, first.at))}{until}</p>'
        f'<ul class="wc-list">{options}</ul>{why}{instead}'
    )


def _answers(me: Session, entry: int, first: Waiting) -> None:
    """Grant or refuse. The words go with either; a refusal needs them."""
    yes, no = _PARTNER if first.kind == "partner" else _SUPERIOR
    words, about = f"rule/{entry}/words", drafts.ruling(entry)
    fields = {"reason": Field(words)}
    drafting.fill(me, about, Approve, "reason", fields)
    st.text_input("Your words to them", key=words, placeholder="A refusal needs a reason")
    with st.container(horizontal=True):
        acts.button(
            me, f"rule/{entry}/yes", yes.label, lambda: _ruling(entry, True, words), yes.done, icon=":material/check:",
            type="primary",
        )  # fmt: skip
        acts.button(
            me, f"rule/{entry}/no", no.label, lambda: _ruling(entry, False, words), no.done, icon=":material/close:"
        )  # fmt: skip
    drafting.keep(me, about, fields, (f"rule/{entry}/yes", f"rule/{entry}/no"), "answer")


def _ruling(entry: int, granted: bool, words: str) -> Approve:
    return Approve(entry, granted, (st.session_state.get(words) or "").strip())
