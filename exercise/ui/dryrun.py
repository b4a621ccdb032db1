"""A dry run to oneself: the whole exercise with simulated trainees, or one inject as a team would read it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from exercise.core import views
from exercise.core.acts import Release, Role, Seat, StartEx
from exercise.core.bots import POLICIES, Policy, play
from exercise.core.engine import Engine, Run
from exercise.core.entries import Entry
from exercise.core.facts import AnswerClosed, InjectDelivered, InjectSkipped
from exercise.core.refusals import moment
from exercise.core.scenario import Inject, Scenario
from exercise.core.scoring import headline
from exercise.ui import words
from exercise.ui.prose import prose
from exercise.ui.when import lasting

_ONESELF = Seat("dry-run", Role.CONTROLLER)
_THEN = datetime(2000, 1, 1, tzinfo=UTC)
_LABELS: dict[Policy, str] = {
    "expert": "Experts",
    "typical": "Typical trainees",
    "random": "Anybody",
    "absent": "Nobody answers",
}


def dry_run(scenario: Scenario) -> None:
    """Choose what to try; nothing of it is kept, nobody else sees it."""
    st.subheader("Dry run")
    what = st.segmented_control(
        "Dry run", ["The whole exercise", "One inject"], default="The whole exercise", required=True, key="dry/what",
        label_visibility="collapsed",
    )  # fmt: skip
    st.caption("To yourself: nothing is kept, and nobody else sees it.")
    if what == "One inject":
        one_inject(scenario)
    else:
        whole(scenario)


def whole(scenario: Scenario) -> None:
    """What would come when, with simulated trainees of a given skill in every team."""
    policy = st.pills(
        "Who plays", POLICIES, default="typical", required=True, key="dry/policy", format_func=_LABELS.__getitem__
    )
    _, run = play(scenario, {agency.id: policy for agency in scenario.agencies})
    figures = headline(run)
    st.markdown(
        f"**{figures['delivered']}** deliveries, **{figures['answered']}** answered, **{figures['missed']}** missed; "
        f"the outcome is **{figures['outcome']:.0f}** of 100."
    )
    rows = timeline(run)
    st.dataframe(rows, hide_index=True, height=420, alt="What comes when")
    never = [id for id in run.scenario.inject if id not in {row["Inject"] for row in rows if row["What"] == "comes"}]
    expected = {inject.id for inject in scenario.injects if inject.kind == "expected-action"}
    if left := [id for id in never if id not in expected]:
        st.caption(f"Would not come: {', '.join(left)}.")


def timeline(run: Run) -> list[dict[str, str]]:
    """Every delivery and every missed answer of a run, in order."""
    injects, name = run.situation.injects, run.scenario.name
    rows: list[dict[str, str]] = []
    for fact in run.facts:
        if isinstance(fact, InjectDelivered):
            what, about = "comes", name(fact.team)
        elif isinstance(fact, AnswerClosed) and fact.outcome == "missed":
            what, about = "is missed", name(fact.team)
        elif isinstance(fact, InjectSkipped):
            what, about = "is skipped", fact.reason
        else:
            continue
        inject = injects[fact.inject]
        last = rows[-1] if rows else None
        if last and (last["Time"], last["What"], last["Inject"]) == (moment(fact.at), what, inject.id):
            last["Teams"] += f", {about}"
            continue
        rows.append({"Time": moment(fact.at), "What": what, "Inject": inject.id, "Title": inject.title, "Teams": about})
    return rows


def one_inject(scenario: Scenario) -> None:
    """One inject as its team reads it, delivered to nobody."""
    injects = {inject.id: inject for inject in scenario.injects if inject.kind != "expected-action"}
    id = st.selectbox("Inject", list(injects), format_func=lambda id: f"{id} · {injects[id].title}", key="dry/inject")
    inject = injects[id]
    team = inject.to[0] if len(inject.to) == 1 else st.pills(
        "As it is read by", list(inject.to), default=inject.to[0], required=True, format_func=scenario.name,
        key=f"dry/team/{id}",
    )  # fmt: skip
    found = views.paper(released(scenario, id), Seat("dry-run", Role.TRAINEE, team, "A"), id)
    if found is None:
        st.info("This inject reaches nobody.", icon=":material/block:")
        return
    with st.container(border=True):
        st.markdown(f"#### {words.plain(found.row.title)}")
        came = " · ".join(filter(None, (found.row.sender, found.row.via, f"to {scenario.name(str(team))}")))
        st.caption(words.plain(came))
        prose(found.body)
        if found.question is not None and inject.ask is not None:
            prompt = inject.ask.prompt or "What do you do?"
            st.markdown(f"**{words.plain(prompt)}**")
            st.markdown("\n".join(f"- {words.plain(option.text)}" for option in inject.ask.options) or "*In words.*")
        if found.reports:
            st.caption(f"With it comes: {words.plain('; '.join(found.reports))}")
    st.caption(f"{_limit(inject)} {words.plain(inject.expects)}")


def _limit(inject: Inject) -> str:
    """How long its team has to answer, in a sentence."""
    if inject.ask is None:
        return "It asks for no answer."
    return f"Time to answer: {lasting(inject.window)}." if inject.window else "As much time to answer as it takes."


def released(scenario: Scenario, inject: str) -> Run:
    """A run in which this inject was released at StartEx."""
    engine = Engine(scenario)
    for seq, act in enumerate((StartEx(), Release(inject)), 1):
        engine.apply(Entry(seq, 0, _THEN, _ONESELF, act))
    return engine.run()
