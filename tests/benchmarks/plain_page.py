"""What a page looks like that keeps itself up to date as Streamlit's documentation shows it: it asks every two seconds.

It shows the same inbox out of the same log's facts, and takes the same answer, from one SQLite file. Nothing of ours.
"""

from __future__ import annotations

import os
import sqlite3
import time

import streamlit as st

DATABASE = os.environ["PLAIN_DATABASE"]
TEAM, SEAT = st.query_params.get("team", "t0"), st.query_params.get("seat", "0")


@st.fragment(run_every=2)
def inbox() -> None:
    """The injects that have come, each with its answer."""
    with sqlite3.connect(DATABASE) as database:
        rows = database.execute(
            "SELECT id, title FROM inject WHERE due <= ? AND team IN (?, '*') ORDER BY due DESC", (time.time(), TEAM)
        ).fetchall()
        given = dict(database.execute("SELECT inject, option FROM answer WHERE team = ?", (TEAM,)).fetchall())
    st.caption(f"{len(rows)} injects")
    for id, title in rows:
        st.markdown(f"**{id}** {title}: {given.get(id, 'open')}")


def answer() -> None:
    """Write the answer down."""
    with sqlite3.connect(DATABASE) as database:
        database.execute(
            "INSERT INTO answer (team, inject, option, at) VALUES (?, 'past0', ?, ?)",
            (TEAM, st.session_state["option"], time.time()),
        )
        st.session_state["receipt"] = database.execute("SELECT last_insert_rowid()").fetchone()[0]


inbox()
with st.form("answer"):
    st.radio("What do you do?", ["x", "y"], key="option")
    st.form_submit_button("Send", on_click=answer)
if "receipt" in st.session_state:
    st.markdown(f"Sent, receipt {st.session_state['receipt']} {SEAT}")
