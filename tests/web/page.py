"""A placeholder desk with everything that the browser parts need: signal, list, answer form, chart."""

from __future__ import annotations

import altair as alt
import streamlit as st

from exercise.ui import session, state
from exercise.ui.keeper import Field, Filled, keeper
from exercise.ui.signal import signal
from exercise.ui.theme import banner
from exercise.ui.worklist import Item, worklist

st.set_page_config(page_title="Whitecell", layout="wide")
me = session.session()
assert me.exercise is not None
exercise = me.exercise
desk = state.control()
team = me.seat.team


@st.fragment
def inbox() -> None:
    run = desk.run(exercise, me.seat.syndicate)
    seen = [answer for answer in run.situation.answers.values() if team in (None, answer.team)]
    items = [
        Item(
            f"{answer.inject}/{answer.team}",
            run.scenario.inject[answer.inject].title,
            "answered" if answer.decisions else "missed" if answer.closed else "new",
            sender="<b>Gate</b>",
            via="radio",
            time="06:00",
            deadline=answer.deadline,
            unread=answer.opened is None,
        )
        for answer in reversed(seen)
    ]
    unread = sum(item.unread for item in items)
    signal({"A": run}, desk.now(), key="signal", exercise=exercise, title="Desk", unread=unread, sound=True)
    chosen = worklist(items, st.session_state.get("open"), run.clock, desk.now(), key="inbox")
    st.markdown(f"Injects: {len(items)}. Entries: {run.seq}.")
    if chosen != st.session_state.get("open"):
        st.session_state["open"] = chosen
        st.rerun()


banner("EXERCISE RESTRICTED")
left, right = st.columns([2, 3])
with left:
    inbox()
with right:
    if chosen := st.session_state.get("open"):
        inject = chosen.split("/")[0]
        draft = desk.store.draft(me.seat.id, inject)
        data = draft.data if draft else {}
        words, choice, boxes = f"words-{inject}", f"choice-{inject}", f"boxes-{inject}"
        st.session_state.setdefault(words, data.get("text", ""))
        st.session_state.setdefault(choice, next(iter(data.get("options", [])), None))
        st.subheader(inject)
        st.radio("Your decision", ["x", "y"], key=choice)
        st.text_area("Why?", key=words)
        keeper(
            me.seat.id,
            inject,
            Filled({"text": data.get("text", ""), "options": data.get("options", [])}, draft.version if draft else 0),
            {"text": Field(words), "options": Field(choice, "choice", ("x", "y"))},
            key=f"keeper-{inject}",
        )
    rows = [{"hour": hour, "value": hour % 5} for hour in range(20)]
    st.altair_chart(
        alt.Chart(alt.InlineData(values=rows)).mark_bar().encode(x="hour:O", y="value:Q", tooltip="value:Q")
    )
