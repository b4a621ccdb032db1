"""The exercises there are, and what can be done with one as a whole: open, copy, try again, put away, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from exercise import shelf, shipped
from exercise.core.clock import Clock
from exercise.core.facts import DecisionTaken, InjectDelivered
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE
from exercise.store import ExerciseInfo, StoreError
from exercise.ui import words
from exercise.ui.acts import NOT_DONE, say, slot, spend, spent, typed
from exercise.ui.create import CREATING
from exercise.ui.seats import remember
from exercise.ui.session import Session, open_to
from exercise.ui.state import control

CONTROL = shipped.folder("pages") / "control.py"
_PICKED = "library/exercise"
_ORDER = ("running", "paused", "ready", "ended")


def exercises(me: Session) -> None:
    """The list, and beside it the one that was picked."""
    assert me.account is not None, "the library is for accounts"
    known = open_to(control(), me.account)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("New exercise", icon=":material/add:", type="primary", key="library/new", on_click=_begin)
        away = sum(info.archived for info in known)
        show = st.toggle(f"Show archived ({away})", key="library/archived") if away else False
    clocks = {info.id: control().glance(info.id) for info in known if show or not info.archived}
    # What goes on now stands on top.
    shown = sorted((info for info in known if info.id in clocks), key=lambda info: _ORDER.index(clocks[info.id].state))
    if not shown:
        st.info("No exercise yet. Create one, or look at the scenarios first.", icon=":material/inventory_2:")
        return
    rows, detail = st.columns((3, 2), gap="large")
    with rows:
        _table(me, shown, clocks)
    with detail:
        picked = next((info for info in shown if info.id == st.session_state.get(_PICKED, me.exercise)), None)
        if picked is None:
            st.caption("Choose an exercise: to open, copy, archive or delete it, or to try again from a moment.")
            return
        _one(me, picked)


def _table(me: Session, shown: Sequence[ExerciseInfo], clocks: Mapping[str, Clock]) -> None:
    store, now = control().store, control().now()

    def row(info: ExerciseInfo) -> dict[str, str]:
        seats = [seat for seat in store.seats(info.id) if seat.team]
        joined = sum(seat.joined_wall is not None for seat in seats)
        again = words.NOTHING
        if info.parent:
            again = (
                f"the end of {info.parent}" if info.parent_at is None else f"{info.parent} at {moment(info.parent_at)}"
            )
        clock = clocks[info.id]
        return {
            "State": str(words.EXERCISE["archived" if info.archived and not clock.running else clock.state]),
            "Clock": words.at(clock.now(now)) if clock.anchors else words.NOTHING,
            "Exercise": info.title,
            "Id": info.id,
            "Syndicates": str(len(info.syndicates)),
            "Joined": f"{joined} of {len(seats)}",
            "Entries": f"{info.last_seq:,}",
            "Created": words.day(info.created_wall),
            "Goes on from": again,
        }

    ids = [info.id for info in shown]
    key = f"library/table/{hash(tuple(ids))}"
    picked = st.session_state.get(_PICKED, me.exercise)
    st.dataframe(
        [row(info) for info in shown],
        key=key,
        hide_index=True,
        height=min(35 * (len(ids) + 1) + 3, 520),
        selection_mode=("single-row", "single-cell"),
        selection_default={"selection": {"rows": [ids.index(picked)]}} if picked in ids else None,
        on_select=lambda: _pick(key, ids),
        alt="Exercises",
    )


def _pick(key: str, ids: Sequence[str]) -> None:
    selection = st.session_state[key]["selection"]
    rows = [row for row, _ in selection["cells"]] or selection["rows"]
    if rows:
        st.session_state[_PICKED] = ids[rows[0]]


def _one(me: Session, info: ExerciseInfo) -> None:
    clock = control().clock(info.id)
    at = clock.now(control().now())
    state = words.EXERCISE[clock.state].word.lower()
    when = f" at {words.at(at)}" if clock.anchors else ""
    st.markdown(f"##### {words.plain(info.title)}\n{info.id} · {state}{when}")
    if info.parent and info.parent_at is None:
        st.caption(f"Next session of a campaign: it began where {info.parent} left off.")
    elif info.parent:
        st.caption(f"Tried again from {info.parent} at {moment(info.parent_at or 0)}.")
    with st.container(horizontal=True):
        if st.button("Open", key=f"library/open/{info.id}", type="primary", icon=":material/open_in_new:"):
            st.session_state["exercise"] = st.query_params["exercise"] = info.id
            st.session_state.pop(CREATING, None)
            st.switch_page(CONTROL, query_params={"exercise": info.id})
        _act("copy", info, "Copy", ":material/content_copy:", _copy, me)
        _act("archive", info, "Take out again" if info.archived else "Archive",
             ":material/unarchive:" if info.archived else ":material/archive:", _archive, me)  # fmt: skip
    if clock.anchors:
        _retry(me, info)
    _delete(me, info)


def _act(name: str, info: ExerciseInfo, label: str, icon: str, call: object, me: Session) -> None:
    key = slot(f"{name}/{info.id}")
    st.button(label, key=key, icon=icon, on_click=_once, args=(f"{name}/{info.id}", key, call, me, info))


def _once(name: str, key: str, call: object, me: Session, info: ExerciseInfo) -> None:
    """Do it once, and say what became of it."""
    if spent(name, key):
        return
    assert callable(call), "an act can be done"
    try:
        call(me, info)
    except (StoreError, ValueError, LookupError) as error:
        say(str(error), NOT_DONE)
        return
    spend(name)


def _copy(me: Session, info: ExerciseInfo) -> None:
    id, issued = shelf.copy(control(), info.id)
    _mine(me, id)
    remember(id, issued)
    st.session_state[_PICKED] = id
    say(f"{info.title} is set up once more as {id}, with codes of its own")


def _archive(_: Session, info: ExerciseInfo) -> None:
    control().store.archive(info.id, not info.archived)
    say(f"{info.title} is {'back in the list' if info.archived else 'archived: nothing of it is lost'}")


def _retry(me: Session, info: ExerciseInfo) -> None:
    """Choose a moment; what stood then is said beside it."""
    name = f"retry/{info.id}"
    key = slot(name)
    runs = [control().run(info.id, name) for name in info.syndicates]
    last_at = runs[0].at
    with st.expander("Try again from a moment", icon=":material/history:", key=f"{key}/open"):
        last = last_at // MINUTE
        options = list(range(last + 1))
        minute = st.select_slider(
            "Moment", options, last, lambda minute: moment(int(minute) * MINUTE), key=f"{key}/minute"
        ) if last else 0  # fmt: skip
        until = min(int(minute) * MINUTE, last_at)
        facts = [fact for run in runs for fact in run.facts if fact.at <= until]
        came = len({fact.inject for fact in facts if isinstance(fact, InjectDelivered)})
        decided = sum(isinstance(fact, DecisionTaken) for fact in facts)
        st.caption(
            f"By {moment(until)}, {words.count(came, 'inject')} had come and {words.count(decided, 'answer')} had been "
            "given. The new exercise stands paused there; this one stays as it is."
        )
        st.checkbox(
            "Bring the people: whoever sits here sits there, with the same codes", True, key=f"{key}/bring",
            help="Without it the seats are free, and their codes are to be issued again under Seats",
        )  # fmt: skip
        st.button("Set it up", key=key, icon=":material/replay:", on_click=_once, args=(name, key, _again, me, info))


def _again(me: Session, info: ExerciseInfo) -> None:
    name = f"retry/{info.id}"
    until = min(int(typed(name, "minute") or 0) * MINUTE, control().clock(info.id).now(control().now()))
    id = shelf.retry(control(), info.id, until, bring=bool(typed(name, "bring")))
    _mine(me, id)
    st.session_state[_PICKED] = id
    st.session_state["exercise"] = id
    say(f"{id} stands paused at {moment(until)}. Open it and resume when the teams are back.")


def _delete(me: Session, info: ExerciseInfo) -> None:
    name = f"delete/{info.id}"
    key = slot(name)
    with st.expander("Delete", icon=":material/delete:", key=f"{key}/open"):
        st.markdown("The log, the seats and every answer go for good. Archiving keeps them.")
        st.text_input("Type the title", key=f"{key}/title", placeholder=info.title)
        st.button("Delete for good", key=key, icon=":material/delete_forever:",
                  on_click=_once, args=(name, key, _gone, me, info))  # fmt: skip


def _gone(_: Session, info: ExerciseInfo) -> None:
    shelf.delete(control(), info.id, str(typed(f"delete/{info.id}", "title") or ""))
    for key in (_PICKED, "exercise"):
        if st.session_state.get(key) == info.id:
            del st.session_state[key]
    if st.query_params.get("exercise") == info.id:
        del st.query_params["exercise"]
    say(f"{info.title} is deleted")


def _mine(me: Session, id: str) -> None:
    """Whoever sets an exercise up may open it."""
    if me.account and not me.account.everywhere:
        control().store.post(me.account.id, id)


def _begin() -> None:
    st.session_state[CREATING] = True
