"""A new exercise: choose a scenario, say how many sit at it, and get the join codes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from exercise import seating, shipped
from exercise.content import ContentError, load
from exercise.core.scenario import MINUTE, Scenario
from exercise.store import StoreError
from exercise.ui import words
from exercise.ui.acts import NOT_DONE, outcome, say, slot, spend, spent, typed
from exercise.ui.command import RATES
from exercise.ui.prose import prose
from exercise.ui.seats import remember
from exercise.ui.state import control

CREATING = "creating"
_NAME = "create"


def create(first: bool) -> None:
    """The form, with what the chosen scenario is about beside it."""
    outcome()
    st.header("Create your first exercise" if first else "New exercise")
    folders = scenarios()
    if not folders:
        st.info(f"No scenario lies in {shipped.folder('injects')}. Put a scenario folder there and reload this page.",
                icon=":material/folder_off:")  # fmt: skip
        return
    form, about = st.columns(2, gap="large")
    with form:
        key = slot(_NAME)
        path = st.selectbox("Scenario", folders, format_func=title, key=f"{key}/scenario")
        seed = st.number_input(
            "Seed", 1, None, 1, key=f"{key}/seed",
            help="Decides every invented name and every chance. The same seed gives the same exercise again.",
        )  # fmt: skip
        try:
            scenario = read(path, seed, _changed(path))
        except ContentError as error:
            st.error(f"This scenario cannot be played yet.\n\n{words.plain(str(error))}", icon=":material/error:")
            return
        settings(key, scenario)
        if not first:
            st.button("Cancel", key=f"{key}/cancel", on_click=lambda: st.session_state.pop(CREATING, None))
    with about:
        summary(scenario)


def settings(key: str, scenario: Scenario) -> None:
    """Who sits at it, and how fast it runs."""
    st.text_input("Title", scenario.title, key=f"{key}/title/{scenario.id}", max_chars=120)
    left, right = st.columns(2)
    per_team = left.number_input("Seats per team", 1, seating.MOST_PER_TEAM, 2, key=f"{key}/seats")
    groups = right.number_input(
        "Syndicates", 1, seating.MOST_SYNDICATES, 1, key=f"{key}/syndicates",
        help="Groups that play the same scenario side by side, each with all teams",
    )  # fmt: skip
    rates = sorted({*RATES, scenario.rate})
    rate = st.selectbox(
        "Rate", rates, rates.index(scenario.rate), words.rate, key=f"{key}/rate/{scenario.id}",
        help="Exercise minutes that pass in one real minute; it can be changed while the exercise runs",
    )  # fmt: skip
    total = len(scenario.agencies) * per_team * groups
    real = words.count(round(scenario.duration / MINUTE / rate), "minute")
    st.caption(f"{words.count(total, 'seat')} in {words.count(len(scenario.agencies), 'team')}; {real} of real time.")
    st.button(
        "Create the exercise", key=key, type="primary", icon=":material/add_circle:", on_click=_create, args=(key,)
    )


def summary(scenario: Scenario) -> None:
    """What the scenario is about."""
    st.subheader(words.plain(scenario.title))
    if scenario.summary:
        prose(scenario.summary)
    teams = "\n".join(f"- {words.plain(agency.name)}" for agency in scenario.agencies)
    st.markdown(
        f"**{words.count(len(scenario.injects), 'inject')}** over **{words.at(scenario.duration)}** of exercise time, "
        f"for **{words.count(len(scenario.agencies), 'team')}**:\n{teams}"
    )
    if scenario.objectives:
        st.markdown("**Objectives**\n" + "\n".join(f"- {words.plain(found.title)}" for found in scenario.objectives))
    if scenario.content_notice:
        st.caption(f"Content notice: {words.plain(scenario.content_notice)}")


def _create(key: str) -> None:
    """Set everything up, once."""
    if spent(_NAME, key):
        return
    path: Path = typed(_NAME, "scenario")
    planned = read(path, typed(_NAME, "seed"), _changed(path))
    title = str(typed(_NAME, f"title/{planned.id}") or "").strip() or planned.title
    try:
        id, issued = seating.set_up(
            control(),
            replace(planned, rate=float(typed(_NAME, f"rate/{planned.id}"))),
            per_team=typed(_NAME, "seats"),
            syndicates=seating.syndicates(typed(_NAME, "syndicates")),
            title=title,
        )
    except StoreError as error:
        say(str(error), NOT_DONE)
        return
    spend(_NAME)
    st.session_state.pop(CREATING, None)
    st.session_state["exercise"] = st.query_params["exercise"] = id
    remember(id, issued)
    say(f"{title} is ready for its teams")


def scenarios() -> list[Path]:
    """The scenario folders that lie ready."""
    return sorted(found.parent for found in shipped.folder("injects").glob("*/scenario.yaml"))


def title(path: Path) -> str:
    """A scenario's title; its folder's name when it cannot be read."""
    try:
        return read(path, 1, _changed(path)).title
    except ContentError:
        return path.name


@lru_cache(maxsize=32)
def read(path: Path, seed: int, changed: int) -> Scenario:
    """The scenario in that folder as it was when a file in it last ``changed`` (ns)."""
    return load(path, seed)


def _changed(path: Path) -> int:
    return max(found.stat().st_mtime_ns for found in path.rglob("*"))
