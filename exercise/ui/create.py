"""A new exercise: choose a scenario, say who sits at it and how it is played, and get the join codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from exercise import roster, seating
from exercise.content import ContentError
from exercise.core.scenario import MINUTE, Scenario
from exercise.roster import Roster
from exercise.store import StoreError
from exercise.ui import campaign, modules, scenarios, variants, words
from exercise.ui.acts import NOT_DONE, outcome, say, slot, spend, spent, typed
from exercise.ui.command import RATES
from exercise.ui.seats import remember
from exercise.ui.session import Session
from exercise.ui.state import control

CREATING = "creating"
_NAME = "create"
_MOST_PROBLEMS = 8


def create(me: Session, first: bool) -> None:
    """The form, with what the chosen scenario is about beside it."""
    outcome()
    st.header("Create your first exercise" if first else "New exercise")
    folders = scenarios.folders()
    if not folders:
        scenarios.none_ready()
        return
    form, about = st.columns(2, gap="large")
    with form:
        key = slot(_NAME)
        path = st.selectbox("Scenario", folders, format_func=scenarios.title, key=f"{key}/scenario")
        seed = st.number_input(
            "Seed", 1, None, 1, key=f"{key}/seed",
            help="Decides every invented name and every chance. The same seed gives the same exercise again.",
        )  # fmt: skip
        try:
            scenario = scenarios.read(path, seed)
        except ContentError as error:
            st.error(f"This scenario cannot be played yet.\n\n{words.plain(str(error))}", icon=":material/error:")
            return
        settings(me, key, scenario)
        if not first:
            st.button("Cancel", key=f"{key}/cancel", on_click=lambda: st.session_state.pop(CREATING, None))
    with about:
        scenarios.summary(scenario)


def settings(me: Session, key: str, scenario: Scenario) -> None:
    """Who sits at it, how fast it runs, how the agencies work together and what counts."""
    st.text_input("Title", scenario.title, key=f"{key}/title/{scenario.id}", max_chars=120)
    left, right = st.columns(2)
    groups = left.number_input(
        "Syndicates", 1, seating.MOST_SYNDICATES, 1, key=f"{key}/syndicates",
        help="Groups that play the same scenario side by side, each with all teams",
    )  # fmt: skip
    found = _roster(key, scenario, seating.syndicates(groups))
    per_team = right.number_input(
        "Seats per team", 1, seating.MOST_PER_TEAM, 2, key=f"{key}/seats", disabled=bool(found.people),
        help="With a roster every team has a seat for each of its people, and one free seat where it has none",
    )  # fmt: skip
    left, right = st.columns(2)
    rates = sorted({*RATES, scenario.rate})
    rate = left.selectbox(
        "Rate", rates, rates.index(scenario.rate), words.rate, key=f"{key}/rate/{scenario.id}",
        help="Exercise minutes that pass in one real minute; it can be changed while the exercise runs",
    )  # fmt: skip
    models = {model.id: model.title for model in scenario.models}
    if models:
        right.selectbox(
            "Coordination", list(models), list(models).index(scenario.coordination), models.__getitem__,
            key=f"{key}/coordination/{scenario.id}", help="How the agencies work together: it sets how long words take",
        )  # fmt: skip
    mode = variants.variants(key, scenario)
    fitting = mode == "drill" or modules.modules(key, scenario)
    _weights(key, scenario)
    campaign.carried(me, key, scenario)
    wanted = seating.plan(scenario, per_team, seating.syndicates(groups), found.people)
    real = words.count(round(scenario.duration / MINUTE / rate), "minute")
    named = sum(bool(person.name) for person in wanted)
    who = f", {named} of them for named people" if named else ""
    st.caption(
        f"{words.count(len(wanted), 'seat')} in {words.count(len(scenario.agencies), 'team')}"
        f"{f' of {groups} syndicates' if groups > 1 else ''}{who}; {real} of real time."
    )
    st.button(
        "Create the exercise", key=key, type="primary", icon=":material/add_circle:",
        on_click=_create, args=(me, key, found), disabled=bool(found.problems) or not fitting,
    )  # fmt: skip


def _roster(key: str, scenario: Scenario, syndicates: tuple[str, ...]) -> Roster:
    """The people on a roster, where one is given, and what is wrong with it."""
    with st.expander("Roster from CSV", icon=":material/group_add:", key=f"{key}/roster"):
        st.download_button(
            "A roster to fill in", roster.template(scenario, syndicates), f"roster-{scenario.id}.csv", "text/csv",
            on_click="ignore", icon=":material/download:", type="tertiary",
        )  # fmt: skip
        given = st.file_uploader(
            "Names and teams, one person a line", "csv", key=f"{key}/file", max_upload_size=2,
            help="Columns: name, team, syndicate. Save it as CSV in your spreadsheet.",
        )  # fmt: skip
        found = roster.read(given.getvalue(), scenario, syndicates) if given else Roster(())
        if found.problems:
            shown = "\n".join(f"- {words.plain(problem)}" for problem in found.problems[:_MOST_PROBLEMS])
            more = len(found.problems) - _MOST_PROBLEMS
            st.error(
                f"Nobody is seated until this is mended:\n{shown}" + (f"\n- and {more} more" if more > 0 else ""),
                icon=":material/error:",
            )
        elif found.people:
            teams = len({(person.team, person.syndicate) for person in found.people})
            people = words.count(len(found.people), "person", "people")
            st.success(f"{people} in {words.count(teams, 'team')}.", icon=":material/check:")
    return found


def _weights(key: str, scenario: Scenario) -> None:
    """How much each measure counts in the outcome; shown to everybody before StartEx, frozen in the exercise."""
    if not scenario.measures:
        return
    with st.expander("Weights of the measures", icon=":material/balance:", key=f"{key}/weights"):
        for measure in scenario.measures:
            st.number_input(
                words.plain(measure.title), 0.0, 100.0, float(measure.weight), 0.5,
                key=f"{key}/weight/{scenario.id}/{measure.id}",
            )  # fmt: skip
        st.caption("How much each counts in the outcome. Nothing counts where all are 0.")


def _create(me: Session, key: str, found: Roster) -> None:
    """Set everything up, once."""
    if spent(_NAME, key):
        return
    path: Path = typed(_NAME, "scenario")
    planned = scenarios.read(path, typed(_NAME, "seed"))
    title = str(typed(_NAME, f"title/{planned.id}") or "").strip() or planned.title
    try:
        id, issued = seating.set_up(
            control(),
            chosen(planned),
            per_team=typed(_NAME, "seats") or 1,
            syndicates=seating.syndicates(typed(_NAME, "syndicates")),
            title=title,
            people=found.people,
            follows=campaign.followed(_NAME, planned),
        )
        if me.account and not me.account.everywhere:
            control().store.post(me.account.id, id)
    except StoreError as error:
        say(str(error), NOT_DONE)
        return
    spend(_NAME)
    st.session_state.pop(CREATING, None)
    st.session_state["exercise"] = st.query_params["exercise"] = id
    remember(id, issued)
    say(f"{title} is ready for its teams")


def chosen(planned: Scenario) -> Scenario:
    """The scenario as it is to be played: with its modules, in its mode, at the rate and weights of the form."""
    weights = {measure.id: typed(_NAME, f"weight/{planned.id}/{measure.id}") for measure in planned.measures}
    whole = planned if variants.is_drill(_NAME, planned) else modules.with_modules(_NAME, planned)
    carried = campaign.following(_NAME, whole)
    return replace(
        variants.varied(_NAME, carried),
        rate=float(typed(_NAME, f"rate/{planned.id}")),
        coordination=typed(_NAME, f"coordination/{planned.id}") or planned.coordination,
        measures=tuple(
            measure if (weight := weights.get(measure.id)) is None else replace(measure, weight=float(weight))
            for measure in carried.measures
        ),
    )
