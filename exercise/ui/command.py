"""The head of the control page: the clock, what can be done with it now, how the teams stand, what needs EXCON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from exercise.core import modes
from exercise.core.acts import EndEx, Jump, Pause, Resume, SetRate
from exercise.core.excon import attention, boards, outlook
from exercise.core.refusals import MAX_RATE
from exercise.core.scenario import MINUTE
from exercise.ui import rulings, simcell, words
from exercise.ui.acts import button, slot, typed
from exercise.ui.people import ready, trainees
from exercise.ui.prose import note
from exercise.ui.session import Session
from exercise.ui.state import control
from exercise.ui.steer import jump
from exercise.ui.syndicates import alike, each, watched, within

RATES = (0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60, MAX_RATE)


def clock(me: Session) -> None:
    """What can be done with the clock now, and where it stands against the plan."""
    with st.container(horizontal=True, vertical_alignment="center"):
        match me.clock.state:
            case "ready":
                start(me)
            case "running" | "paused" as state:
                table = me.scenario.mode == "table-top"
                if table:
                    onward(me)
                if state == "running":
                    button(me, "pause", "PauseEx", Pause(), "Paused", icon=":material/pause:", shortcut="Alt+P")
                else:
                    resume(me, first=not table)
                rate(me)
                jump(me)
                end(me)
            case "ended":
                st.link_button("Open the scoreboard", "/scoreboard", icon=":material/leaderboard:")
        st.caption(plan(me), width="content")


def resume(me: Session, first: bool = True) -> None:
    """Let the clock run again; ``first`` where that is the next thing to do."""
    button(
        me, "resume", "Resume", Resume(), "The clock runs",
        type="primary" if first else "secondary", icon=":material/play_arrow:", shortcut="Alt+P",
    )  # fmt: skip


def onward(me: Session) -> None:
    """At a table the clock stands; this takes it to the next inject that time brings, wherever it comes first."""
    steps = {place.seat.syndicate: step for place in each(me) if (step := place.look(outlook.step))}
    if not steps:
        return
    to = min(step.to for step in steps.values())
    ids = dict.fromkeys(id for step in steps.values() if step.to == to for id in step.injects)
    button(
        me, "step", f"Next: {', '.join(ids)}", Jump(to), f"It is {words.at(to)}",
        type="primary", icon=":material/skip_next:", shortcut="Alt+N",
        help=f"Takes the clock to {words.at(to)}, and with it everything that comes until then",
    )  # fmt: skip


def outage(me: Session) -> None:
    """Say that the clock stands because nobody served the exercise."""
    if me.clock.outage and me.clock.state == "paused":
        st.error(
            f"**The clock was stopped by an outage at {words.at(me.clock.at)}.** {words.plain(me.clock.reason)} "
            "Nothing was lost and nothing came due meanwhile. Resume when the teams are back.",
            icon=":material/power_off:",
        )


def start(me: Session) -> None:
    """StartEx, with the rate and with who is there."""
    rates = sorted({*RATES, me.scenario.rate})
    st.selectbox(
        "Exercise minutes per real minute", rates, rates.index(me.scenario.rate), words.rate,
        key=f"{slot('start')}/rate", width=130, label_visibility="collapsed",
        help="Exercise minutes that pass in one real minute",
    )  # fmt: skip
    button(
        me, "start", "StartEx", lambda: modes.start(me.scenario, typed("start", "rate")), "The exercise runs",
        type="primary", icon=":material/play_arrow:", shortcut="Alt+S",
    )  # fmt: skip


def rate(me: Session) -> None:
    """Change how fast exercise time passes."""
    with st.popover(f"Rate {words.rate(me.clock.rate)}", icon=":material/speed:", key=f"{slot('rate')}/open"):
        rates = sorted({*RATES, me.clock.rate})
        st.selectbox(
            "Exercise minutes per real minute", rates, rates.index(me.clock.rate), words.rate,
            key=f"{slot('rate')}/rate",
        )  # fmt: skip
        button(me, "rate", "Set the rate", lambda: SetRate(typed("rate", "rate")), "New rate")


def end(me: Session) -> None:
    """EndEx asks once, and says what it would cut off."""
    with st.popover("EndEx", icon=":material/stop:", key=f"{slot('end')}/open"):
        opened: Counter[str] = Counter()
        for seen in each(me):
            opened.update({load.name: load.open for load in seen.look(boards.loads) if load.open})
        if opened:
            teams = ", ".join(f"{words.plain(name)} {count}" for name, count in opened.items())
            total = words.count(opened.total(), "inject is", "injects are")
            st.markdown(f"**{total} still open:** {teams}. What is typed and not sent is filed as a draft.")
        else:
            st.markdown("No inject is open.")
        st.markdown("After EndEx nobody can answer any more. It cannot be undone.")
        button(me, "end", "End the exercise", EndEx(), "The exercise has ended", type="primary")


def plan(me: Session) -> str:
    """Where the clock stands against the planned duration, in a sentence."""
    clock, planned = me.clock, me.scenario.duration
    match clock.state:
        case "ready":
            real = words.count(round(planned / MINUTE / me.scenario.rate), "minute")
            return f"Planned to {words.at(planned)}; at {words.rate(me.scenario.rate)} that is {real} of real time."
        case "ended":
            return f"Ended at {words.at(clock.at)} ({words.wall(clock.wall)}); planned to {words.at(planned)}."
    if clock.now(control().now()) > planned:
        return f"The planned end, {words.at(planned)}, has passed. EndEx is yours to call."
    if me.scenario.mode == "table-top" and clock.state == "paused":
        return f"At a table: the clock stands until you go on. Planned to {words.at(planned)}."
    due = clock.wall_of(planned)
    return f"Planned to {words.at(planned)}" + (f", which is {words.wall(due)} at this rate." if due else ".")


def first_thing(me: Session) -> None:
    """What to do first, in a line."""
    match me.clock.state:
        case "ready":
            seats, passed = trainees(me), ready(me)
            joined = sum(seat.joined_wall is not None for seat in seats)
            there = sum(seat.id in passed for seat in seats)
            if there == len(seats):
                note("good", "✓", f"All {len(seats)} seats are ready. StartEx when you are.")
            else:
                first = "Hand out the join codes under Seats: " if joined < len(seats) else ""
                figures = f"{joined} of {words.count(len(seats), 'seat')} joined, {there} ready"
                note("news", "→", f"{first}{figures}. You can start before that; latecomers find everything waiting.")
        case "running" | "paused":
            needs = alike({place.seat.syndicate or "": list(_needs(place)) for place in watched(me)})
            said = [need.format(where=within(me, names)) for need, names in needs.items()]
            if waits := " · ".join([*_cell(me), *said]):
                note("news", "→", waits)


def _cell(me: Session) -> Iterator[str]:
    """What waits for the SimCell, in all syndicates that are looked at."""
    if letters := sum(map(simcell.unanswered, watched(me))):
        yield f"{words.count(letters, 'letter')} to the SimCell without an answer"
    if asked := sum(map(rulings.waiting, watched(me))):
        yield words.count(asked, "ruling waits under SimCell", "rulings wait under SimCell")


def _needs(me: Session) -> Iterator[str]:
    """What EXCON has to see to in one syndicate, with a gap for its name."""
    if at_hand := me.look(boards.held):
        yield f"Held for your release{{where}}: {', '.join(at_hand)}"
    if suggested := me.look(attention.suggestions):
        because = suggested[0].because.replace("{", "{{").replace("}", "}}")
        yield f"{because}{{where}}: the drawer has {suggested[0].inject}"
