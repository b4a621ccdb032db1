"""Messages between a team, its partners and those whom the SimCell plays."""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise import drafts
from exercise.core import views
from exercise.core.acts import Send
from exercise.core.scenario import Form, Scenario
from exercise.core.views import Letter
from exercise.ui import acts, drafting, ways
from exercise.ui.keeper import Field
from exercise.ui.prose import label, note, verbatim
from exercise.ui.question import headings, tall
from exercise.ui.session import Session
from exercise.ui.when import both

_FORM = "message"
_SHAPE = "message-shape"


def letters(me: Session, found: tuple[Letter, ...]) -> None:
    """The form to write with, and everything written, one thread for each partner."""
    open_ = me.clock.state in ("running", "paused")
    if open_:
        _write(me)
    else:
        drafting.unsent(me, drafts.MESSAGE, Send, "text")
    if not found:
        hint = " yet. Ask a partner for what you need; the press and headquarters answer too." if open_ else "."
        note("news", "○", f"No messages{hint}")
    threads: dict[str, list[Letter]] = {}
    for letter in found:
        threads.setdefault(letter.to if letter.mine else letter.sender, []).append(letter)
    for partner, thread in threads.items():
        with st.container(border=True):
            st.html(_thread(me.scenario, partner, thread))


def _write(me: Session) -> None:
    """Write to a partner; who and how stay chosen, as one rarely writes only once."""
    names = {partner.id: label(me.scenario.name(partner.id)) for partner in me.look(views.partners)}
    found = me.look(views.ways)
    key = acts.slot(_FORM)
    fields = {
        "text": Field(f"{key}/text"),
        "to": Field("message-to", "select", list(names), list(names.values())),
        "channel": ways.field(found, "message-channel"),
    }
    if me.scenario.forms:
        fields["form"] = Field(_SHAPE, "choice", list(me.scenario.form))
    drafting.fill(me, drafts.MESSAGE, Send, "text", fields, channel=ways.first(found), form=[])
    # No form around it: what is typed has to be known when somebody chooses the form it shall have.
    with st.container(border=True):
        form = _shape(me, key)
        to, how = st.columns(2)
        to.selectbox("To", list(names), None, names.__getitem__, key="message-to", placeholder="Choose a partner")
        with how:
            ways.select(found, "message-channel")
            ways.broken(found)
        st.text_area("Message", key=f"{key}/text", height=tall(form) if form else 90)
        if form:
            st.html(headings(form))
        acts.button(me, _FORM, "Send", _message, "Message sent", type="primary", icon=":material/send:")
        drafting.keep(me, drafts.MESSAGE, fields, (_FORM,), "message")
    acts.refused(_FORM)


def _shape(me: Session, key: str) -> Form | None:
    """The form the message is to have. Choosing one lays it into the empty message; words already written stay."""
    forms = me.scenario.form
    if not forms:
        return None
    st.pills(
        "Form", list(forms), format_func=lambda id: label(forms[id].title), key=_SHAPE,
        on_change=_lay, args=(me, f"{key}/text"),
    )  # fmt: skip
    return forms.get(st.session_state.get(_SHAPE) or "")


def _lay(me: Session, text: str) -> None:
    forms, written = me.scenario.form, st.session_state.get(text) or ""
    chosen = forms.get(st.session_state.get(_SHAPE) or "")
    untouched = not written.strip() or any(written.strip() == form.template().strip() for form in forms.values())
    if untouched:
        st.session_state[text] = chosen.template() if chosen else ""
    elif chosen and not chosen.said(written):
        st.session_state[text] = f"{chosen.template()}\n\n{written}"


def _message() -> Send:
    state = st.session_state
    return Send(
        state.get("message-to") or "", acts.typed(_FORM, "text") or "", state.get("message-channel") or "",
        form=state.get(_SHAPE) or "",
    )  # fmt: skip


def _thread(scenario: Scenario, partner: str, thread: list[Letter]) -> str:
    items = "".join(
        f'<li><p class="wc-meta">{escape(_route(scenario, letter))}</p>{verbatim(letter.text)}</li>'
        for letter in thread
    )
    return f'<h3 class="wc-subtitle">{escape(partner)}</h3><ul class="wc-list">{items}</ul>'


def _route(scenario: Scenario, letter: Letter) -> str:
    if not letter.mine:
        return f"← They wrote, {both(scenario, letter.at)}"
    return f"→ You wrote, {both(scenario, letter.at)} · {'arrived' if letter.arrived else 'on its way'}"
