"""The decisive moment first: what would have changed most, what one shared report would have changed, what held."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from exercise.charts.hindsight import deciding
from exercise.core.debrief.moments import Moment, Side, consequence, premise
from exercise.core.debrief.whatif import Passed
from exercise.core.refusals import moment
from exercise.hindsight import Hindsight
from exercise.ui import words
from exercise.ui.debriefing.room import AT, Room, go_to, show, try_out

_EVERY = 0.6
_SIDES: dict[str, Side] = {"All": "both", "Could have gone better": "better", "Held": "worse"}
IN_SHORT = "Each is a replay with one thing changed and everybody else's acts held fixed: a model's answer."


def decisive(room: Room) -> None:
    """The three cards, or how far the work is, which looks again by itself."""
    hindsight = room.hindsight
    if not hindsight.total:
        st.info("Nobody has decided, missed or kept back anything: there is no moment to weigh yet.",
                icon=":material/balance:")  # fmt: skip
        return
    if room.ended:
        hindsight.start()
    if hindsight.working:
        st.fragment(_progress, run_every=_EVERY)(hindsight)
        return
    if not hindsight.finished:
        _unfinished(room, hindsight)
    if hindsight.done:
        _cards(room, hindsight)


def _progress(hindsight: Hindsight) -> None:
    if not hindsight.working:
        # The work has come to its end since the page was drawn: draw it once more, with what was found.
        st.rerun()
    bar, stop = st.columns((5, 1), vertical_alignment="center")
    text = f"Trying out what else could have been done: {hindsight.done} of {hindsight.total}"
    bar.progress(hindsight.done / max(1, hindsight.total), text)
    stop.button("Stop", key="debrief/stop", icon=":material/stop:", on_click=hindsight.cancel)


def _unfinished(room: Room, hindsight: Hindsight) -> None:
    if hindsight.error:
        st.error(f"The replays came to a stop: {words.plain(hindsight.error)}", icon=":material/error:")
    said = (
        f"{hindsight.done} of {hindsight.total} ways have been tried."
        if hindsight.done
        else f"There are {hindsight.total} ways in which somebody could have acted otherwise so far."
    )
    left, right = st.columns((4, 1), vertical_alignment="center")
    left.markdown(said)
    if right.button("Try them out", key="debrief/start", icon=":material/alt_route:", type="primary"):
        if not room.ended:
            room.look_again()
            hindsight = room.hindsight
        hindsight.start()
        st.rerun()


def _cards(room: Room, hindsight: Hindsight) -> None:
    better = hindsight.moments("better")
    if better:
        st.session_state.setdefault(AT, better[0].at)
    shares = [found for found in better if isinstance(found.best.change, Passed)]
    acts = [found for found in better if not isinstance(found.best.change, Passed)]
    held = hindsight.moments("worse")
    cards = [
        ("first", "What would have changed most", acts[:1], "No other act would have left the situation better."),
        ("share", "What one shared report would have changed", shares[:1], _no_share(room)),
        ("held", "What the teams did right", held[:1], "No other act would have left the situation worse."),
    ]
    for column, (key, title, found, none) in zip(st.columns((1, 1, 1)), cards, strict=True):
        with column, st.container(border=True, height="stretch", key=f"moment-{key}"):
            _card(room, key, title, found, none)
    with st.expander("All moments, ranked", icon=":material/format_list_numbered:"):
        side = st.segmented_control("Show", list(_SIDES), default="All", required=True, key="debrief/side")
        ranking(room, hindsight.moments(_SIDES[str(side)]))
    st.caption(f"{IN_SHORT} The what-if says more.")


def _no_share(room: Room) -> str:
    return "Nothing that came late or never would have moved a measure, had it come in time."


def _card(room: Room, key: str, title: str, found: Sequence[Moment], none: str) -> None:
    if not found:
        st.html(f'<p class="wd-kicker">{escape(title)}</p><p class="wc-quiet">{escape(none)}</p>')
        return
    best = found[0]
    points = f"<b>{abs(best.best.outcome):.1f}</b> points of the outcome " + (
        "to be gained" if best.best.outcome > 0 else "were kept"
    )
    st.html(
        f'<p class="wd-kicker">{escape(title)}</p><p class="wd-when">{moment(best.at)} · '
        f"{escape(room.scenario.name(best.team))} · {points}</p>"
        f'<p class="wd-said">{escape(premise(room.run, best.best.change))}:</p>'
        f'<p class="wd-said wd-then">{escape(consequence(room.run, best.best))}.</p>'
    )
    with st.container(horizontal=True):
        st.button("Go there", key=f"debrief/go/{key}", icon=":material/schedule:", on_click=go_to, args=(best.at,))
        st.button("Try it", key=f"debrief/try/{key}", icon=":material/alt_route:", on_click=try_out,
                  args=(best.best.change,))  # fmt: skip


def ranking(room: Room, found: tuple[Moment, ...], title: str = "What decided the exercise") -> None:
    """Moments as a chart and as rows to choose from."""
    if not found:
        st.caption("None.")
        return
    show(deciding(found, [f"{point.about} {room.scenario.name(point.team)}" for point in found], title))
    rows = [
        {"At": moment(point.at), "Team": room.scenario.name(point.team), "About": point.about,
         "Points": point.best.outcome, "What would have followed": point.text}
        for point in found
    ]  # fmt: skip
    key = f"debrief/ranking/{len(found)}/{hash(tuple(point.text for point in found))}"
    st.dataframe(
        rows, key=key, hide_index=True, alt="Moments, the one that decided most first",
        column_config={"Points": st.column_config.NumberColumn(format="%+.1f", width=70),
                       "What would have followed": st.column_config.TextColumn(width="large")},
        on_select=partial(_chosen, key, found), selection_mode="single-row",
    )  # fmt: skip
    st.caption("Choose a row to try it out in the what-if.")


def _chosen(key: str, found: tuple[Moment, ...]) -> None:
    if rows := st.session_state[key]["selection"]["rows"]:
        try_out(found[rows[0]].best.change)
