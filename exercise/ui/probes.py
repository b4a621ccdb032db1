"""Questions beside the play: what one knows, how likely something is, how much one carries.

They lie on top of the desk, one at a time, and one tap puts them aside for later.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from exercise.core import views
from exercise.core.acts import Act, Forecast, Probe, Workload
from exercise.core.scenario import WORKLOAD_ITEMS
from exercise.core.views import Probed
from exercise.ui import acts, words
from exercise.ui.figures import left
from exercise.ui.prose import label
from exercise.ui.question import STEP, UNSURE, likelihood
from exercise.ui.session import Session

_LATER = "probe/later"
_REVISED = "probe/revised"
# What the ends of the scales mean (Hart and Staveland 1988); performance runs from good to poor.
_ENDS = "0 is very low, 100 very high; of your own performance 0 is perfect, 100 failure."


def pending(me: Session) -> list[Probed]:
    """What this seat has still to answer, the oldest first."""
    return [row for row in reversed(me.look(views.probes)) if row.open and not _answered(row)]


def _answered(row: Probed) -> bool:
    """Whether nothing more is wanted: a forecast is the team's, the rest is each one's own."""
    return row.probability is not None if row.ask == "forecast" else row.reported or row.choice is not None


def put_aside(me: Session, found: list[Probed]) -> None:
    """The way back to what was put aside, and to the forecasts that stand; nothing where there is neither."""
    later = _later(found)
    if later:
        said = f"{words.count(len(later), 'question')} for you"
        st.button(said, key="probe-back", icon=":material/quiz:", on_click=_take_up, args=(later,))
    for row in _forecasts(me):
        said = f"Your team’s forecast: {likelihood(row.probability or 0)}"
        st.button(said, key=f"probe-revise-{row.probe}", icon=":material/edit:", type="tertiary",
                  help=label(row.text), on_click=_revise, args=(row.probe,))  # fmt: skip


def _forecasts(me: Session) -> list[Probed]:
    """The team's forecasts that can still be changed, the oldest first."""
    return [row for row in reversed(me.look(views.probes)) if row.open and row.probability is not None]


def probes(me: Session, found: list[Probed]) -> None:
    """The forecast that is being revised, or else the first question that was not put aside, on top of everything."""
    rows = [row for row in found if row.probe not in _later(found)]
    if revised := st.session_state.get(_REVISED):
        rows = [row for row in _forecasts(me) if row.probe == revised] or rows
    if not rows:
        return
    row = rows[0]
    with st.container(key="probe", gap="small"):
        again = row.probability is not None
        several = f" · 1 of {len(rows)}" if len(rows) > 1 else ""
        until = f" {left(row.deadline)}" if row.deadline is not None else ""
        asked = "Your team’s forecast" if again else "A question for you"
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(f'<p class="wc-meta">{asked}{several}{until}</p>', width="content")
            aside = "Leave it" if again else "Later"
            st.button(aside, key=f"{acts.slot(f'probe/{row.probe}')}/later", on_click=_put_off, args=(row.probe, again))
        ends = f'<p class="wc-meta">{_ENDS}</p>' if row.ask == "workload" else ""
        st.html(f'<h2 class="wc-subtitle">{escape(row.text)}</h2>{ends}')
        _form(me, row)


def _form(me: Session, row: Probed) -> None:
    name = f"probe/{row.probe}"
    key = acts.slot(name)
    with st.form(f"{key}/form", border=False):
        match row.ask:
            case "awareness":
                texts = {number: label(text) for number, text in enumerate(row.choices)}
                st.radio(
                    "Your answer", list(texts), None, texts.__getitem__, key=f"{key}/choice",
                    label_visibility="collapsed",
                )  # fmt: skip
            case "forecast":
                stands = UNSURE if row.probability is None else round(row.probability / STEP) * STEP
                st.select_slider(
                    "How likely?", range(0, 101, STEP), stands, likelihood, key=f"{key}/probability",
                    label_visibility="collapsed",
                )  # fmt: skip
            case "workload":
                for item in WORKLOAD_ITEMS:
                    st.slider(item, 0, 100, UNSURE, STEP, key=f"{key}/{item}")
        said, done = ("Answer", "Answered") if row.probability is None else ("Revise", "Forecast revised")
        acts.send(
            me, name, said, lambda: _answer(row), done, _leave_it, type="primary", icon=":material/check:"
        )  # fmt: skip
    acts.refused(name)


def _answer(row: Probed) -> Act:
    """What the form holds."""
    name = f"probe/{row.probe}"
    match row.ask:
        case "awareness":
            choice = acts.typed(name, "choice")
            if choice is None:
                raise ValueError("Choose an answer, or put the question off with Later.")
            return Probe(row.probe, choice)
        case "forecast":
            return Forecast(row.probe, acts.typed(name, "probability"))
    return Workload(tuple(acts.typed(name, item) for item in WORKLOAD_ITEMS), row.probe)


def _later(found: list[Probed]) -> list[str]:
    aside: set[str] = st.session_state.setdefault(_LATER, set())
    return [row.probe for row in found if row.probe in aside]


def _revise(probe: str) -> None:
    st.session_state[_REVISED] = probe


def _leave_it() -> None:
    st.session_state.pop(_REVISED, None)


def _put_off(probe: str, again: bool) -> None:
    if again:
        _leave_it()
    else:
        st.session_state.setdefault(_LATER, set()).add(probe)


def _take_up(later: list[str]) -> None:
    st.session_state[_LATER] -= set(later)
