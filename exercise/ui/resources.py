"""What a team acts with: where its units are, how to commit and recall them, and what the partners have."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from exercise import drafts
from exercise.core import views
from exercise.core.acts import Commit, Recall
from exercise.core.ledgers.undertakings import Use
from exercise.core.scenario import MINUTE, Scenario
from exercise.core.views import OwnResource
from exercise.ui import acts, drafting, words
from exercise.ui.area import places
from exercise.ui.asking import want_resource
from exercise.ui.keeper import Field
from exercise.ui.prose import label, note, section
from exercise.ui.session import Session
from exercise.ui.standing import asked, used
from exercise.ui.when import lasting

_FORM = "commit"
_STAYS = (0, 15, 30, 45, 60, 90, 120, 180)


def resources(me: Session) -> None:
    """The team's own first, then the form, then the partners'."""
    own = me.look(views.resources)
    acts.refused("commit")
    acts.refused("recall/")
    if not own:
        note("news", "○", "Your team commits nothing of its own here. What partners have can be asked for.")
    for resource in own:
        with st.container(border=True, gap="small"):
            _own(me, resource)
    if own and me.clock.state in ("running", "paused"):
        _commit(me, own)
    partners(me)


def _own(me: Session, resource: OwnResource) -> None:
    busy = resource.units - resource.free
    facts = [f"{resource.free} of {resource.units} free"]
    facts.append(f"usually {lasting(resource.travel)} on the way" if resource.travel else "there at once")
    if resource.clearance:
        facts.append(f"needs {resource.clearance}")
    st.html(
        f'<h3 class="wc-subtitle">{escape(resource.title)}</h3>'
        f'<p class="wc-meta"><span class="wc-units" aria-hidden="true">{"●" * busy}{"○" * resource.free}</span> '
        f"{escape(' · '.join(facts))}</p>"
    )
    desk = {row.inject: row.title for row in me.look(views.inbox)}
    waits = [ask for ask in me.look(views.asked) if ask.kind == "clearance" and ask.stage == "waiting"]
    for use in resource.uses:
        answered = goes_with(desk, use)
        aim = _aim(me.scenario, desk, use)
        cleared = "".join(asked(me.scenario, ask) for ask in waits if ask.entry == use.entry)
        st.html(f'{cleared or used(me.scenario, use)}<p class="wc-terms">{escape(aim)}</p>')
        if answered:
            st.html(f'<p class="wc-terms">Goes with your answer to {escape(use.to)}; revise that to call it back.</p>')
        elif me.clock.state in ("running", "paused"):
            acts.button(me, f"recall/{use.entry}", "Recall", Recall(use.entry), "Recalled", icon=":material/undo:")


def goes_with(desk: Mapping[str, str], use: Use) -> bool:
    """Whether the units went out with an answer to an inject on the desk, and not with an order of their own."""
    return use.to in desk and use.purpose.endswith(f" in {use.to}")


def _aim(scenario: Scenario, desk: Mapping[str, str], use: Use) -> str:
    if goes_with(desk, use):
        return f"For {use.to}: {desk[use.to]}"
    place = desk.get(use.to) or places(scenario.map).get(use.to) or scenario.name(use.to)
    return " · ".join(filter(None, (f"To {place}" if use.to else "", use.purpose))) or "No purpose was given."


def _commit(me: Session, own: tuple[OwnResource, ...]) -> None:
    """Send units out."""
    key, names = acts.slot(_FORM), {resource.id: label(resource.title) for resource in own}
    aims, most = aims_of(me), max(resource.units for resource in own)
    fields = {
        "resource": Field(f"{key}/resource", "select", list(names), list(names.values())),
        "units": Field(f"{key}/units", "number", (1, most)),
        "to": Field(f"{key}/to", "select", list(aims), list(aims.values())),
        "busy": Field(f"{key}/busy", "select", _STAYS, [_stay(minutes) for minutes in _STAYS]),
        "purpose": Field(f"{key}/purpose"),
        "queue": Field(f"{key}/queue", "mark"),
    }
    drafting.fill(me, drafts.ORDER, Commit, "purpose", fields, resource=own[0].id, units=1, busy=0, queue=False)
    with st.container(border=True):
        with st.form(f"{key}/form", border=False):
            st.markdown("**Commit units**")
            what, units = st.columns([3, 1])
            what.selectbox("What", list(names), format_func=names.__getitem__, key=f"{key}/resource")
            units.number_input("Units", 1, most, step=1, key=f"{key}/units")
            to, stay = st.columns([3, 2])
            to.selectbox(
                "Where, or for what", list(aims), None, aims.__getitem__, key=f"{key}/to", placeholder="Choose"
            )
            stay.selectbox("How long on the spot", _STAYS, 0, _stay, key=f"{key}/busy")
            st.text_input("Task", key=f"{key}/purpose", placeholder="What they are to do there")
            st.checkbox("Wait in line when too few are free", key=f"{key}/queue")
            acts.send(me, _FORM, "Commit", _order, "Committed", type="primary", icon=":material/send:")
        drafting.keep(me, drafts.ORDER, fields, (_FORM,), "order")


def _order() -> Commit:
    def typed(field: str) -> object:
        return acts.typed(_FORM, field)

    minutes = typed("busy")
    return Commit(
        str(typed("resource") or ""), int(str(typed("units") or 1)), str(typed("to") or ""),
        str(typed("purpose") or "").strip(), minutes * MINUTE if isinstance(minutes, int) and minutes else None,
        bool(typed("queue")),
    )  # fmt: skip


def _stay(minutes: int) -> str:
    return lasting(minutes * MINUTE) if minutes else "until recalled"


def aims_of(me: Session) -> dict[str, str]:
    """Where units can go: to a partner, for an inject on the desk, to a place on the map; ids with their names."""
    scenario = me.scenario
    found = {agency.id: scenario.name(agency.id) for agency in scenario.agencies if agency.id != me.seat.team}
    found |= {row.inject: f"{row.inject} · {row.title}" for row in me.look(views.inbox)}
    found |= {id: f"{name} (on the map)" for id, name in places(scenario.map).items() if id not in found}
    return {id: label(name) for id, name in found.items()}


def partners(me: Session) -> None:
    """What the partners have; who sees how much of it is free depends on how the agencies work together."""
    found = me.look(views.partner_resources)
    if not found:
        return
    section("What partners have")
    seen = any(resource.free is not None for resource in found)
    rows = "".join(
        f"<tr><td><b>{escape(resource.title)}</b></td><td>{escape(resource.agency)}</td>"
        f"<td>{_free(resource.free, resource.units)}</td></tr>"
        for resource in found
    )
    head = f"<tr><th>What</th><th>Whose</th><th>{'Free now' if seen else 'They have'}</th></tr>"
    st.html(f'<table class="wc-table">{head}{rows}</table>')
    if me.clock.state in ("running", "paused"):
        st.button("Ask for one", icon=":material/help:", on_click=want_resource)
    if not seen:
        st.html('<p class="wc-meta">The agencies keep no joint picture: ask to learn what is free.</p>')


def _free(free: int | None, units: int) -> str:
    return words.count(units, "unit") if free is None else f"{free} of {units}"
