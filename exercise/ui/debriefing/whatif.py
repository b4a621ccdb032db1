"""What if: change a decision, share earlier, leave an inject out; see what would have followed beside the real run."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from exercise.charts.hindsight import beside
from exercise.core.debrief.answering import decisions
from exercise.core.debrief.flow import passings
from exercise.core.debrief.moments import HELD_FIXED, alternatives, consequence, point, premise
from exercise.core.debrief.whatif import Change, Comparison, Dropped, Passed, Rechosen, compare, summary, whatif
from exercise.core.engine import Run
from exercise.core.refusals import moment
from exercise.core.scenario import MINUTE, breaches
from exercise.ui import words
from exercise.ui.debriefing.room import AT, CHANGES, Room, show

_KINDS = ("Another decision", "A report shared earlier", "An inject left out")
# An inject that nobody could open is no act that was lost.
_LOOKS = ("Open",)


def tried(room: Room) -> None:
    """The changes, a form for one more, and what would have followed from all of them together."""
    changes: tuple[Change, ...] = st.session_state.get(CHANGES, ())
    left, right = st.columns((2, 3), gap="large")
    with left:
        _listed(room, changes)
        with st.container(border=True):
            _another(room, changes)
    with right:
        if changes:
            _followed(room, changes)
        else:
            st.info("Choose what should have been different; what would have followed stands here.",
                    icon=":material/alt_route:")  # fmt: skip
    st.caption(HELD_FIXED)


def _listed(room: Room, changes: Sequence[Change]) -> None:
    for number, change in enumerate(changes):
        text, drop = st.columns((6, 1), vertical_alignment="center")
        text.markdown(f"**{number + 1}.** {words.plain(premise(room.run, change))}")
        drop.button("", key=f"debrief/drop/{number}", icon=":material/close:", help="Take this change back",
                    on_click=_drop, args=(number,))  # fmt: skip


def _drop(number: int) -> None:
    changes = st.session_state[CHANGES]
    st.session_state[CHANGES] = (*changes[:number], *changes[number + 1 :])


def _add(change: Change) -> None:
    kept = tuple(other for other in st.session_state.get(CHANGES, ()) if not _same(other, change))
    st.session_state[CHANGES] = (*kept, change)


def _same(one: Change, other: Change) -> bool:
    """Whether the second is another word on the same thing."""
    return isinstance(one, Rechosen) and isinstance(other, Rechosen) and one.seq == other.seq


def _another(room: Room, changes: Sequence[Change]) -> None:
    kind = st.segmented_control("What should have been different?", _KINDS, default=_KINDS[0], required=True,
                                key="debrief/kind")  # fmt: skip
    choose = {_KINDS[0]: _decision, _KINDS[1]: _share, _KINDS[2]: _inject}[str(kind)]
    change = choose(room)
    label = "Add this change" if changes else "See what would have followed"
    st.button(label, key="debrief/add", type="primary", icon=":material/alt_route:", disabled=change is None,
              on_click=_add, args=(change,))  # fmt: skip


def _decision(room: Room) -> Change | None:
    run = room.run
    found = {
        decision.seq: decision
        for decision in decisions(run)
        if (ask := run.situation.injects[decision.inject].ask) and ask.options
    }
    if not found:
        st.caption("No decision between options has been taken.")
        return None
    seq = st.selectbox("Decision", list(found), key="debrief/decision", format_func=lambda seq: (
        f"{moment(found[seq].at)} {room.scenario.name(found[seq].team)} on {found[seq].inject} {found[seq].title}"
    ))  # fmt: skip
    decision = found[seq]
    ask = run.situation.injects[decision.inject].ask
    assert ask is not None, "only decisions between options are offered"
    chosen = tuple(option.id for option in decision.alternatives if option.chosen)
    texts = {option.id: option.text for option in ask.options}
    st.caption(f"They chose: {words.plain(' · '.join(texts[id] for id in chosen))}")
    options = st.radio("Instead", alternatives(ask, chosen), key=f"debrief/instead/{seq}",
                       format_func=lambda ids: words.plain(" · ".join(texts[id] for id in ids)))  # fmt: skip
    return Rechosen(seq, tuple(options)) if options else None


def _share(room: Room) -> Change | None:
    run, scenario = room.run, room.scenario
    held: dict[str, list[str]] = {}
    for row in passings(run):
        held.setdefault(row.report, []).append(row.team)
    if not held:
        st.caption("No team holds a report.")
        return None
    report = st.selectbox("Report", list(held), key="debrief/report", format_func=lambda id: scenario.report[id].title)
    sender = st.selectbox("Shared by", held[report], key=f"debrief/sender/{report}", format_func=scenario.name)
    others = [agency.id for agency in scenario.agencies if agency.id != sender]
    needing = [team for team, _ in scenario.report[report].needed_by if team in others]
    to = st.multiselect("With", others, default=needing, key=f"debrief/to/{report}/{sender}", format_func=scenario.name)
    since = next(row.since for row in passings(run) if (row.report, row.team) == (report, sender))
    stops = sorted({since, *range(since - since % MINUTE + MINUTE, run.at, MINUTE)})
    at = stops[0]
    if len(stops) > 1:
        at = st.select_slider("At", stops, key=f"debrief/when/{report}/{sender}", format_func=moment)
    ways = {channel.id: channel.title for channel in sorted(scenario.channels, key=lambda way: way.delay.typical)}
    clean = [way for way in ways if not any(breaches(scenario, report, team, way) for team in to)]
    way = st.selectbox("Over", list(ways), index=list(ways).index(clean[0]) if clean else 0,
                       key=f"debrief/way/{report}/{sender}/{','.join(to)}", format_func=ways.__getitem__)  # fmt: skip
    if to and way not in clean:
        st.caption(":material/warning: This would be against the report's marking; the breach is part of the what-if.")
    return Passed(report, sender, tuple(to), way, at) if to else None


def _inject(room: Room) -> Change | None:
    came = [inject for inject in room.run.situation.injects.values()
            if room.run.situation.delivered_at(inject.id) is not None]  # fmt: skip
    if not came:
        st.caption("No inject has come.")
        return None
    title = {inject.id: f"{inject.id} {inject.title}" for inject in came}
    return Dropped(st.selectbox("Inject", list(title), key="debrief/left-out", format_func=title.__getitem__))


def _followed(room: Room, changes: tuple[Change, ...]) -> None:
    other = whatif(room.scenario, room.log(), room.run.at, changes)
    found = compare(room.scenario, changes[-1], summary(room.run), summary(other))
    st.markdown(f"**Then:** {words.plain(consequence(room.run, found))}.")
    show(beside(room.run, other, [measure for measure, _ in found.shifts[:5]]))
    _windows(room, found)
    _fallen(room, other, found)
    at = min(point(room.run, change)[0] for change in changes)
    st.button(f"Go to {moment(at)} on the timeline", key="debrief/whatif-go", icon=":material/schedule:",
              on_click=st.session_state.__setitem__, args=(AT, at))  # fmt: skip


def _windows(room: Room, found: Comparison) -> None:
    name = room.scenario.name
    for pairs, said in ((found.kept, "would have been answered"), (found.lost, "would have passed")):
        if pairs:
            listed = ", ".join(f"{inject} at {name(team)}" for inject, team in pairs)
            st.markdown(f"Windows that {said}: {words.plain(listed)}.")


def _fallen(room: Room, other: Run, found: Comparison) -> None:
    """The acts that no longer apply, each with its reason."""
    lost = [fact for fact in found.ignored if fact.kind not in _LOOKS]
    looks = len(found.ignored) - len(lost)
    if not found.ignored:
        st.caption("Every other act of the real run still applies.")
        return
    opened = f"{words.count(looks, 'look', 'looks')} at injects that would not have come"
    said = " and ".join(filter(None, [words.count(len(lost), "act") if lost else "", opened if looks else ""]))
    st.markdown(f"**No longer applies:** {said}.")
    entries = {entry.seq: entry for entry in room.log()}
    rows = [
        {"At": moment(fact.at), "Entry": fact.seq, "Act": fact.kind,
         "Team": room.scenario.name(entries[fact.seq].seat.team or "excon"), "Why": fact.reason}
        for fact in lost
    ]  # fmt: skip
    if rows:
        st.dataframe(rows, hide_index=True, alt="Acts that no longer apply")
