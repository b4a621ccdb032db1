"""A campaign: the next session begins where the last one left the situation, and all of them on one page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from exercise.core.debrief.campaign import Campaign, Session, Stretch, campaigns, final
from exercise.core.debrief.playback import signed
from exercise.core.modes import carry_over
from exercise.core.scenario import Scenario
from exercise.store import ExerciseInfo
from exercise.ui import words
from exercise.ui.acts import typed
from exercise.ui.session import Session as Seated
from exercise.ui.session import open_to
from exercise.ui.state import control

_APART = "/"


def carried(me: Seated, key: str, scenario: Scenario) -> None:
    """Choose the ended exercise that this one follows; its measures are carried over. Nothing where none has ended."""
    found = _ended(me, scenario)
    if not found:
        return
    with st.expander("Next session of a campaign", icon=":material/linked_services:", key=f"{key}/campaign"):
        chosen = st.selectbox(
            "Begins where this one left off", list(found), None, found.__getitem__,
            key=f"{key}/follows/{scenario.id}", placeholder="Begins as the scenario says",
        )  # fmt: skip
        if not chosen:
            st.caption(
                "Measures of the same name begin with what they came to; those the scenario has alone keep theirs."
            )
            return
        before, after = scenario.measures, carry_over(scenario, _values(chosen)).measures
        moved = [
            f"{new.title} {new.start:.0f} instead of {old.start:.0f}"
            for old, new in zip(before, after, strict=True)
            if round(new.start) != round(old.start)
        ]
        st.caption(
            words.plain("Begins with " + ", ".join(moved) + "." if moved else "Begins just as the scenario says.")
        )


def followed(name: str, scenario: Scenario) -> str:
    """The exercise that the form of this name lets the new one follow; empty for none."""
    return str(typed(name, f"follows/{scenario.id}") or "").partition(_APART)[0]


def following(name: str, scenario: Scenario) -> Scenario:
    """The scenario as the form of this name has it: with what is carried over."""
    chosen = typed(name, f"follows/{scenario.id}")
    return carry_over(scenario, _values(chosen)) if chosen else scenario


def _ended(me: Seated, scenario: Scenario) -> dict[str, str]:
    """Ended exercises that share a measure with the scenario, syndicate by syndicate, the latest first."""
    if me.account is None:
        return {}
    found = {}
    for info in open_to(control(), me.account):
        for syndicate in info.syndicates if not info.archived else ():
            run = control().run(info.id, syndicate)
            if run.situation.ended is not None and set(run.scenario.measure) & set(scenario.measure):
                where = f", syndicate {syndicate}" if len(info.syndicates) > 1 else ""
                found[f"{info.id}{_APART}{syndicate}"] = f"{info.title}{where} ({info.created_wall:%d %b %Y})"
    return found


def _values(chosen: str) -> dict[str, float]:
    exercise, _, syndicate = chosen.partition(_APART)
    return dict(final(control().run(exercise, syndicate)))


def told(infos: Sequence[ExerciseInfo]) -> None:
    """Every campaign: what each session began with and what it left."""
    sessions = [
        Session(info.id, info.title, info.parent if info.parent and info.parent_at is None else "", run)
        for info in infos
        if (run := control().run(info.id, info.syndicates[0])).situation.ended is not None
    ]
    found = campaigns(sessions)
    if not found:
        st.info(
            "No campaign yet. When you create an exercise, let it begin where an ended one left off.",
            icon=":material/linked_services:",
        )
    for campaign in found:
        _campaign(campaign)


def _campaign(campaign: Campaign) -> None:
    first, last = campaign.stretches[0], campaign.stretches[-1]
    st.markdown(f"##### {words.plain(first.session.title)} to {words.plain(last.session.title)}")
    st.markdown(
        f"{words.count(len(campaign.stretches), 'session')}: the outcome went from {first.start:.0f} to {last.end:.0f} "
        f"({signed(campaign.gain)})."
    )
    st.dataframe([_row(stretch) for stretch in campaign.stretches], hide_index=True, alt="Sessions of the campaign")
    st.caption("Begin → end. With several syndicates the first one is shown.")


def _row(stretch: Stretch) -> dict[str, object]:
    return {
        "Session": stretch.session.title,
        "Outcome": f"{stretch.start:.0f} → {stretch.end:.0f}",
        "Change": round(stretch.end - stretch.start, 1),
        **{title: f"{start:.0f} → {end:.0f}" for title, start, end in stretch.measures},
    }
